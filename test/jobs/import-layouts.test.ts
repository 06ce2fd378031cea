/** A file of each export route, laid out as tables.md 1.1 to 1.5 says, read into the same two value entries. */
import {expect, it} from 'vitest';
import {scaled} from '../../source/domain/money.js';
import type {JobContext} from '../../source/jobs/job.js';
import {glEntry, item, itemLedgerEntry, valueEntry} from '../../source/store/tables/index.js';
import {onEachDatabase} from '../support/databases.js';
import {folderOf, importOf} from '../support/import-files.js';
import {exportTables} from '../../source/jobs/export.js';
import {importFiles} from '../../source/jobs/import.js';
import {dateCell, rawCell, workbookParts, zipOf, type TestCell, type TestWorkbook} from '../support/workbook.js';

const workbook = (book: TestWorkbook) => zipOf(workbookParts(book));

/** What each of the files says of its two entries. */
const EXPECTED = [
  {
    entryNo: 1,
    itemNo: '0012',
    postingDate: '2026-01-31',
    itemLedgerEntryType: 'Positive Adjmt.',
    entryType: 'Direct Cost',
    documentType: '',
    adjustment: false,
    costAmountActual: scaled('1234567.89'),
    costPerUnit: scaled('0.1'),
  },
  {
    entryNo: 2,
    itemNo: '1E5',
    postingDate: '2026-02-01',
    itemLedgerEntryType: '',
    entryType: 'Indirect Cost',
    documentType: 'Sales Invoice',
    adjustment: true,
    costAmountActual: scaled('-80'),
    costPerUnit: 0n,
  },
];

async function expectEntries(context: JobContext): Promise<void> {
  expect(await context.database.read(valueEntry)).toMatchObject(EXPECTED);
}

const CAPTIONS = [
  'Entry No.',
  'Item No.',
  'Posting Date',
  'Item Ledger Entry Type',
  'Entry Type',
  'Document Type',
  'Adjustment',
  'Cost Amount (Actual)',
  'Cost per Unit',
];
const NORWEGIAN = [
  'Løpenr.',
  'Varenr.',
  'Bokføringsdato',
  'Vareposttype',
  'Posttype',
  'Dokumenttype',
  'Justering',
  'Kostbeløp (faktisk)',
  'Kostnad per enhet',
];
const ODATA = [
  'Entry_No',
  'Item_No',
  'Posting_Date',
  'Item_Ledger_Entry_Type',
  'Entry_Type',
  'Document_Type',
  'Adjustment',
  'Cost_Amount_Actual',
  'Cost_per_Unit',
];

const OPEN_IN_EXCEL: TestCell[][] = [
  CAPTIONS,
  [
    rawCell('1'),
    '0012',
    dateCell(46053),
    'Positive Adjmt.',
    'Direct Cost',
    ' ',
    false,
    rawCell('1234567.8899999999'),
    rawCell('0.10000000000000001'),
  ],
  [rawCell('2'), '1E5', dateCell(46054), null, 'Indirect Cost', 'Sales Invoice', true, rawCell('-80'), null],
];
const PACKAGE_ROWS: TestCell[][] = [
  ['1', '0012', '2026-01-31', 'Positive Adjmt.', 'Direct Cost', ' ', 'false', '1234567.89', '0.1'],
  ['2', '1E5', '2026-02-01', '', 'Indirect Cost', 'Sales Invoice', 'true', '-80', '0'],
];

onEachDatabase(open => {
  it("reads 'Open in Excel': page captions, native cells, shared strings", async () => {
    const context = await open();
    await importOf(context, {
      'Value Entries.xlsx': workbook({sheets: [{name: 'Value Entries', rows: OPEN_IN_EXCEL}], shared: true}),
    });
    await expectEntries(context);
  });

  it("reads 'Open in Excel' of a Norwegian user, with prefixed elements", async () => {
    const context = await open();
    const rows: TestCell[][] = [
      NORWEGIAN,
      [
        rawCell('1'),
        '0012',
        dateCell(46053),
        'Oppjustering',
        'Kjøpspris/prod.kost',
        '',
        'Nei',
        rawCell('1234567.89'),
        rawCell('0.1'),
      ],
      [rawCell('2'), '1E5', dateCell(46054), '', 'Indirekte kost', 'Sales Invoice', 'Ja', rawCell('-80'), null],
    ];
    await importOf(context, {'Verdiposter.xlsx': workbook({sheets: [{name: 'Ark1', rows}], prefix: 'x:'})});
    await expectEntries(context);
  });

  it("reads 'Edit in Excel', which counts its days from 1904 where the workbook says so", async () => {
    const context = await open();
    const rows: TestCell[][] = [
      CAPTIONS,
      [
        rawCell('1'),
        '0012',
        dateCell(44591),
        'Positive_x0020_Adjmt_x002E_',
        'Direct_x0020_Cost',
        '_x0020_',
        false,
        rawCell('1234567.89'),
        rawCell('0.1'),
      ],
      [
        rawCell('2'),
        '1E5',
        dateCell(44592),
        '_x0020_',
        'Indirect_x0020_Cost',
        'Sales_x0020_Invoice',
        true,
        rawCell('-80'),
        null,
      ],
    ];
    await importOf(context, {'x.xlsx': workbook({sheets: [{name: 'Value_Entries_Excel', rows}], date1904: true})});
    await expectEntries(context);
  });

  it('reads a configuration package: table number in C1, headers in the third row, several sheets, blank rows', async () => {
    const context = await open();
    const book = workbook({
      sheets: [
        {name: 'Verdipost', rows: [['PACK', 'Verdipost', '5802'], undefined, CAPTIONS, ...PACKAGE_ROWS, []]},
        {name: '27 Vare', rows: [['PACK', 'Vare', rawCell('27')], [], ['No.', 'Description'], ['A', 'Desk'], ['', '']]},
        {name: '17 Finanspost', rows: [['PACK', 'Finanspost', '17'], [], ['Entry No.', 'Amount']]},
      ],
    });
    const result = await importOf(context, {'Item31_01_2026_10_15_00.xlsx': book});
    await expectEntries(context);
    expect(result.tables).toEqual([
      {table: 'Item', inserted: 1, updated: 0, unchanged: 0},
      {table: 'G/L Entry', inserted: 0, updated: 0, unchanged: 0},
      {table: 'Value Entry', inserted: 2, updated: 0, unchanged: 0},
    ]);
  });

  it('reads a package that somebody saved as CSV', async () => {
    const context = await open();
    const rows = [['PACK', 'Value Entry', '5802'], [], CAPTIONS, ...PACKAGE_ROWS];
    await importOf(context, {
      'package.csv': rows.map(row => CAPTIONS.map((_, place) => row[place] ?? '').join(';')).join('\r\n'),
    });
    await expectEntries(context);
  });

  it('reads CSV as Norwegian Excel writes it, in UTF-16 too', async () => {
    const context = await open();
    const csv = [
      NORWEGIAN.join(';'),
      '1,;0012;31.01.2026;Oppjustering;Kjøpspris/prod.kost;;Nei;1\u00a0234\u00a0567,89;0,1',
      '2,;1e5;01.02.26;;Indirekte kost;Sales Invoice;SANN;\u221280,00;',
    ].join('\r\n');
    await importOf(context, {'Verdiposter.csv': csv});
    await expectEntries(context);
    const utf16 = Buffer.from(`\ufeff${csv.replaceAll(';', '\t')}`, 'utf16le');
    const marked = Buffer.from(`\ufeff${csv}`);
    const plain = Buffer.from(csv.replaceAll('\u2212', '-'), 'latin1');
    for (const [bytes, encoding] of [[utf16], [marked], [plain, 'windows-1252']] as const) {
      const result = await importOf(context, {'Verdiposter.txt': bytes}, {encoding});
      expect(result.tables).toMatchObject([{unchanged: 2}]);
    }
  });

  it('reads CSV as American Excel writes it', async () => {
    const context = await open();
    const csv = [
      CAPTIONS.join(','),
      '1,0012,1/31/2026,Positive Adjmt.,Direct Cost, ,No,"1,234,567.89",0.1',
      '2,1E5,2/1/2026,,Indirect Cost,Sales Invoice,TRUE,-80.00,0',
    ].join('\r\n');
    await importOf(context, {'Value Entries.csv': csv});
    await expectEntries(context);
  });

  it('reads what an OData page gives: property names, escaped options, 0001-01-01 for no date', async () => {
    const context = await open();
    const csv = [
      ['@odata.etag', ...ODATA, 'Valuation_Date'].join(','),
      '"W/""1""",1,0012,2026-01-31,Positive_x0020_Adjmt_x002E_,Direct_x0020_Cost,_x0020_,false,1234567.89,0.1,0001-01-01',
      '"W/""2""",2,1E5,2026-02-01,_x0020_,Indirect_x0020_Cost,Sales_x0020_Invoice,true,-80,0,2026-02-01',
    ].join('\n');
    const {warnings} = await importOf(context, {'ItemLedger.csv': csv}, {table: 'Value Entries'});
    await expectEntries(context);
    expect((await context.database.read(valueEntry))[0]?.valuationDate).toBe('');
    expect(warnings).toMatchObject([
      {code: 'unknown-column', first: ['@odata.etag']},
      {code: 'missing-column'},
      {code: 'missing-reference'},
    ]);
  });

  it('takes ordinals for options', async () => {
    const context = await open();
    const csv = [CAPTIONS.join(','), '1,0012,2026-01-31,2,0,0,0,1234567.89,0.1', '2,1E5,2026-02-01,7,3,2,1,-80,0'].join(
      '\n',
    );
    await importOf(context, {'5802.csv': csv});
    await expectEntries(context);
  });

  it('reads closing dates in the format of their column', async () => {
    const context = await open();
    await importOf(context, {
      '17.csv': 'Entry No.;Posting Date;Amount\n1;31.12.25;1,5\n2;C31.12.25;1,5\n3;31.12.2025 23:59:59;1,5\n',
      'G_L Entry.xlsx': workbook({
        sheets: [
          {
            name: 'Sheet1',
            rows: [
              ['Entry No.', 'Posting Date'],
              [4, dateCell(46022.99998842592)],
              [5, 'C12/31/2025'],
              [6, dateCell(46022)],
            ],
          },
        ],
      }),
    });
    expect((await context.database.read(glEntry)).map(row => row.postingDate)).toEqual([
      '2025-12-31',
      '2025-12-31C',
      '2025-12-31C',
      '2025-12-31C',
      '2025-12-31C',
      '2025-12-31',
    ]);
  });

  it('reads back what export wrote of numbers that look like thousands', async () => {
    const context = await open();
    await context.database.insert(item, [{no: 'A', unitCost: scaled('1.234'), standardCost: scaled('-999.001')}]);
    const folder = folderOf({});
    await exportTables(
      context,
      {tables: ['Item'], filters: [], format: 'csv', out: `${folder}/Item.csv`},
      {write: async () => {}},
    );
    expect((await importFiles(context, {paths: [folder]})).tables).toMatchObject([{unchanged: 1}]);
  });

  it('counts a formula by its stored result, and text in any form', async () => {
    const context = await open();
    const rows: TestCell[][] = [
      ['No.', 'Description', 'Unit Cost', 'Standard Cost'],
      [
        {attributes: 't="str"', inside: '<f>"A"&amp;1</f><v>A1</v>'},
        {
          attributes: 't="inlineStr"',
          inside: '<is><r><t>De</t></r><r><t xml:space="preserve">sk </t></r><rPh><t>x</t></rPh></is>',
        },
        {inside: '<f>1/8</f><v>0.125</v>'},
        rawCell('1.5E-4'),
      ],
      ['B', 'line_x000D__x005F_x0041_', rawCell('0.30000000000000004'), 7],
    ];
    await importOf(context, {'Item.xlsx': workbook({sheets: [{name: 'Sheet1', rows}]})});
    expect(await context.database.read(item)).toMatchObject([
      {
        no: 'A1',
        description: 'Desk ',
        unitCost: scaled('0.125'),
        standardCost: scaled('0.00015'),
      },
      {no: 'B', description: 'line\r_x0041_', unitCost: scaled('0.3'), standardCost: scaled('7')},
    ]);
  });

  it('passes over empty sheets and names sheets that are no table', async () => {
    const context = await open();
    const {warnings, tables} = await importOf(context, {
      'book.xlsx': workbook({
        sheets: [
          {name: 'Notes', rows: [['hello']], state: 'hidden'},
          {name: 'Items', rows: [['No.'], ['A']]},
          {name: 'Empty', rows: []},
        ],
      }),
    });
    expect(tables).toEqual([{table: 'Item', inserted: 1, updated: 0, unchanged: 0}]);
    expect(warnings).toMatchObject([{code: 'passed-over', count: 1}]);
  });

  it('takes dimension columns of a package', async () => {
    const context = await open();
    const dimension = [['PACK', 'Dimension', '348'], [], ['Code', 'Code Caption'], ['DEP', 'Avdelingskode']];
    const setup = [['PACK', 'General Ledger Setup', '98'], [], ['Primary Key', 'Global Dimension 1 Code'], ['', 'DEP']];
    const ledger = [
      ['PACK', 'Item Ledger Entry', '32'],
      [],
      ['Entry No.', 'Avdelingskode (Dimensjon)', 'Prosjektkode (Dimensjon)'],
      ['1', 'SALG', 'X'],
    ];
    const {warnings} = await importOf(context, {
      'pack.xlsx': workbook({
        sheets: [ledger, setup, dimension].map((rows, index) => ({name: `S${index}`, rows})),
      }),
    });
    expect(warnings).toEqual([]);
    expect((await context.database.read(itemLedgerEntry))[0]?.globalDimension1Code).toBe('SALG');
  });
});
