/**
 * Posts a file of item journal lines, beside a bare program that inserts the very same rows by prepared statements
 * into a company of its own. Each in a process of its own, in turn; the file's reading counts for the journal,
 * nothing of the kind for the bare program.
 *   node --import tsx bench/journal.ts [lines, 100000] [items, 1000]
 */
import {copyFileSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {createCompany} from '../source/jobs/create-company.js';
import {postJournal} from '../source/jobs/journal.js';
import {connect} from '../source/store/connect.js';
import {inventoryPostingGroup, genProductPostingGroup, item} from '../source/store/tables/index.js';
import {postingCompany} from '../test/support/posting.js';
import {contextOf} from './support/adjust-data.js';
import {median, runAlone, shown, stopwatch, tell, type Told} from './support/alone.js';
import {tellFigure} from './support/figure.js';
import {openPlain} from './support/plain-sqlite.js';

const METHODS = ['FIFO', 'LIFO', 'Average', 'Standard'] as const;
const ROUNDS = 3;
/** What the journal writes row by row; cards and totals are few. */
const TABLES = [
  'item_ledger_entry',
  'value_entry',
  'item_application_entry',
  'avg_cost_adjmt_entry_point',
  'post_value_entry_to_gl',
  'item_register',
];

async function emptyCompany(path: string, items: number): Promise<void> {
  const database = await connect(path, {create: true});
  await createCompany(contextOf(database), {demo: false, force: false, where: path});
  await postingCompany(database);
  await database.insert(inventoryPostingGroup, [{code: 'RESALE'}]);
  await database.insert(genProductPostingGroup, [{code: 'RETAIL'}]);
  await database.insert(
    item,
    Array.from({length: items}, (_, no) => ({
      no: `ITEM${no}`,
      inventoryPostingGroup: 'RESALE',
      genProdPostingGroup: 'RETAIL',
      costingMethod: METHODS[no % METHODS.length],
      unitCost: 1_000_000n,
      standardCost: 1_000_000n,
    })),
  );
  await database.close();
}

/** Each item is bought twice, then sold three times, over a year; every fourth receipt is invoiced by a line of its own. */
function journalFile(path: string, count: number, items: number): void {
  const lines = [
    'Line Ref,Posting Date,Document No.,Entry Type,Item No.,Quantity,Invoiced Quantity,Unit Cost,Item Shpt. Entry No.,Gen. Bus. Posting Group',
  ];
  const waiting = new Map<number, string>();
  for (let no = 0; no < count; no += 1) {
    const product = (no * 7919) % items;
    const round = Math.floor(no / items);
    const day = `2026-${String(1 + Math.min(11, Math.floor((no * 12) / count))).padStart(2, '0')}-${String(1 + (no % 28)).padStart(2, '0')}`;
    const received = waiting.get(product);
    if (received !== undefined) {
      waiting.delete(product);
      lines.push(`,${day},I${no},Purchase,ITEM${product},0,20,${9 + (no % 7)}.25,@${received},DOMESTIC`);
    } else if (round % 5 < 2) {
      const receipt = no % 4 === 0;
      if (receipt) waiting.set(product, `R${no}`);
      lines.push(`R${no},${day},P${no},Purchase,ITEM${product},20,${receipt ? 0 : 20},${9 + (no % 7)}.25,,DOMESTIC`);
    } else lines.push(`,${day},S${no},Sale,ITEM${product},${3 + (no % 9)},,,,DOMESTIC`);
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
}

async function post(path: string, file: string): Promise<Told> {
  const database = await connect(path);
  const stop = stopwatch();
  const {lines} = await postJournal(contextOf(database), file);
  const told = stop(`${lines.length} lines`);
  await database.close();
  return told;
}

/** Inserts the rows that the journal made, the columns that hold something, in one transaction. */
function bare(from: string, to: string): Told {
  const source = openPlain(from);
  const tables = TABLES.map(table => {
    const rows = source.prepare(`select * from "${table}"`).all();
    const columns = Object.keys(rows[0] ?? {}).filter(column =>
      rows.some(row => row[column] !== '' && row[column] !== 0n),
    );
    return {table, columns, rows: rows.map(row => columns.map(column => row[column] ?? null))};
  });
  source.close();
  const database = openPlain(to);
  const stop = stopwatch();
  database.exec('begin immediate');
  for (const {table, columns, rows} of tables) {
    const names = columns.map(column => `"${column}"`).join(', ');
    const insert = database.prepare(`insert into "${table}" (${names}) values (${columns.map(() => '?').join(', ')})`);
    for (const row of rows) insert.run(...row);
  }
  database.exec('commit');
  const told = stop(tables.map(({table, columns, rows}) => `${table} ${rows.length} × ${columns.length}`).join(', '));
  database.close();
  return told;
}

function measure(count: number, items: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'tieout-bench-'));
  const [empty, first, second, file] = ['empty.db', 'first.db', 'second.db', 'journal.csv'].map(name =>
    join(folder, name),
  ) as [string, string, string, string];
  const self = fileURLToPath(import.meta.url);
  const name = `${count.toLocaleString('en')} journal lines`;
  try {
    runAlone(self, 'fill', empty, file, String(count), String(items));
    const rounds = Array.from({length: ROUNDS}, () => {
      for (const copy of [first, second]) copyFileSync(empty, copy);
      const own = runAlone(self, 'post', first, file);
      console.log(shown(name, own));
      const plain = runAlone(self, 'bare', first, second);
      console.log(shown('bare program', plain));
      return {own, plain};
    });
    const own = median(rounds.map(round => round.own));
    const plain = median(rounds.map(round => round.plain));
    console.log(
      `ratio ${(own.seconds / plain.seconds).toFixed(2)}, of processor time ${(own.processor / plain.processor).toFixed(2)}`,
    );
    tellFigure({
      name,
      seconds: own.seconds,
      reference: {name: 'bare program', seconds: plain.seconds},
      limit: 4,
      megabytes: own.megabytes,
    });
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

const [mode, path = '', other = '', count, items] = process.argv.slice(2);
if (mode === 'fill') {
  const stop = stopwatch();
  await emptyCompany(path, Number(items));
  journalFile(other, Number(count), Number(items));
  tell(stop(''));
} else if (mode === 'post') tell(await post(path, other));
else if (mode === 'bare') tell(bare(path, other));
else measure(Number(mode ?? 100_000), Number(path === '' ? 1000 : path));
