/**
 * Imports value entries from CSV, beside the sqlite3 shell's `.import` of the same file into a table with the same
 * columns and indexes: time of both, their ratio, and the import's peak memory. Rows: first argument (1,000,000).
 *   node --import tsx bench/import.ts [rows]
 */
import {spawnSync} from 'node:child_process';
import {createWriteStream, mkdtempSync, rmSync, statSync} from 'node:fs';
import {once} from 'node:events';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {createCompany} from '../source/jobs/create-company.js';
import {importFiles} from '../source/jobs/import.js';
import {connect} from '../source/store/connect.js';
import {Text} from '../source/text.js';
import {tellFigure} from './support/figure.js';

const HEADERS = [
  'Entry No.',
  'Item Ledger Entry No.',
  'Item No.',
  'Posting Date',
  'Valuation Date',
  'Item Ledger Entry Type',
  'Entry Type',
  'Expected Cost',
  'Inventoriable',
  'Valued Quantity',
  'Item Ledger Entry Quantity',
  'Invoiced Quantity',
  'Cost per Unit',
  'Cost Amount (Actual)',
  'Cost Amount (Expected)',
  'Cost Posted to G/L',
  'Expected Cost Posted to G/L',
  'Location Code',
  'Inventory Posting Group',
  'Gen. Bus. Posting Group',
  'Gen. Prod. Posting Group',
  'Document No.',
  'Document Type',
  'Source Code',
  'Description',
  'Capacity Ledger Entry No.',
  'Order No.',
  'Order Line No.',
  'Cost Amount (Actual) (ACY)',
  'Cost Posted to G/L (ACY)',
  'Cost Amount (Expected) (ACY)',
  'Exp. Cost Posted to G/L (ACY)',
  // No field of the ERP's: passed over by the import, a column of the shell's table, which is indexed by it.
  'Posting Class No.',
];

/** A small, repeatable random number, so that every run reads the same file. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

async function writeFile(path: string, rows: number): Promise<void> {
  const stream = createWriteStream(path);
  const next = random(7);
  stream.write(`${HEADERS.join(',')}\n`);
  for (let entry = 1; entry <= rows; entry += 1) {
    const quantity = Math.floor(next() * 200) - 100;
    const cost = (next() * 90).toFixed(5);
    const amount = (quantity * Number(cost)).toFixed(2);
    const day = new Date(Date.UTC(2023, 0, 1 + Math.floor((entry / rows) * 1090))).toISOString().slice(0, 10);
    const cells = [
      entry,
      Math.ceil(entry / 2),
      `ITEM-${1000 + Math.floor(next() * 5000)}`,
      day,
      day,
      quantity < 0 ? 'Sale' : 'Purchase',
      'Direct Cost',
      'false',
      'true',
      quantity,
      quantity,
      quantity,
      cost,
      amount,
      '0.00',
      entry % 10 === 0 ? '0.00' : amount,
      '0.00',
      ['BLUE', 'RED', 'GREEN', ''][Math.floor(next() * 4)],
      ['RESALE', 'FINISHED', 'RAW MAT'][Math.floor(next() * 3)],
      ['DOMESTIC', 'EXPORT', ''][Math.floor(next() * 3)],
      'RETAIL',
      `DOC${Math.ceil(entry / 3)}`,
      quantity < 0 ? 'Sales Invoice' : 'Purchase Invoice',
      'ITEMJNL',
      'Goods as ordered',
      0,
      '',
      0,
      0,
      0,
      0,
      0,
      1 + (entry % 40),
    ];
    if (!stream.write(`${cells.join(',')}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}

async function newCompany(file: string) {
  const database = await connect(file, {create: true});
  const context = {
    database,
    text: new Text('en'),
    workDate: '2026-01-31',
    userId: 'BENCH',
    progress: () => {},
    signal: new AbortController().signal,
  };
  await createCompany(context, {demo: false, force: false, where: file});
  return context;
}

/** The child process whose time and memory count: the import alone. */
async function importAlone(company: string, csv: string): Promise<void> {
  const context = await newCompany(company);
  const start = performance.now();
  await importFiles(context, {paths: [csv]});
  const seconds = (performance.now() - start) / 1000;
  await context.database.close();
  console.log(JSON.stringify({seconds, peak: process.resourceUsage().maxRSS / 1024}));
}

/** The shell's script: a like table with the program's indexes, and the same file into it in one go. */
async function shellScript(folder: string, csv: string): Promise<string> {
  const model = join(folder, 'model.db');
  const context = await newCompany(model);
  const columns = HEADERS.map(header => header.toLowerCase());
  const schema = await context.database.all(
    `select sql from sqlite_master where tbl_name = 'value_entry' and type in ('table', 'index') and sql is not null order by type desc`,
  );
  const fields = await context.database.all(`select name from pragma_table_info('value_entry')`);
  await context.database.close();
  const own = new Map(fields.map(row => [String(row['name']).replaceAll('_', ''), String(row['name'])]));
  const names = columns.map(column => own.get(column.replaceAll(/[^a-z]/g, '')) ?? '');
  if (names.includes('')) throw new Error('a header of the file is no column');
  // Only the columns of the file, in its order: `.import` fills by place.
  const lines = String(schema[0]?.['sql'])
    .split('\n')
    .map(line => line.trim().replace(/,$/, ''));
  const filled = names.map(name => lines.find(line => line.startsWith(`"${name}"`)) ?? '');
  return [
    '.bail on',
    'pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -65536;',
    `create table "value_entry" (${filled.join(', ')});`,
    ...schema.slice(1).map(row => `${String(row['sql'])};`),
    `.import --csv --skip 1 "${csv}" value_entry`,
    'select count(*) from value_entry;',
  ].join('\n');
}

const [first = '1000000', csvOfChild] = process.argv.slice(2);
if (csvOfChild) await importAlone(first, csvOfChild);
else {
  const folder = mkdtempSync(join(tmpdir(), 'tieout-bench-'));
  try {
    const rows = Number(first);
    const csv = join(folder, 'Value Entry.csv');
    await writeFile(csv, rows);
    const child = spawnSync(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(import.meta.url), join(folder, 'company.db'), csv],
      {encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit']},
    );
    const {seconds, peak} = JSON.parse(child.stdout) as {seconds: number; peak: number};
    const script = await shellScript(folder, csv);
    const start = performance.now();
    const shell = spawnSync('sqlite3', [join(folder, 'shell.db')], {input: script, encoding: 'utf8'});
    const shellSeconds = (performance.now() - start) / 1000;
    if (shell.status !== 0 || !shell.stdout.trim().endsWith(String(rows)))
      throw new Error(shell.stderr || shell.stdout);
    tellFigure({
      name: `import of ${rows.toLocaleString('en')} value entries`,
      seconds,
      reference: {name: 'sqlite3 .import', seconds: shellSeconds},
      megabytes: peak,
    });
    const size = (statSync(csv).size / 1024 / 1024).toFixed(0);
    console.log('| value entries | file | import | sqlite3 .import | ratio | peak memory |');
    console.log('| --: | --: | --: | --: | --: | --: |');
    console.log(
      `| ${rows.toLocaleString('en')} | ${size} MB | ${seconds.toFixed(1)} s | ${shellSeconds.toFixed(1)} s | ${(seconds / shellSeconds).toFixed(2)} | ${peak.toFixed(0)} MB |`,
    );
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}
