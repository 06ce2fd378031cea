import {describe, expect, it} from 'vitest';
import nb from '../../../source/locales/nb.js';
import {allTables} from '../../../source/store/entities.js';
import {mapHeaders} from '../../../source/store/files/headers.js';
import {comparable} from '../../../source/store/files/names.js';
import {tableOfName} from '../../../source/store/files/layout.js';
import {glEntry, itemJournalLine, itemLedgerEntry, valueEntry} from '../../../source/store/tables/index.js';

const captions: Record<string, string> = nb.captions;

describe("a table's name", () => {
  it.each([
    ['Value Entry', 5802],
    ['value-entry', 5802],
    ['ValueEntry', 5802],
    ['5802', 5802],
    ['Value Entries', 5802],
    ['Verdiposter', 5802],
    ['Value_Entries_Excel', 5802],
    ['Value Entries (2)', 5802],
    ['Value Entry31_01_2026_10_15_00', 5802],
    ['GL Entry', 17],
    ['G_L Entry', 17],
    ['General Ledger Entries', 17],
    ['Finansposter', 17],
    ['G_L Account', 15],
    ['Chart of Accounts', 15],
    ['G_L - Item Ledger Relation', 5823],
    ['Finans - varepostrelasjon', 5823],
    ['Vareutligningsposter', 339],
    ['Lageroppsett', 313],
    ['Inventory Adjmt. Entry (Order)', 5896],
  ])('%s is table %i', (name, id) => expect(tableOfName(name)?.id).toBe(id));

  it.each(['Sheet1', 'Customer', '5803', 'Ark1', ''])('%s is none', name => expect(tableOfName(name)).toBeUndefined());

  it('is known for every table, by number, name and list page', () => {
    for (const table of allTables) {
      for (const name of [String(table.id), table.name, table.listName]) expect(tableOfName(name)).toBe(table);
    }
  });
});

const properties = (
  table: Parameters<typeof mapHeaders>[0],
  headers: string[],
  dimensions = new Map<string, number>(),
) => mapHeaders(table, headers, dimensions).columns.map(column => column.field.property);

describe('a header', () => {
  it('is known for every field of every table, and means one field only', () => {
    for (const table of allTables) {
      const keys = table.fields.map(field => comparable(field.caption));
      expect(new Set(keys).size, table.name).toBe(keys.length);
      const map = mapHeaders(
        table,
        table.fields.map(field => field.caption),
        new Map(),
      );
      expect(
        map.columns.map(column => column.field),
        table.name,
      ).toEqual(table.fields);
      expect(map.problems).toEqual([]);
    }
  });

  it('is known in the interface’s own Norwegian', () => {
    for (const table of allTables) {
      const headers = table.fields.map(field => captions[field.caption] ?? '');
      const known = headers.map(header => mapHeaders(table, [header], new Map()).columns[0]?.field.caption);
      expect(known, table.name).toEqual(table.fields.map(field => field.caption));
    }
  });

  it('may be the OData name', () => {
    const names = [
      'Entry_No',
      'Item_Ledger_Entry_Type',
      'Cost_Amount_Actual',
      'Cost_Amount_Non_Invtbl_ACY',
      'Cost_Posted_to_G_L',
      'Salespers_Purch_Code',
      'Global_Dimension_1_Code',
      'Job_No',
    ];
    expect(properties(valueEntry, names)).toEqual([
      'entryNo',
      'itemLedgerEntryType',
      'costAmountActual',
      'costAmountNonInvtblAcy',
      'costPostedToGl',
      'salespersPurchCode',
      'globalDimension1Code',
      'jobNo',
    ]);
    expect(properties(itemJournalLine, ['Indirect_Cost_Percent'])).toEqual(['indirectCostPercent']);
  });

  it('may be Norwegian, in the words of several versions', () => {
    expect(
      properties(valueEntry, [
        'Løpenr.',
        'Varenr.',
        'Bokføringsdato',
        'Posttype',
        'Vareposttype',
        'Kostbeløp (faktisk)',
      ]),
    ).toEqual(['entryNo', 'itemNo', 'postingDate', 'entryType', 'itemLedgerEntryType', 'costAmountActual']);
    expect(properties(glEntry, ['Løpenummer', 'Finanskontonr.', 'Beløp'])).toEqual([
      'entryNo',
      'glAccountNo',
      'amount',
    ]);
  });

  it('may be the caption of another version', () => {
    expect(properties(glEntry, ['Entry No.', 'Amount (LCY)', 'Project No.'])).toEqual(['entryNo', 'amount', 'jobNo']);
  });

  it('of a calculated field is passed over without a word', () => {
    const map = mapHeaders(
      itemLedgerEntry,
      ['Entry No.', 'Cost Amount (Actual)', 'Shortcut Dimension 5 Code'],
      new Map(),
    );
    expect(map.columns).toHaveLength(1);
    expect(map.unknown).toEqual([]);
  });

  it("may be a dimension's caption, on lists and in packages", () => {
    const dimensions = new Map([
      [comparable('Department Code'), 1],
      [comparable('Area Code'), 3],
    ]);
    expect(properties(valueEntry, ['Entry No.', 'Department Code', 'Area Code'], dimensions)).toEqual([
      'entryNo',
      'globalDimension1Code',
    ]);
    expect(properties(valueEntry, ['Entry No.', 'Department Code (Dimension)'], dimensions)).toEqual([
      'entryNo',
      'globalDimension1Code',
    ]);
    const both = mapHeaders(valueEntry, ['Entry No.', 'Department Code', 'Department Code (Dimension)'], dimensions);
    expect(both.columns.map(column => column.index)).toEqual([0, 1]);
    expect(both.problems).toEqual([]);
  });
});
