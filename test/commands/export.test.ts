import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {connect} from '../../source/store/connect.js';
import {allTables} from '../../source/store/entities.js';
import {isDecimal, type TableField} from '../../source/store/table.js';
import {runCommand, runCommandIn} from '../support/run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'tieout-export-'));
const company = join(folder, 'company.db');
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** Values that are hard on a file: separators, quotes, breaks, what looks like a formula, a number, a date, an escape. */
const HARD = [
  '=1+1',
  '@A',
  '"',
  'a,b',
  'a;b',
  'a\nb',
  'a\r\nb',
  'æøå',
  '\u{1f600}',
  '007',
  '1E5',
  '2026-01-01',
  '<&>',
  '_x0041_',
  ' x',
  'TRUE',
];
const DATES = ['', '2026-02-28', '2025-12-31C', '1901-01-01', '0012-03-04', '9999-12-31'];
/** Fields in which import takes a closing date. */
const CLOSING = new Set(['Posting Date', 'Document Date']);
const DECIMALS = [0n, 1n, -8_000_000n, 33_333n, 9_223_372_036_854_775_807n, -9_223_372_036_854_775_807n];

function someValue(field: TableField, index: number): string | number | boolean | bigint {
  const one = <V>(values: readonly V[], otherwise: V): V => values[(index * 7 + field.no) % values.length] ?? otherwise;
  if (isDecimal(field.kind)) return one(DECIMALS, 0n);
  switch (field.kind) {
    case 'integer':
      return one([0, 7, -1, 2_147_483_647], 0);
    case 'boolean':
      return one([true, false], false);
    case 'date':
      return one(CLOSING.has(field.caption) ? DATES : DATES.filter(date => !date.endsWith('C')), '');
    case 'option':
      return one([...(field.options?.captions.values() ?? [])], '');
    case 'code':
      return one(
        [
          '',
          ...HARD.map(text =>
            text
              .trim()
              .toUpperCase()
              .replaceAll(/[\r\n]/g, ''),
          ),
        ],
        '',
      ).slice(0, field.length);
    default:
      return one(['', ...HARD], '').slice(0, field.length);
  }
}

beforeAll(async () => {
  await runCommand('init', '--db', company);
  const database = await connect(company);
  for (const table of allTables.filter(each => each.kind !== 'singleton')) {
    const rows = Array.from({length: 20}, (_, index) => ({
      ...Object.fromEntries(table.fields.map(field => [field.property, someValue(field, index)])),
      ...Object.fromEntries(
        table.fields
          .filter(field => table.key.includes(field.property))
          .map(field => [
            field.property,
            field.kind === 'integer'
              ? index + 1
              : field.kind === 'date'
                ? `2026-01-${String(index + 1).padStart(2, '0')}`
                : field.kind === 'option'
                  ? someValue(field, index)
                  : `0${index}`,
          ]),
      ),
    }));
    await database.insert(table, rows);
  }
  await database.run(`update "inventory_setup" set "automatic_cost_posting" = 1, "average_cost_period" = 'Month'`);
  await database.run(`update "general_ledger_setup" set "allow_posting_from" = '2026-01-01', "lcy_code" = '"NOK,'`);
  await database.close();
});

/** Files of a folder by name. */
const contents = (path: string): Record<string, string> =>
  Object.fromEntries(readdirSync(path).map(name => [name, readFileSync(join(path, name), 'utf8')]));

describe('what export writes, import reads back', () => {
  it.each(['csv', 'xlsx'])('as %s, table by table, to the last character', async format => {
    const out = join(folder, `first-${format}`);
    const second = join(folder, `second-${format}.db`);
    mkdirSync(out);
    const exported = await runCommand('export', 'all', '--db', company, '--format', format, '--out', out, '--quiet');
    expect(exported.exitCode).toBe(0);
    await runCommand('init', '--db', second);
    const imported = await runCommand('import', out, '--db', second, '--json');
    expect(imported.json()).toMatchObject({dryRun: false});
    const before = join(folder, `before-${format}`);
    const after = join(folder, `after-${format}`);
    await runCommand('export', 'all', '--db', company, '--out', before);
    await runCommand('export', 'all', '--db', second, '--out', after);
    expect(Object.keys(contents(before))).toHaveLength(allTables.length);
    expect(contents(after)).toEqual(contents(before));
  });
});

describe('tieout export', () => {
  it('prints one table as CSV, and as one JSON document', async () => {
    const csv = await runCommand('export', '14', '--db', company, '--filter', 'Code=00');
    expect([csv.exitCode, csv.out.split('\n')[0]]).toEqual([0, 'Code,Name,Use As In-Transit']);
    const json = await runCommand('export', 'location', '--db', company, '--filter', 'Code=00', '--json');
    expect(json.json()).toEqual([{Code: '00', Name: expect.any(String), 'Use As In-Transit': expect.any(Boolean)}]);
  });

  it('tells what it wrote where', async () => {
    const out = join(folder, 'told');
    const english = await runCommand('export', 'Item', 'Location', '--db', company, '--out', out);
    expect(english.out).toBe(`20  Item → ${join(out, 'Item.csv')}\n20  Location → ${join(out, 'Location.csv')}\n`);
    const norwegian = await runCommandIn('nb', 'export', 'Varer', '--db', company, '--out', `${out}/`);
    expect(norwegian.out).toBe(`20  Vare → ${join(out, 'Item.csv')}\n`);
    const json = await runCommand(
      'export',
      'Item',
      '--db',
      company,
      '--out',
      join(out, 'i.xlsx'),
      '--format',
      'xlsx',
      '--json',
    );
    expect(json.json()).toEqual({tables: [{table: 'Item', rows: 20, file: join(out, 'i.xlsx')}]});
  });

  it('may pipe a workbook on', async () => {
    const {bytes} = await runCommand('export', 'Item', '--db', company, '--format', 'xlsx');
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
  });

  it('refuses with exit code 2 and a nearest name', async () => {
    const refused = await runCommand('export', 'Itme', '--db', company, '--json');
    expect(refused.exitCode).toBe(2);
    expect(refused.json()).toEqual({
      error: {code: 'unknown-table', message: expect.stringContaining('Item'), details: []},
    });
    const filter = await runCommand('export', 'Item', '--db', company, '--filter', 'Unit Cost=1,5', '--json');
    expect(filter.json()).toEqual({
      error: {
        code: 'bad-filter',
        message: 'The filter 1,5 on Unit Cost cannot be read; it stops making sense at position 1.',
        details: [{message: expect.stringContaining('decimal point')}],
      },
    });
  });

  it('reads a company that it may not write', async () => {
    expect((await runCommand('export', 'Item', '--db', company, '--read-only')).exitCode).toBe(0);
  });
});
