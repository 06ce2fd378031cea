/** Bad input, one test a refusal: the place is the physical line or row, and the header as it stands in the file. */
import {expect, it} from 'vitest';
import type {JobContext} from '../../source/jobs/job.js';
import {item} from '../../source/store/tables/index.js';
import {onEachDatabase} from '../support/databases.js';
import {importOf, problemsOf} from '../support/import-files.js';
import {dateCell, rawCell, workbookParts, zipOf, type TestCell} from '../support/workbook.js';

type Content = string | Uint8Array;

const sheet = (rows: (TestCell[] | undefined)[]): Uint8Array =>
  zipOf(workbookParts({sheets: [{name: 'Sheet1', rows}]}));
const withPart = (name: string, content: string): Uint8Array =>
  zipOf({...workbookParts({sheets: [{name: 'Sheet1', rows: [['No.'], ['A']]}]}), [name]: content});
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

/** What, the file, its content, and the problem: line, column, part of the message. */
const REFUSALS: [
  what: string,
  name: string,
  content: Content,
  line: number | undefined,
  column: string | undefined,
  words: RegExp,
][] = [
  ['a file of no bytes', 'Item.csv', '', undefined, undefined, /no bytes/],
  ['a workbook of no bytes', 'Item.xlsx', '', undefined, undefined, /no bytes/],
  ['a file of blank lines', 'Item.csv', '\n\n', undefined, undefined, /no header/],
  ['a name that is no table', 'Customer.csv', 'No.\nA\n', undefined, undefined, /--table/],
  ['a missing key column', 'Item.csv', 'Description\nA\n', 1, 'No.', /missing/],
  ['a missing part of a key', 'G_L - Item Ledger Relation.csv', 'G/L Entry No.\n1\n', 1, 'Value Entry No.', /missing/],
  ['two headers for one field', 'Item.csv', 'No.,Nr.\nA,B\n', 1, 'Nr.', /No\./],
  [
    'two headers in two versions',
    'G_L Entry.csv',
    'Entry No.,Amount,Amount (LCY)\n1,2,3\n',
    1,
    'Amount (LCY)',
    /Amount/,
  ],
  ['more cells than headers', 'Item.csv', 'No.,Unit Cost\nB,1.5\nA,1,5\n', 3, undefined, /3 cells.*2 headers/],
  [
    'a cell without a header',
    'Item.xlsx',
    sheet([
      ['No.', '', 'Unit Cost'],
      ['A', 'x', 1],
    ]),
    2,
    undefined,
    /no header/,
  ],
  ['a cell beyond the headers', 'Item.xlsx', sheet([['No.'], ['A', 1]]), 2, undefined, /2 cells/],
  ['a blank key', 'Item.csv', 'No.,Description\n,x\n', 2, 'No.', /blank/],
  ['an entry number of zero', 'Value Entry.csv', 'Entry No.,Item No.\n0,x\n', 2, 'Entry No.', /blank/],
  [
    'a second row of a setup table',
    'Inventory Setup.csv',
    'Primary Key,Location Mandatory\n,yes\nX,no\n',
    3,
    'Primary Key',
    /one row/,
  ],
  ['a code too long', 'Item.csv', 'No.\nABCDEFGHIJKLMNOPQRSTU\n', 2, 'No.', /21 characters.*20/],
  ['a text too long', 'Item.csv', `No.,Beskrivelse\nA,${'x'.repeat(101)}\n`, 2, 'Beskrivelse', /101 characters.*100/],
  ['no number', 'Item.csv', 'No.,Unit Cost\n"A\n",1\nB,12x\n', 4, 'Unit Cost', /12x is no number/],
  ['a number in the other style', 'Item.csv', 'No.;Unit Cost\nA;1,5\nB;1.5\n', 3, 'Unit Cost', /comma/],
  ['more than five decimals', 'Item.csv', 'No.,Unit Cost\nA,0.1234567\n', 2, 'Unit Cost', /five decimals/],
  ['a value too large', 'Item.csv', 'No.,Unit Cost\nA,92233720368547.75808\n', 2, 'Unit Cost', /beyond/],
  ['a value too small', 'Item.csv', 'No.,Unit Cost\nA,-92233720368547.75808\n', 2, 'Unit Cost', /beyond/],
  ['no whole number', 'Value Entry.csv', 'Entry No.\n1.5\n', 2, 'Entry No.', /whole/],
  ['an entry number too large', 'Value Entry.csv', 'Entry No.\n2147483648\n', 2, 'Entry No.', /beyond/],
  ['an ambiguous number', 'Item.csv', 'No.;Unit Cost\nA;7\nB;1,234\n', 3, 'Unit Cost', /--decimal/],
  [
    'an ambiguous date',
    'Value Entry.csv',
    'Entry No.,Posting Date\n1,05/05/2026\n2,01/02/2026\n',
    3,
    'Posting Date',
    /--date-order/,
  ],
  ['no date', 'Value Entry.csv', 'Entry No.,Posting Date\n1,2026-02-30\n', 2, 'Posting Date', /no date/],
  [
    'a date in another order',
    'Value Entry.csv',
    'Entry No.,Posting Date\n1,31/01/2026\n2,01/31/2026\n',
    3,
    'Posting Date',
    /no date/,
  ],
  [
    'a closing date where none can be',
    'Value Entry.csv',
    'Entry No.,Valuation Date\n1,C2025-12-31\n',
    2,
    'Valuation Date',
    /closing date/,
  ],
  ['neither yes nor no', 'Item.csv', 'No.,Blocked\nA,perhaps\n', 2, 'Blocked', /neither/],
  ['an unknown option that rules depend on', 'Item.csv', 'No.,Costing Method\nA,HIFO\n', 2, 'Costing Method', /HIFO/],
  ['a quote that is never closed', 'Item.csv', 'No.,Description\nA,"x\nB,y\n', 2, undefined, /never closed/],
  ['text behind a quote', 'Item.csv', 'No.,Description\nA,"x"y\n', 2, undefined, /Behind/],
  [
    'invalid UTF-8',
    'Item.csv',
    latin1('No.,Description\nA,Pult\nB,Bj\u00f8rk\n'),
    3,
    undefined,
    /--encoding windows-1252/,
  ],
  ['a lone surrogate in UTF-16', 'Item.csv', utf16('No.,Description\nA,\ud800x\n'), 2, undefined, /--encoding/],
  ['half a character at the end of UTF-16', 'Item.csv', utf16('No.\nA\n').subarray(0, -1), 2, undefined, /UTF-16LE/],
  ['NUL', 'Item.csv', 'No.,Description\nA,x\u0000y\n', 2, undefined, /NUL.*--encoding/],
  ['UTF-16 without its mark', 'Item.csv', Buffer.from('No.\nA\n', 'utf16le'), 1, undefined, /utf-16le/],
  ['a workbook named CSV', 'Item.csv', sheet([['No.'], ['A']]), undefined, undefined, /\.xlsx/],
  ['an old workbook named CSV', 'Item.csv', Buffer.from('d0cf11e0a1b11ae1', 'hex'), undefined, undefined, /old Excel/],
  ['a compressed file', 'Item.csv', Buffer.from('1f8b0800', 'hex'), undefined, undefined, /compressed/],
  ['a text file named workbook', 'Item.xlsx', 'No.\nA\n', undefined, undefined, /no Excel workbook/],
  ['a workbook with a password', 'Item.xlsx', Buffer.from('d0cf11e0a1b11ae1', 'hex'), undefined, undefined, /password/],
  ['a zip that is no workbook', 'Item.xlsx', zipOf({'readme.txt': 'hello'}), undefined, undefined, /no Excel workbook/],
  ['a workbook cut off', 'Item.xlsx', sheet([['No.'], ['A']]).subarray(0, -40), undefined, undefined, /cut off/],
  ['a workbook with damaged data', 'Item.xlsx', damaged(), undefined, undefined, /damaged/],
  [
    'a package of an unknown table',
    'Item.xlsx',
    sheet([['P', 'Customer', '18'], undefined, ['No.'], ['A']]),
    1,
    undefined,
    /18/,
  ],
  ['a package without headers', 'Item.xlsx', sheet([['P', 'Item', '27'], ['No.'], ['A']]), 3, undefined, /row 3/],
  [
    'an error value',
    'Item.xlsx',
    sheet([
      ['No.', 'Unit Cost'],
      ['A', rawCell('#DIV/0!', 'e')],
    ]),
    2,
    'Unit Cost',
    /B2.*#DIV\/0!/,
  ],
  [
    'a formula without a result',
    'Item.xlsx',
    sheet([['No.', 'Unit Cost'], [], ['A', {inside: '<f>1+1</f>'}]]),
    3,
    'Unit Cost',
    /B3.*formula/,
  ],
  ['a date in a text field', 'Item.xlsx', sheet([['No.'], [dateCell(46053)]]), 2, 'No.', /date/],
  [
    'a character that no text can hold',
    'Item.xlsx',
    sheet([
      ['No.', 'Description'],
      ['A', 'x_x0000_'],
    ]),
    2,
    'Description',
    /B2/,
  ],
  [
    'a number of too many decimals in a cell',
    'Item.xlsx',
    sheet([
      ['No.', 'Unit Cost'],
      ['A', rawCell('0.3333333333333333')],
    ]),
    2,
    'Unit Cost',
    /five decimals/,
  ],
  [
    'a document type definition in a sheet',
    'Item.xlsx',
    withPart('xl/worksheets/sheet1.xml', '<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'),
    undefined,
    undefined,
    /document type/,
  ],
  [
    'a document type definition in the texts',
    'Item.xlsx',
    withPart('xl/sharedStrings.xml', '<!DOCTYPE x><sst/>'),
    undefined,
    undefined,
    /document type/,
  ],
  [
    'XML that is none',
    'Item.xlsx',
    withPart('xl/worksheets/sheet1.xml', '<worksheet><sheetData></worksheet>'),
    undefined,
    undefined,
    /damaged/,
  ],
  [
    'a sheet that unpacks beyond measure',
    'Item.xlsx',
    withPart('xl/worksheets/sheet1.xml', `<worksheet>${' '.repeat(60_000_000)}</worksheet>`),
    undefined,
    undefined,
    /beyond all measure/,
  ],
];

/** A workbook with one byte of its sheet changed. */
function damaged(): Uint8Array {
  const bytes = sheet([['No.'], ['A'], ['B'], ['C']]);
  const at = Buffer.from(bytes).indexOf('xl/worksheets/sheet1.xml') + 60;
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  return bytes;
}

onEachDatabase(open => {
  let company: Promise<JobContext> | undefined;
  /** Nothing is ever written, so one company serves all. */
  const context = () => {
    company ??= open();
    return company;
  };

  it.each(REFUSALS)('refuses %s', async (_, name, content, line, column, words) => {
    const problems = await problemsOf(await context(), {[name]: content});
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({file: name, line, column});
    expect(problems[0]?.message).toMatch(words);
    expect(await (await context()).database.read(item)).toEqual([]);
  });

  it('names the sheet where a workbook has several', async () => {
    const book = zipOf(
      workbookParts({
        sheets: [
          {name: 'Item', rows: [['No.'], ['A']]},
          {name: 'Value Entry', rows: [['Entry No.'], ['x']]},
        ],
      }),
    );
    expect(await problemsOf(await context(), {'book.xlsx': book})).toMatchObject([
      {file: 'book.xlsx [Value Entry]', line: 2, column: 'Entry No.'},
    ]);
  });

  it('lists the problems of all files, file by file and line by line', async () => {
    const problems = await problemsOf(await context(), {
      'Customer.csv': 'No.\n',
      'Item.csv': 'No.,Unit Cost,Blocked\n,1,no\nA,x,maybe\n',
      'Location.csv': 'Name\nx\n',
    });
    expect(problems.map(({file, line, column}) => [file, line, column])).toEqual([
      ['Customer.csv', undefined, undefined],
      ['Location.csv', 1, 'Code'],
      ['Item.csv', 2, 'No.'],
      ['Item.csv', 3, 'Unit Cost'],
      ['Item.csv', 3, 'Blocked'],
    ]);
  });

  it('takes what an option settles', async () => {
    const files = {'Value Entry.csv': 'Entry No.;Posting Date;Cost Amount (Actual)\n1;01/02/2026;1,234\n'};
    const settled = await importOf(await context(), files, {dateOrder: 'mdy', decimal: 'comma', dryRun: true});
    expect(settled.tables).toMatchObject([{inserted: 1}]);
  });

  it.each([
    [{table: 'Customer'}, 'unknown-table'],
    [{encoding: 'klingon'}, 'unknown-encoding'],
  ])('refuses the options %j', async (options, code) => {
    await expect(importOf(await context(), {'Item.csv': 'No.\nA\n'}, options)).rejects.toMatchObject({code});
  });

  it('refuses a folder without files', async () => {
    await expect(importOf(await context(), {'readme.md': 'x'})).rejects.toMatchObject({code: 'no-files'});
  });
});
