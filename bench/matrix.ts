/**
 * Opening the reconciliation of a large company, beside the least that a database can do: one statement that sums the
 * same rows, and one that joins value entries, relations and G/L entries once. `npm run bench matrix [entries]`.
 */
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {scaled} from '../source/domain/money.js';
import {createCompany} from '../source/jobs/create-company.js';
import {keepExamined} from '../source/jobs/examine-entries.js';
import type {JobContext} from '../source/jobs/job.js';
import {postInventoryCost} from '../source/jobs/post.js';
import {loadMatrix, reconcile} from '../source/jobs/reconcile.js';
import {connect} from '../source/store/connect.js';
import {LedgerWriter} from '../source/store/ledgers.js';
import type {ValueEntry} from '../source/store/tables/index.js';
import {Text} from '../source/text.js';
import {postingCompany, valueEntryOf} from '../test/support/posting.js';
import {tellFigure} from './support/figure.js';

const ITEMS = 5000;
const BATCH = 20_000;
const ENTRY_TYPES = ['Purchase', 'Sale', 'Positive Adjmt.', 'Negative Adjmt.', 'Transfer'] as const;

/** Value entries of two years, most of them invoiced movements, some with expected cost. */
function entryOf(no: number): Partial<ValueEntry> {
  const type = ENTRY_TYPES[no % ENTRY_TYPES.length] ?? 'Purchase';
  const inbound = type === 'Purchase' || type === 'Positive Adjmt.' || (type === 'Transfer' && no % 2 === 0);
  const day = new Date(Date.UTC(2024, 0, 1 + ((no * 7) % 730))).toISOString().slice(0, 10);
  return valueEntryOf({
    entryNo: no,
    itemLedgerEntryNo: no,
    itemNo: `ITEM${no % ITEMS}`,
    itemLedgerEntryType: type,
    postingDate: day,
    documentNo: `DOC${Math.floor(no / 3)}`,
    locationCode: ['', 'BLUE', 'RED'][no % 3] ?? '',
    actual: String((inbound ? 1 : -1) * ((no % 997) + 1)),
  });
}

async function build(context: JobContext, count: number): Promise<void> {
  const {database} = context;
  await postingCompany(database);
  for (let from = 1; from <= count; from += BATCH) {
    await database.transaction(async transaction => {
      const writer = new LedgerWriter(transaction);
      const last = Math.min(count, from + BATCH - 1);
      await writer.insertValueEntries(Array.from({length: last - from + 1}, (_, index) => entryOf(from + index)));
      await writer.finish();
    });
  }
  await postInventoryCost(context, {method: 'per-entry', documentNo: '', filters: {}, post: true});
  // A hundred entries that came after the posting run, and something booked by hand.
  await database.transaction(async transaction => {
    const writer = new LedgerWriter(transaction);
    await writer.insertValueEntries(Array.from({length: 100}, (_, index) => entryOf(count + 1 + index)));
    const last = await transaction.first('select max("entry_no") as "last" from "gl_entry"');
    await writer.insertGlEntries([
      {
        entryNo: Number(last?.['last'] ?? 0) + 1,
        glAccountNo: '2110',
        postingDate: '2025-06-30',
        amount: scaled('7'),
        documentNo: 'GJ1',
      },
    ]);
    await writer.finish();
  });
  await database.run('analyze');
}

/** Best of three, in seconds. */
async function timed(label: string, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  const [best = 0, middle = 0] = times.sort((left, right) => left - right);
  console.log(`${label.padEnd(58)} ${best.toFixed(0).padStart(7)} ms  (middle ${middle.toFixed(0)})`);
  return best / 1000;
}

const count = Number(process.argv[2] ?? 1_000_000);
const kept = process.env['TIEOUT_BENCH_DB'];
const folder = mkdtempSync(join(tmpdir(), 'tieout-bench-'));
const database = await connect(kept ?? join(folder, 'company.db'), {create: true});
const context: JobContext = {
  database,
  text: new Text('en'),
  workDate: '2026-01-31',
  userId: 'BENCH',
  progress: () => {},
  signal: new AbortController().signal,
};
try {
  const present = await database.first('select count(*) as "count" from "value_entry"');
  if (Number(present?.['count']) === 0) {
    const start = performance.now();
    await createCompany(context, {demo: false, force: false, where: 'bench'});
    await build(context, count);
    console.log(`made ${count} value entries in ${((performance.now() - start) / 1000).toFixed(0)} s`);
  }
  const sum = await timed('reference: sum of all value entries by posting class', () =>
    database.all('select "posting_class_no", sum("cost_amount_actual") from "value_entry" group by 1'),
  );
  const joined = await timed('reference: value entries, relations and G/L entries joined once', () =>
    database.all(
      'select count(*), sum(g."amount") from "gl_item_ledger_relation" r join "gl_entry" g on g."entry_no" = r."gl_entry_no" join "value_entry" v on v."entry_no" = r."value_entry_no"',
    ),
  );
  const matrix = await timed('the matrix, all entries', () => loadMatrix(context, {}));
  await timed('the matrix, one month', () => loadMatrix(context, {from: '2025-03-01', to: '2025-03-31'}));
  await timed('the matrix, up to the middle of a month', () => loadMatrix(context, {to: '2025-03-15'}));
  const anew = await timed('every entry examined anew, as after an import', async () => {
    await database.run('delete from "examined"');
    await keepExamined(context);
  });
  await timed('matrix and causes, one month', () => reconcile(context, {from: '2025-03-01', to: '2025-03-31'}));
  await timed('matrix and causes, one item', () => reconcile(context, {item: 'ITEM7'}));
  const causes = await timed('matrix and causes, all entries', () => reconcile(context, {}));
  const entries = count.toLocaleString('en');
  const megabytes = process.resourceUsage().maxRSS / 1024;
  tellFigure({
    name: `matrix of ${entries} value entries`,
    seconds: matrix,
    reference: {name: 'one statement', seconds: sum},
  });
  tellFigure({
    name: `${entries} value entries examined anew`,
    seconds: anew,
    reference: {name: 'one join', seconds: joined},
  });
  tellFigure({
    name: `matrix and causes of ${entries} value entries`,
    seconds: causes,
    reference: {name: 'one join', seconds: joined},
    megabytes,
  });
} finally {
  await database.close();
  rmSync(folder, {recursive: true, force: true});
}
