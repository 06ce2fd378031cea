import {existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {strFromU8, unzipSync} from 'fflate';
import {afterAll, describe, expect, it} from 'vitest';
import {scaled} from '../../source/domain/money.js';
import {type ExportRequest, exportTables} from '../../source/jobs/export.js';
import type {JobContext} from '../../source/jobs/job.js';
import {glEntry, item, location, valueEntry} from '../../source/store/tables/index.js';
import {onEachDatabase} from '../support/databases.js';

const folder = mkdtempSync(join(tmpdir(), 'tieout-export-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));
let files = 0;
const place = (ending: string): string => {
  files += 1;
  return join(folder, `${files}${ending}`);
};

/** What goes to stdout. */
async function printed(context: JobContext, request: Partial<ExportRequest> & {tables: string[]}): Promise<string> {
  const chunks: Uint8Array[] = [];
  await exportTables(
    context,
    {format: 'csv', filters: [], ...request},
    {
      write: async chunk => void chunks.push(Buffer.from(chunk)),
    },
  );
  return Buffer.concat(chunks).toString('utf8');
}

/** Lines of a CSV as columns of these captions. */
function columns(csv: string, ...captions: string[]): string[][] {
  const [header = '', ...lines] = csv.trimEnd().split('\n');
  const places = captions.map(caption => header.split(',').indexOf(caption));
  return lines.map(line => places.map(at => line.split(',')[at] ?? 'missing'));
}

async function withEntries(open: () => Promise<JobContext>): Promise<JobContext> {
  const context = await open();
  await context.database.insert(location, [
    {code: '0012', name: ' Main "North", =1+1\n'},
    {code: 'BLUE', name: 'Blått lager', useAsInTransit: true},
  ]);
  await context.database.insert(valueEntry, [
    {
      entryNo: 1,
      itemNo: '0012',
      postingDate: '2025-12-31',
      costAmountActual: scaled('-80'),
      costPerUnit: scaled('0.33333'),
      valuedQuantity: scaled('3'),
      expectedCostLeftAlone: true,
    },
    {entryNo: 2, itemNo: 'A', postingDate: '2025-12-31C', costAmountActual: 9_223_372_036_854_775_807n},
    {entryNo: 3, itemNo: 'A', postingDate: '2026-01-05', costAmountActual: scaled('0.005'), entryType: 'Revaluation'},
  ]);
  return context;
}

onEachDatabase(open => {
  describe('CSV', () => {
    it('has English captions, plain decimals, options, yes/no and closing dates', async () => {
      const context = await withEntries(open);
      const csv = await printed(context, {tables: ['Value Entry']});
      const header = csv.slice(0, csv.indexOf('\n')).split(',');
      expect(header).toEqual(valueEntry.fields.map(field => field.caption));
      expect(header).toContain('Expected Cost Left Alone');
      expect(
        columns(
          csv,
          'Entry No.',
          'Item No.',
          'Posting Date',
          'Entry Type',
          'Cost Amount (Actual)',
          'Cost per Unit',
          'Valued Quantity',
          'Expected Cost Left Alone',
        ),
      ).toEqual([
        ['1', '0012', '2025-12-31', 'Direct Cost', '-80.00', '0.33333', '3', 'true'],
        ['2', 'A', 'C2025-12-31', 'Direct Cost', '92233720368547.75807', '0', '0', 'false'],
        ['3', 'A', '2026-01-05', 'Revaluation', '0.005', '0', '0', 'false'],
      ]);
    });

    it('keeps texts as they are', async () => {
      const context = await withEntries(open);
      expect(await printed(context, {tables: ['Location']})).toBe(
        'Code,Name,Use As In-Transit\n0012," Main ""North"", =1+1\n",false\nBLUE,Blått lager,true\n',
      );
    });

    it('writes a header where a table has no rows', async () => {
      expect(await printed(await open(), {tables: ['Locations']})).toBe('Code,Name,Use As In-Transit\n');
    });

    it('names the fields whose caption changed by their name', async () => {
      const header = (await printed(await open(), {tables: ['G/L Entry']})).trimEnd().split(',');
      expect(header).toEqual(expect.arrayContaining(['Amount', 'Debit Amount', 'Credit Amount', 'Job No.']));
    });
  });

  it.each(['5802', 'value-entry', 'Value Entries', 'ValueEntry', 'Verdiposter', 'value_entry'])(
    'knows the table %s',
    async name => {
      expect(await printed(await open(), {tables: [name], format: 'json'})).toBe('[]\n');
    },
  );

  describe('filters', () => {
    it.each([
      [['Posting Date=..2025-12-31'], ['1']],
      [['Posting Date=..C2025-12-31'], ['1', '2']],
      [['Item No.=a', 'Entry No.=3..'], ['3']],
      [['Cost Amount (Actual)=<0|>1000'], ['1', '2']],
      [['Varenr.=@a'], ['2', '3']],
      [['Entry Type=Revaluation'], ['3']],
      [['Expected Cost Left Alone=yes'], ['1']],
    ])('%s', async (filters, expected) => {
      const csv = await printed(await withEntries(open), {tables: ['Value Entry'], filters});
      expect(columns(csv, 'Entry No.').flat()).toEqual(expected);
    });
  });

  it('exports all tables with rows, a file a table', async () => {
    const context = await withEntries(open);
    const out = place('');
    const exported = await exportTables(
      context,
      {tables: ['all'], format: 'csv', out, filters: []},
      {write: () => Promise.reject(new Error('nothing goes to stdout'))},
    );
    expect(readdirSync(out).sort()).toEqual([
      'General Ledger Setup.csv',
      'Inventory Setup.csv',
      'Location.csv',
      'Manufacturing Setup.csv',
      'Source Code Setup.csv',
      'Value Entry.csv',
    ]);
    expect(exported).toContainEqual({table: 'Value Entry', rows: 3, file: join(out, 'Value Entry.csv')});
  });

  it('leaves the slash out of a file name', async () => {
    const out = place('/');
    const context = await open();
    await exportTables(
      context,
      {tables: ['G/L Entry', '5823'], format: 'csv', out, filters: []},
      {write: async () => {}},
    );
    expect(readdirSync(out).sort()).toEqual(['GL - Item Ledger Relation.csv', 'GL Entry.csv']);
  });

  it('writes one JSON document: an array of one table, an object of several', async () => {
    const context = await withEntries(open);
    const filters = ['Item No.=A'];
    const [second, third] = JSON.parse(await printed(context, {tables: ['Value Entry'], format: 'json', filters}));
    expect(second).toMatchObject({'Entry No.': 2, 'Posting Date': 'C2025-12-31', 'Item No.': 'A', Adjustment: false});
    expect(third).toMatchObject({'Cost Amount (Actual)': '0.005', 'Cost per Unit': '0', 'Location Code': ''});
    const both = JSON.parse(await printed(context, {tables: ['Location', 'Item'], format: 'json'}));
    expect(both).toEqual({
      Location: [
        {Code: '0012', Name: ' Main "North", =1+1\n', 'Use As In-Transit': false},
        {Code: 'BLUE', Name: 'Blått lager', 'Use As In-Transit': true},
      ],
      Item: [],
    });
    expect(JSON.parse(await printed(context, {tables: ['all'], format: 'json', filters: ['Name=X']}))).toMatchObject({
      'Value Entry': expect.any(Array),
    });
  });

  it('writes a workbook with exact numbers, dates, and texts as texts', async () => {
    const context = await withEntries(open);
    const out = place('.xlsx');
    await exportTables(
      context,
      {tables: ['Location', '5802'], format: 'xlsx', out, filters: []},
      {write: async () => {}},
    );
    const parts = unzipSync(readFileSync(out));
    const part = (name: string) => strFromU8(parts[name] ?? new Uint8Array());
    expect(part('xl/workbook.xml')).toContain('<sheet name="Value Entry" sheetId="2" r:id="rId2"/>');
    expect(part('xl/worksheets/sheet1.xml')).toContain('<t xml:space="preserve">0012</t>');
    const entries = part('xl/worksheets/sheet2.xml');
    const place2 = valueEntry.fields.findIndex(field => field.property === 'costAmountActual');
    const column = `${place2 < 26 ? '' : String.fromCharCode(64 + Math.floor(place2 / 26))}${String.fromCharCode(65 + (place2 % 26))}`;
    expect(entries).toContain(`<c r="${column}2" s="2"><v>-80</v></c>`);
    expect(entries).toContain(
      `<c r="${column}3" t="inlineStr"><is><t xml:space="preserve">92233720368547.75807</t></is></c>`,
    );
    expect(entries).toContain('<v>46022</v>'); // 2025-12-31
    expect(entries).toContain('<t xml:space="preserve">C2025-12-31</t>');
  });

  it('keeps what was there when an export fails', async () => {
    const context = await withEntries(open);
    const out = place('.csv');
    writeFileSync(out, 'before');
    const stop = new AbortController();
    stop.abort();
    const request: ExportRequest = {tables: ['Value Entry'], format: 'csv', out, filters: []};
    await expect(
      exportTables({...context, signal: stop.signal}, request, {write: async () => {}}),
    ).rejects.toMatchObject({
      code: 'interrupted',
    });
    expect(readFileSync(out, 'utf8')).toBe('before');
    expect(existsSync(`${out}.part`)).toBe(false);
  });

  it('reads within a snapshot, after which the company can be written again', async () => {
    const context = await withEntries(open);
    await context.database.snapshot(async snapshot => {
      expect(await snapshot.read(glEntry)).toEqual([]);
      expect(await snapshot.read(location)).toHaveLength(2);
    });
    // After it, the company can be written again.
    await context.database.insert(item, [{no: 'B'}]);
    expect(await printed(context, {tables: ['Item']})).toContain('\nB,');
  });

  it.each([
    [{tables: ['Value Entyr']}, 'unknown-table', 'Value Entry'],
    [{tables: ['Value Entry'], filters: ['Posting Dte=2026-01-01']}, 'unknown-field', 'Posting Date'],
    [{tables: ['Value Entry', 'Item'], filters: ['Posting Date=2026-01-01']}, 'unknown-field', ''],
    [{tables: ['all'], filters: ['Colour=RED']}, 'unknown-field', ''],
    [{tables: ['Value Entry'], filters: ['Posting Date=today']}, 'bad-filter', ''],
    [{tables: ['Value Entry'], filters: ['2026']}, 'filter-without-caption', ''],
    [{tables: ['Value Entry', 'Item']}, 'needs-out', ''],
  ])('refuses %j before it writes anything', async (request, code, nearest) => {
    const context = await open();
    const refused = printed(context, request);
    await expect(refused).rejects.toMatchObject({code});
    const error = await refused.catch(thrown => thrown);
    expect(context.text.say(error.explanation)).toContain(nearest);
  });
});
