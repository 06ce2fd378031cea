/**
 * Posts a file of item journal lines, beside a bare program that inserts the very same rows by prepared statements
 * into a company of its own. Both in one run; the file's reading counts for the journal, nothing of the kind for the
 * bare program.
 *   node --import tsx bench/journal.ts [lines, 100000] [items, 1000]
 */
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createCompany} from '../source/jobs/create-company.js';
import type {JobContext} from '../source/jobs/job.js';
import {postJournal} from '../source/jobs/journal.js';
import {connect} from '../source/store/connect.js';
import type {Database} from '../source/store/database.js';
import {inventoryPostingGroup, genProductPostingGroup, item} from '../source/store/tables/index.js';
import {Text} from '../source/text.js';
import {postingCompany} from '../test/support/posting.js';
import {tellFigure} from './support/figure.js';

/** The driver that the program uses, without the program. Its types are not a dependency of ours. */
const Sqlite = createRequire(import.meta.url)('better-sqlite3') as new (path: string) => PlainDatabase;
type Value = string | bigint | null;

interface PlainDatabase {
  pragma(text: string): unknown;
  defaultSafeIntegers(on: boolean): void;
  exec(sql: string): void;
  prepare(sql: string): {all(): Record<string, Value>[]; run(...params: Value[]): unknown};
  close(): void;
}

const count = Number(process.argv[2] ?? 100_000);
const items = Number(process.argv[3] ?? 1000);
const folder = mkdtempSync(join(tmpdir(), 'tieout-bench-'));
const METHODS = ['FIFO', 'LIFO', 'Average', 'Standard'] as const;
/** What the journal writes row by row; cards and totals are few. */
const TABLES = [
  'item_ledger_entry',
  'value_entry',
  'item_application_entry',
  'avg_cost_adjmt_entry_point',
  'post_value_entry_to_gl',
  'item_register',
];

const contextOf = (database: Database): JobContext => ({
  database,
  text: new Text('en'),
  workDate: '2026-12-31',
  userId: 'BENCH',
  progress: () => {},
  signal: new AbortController().signal,
});

async function emptyCompany(path: string): Promise<void> {
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
function journalFile(path: string): void {
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

interface Time {
  readonly seconds: number;
  /** Processor time: what is left when the disk is fast and nobody else is on the machine. */
  readonly processor: number;
}

function stopwatch(): () => Time {
  const start = performance.now();
  const before = process.cpuUsage();
  return () => {
    const used = process.cpuUsage(before);
    return {seconds: (performance.now() - start) / 1000, processor: (used.user + used.system) / 1e6};
  };
}

async function tieout(path: string, file: string): Promise<Time> {
  const database = await connect(path);
  const stop = stopwatch();
  const {lines} = await postJournal(contextOf(database), file);
  const time = stop();
  if (lines.length !== count) throw new Error(`posted ${lines.length} of ${count}`);
  await database.close();
  return time;
}

/** Inserts the rows that the journal made, the columns that hold something, in one transaction. */
function bare(from: string, to: string): Time {
  const source = new Sqlite(from);
  source.defaultSafeIntegers(true);
  const tables = TABLES.map(table => {
    const rows = source.prepare(`select * from "${table}"`).all();
    const columns = Object.keys(rows[0] ?? {}).filter(column =>
      rows.some(row => row[column] !== '' && row[column] !== 0n),
    );
    return {table, columns, rows: rows.map(row => columns.map(column => row[column] ?? null))};
  });
  source.close();
  const database = new Sqlite(to);
  for (const pragma of ['synchronous = normal', 'cache_size = -65536', 'temp_store = memory']) database.pragma(pragma);
  database.defaultSafeIntegers(true);
  const stop = stopwatch();
  database.exec('begin immediate');
  for (const {table, columns, rows} of tables) {
    const names = columns.map(column => `"${column}"`).join(', ');
    const insert = database.prepare(`insert into "${table}" (${names}) values (${columns.map(() => '?').join(', ')})`);
    for (const row of rows) insert.run(...row);
  }
  database.exec('commit');
  const time = stop();
  database.close();
  console.log(
    tables.map(({table, columns, rows}) => `${table}: ${rows.length} rows of ${columns.length} columns`).join('\n'),
  );
  return time;
}

try {
  const [first, second, file] = ['first.db', 'second.db', 'journal.csv'].map(name => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await emptyCompany(first);
  await emptyCompany(second);
  journalFile(file);
  const own = await tieout(first, file);
  const plain = bare(first, second);
  const shown = ({seconds, processor}: Time) => `${seconds.toFixed(1)} s (processor ${processor.toFixed(1)} s)`;
  tellFigure({
    name: `${count.toLocaleString('en')} journal lines`,
    seconds: own.seconds,
    reference: {name: 'bare program', seconds: plain.seconds},
    megabytes: process.resourceUsage().maxRSS / 1024,
  });
  console.log(`${count} journal lines  ${shown(own)}`);
  console.log(
    `bare program  ${shown(plain)}   ratio ${(own.seconds / plain.seconds).toFixed(2)}, of processor time ${(own.processor / plain.processor).toFixed(2)}`,
  );
  console.log(`peak memory  ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
} finally {
  rmSync(folder, {recursive: true, force: true});
}
