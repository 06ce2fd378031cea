/**
 * Adjusts item costs beside a bare program that reads the same rows, layers them in plain arrays and writes the same
 * adjustment entries by prepared statements, each on a copy of the same file and in a process of its own. FIFO,
 * Average and Standard items; half of the receipts have a late cost. Then a second run after one new receipt.
 *   node --import tsx bench/adjust.ts [item ledger entries, 1000000] [items, 5000]
 */
import {execFileSync} from 'node:child_process';
import {copyFileSync, mkdtempSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {addDays} from '../source/domain/dates.js';
import type {CostingMethod} from '../source/domain/options.js';
import {adjustCosts} from '../source/jobs/adjust.js';
import {createCompany} from '../source/jobs/create-company.js';
import type {JobContext} from '../source/jobs/job.js';
import {connect} from '../source/store/connect.js';
import type {Database} from '../source/store/database.js';
import {LedgerWriter} from '../source/store/ledgers.js';
import {
  avgCostAdjmtEntryPoint,
  item,
  itemApplicationEntry,
  type ItemApplicationEntry,
  itemLedgerEntry,
  type ItemLedgerEntry,
  type ValueEntry,
} from '../source/store/tables/index.js';
import {Text} from '../source/text.js';
import {tellFigure} from './support/figure.js';

/** The driver that the program uses, without the program. Its types are not a dependency of ours. */
const Sqlite = createRequire(import.meta.url)('better-sqlite3') as new (path: string) => PlainDatabase;

interface PlainDatabase {
  pragma(text: string): unknown;
  defaultSafeIntegers(on: boolean): void;
  exec(sql: string): void;
  prepare(sql: string): {
    all(...params: unknown[]): Record<string, bigint | string>[];
    run(...params: unknown[]): unknown;
  };
  close(): void;
}

const UNIT = 100_000n;
const METHODS: readonly CostingMethod[] = ['FIFO', 'Average', 'Standard'];
const SALES = [3n, 3n, 4n] as const;

const contextOf = (database: Database): JobContext => ({
  database,
  text: new Text('en'),
  workDate: '2026-12-31',
  userId: 'BENCH',
  progress: () => {},
  signal: new AbortController().signal,
});

/** Receipts of ten, each sold in three sales on the next day, item by item in turn. */
async function fill(path: string, entries: number, items: number): Promise<void> {
  const database = await connect(path, {create: true});
  await createCompany(contextOf(database), {demo: false, force: false, where: path});
  await database.transaction(async transaction => {
    const writer = new LedgerWriter(transaction);
    const nos = Array.from({length: items}, (_, index) => `I${String(index).padStart(5, '0')}`);
    await transaction.insert(
      item,
      nos.map((no, index) => ({
        no,
        costingMethod: METHODS[index % 3] ?? 'FIFO',
        costIsAdjusted: false,
        unitCost: 1000_000n,
      })),
    );
    await transaction.insert(
      avgCostAdjmtEntryPoint,
      nos.map(itemNo => ({itemNo, valuationDate: '2025-01-01', costIsAdjusted: false})),
    );
    const rows = new Rows(transaction, writer);
    for (let block = 0; block * 4 < entries; block += 1) {
      const index = block % items;
      const date = addDays('2025-01-01', Math.floor(block / items) % 700);
      await rows.block(nos[index] ?? '', METHODS[index % 3] ?? 'FIFO', date, block);
    }
    await rows.flush();
    await writer.finish();
  });
  await database.run('analyze');
  await database.close();
}

class Rows {
  private entries: Partial<ItemLedgerEntry>[] = [];
  private values: Partial<ValueEntry>[] = [];
  private applications: Partial<ItemApplicationEntry>[] = [];
  private readonly next = {entry: 1, value: 1, application: 1};

  constructor(
    private readonly database: Database,
    private readonly writer: LedgerWriter,
  ) {}

  async block(itemNo: string, method: CostingMethod, date: string, block: number): Promise<void> {
    const cost = BigInt(90 + (block % 21)) * UNIT;
    const lot = this.entry(itemNo, 'Purchase', date, 10n, cost, method, method !== 'Average', false);
    this.application(lot, lot, 0, 10n, date, true);
    for (const quantity of SALES) {
      const sold = this.entry(
        itemNo,
        'Sale',
        addDays(date, 1),
        -quantity,
        (-cost * quantity) / 10n,
        method,
        false,
        method === 'Average',
      );
      this.application(sold, lot, sold, -quantity, addDays(date, 1), method !== 'Average');
    }
    if (block % 2 === 0) {
      this.value(itemNo, 'Purchase', lot, date, 10n, 3n * UNIT, {itemChargeNo: 'FREIGHT', documentNo: `F${lot}`});
      if (method === 'Standard') {
        this.value(itemNo, 'Purchase', lot, date, 10n, -3n * UNIT, {entryType: 'Variance', varianceType: 'Purchase'});
      }
    }
    if (this.entries.length >= 20_000) await this.flush();
  }

  async flush(): Promise<void> {
    await this.database.insert(itemLedgerEntry, this.entries);
    await this.writer.insertValueEntries(this.values);
    await this.database.insert(itemApplicationEntry, this.applications);
    this.entries = [];
    this.values = [];
    this.applications = [];
  }

  private entry(
    itemNo: string,
    entryType: 'Purchase' | 'Sale',
    postingDate: string,
    quantity: bigint,
    cost: bigint,
    method: CostingMethod,
    flagged: boolean,
    valuedByAverageCost: boolean,
  ): number {
    const entryNo = this.next.entry;
    this.next.entry += 1;
    const scaledQuantity = quantity * UNIT;
    this.entries.push({
      entryNo,
      itemNo,
      postingDate,
      entryType,
      quantity: scaledQuantity,
      invoicedQuantity: scaledQuantity,
      positive: quantity > 0n,
      completelyInvoiced: true,
      appliedEntryToAdjust: flagged && method !== 'Average',
      documentNo: `D${entryNo}`,
      lastInvoiceDate: postingDate,
    });
    this.value(itemNo, entryType, entryNo, postingDate, quantity, cost, {
      documentNo: `D${entryNo}`,
      itemLedgerEntryQuantity: scaledQuantity,
      invoicedQuantity: scaledQuantity,
      valuedByAverageCost,
    });
    return entryNo;
  }

  private value(
    itemNo: string,
    itemLedgerEntryType: 'Purchase' | 'Sale',
    itemLedgerEntryNo: number,
    date: string,
    quantity: bigint,
    cost: bigint,
    more: Partial<ValueEntry>,
  ): void {
    this.values.push({
      entryNo: this.next.value,
      itemLedgerEntryNo,
      itemNo,
      postingDate: date,
      valuationDate: date,
      itemLedgerEntryType,
      entryType: 'Direct Cost',
      varianceType: '',
      inventoriable: true,
      valuedByAverageCost: false,
      valuedQuantity: quantity * UNIT,
      itemLedgerEntryQuantity: 0n,
      invoicedQuantity: 0n,
      costPerUnit: cost / quantity,
      costAmountActual: cost,
      inventoryPostingGroup: 'RESALE',
      genBusPostingGroup: 'DOMESTIC',
      genProdPostingGroup: 'RETAIL',
      itemChargeNo: '',
      documentNo: '',
      ...more,
    });
    this.next.value += 1;
  }

  private application(
    itemLedgerEntryNo: number,
    inboundItemEntryNo: number,
    outboundItemEntryNo: number,
    quantity: bigint,
    postingDate: string,
    costApplication: boolean,
  ): void {
    this.applications.push({
      entryNo: this.next.application,
      itemLedgerEntryNo,
      inboundItemEntryNo,
      outboundItemEntryNo,
      quantity: quantity * UNIT,
      costApplication,
      postingDate,
      outputCompletelyInvdDate: postingDate,
    });
    this.next.application += 1;
  }
}

/** The bare program: layers per item in arrays, averages per day, and the entries that make the difference. */
function bare(path: string): number {
  const database = new Sqlite(path);
  database.pragma('journal_mode = wal');
  database.pragma('synchronous = normal');
  database.pragma('cache_size = -65536');
  database.defaultSafeIntegers(true);
  const columns = database
    .prepare('select * from pragma_table_info(?)')
    .all('value_entry')
    .map(row => String(row['name']));
  const own: Record<string, string> = {
    entry_no: '?',
    posting_date: 'posting_date',
    adjustment: '1',
    applies_to_entry: 'entry_no',
    invoiced_quantity: '0',
    item_ledger_entry_quantity: '0',
    cost_amount_actual: '?',
    cost_posted_to_gl: '0',
    cost_per_unit: '0',
    source_code: "'INVTADJMT'",
    user_id: "'BENCH'",
  };
  const names = columns.map(name => `"${name}"`).join(', ');
  const picked = columns.map(name => own[name] ?? `"${name}"`).join(', ');
  const statements = {
    items: database.prepare('select "no", "costing_method" from "item" where "cost_is_adjusted" = 0 order by "no"'),
    entries: database.prepare(
      'select "entry_no", "quantity", "posting_date" from "item_ledger_entry" where "item_no" = ?',
    ),
    values: database.prepare(
      'select "entry_no", "item_ledger_entry_no", "cost_amount_actual", "valuation_date", "item_ledger_entry_quantity", "adjustment" from "value_entry" where "item_no" = ?',
    ),
    applications: database.prepare(
      'select a."item_ledger_entry_no", a."inbound_item_entry_no", a."quantity" from "item_ledger_entry" e join "item_application_entry" a on a."item_ledger_entry_no" = e."entry_no" where e."item_no" = ? and a."quantity" < 0',
    ),
    insert: database.prepare(
      `insert into "value_entry" (${names}) select ${picked} from "value_entry" where "entry_no" = ?`,
    ),
    queue: database.prepare(
      'insert into "post_value_entry_to_gl" ("value_entry_no", "item_no", "posting_date") values (?, ?, ?)',
    ),
    flags: database.prepare(
      'update "item_ledger_entry" set "applied_entry_to_adjust" = 0 where "item_no" = ? and "applied_entry_to_adjust" = 1',
    ),
    item: database.prepare('update "item" set "cost_is_adjusted" = 1 where "no" = ?'),
    points: database.prepare('update "avg_cost_adjmt_entry_point" set "cost_is_adjusted" = 1 where "item_no" = ?'),
  };
  let next =
    Number(database.prepare('select max("entry_no") as "last" from "value_entry"').all()[0]?.['last'] ?? 0) + 1;
  let written = 0;
  const rounded = (value: bigint): bigint => ((value + (value < 0n ? -500n : 500n)) / 1000n) * 1000n;
  database.exec('begin immediate');
  for (const {no, costing_method: method} of statements.items.all()) {
    const quantities = new Map<bigint, bigint>();
    const dates = new Map<bigint, string>();
    const costs = new Map<bigint, bigint>();
    const first = new Map<bigint, bigint>();
    for (const row of statements.entries.all(no)) {
      quantities.set(row['entry_no'] as bigint, row['quantity'] as bigint);
      dates.set(row['entry_no'] as bigint, row['posting_date'] as string);
    }
    for (const row of statements.values.all(no)) {
      const entry = row['item_ledger_entry_no'] as bigint;
      costs.set(entry, (costs.get(entry) ?? 0n) + (row['cost_amount_actual'] as bigint));
      if (!first.has(entry)) first.set(entry, row['entry_no'] as bigint);
    }
    const wanted = new Map<bigint, bigint>();
    if (method === 'Average') averageOf(quantities, dates, costs, wanted, rounded);
    else {
      for (const row of statements.applications.all(no)) {
        const entry = row['item_ledger_entry_no'] as bigint;
        const lot = row['inbound_item_entry_no'] as bigint;
        const share = rounded(((costs.get(lot) ?? 0n) * (row['quantity'] as bigint)) / (quantities.get(lot) ?? 1n));
        wanted.set(entry, (wanted.get(entry) ?? 0n) + share);
      }
    }
    for (const [entry, cost] of wanted) {
      const difference = cost - (costs.get(entry) ?? 0n);
      if (difference === 0n) continue;
      statements.insert.run(next, difference, first.get(entry));
      statements.queue.run(next, no, dates.get(entry));
      next += 1;
      written += 1;
    }
    statements.flags.run(no);
    statements.item.run(no);
    statements.points.run(no);
  }
  database.exec('commit');
  database.close();
  return written;
}

function averageOf(
  quantities: ReadonlyMap<bigint, bigint>,
  dates: ReadonlyMap<bigint, string>,
  costs: ReadonlyMap<bigint, bigint>,
  wanted: Map<bigint, bigint>,
  rounded: (value: bigint) => bigint,
): void {
  const days = new Map<string, bigint[]>();
  for (const [entry, date] of dates) days.set(date, [...(days.get(date) ?? []), entry]);
  let quantity = 0n;
  let cost = 0n;
  for (const day of [...days.keys()].sort()) {
    const entries = (days.get(day) ?? []).sort((left, right) => Number(left - right));
    for (const entry of entries) {
      if ((quantities.get(entry) ?? 0n) < 0n) continue;
      quantity += quantities.get(entry) ?? 0n;
      cost += costs.get(entry) ?? 0n;
    }
    for (const entry of entries) {
      const out = quantities.get(entry) ?? 0n;
      if (out >= 0n || quantity <= 0n) continue;
      const own = rounded((cost * out) / quantity);
      wanted.set(entry, own);
      quantity += out;
      cost += own;
    }
  }
}

async function ours(path: string): Promise<void> {
  const database = await connect(path);
  const started = performance.now();
  const {items, valueEntries} = await adjustCosts(contextOf(database));
  tell('tieout', performance.now() - started, `${items} items, ${valueEntries.length} entries`);
  const [receipt] = await database.all(
    `select e."entry_no", e."item_no", e."posting_date" from "item_ledger_entry" e join "item" i on i."no" = e."item_no" where i."costing_method" = 'FIFO' and e."positive" = 1 order by e."entry_no" desc limit 1`,
  );
  const entryNo = Number(receipt?.['entry_no']);
  const itemNo = String(receipt?.['item_no']);
  await database.transaction(async transaction => {
    const writer = new LedgerWriter(transaction);
    const [last] = await transaction.all('select max("entry_no") as "no" from "value_entry"');
    await writer.insertValueEntries([
      {
        entryNo: Number(last?.['no']) + 1,
        itemLedgerEntryNo: entryNo,
        itemNo,
        postingDate: String(receipt?.['posting_date']),
        valuationDate: String(receipt?.['posting_date']),
        itemChargeNo: 'FREIGHT',
        inventoriable: true,
        valuedQuantity: 10n * UNIT,
        costAmountActual: 7n * UNIT,
        documentNo: 'LATE',
      },
    ]);
    await writer.finish();
    await transaction.run('update "item_ledger_entry" set "applied_entry_to_adjust" = 1 where "entry_no" = ?', [
      entryNo,
    ]);
    await transaction.run('update "item" set "cost_is_adjusted" = 0 where "no" = ?', [itemNo]);
  });
  const again = performance.now();
  const second = await adjustCosts(contextOf(database));
  tell('  after one late cost', performance.now() - again, `${second.valueEntries.length} entries`);
  await database.close();
}

function tell(what: string, milliseconds: number, result: string): void {
  const {maxRSS, userCPUTime, systemCPUTime} = process.resourceUsage();
  const seconds = (value: number): string => `${value.toFixed(2).padStart(9)} s`;
  const cpu = (userCPUTime + systemCPUTime) / 1_000_000;
  process.stdout.write(
    `${what.padEnd(24)}${seconds(milliseconds / 1000)}${seconds(cpu)} CPU${String(Math.round(maxRSS / 1024)).padStart(6)} MB  ${result}\n`,
  );
}

/** The time in the first line of {@link tell}. */
const secondsIn = (told: string): number => Number(/([\d.]+) s/.exec(told)?.[1]);

const [mode, path = '', ...sizes] = process.argv.slice(2);
if (mode === 'fill') await fill(path, Number(sizes[0]), Number(sizes[1]));
else if (mode === 'ours') await ours(path);
else if (mode === 'bare') {
  const started = performance.now();
  const written = bare(path);
  tell('bare program', performance.now() - started, `${written} entries`);
} else {
  const folder = mkdtempSync(join(tmpdir(), 'tieout-bench-'));
  const run = (...args: string[]) => {
    const told = execFileSync(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    process.stdout.write(told);
    return told;
  };
  try {
    const entries = process.argv[2] ?? '1000000';
    const items = process.argv[3] ?? '5000';
    process.stdout.write(`${entries} item ledger entries, ${items} items\n`);
    run('fill', join(folder, 'a.db'), entries, items);
    copyFileSync(join(folder, 'a.db'), join(folder, 'b.db'));
    const plain = secondsIn(run('bare', join(folder, 'b.db')));
    const own = run('ours', join(folder, 'a.db'));
    tellFigure({
      name: `adjusting ${Number(entries).toLocaleString('en')} item ledger entries`,
      seconds: secondsIn(own),
      reference: {name: 'bare program', seconds: plain},
      megabytes: Math.max(...[...own.matchAll(/(\d+) MB/g)].map(match => Number(match[1]))),
    });
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}
