/**
 * Adjusts item costs beside a bare program that reads the same rows, layers them in plain arrays and writes the same
 * adjustment entries by prepared statements, each on a copy of the same file and in a process of its own, in turn.
 * FIFO, Average and Standard items; half of the receipts have a late cost. Then again after one new receipt, and
 * after one late cost. Also a tenth of the entries, and one item that has all entries beside many that share them.
 *   node --import tsx bench/adjust.ts [item ledger entries, 1000000] [items, 5000]
 */
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {CostingMethod} from '../source/domain/options.js';
import {adjustCosts} from '../source/jobs/adjust.js';
import {postJournal} from '../source/jobs/journal.js';
import {connect} from '../source/store/connect.js';
import type {Database} from '../source/store/database.js';
import {LedgerWriter} from '../source/store/ledgers.js';
import {adjustBare} from './support/adjust-bare.js';
import {contextOf, fillLedgers} from './support/adjust-data.js';
import {median, runAlone, runOnCopy, shown, stopwatch, tell, type Told} from './support/alone.js';
import {tellFigure} from './support/figure.js';

const METHODS: readonly CostingMethod[] = ['FIFO', 'Average', 'Standard'];
const ROUNDS = 3;
const MEGABYTES = 500;
/** A second run may take this long: what a person does not wait for. */
const AT_ONCE = 0.1;

async function ours(path: string): Promise<Told> {
  const database = await connect(path);
  const stop = stopwatch();
  const {items, valueEntries} = await adjustCosts(contextOf(database));
  const told = stop(`${items} items, ${valueEntries.length} entries`);
  const also: Record<string, number> = {};
  for (const method of METHODS) {
    const last = await receiptOf(database, method);
    if (!last) continue;
    await receive(database, path, last.itemNo);
    also[`one new receipt, ${method}`] = await secondsToAdjust(database);
    await charge(database, last);
    also[`one late cost, ${method}`] = await secondsToAdjust(database);
  }
  await database.close();
  return {...told, also};
}

async function secondsToAdjust(database: Database): Promise<number> {
  const start = performance.now();
  await adjustCosts(contextOf(database));
  return (performance.now() - start) / 1000;
}

interface Receipt {
  readonly entryNo: number;
  readonly itemNo: string;
  readonly postingDate: string;
}

/** The last receipt of the last item of a method. */
async function receiptOf(database: Database, method: CostingMethod): Promise<Receipt | undefined> {
  const row = await database.first(
    `select e."entry_no", e."item_no", e."posting_date" from "item_ledger_entry" e join "item" i on i."no" = e."item_no" where i."costing_method" = ? and e."positive" = 1 order by e."entry_no" desc limit 1`,
    [method],
  );
  return (
    row && {entryNo: Number(row['entry_no']), itemNo: String(row['item_no']), postingDate: String(row['posting_date'])}
  );
}

async function receive(database: Database, path: string, itemNo: string): Promise<void> {
  const file = `${path}.csv`;
  writeFileSync(
    file,
    `Posting Date,Document No.,Entry Type,Item No.,Quantity,Unit Cost,Gen. Bus. Posting Group\n2026-12-30,NEW,Purchase,${itemNo},5,12,DOMESTIC\n`,
  );
  await postJournal(contextOf(database), file);
  rmSync(file);
}

/** Freight for a receipt that is sold already. */
async function charge(database: Database, {entryNo, itemNo, postingDate}: Receipt): Promise<void> {
  await database.transaction(async transaction => {
    const writer = new LedgerWriter(transaction);
    const last = await transaction.first('select max("entry_no") as "no" from "value_entry"');
    await writer.insertValueEntries([
      {
        entryNo: Number(last?.['no']) + 1,
        itemLedgerEntryNo: entryNo,
        itemNo,
        postingDate,
        valuationDate: postingDate,
        itemChargeNo: 'FREIGHT',
        inventoriable: true,
        valuedQuantity: 1_000_000n,
        costAmountActual: 700_000n,
        documentNo: 'LATE',
      },
    ]);
    await writer.finish();
    await transaction.run('update "item_ledger_entry" set "applied_entry_to_adjust" = 1 where "entry_no" = ?', [
      entryNo,
    ]);
    await transaction.run(
      'update "avg_cost_adjmt_entry_point" set "cost_is_adjusted" = 0 where "item_no" = ? and "valuation_date" >= ?',
      [itemNo, postingDate],
    );
    await transaction.run('update "item" set "cost_is_adjusted" = 0 where "no" = ?', [itemNo]);
  });
}

class Measurement {
  private readonly folder = mkdtempSync(join(tmpdir(), 'tieout-bench-'));
  private readonly self = fileURLToPath(import.meta.url);

  constructor(
    private readonly entries: number,
    private readonly items: number,
  ) {}

  measure(): void {
    try {
      const whole = this.besideBare();
      this.besideTenth(whole);
      for (const method of METHODS) this.oneItemBesideMany(method);
    } finally {
      rmSync(this.folder, {recursive: true, force: true});
    }
  }

  private besideBare(): Told {
    const name = `adjusting ${counted(this.entries)} item ledger entries`;
    const [own, plain] = this.inTurn(
      {name, part: 'ours', database: this.fill('whole', this.entries, this.items, METHODS)},
      {name: 'bare program', part: 'bare', database: join(this.folder, 'whole')},
    );
    tellFigure({
      name,
      seconds: own.seconds,
      reference: {name: 'bare program', seconds: plain.seconds},
      limit: 3,
      megabytes: own.megabytes,
      megabytesAllowed: MEGABYTES,
    });
    this.tellAgain(own, '');
    return own;
  }

  private besideTenth(whole: Told): void {
    const tenth = this.entries / 10;
    const name = `adjusting ${counted(tenth)}`;
    const database = this.fill('tenth', tenth, this.items / 10, METHODS);
    const told = median(Array.from({length: ROUNDS}, () => this.told({name, part: 'ours', database})));
    tellFigure({
      name: `ten times as many entries (${counted(this.entries)})`,
      seconds: whole.seconds,
      reference: {name: counted(tenth), seconds: told.seconds},
      limit: 11,
    });
  }

  private oneItemBesideMany(method: CostingMethod): void {
    const entries = this.entries / 5;
    const name = `one ${method} item with ${counted(entries)} entries`;
    const [one, many] = this.inTurn(
      {name, part: 'ours', database: this.fill('one', entries, 1, [method])},
      {name: 'many items', part: 'ours', database: this.fill('many', entries, this.items, [method])},
    );
    tellFigure({
      name,
      seconds: one.seconds,
      reference: {name: `${counted(this.items)} items`, seconds: many.seconds},
      limit: 1.5,
      megabytes: one.megabytes,
      megabytesAllowed: MEGABYTES,
    });
    this.tellAgain(one, `, ${counted(entries)} entries of the item`);
  }

  private tellAgain({also = {}}: Told, of: string): void {
    for (const [name, seconds] of Object.entries(also)) {
      console.log(`  again after ${name}: ${seconds.toFixed(3)} s`);
      tellFigure({name: `again after ${name}${of}`, seconds, secondsAllowed: AT_ONCE});
    }
  }

  /** Two parts in turn, so that what else the machine does meets both. */
  private inTurn(first: Part, second: Part): [Told, Told] {
    const rounds = Array.from({length: ROUNDS}, () => [this.told(first), this.told(second)] as const);
    return [median(rounds.map(([told]) => told)), median(rounds.map(([, told]) => told))];
  }

  private told({name, part, database}: Part): Told {
    const told = runOnCopy(this.self, part, database);
    console.log(shown(name, told));
    return told;
  }

  private fill(name: string, entries: number, items: number, methods: readonly CostingMethod[]): string {
    const path = join(this.folder, name);
    rmSync(path, {force: true});
    runAlone(this.self, 'fill', path, String(entries), String(items), ...methods);
    return path;
  }
}

interface Part {
  readonly name: string;
  readonly part: 'ours' | 'bare';
  readonly database: string;
}

const counted = (value: number): string => value.toLocaleString('en');

const [mode, path = '', entries, items, ...methods] = process.argv.slice(2);
if (mode === 'fill') {
  const stop = stopwatch();
  await fillLedgers(path, Number(entries), Number(items), methods as CostingMethod[]);
  tell(stop(''));
} else if (mode === 'ours') tell(await ours(path));
else if (mode === 'bare') {
  const stop = stopwatch();
  const written = adjustBare(path);
  tell(stop(`${written} entries`));
} else new Measurement(Number(mode ?? 1_000_000), Number(path === '' ? 5000 : path)).measure();
