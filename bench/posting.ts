/**
 * Posts value entries per entry and per posting group, beside a bare program that reads the same rows and writes the
 * same G/L entries, relations and posted amounts by prepared statements, on a copy of the same file.
 *   node --import tsx bench/posting.ts [entries, 1000000]
 */
import {copyFileSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createRequire} from 'node:module';
import {createCompany} from '../source/jobs/create-company.js';
import type {JobContext} from '../source/jobs/job.js';
import {postInventoryCost, type PostingMethod} from '../source/jobs/post.js';
import {connect} from '../source/store/connect.js';
import type {Database} from '../source/store/database.js';
import {LedgerWriter} from '../source/store/ledgers.js';
import {Text} from '../source/text.js';
import {postingCompany, valueEntryOf} from '../test/support/posting.js';
import {tellFigure} from './support/figure.js';

/** The driver that the program uses, without the program. Its types are not a dependency of ours. */
const Sqlite = createRequire(import.meta.url)('better-sqlite3') as new (path: string) => PlainDatabase;

interface PlainDatabase {
  pragma(text: string): unknown;
  defaultSafeIntegers(on: boolean): void;
  exec(sql: string): void;
  prepare(sql: string): {all(params: unknown[]): unknown[]; run(...params: unknown[]): unknown};
  close(): void;
}

const count = Number(process.argv[2] ?? 1_000_000);
const folder = mkdtempSync(join(tmpdir(), 'tieout-bench-'));

const contextOf = (database: Database): JobContext => ({
  database,
  text: new Text('en'),
  workDate: '2026-01-31',
  userId: 'BENCH',
  progress: () => {},
  signal: new AbortController().signal,
});

/** Purchases and sales in turn, of 5,000 items at two locations, over two years. */
async function fill(path: string): Promise<void> {
  const database = await connect(path, {create: true});
  await createCompany(contextOf(database), {demo: false, force: false, where: path});
  await postingCompany(database);
  await database.transaction(async transaction => {
    const writer = new LedgerWriter(transaction);
    for (let from = 0; from < count; from += 10_000) {
      await writer.insertValueEntries(
        Array.from({length: Math.min(10_000, count - from)}, (_, index) => {
          const no = from + index + 1;
          const isSale = no % 2 === 0;
          return {
            ...valueEntryOf({
              itemLedgerEntryType: isSale ? 'Sale' : 'Purchase',
              locationCode: no % 3 === 0 ? 'BLUE' : '',
            }),
            entryNo: no,
            itemLedgerEntryNo: no,
            itemNo: `ITEM${(no * 7919) % 5000}`,
            postingDate: `202${4 + (no % 2)}-${String(1 + (no % 12)).padStart(2, '0')}-${String(1 + (no % 28)).padStart(2, '0')}`,
            documentNo: `DOC${Math.floor(no / 10)}`,
            sourceNo: `V${no % 300}`,
            costAmountActual: BigInt(1 + (no % 9973)) * (isSale ? -1000n : 1000n),
          };
        }),
      );
    }
    await writer.finish();
  });
  await database.close();
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

async function tieout(path: string, method: PostingMethod): Promise<Time> {
  const database = await connect(path);
  const stop = stopwatch();
  const report = await postInventoryCost(contextOf(database), {
    method,
    documentNo: method === 'per-entry' ? '' : 'BENCH',
    filters: {},
    post: true,
  });
  const time = stop();
  if (report.rows.length !== count) throw new Error(`posted ${report.rows.length} of ${count}`);
  await database.close();
  return time;
}

/** No rules, no checks, no totals: the rows that posting per entry reads and writes, and nothing else. */
function bare(path: string): Time {
  const database = new Sqlite(path);
  for (const pragma of ['synchronous = normal', 'cache_size = -65536', 'temp_store = memory']) database.pragma(pragma);
  database.defaultSafeIntegers(true);
  const stop = stopwatch();
  database.exec('begin immediate');
  const page = database.prepare(
    'select "entry_no", "item_ledger_entry_type", "item_no", "posting_date", "document_no", "source_no", "dimension_set_id", "cost_amount_actual", "cost_posted_to_gl" from "value_entry" where ("cost_amount_actual" <> "cost_posted_to_gl" or "cost_amount_expected" <> "expected_cost_posted_to_gl" or "cost_amount_actual_acy" <> "cost_posted_to_gl_acy" or "cost_amount_expected_acy" <> "exp_cost_posted_to_gl_acy") and ("item_no", "posting_date", "entry_no") > (?, ?, ?) order by "item_no", "posting_date", "entry_no" limit 5000',
  );
  const entry = database.prepare(
    'insert into "gl_entry" ("entry_no", "gl_account_no", "posting_date", "document_no", "description", "amount", "debit_amount", "credit_amount", "source_code", "system_created_entry", "transaction_no", "gl_register_no", "dimension_set_id", "user_id") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const relation = database.prepare('insert into "gl_item_ledger_relation" values (?, ?, 1)');
  const update = database.prepare(
    'update "value_entry" set "cost_posted_to_gl" = "cost_amount_actual", "cost_posted_to_gl_acy" = "cost_amount_actual_acy" where "entry_no" = ?',
  );
  let after: unknown[] = ['', '', 0];
  let no = 0;
  for (;;) {
    const rows = page.all(after) as Record<string, string | bigint>[];
    for (const row of rows) {
      const amount = row['cost_amount_actual'] as bigint;
      const other = row['item_ledger_entry_type'] === 'Sale' ? '7290' : '7291';
      const words = `Direct Cost ${row['source_no']} on ${row['posting_date']}`;
      for (const [account, value] of [
        ['2110', amount],
        [other, -amount],
      ] as const) {
        no += 1;
        entry.run(
          no,
          account,
          row['posting_date'],
          row['document_no'],
          words,
          value,
          value > 0n ? value : 0n,
          value < 0n ? -value : 0n,
          'INVTPCOST',
          1,
          no >> 1,
          1,
          row['dimension_set_id'],
          'BENCH',
        );
        relation.run(no, row['entry_no']);
      }
      update.run(row['entry_no']);
    }
    const last = rows.at(-1);
    if (!last || rows.length < 5000) break;
    after = [last['item_no'], last['posting_date'], last['entry_no']];
  }
  database.exec('commit');
  const time = stop();
  database.close();
  return time;
}

try {
  const files = ['first', 'second', 'third'].map(name => join(folder, `${name}.db`));
  const [first = '', second = '', third = ''] = files;
  await fill(first);
  copyFileSync(first, second);
  copyFileSync(first, third);
  const own = await tieout(first, 'per-entry');
  const plain = bare(second);
  const grouped = await tieout(third, 'per-posting-group');
  const shown = ({seconds, processor}: Time) => `${seconds.toFixed(1)} s (processor ${processor.toFixed(1)} s)`;
  const reference = {name: 'bare program', seconds: plain.seconds};
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const entries = count.toLocaleString('en');
  tellFigure({name: `posting ${entries} value entries, per entry`, seconds: own.seconds, reference, megabytes});
  tellFigure({name: `posting ${entries} value entries, per posting group`, seconds: grouped.seconds, megabytes});
  console.log(`${count} value entries`);
  console.log(`per entry          ${shown(own)}`);
  console.log(
    `bare program       ${shown(plain)}   ratio ${(own.seconds / plain.seconds).toFixed(2)}, of processor time ${(own.processor / plain.processor).toFixed(2)}`,
  );
  console.log(`per posting group  ${shown(grouped)}`);
  console.log(`peak memory        ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
} finally {
  rmSync(folder, {recursive: true, force: true});
}
