import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {reportNames} from '../../source/domain/reports/report.js';
import type {JobContext} from '../../source/jobs/job.js';
import {searchEntries} from '../../source/screens/index.js';
import {item, itemLedgerEntry} from '../../source/store/tables/index.js';
import {onEachDatabase} from '../support/databases.js';
import {insertEntries, postingCompany, valueEntryOf} from '../support/posting.js';
import {sitDown} from '../support/screens.js';

/** Two groups of items with purchases and a sale over two months; one receipt is not invoiced. */
async function withStock(context: JobContext): Promise<void> {
  await postingCompany(context.database);
  const items = [
    {no: 'LAMP', description: 'Lamp', inventoryPostingGroup: 'RESALE'},
    {no: 'DESK', description: 'Desk', inventoryPostingGroup: 'RESALE'},
    {no: 'WOOD', description: 'Wood', inventoryPostingGroup: 'RAW MAT'},
  ];
  await context.database.insert(item, items);
  await insertEntries(context, [
    valueEntryOf({itemNo: 'LAMP', postingDate: '2026-01-10', actual: '100', documentNo: 'P1'}),
    valueEntryOf({itemNo: 'DESK', itemLedgerEntryNo: 2, postingDate: '2026-01-20', actual: '900', documentNo: 'P2'}),
    valueEntryOf({itemNo: 'WOOD', itemLedgerEntryNo: 3, postingDate: '2026-02-05', actual: '50', documentNo: 'P3'}),
    valueEntryOf({
      itemNo: 'LAMP',
      itemLedgerEntryNo: 4,
      itemLedgerEntryType: 'Sale',
      postingDate: '2026-02-10',
      actual: '-40',
      documentNo: 'S1',
    }),
    valueEntryOf({
      itemNo: 'WOOD',
      itemLedgerEntryNo: 5,
      postingDate: '2026-02-12',
      expectedCost: true,
      expected: '70',
      documentNo: 'R1',
    }),
  ]);
}

const values = {from: '2026-02-01', to: '2026-02-28'};

describe('the search', () => {
  it('finds every report by its name in both languages', () => {
    const names = searchEntries()
      .filter(({opening}) => opening.page === 'report-request')
      .map(({names: both}) => both.join(' / '));
    expect(names).toHaveLength(reportNames.length);
    expect(names).toMatchInlineSnapshot(`
      [
        "Inventory Valuation / Lagerverdisetting",
        "Inventory Valuation - WIP / Lagerverdisetting - VIA",
        "Invt. Valuation - Cost Spec. / Lagerverdisetting - kostspesifikasjon",
        "Cost Shares Breakdown / Spesifikasjon av kostandeler",
        "Age of Interim Balances / Aldersfordeling av midlertidige saldoer",
        "Inventory Value over Time / Lagerverdi over tid",
        "Costing Errors Detection / Feilsøking i kostberegning",
      ]
    `);
  });
});

onEachDatabase(open => {
  it('asks for dates, filters and options, and keeps them', async () => {
    const context = await open();
    await withStock(context);
    const person = sitDown(context);
    await person.opens('Inventory Valuation');
    await person.sees('From date');
    await person.press('Enter');
    await person.types('2026-02-01\r');
    await person.press('Down', 'Enter');
    await person.types('2026-02-28\r');
    await person.press('r');
    await person.sees('Period 2026-02-01 to 2026-02-28');
    expect(await person.frame()).toMatchInlineSnapshot(`
      "Inventory Valuation                                                   company.db
      Period 2026-02-01 to 2026-02-28 · By posting date of the value entries; amounts…
       Item                Base Unit  As of 2026-01-31 As of 2026-01-31 Increases»
       No.    Description  of Measure         Quantity            Value  Quantity
      >- Inventory Posting Group: RAW MAT
       WOOD   Wood                                   0             0.00         0
         Total of RAW MAT                                          0.00
       - Inventory Posting Group: RESALE
       DESK   Desk                                   0           900.00         0
       LAMP   Lamp                                   0           100.00         0
         Total of RESALE                                       1,000.00
       Total                                                   1,000.00









      Row 1 of 8 · Inventory Posting Group: RAW MAT · column Item No.

      Enter Open  x Export  c Chart  z Groups  Esc Back  Ctrl-P Search  ? Keys  q Quit"
    `);
    await person.press('Esc', 'Esc');
    await person.opens('Inventory Valuation');
    await person.sees(/To date +2026-02-28/);
  });

  it('refuses a period that ends before it begins', async () => {
    const context = await open();
    const person = sitDown(context, {start: {page: 'report-request', parameters: {report: 'aging'}}});
    await person.sees('From date');
    await person.press('Enter');
    await person.types('2026-03-01\r');
    await person.press('Down', 'Enter');
    await person.types('2026-02-01\r');
    await person.press('r');
    await person.sees('before it begins');
  });

  it('closes and opens groups, and sorts by any column within them', async () => {
    const context = await open();
    await withStock(context);
    const person = sitDown(context, {
      start: {page: 'report', parameters: {report: 'valuation', values: {to: '2026-02-28'}}},
    });
    await person.sees('Total of RESALE');
    await person.press('z');
    expect(await person.frame()).toMatchInlineSnapshot(`
      "Inventory Valuation                                                   company.db
      Up to 2026-02-28 · By posting date of the value entries; amounts in local curre…
       Item                Base Unit   Opening                Increases»
       No.    Description  of Measure Quantity  Opening Value  Quantity
      >+ Inventory Posting Group: RAW MAT
         Total of RAW MAT                                0.00
       + Inventory Posting Group: RESALE
         Total of RESALE                                 0.00
       Total                                             0.00












      Row 1 of 5 · Inventory Posting Group: RAW MAT · column Item No.

      Enter Open  x Export  c Chart  z Groups  s Sort  Ctrl-P Search  ? Keys  q Quit"
    `);
    await person.press('Enter');
    await person.sees('WOOD');
    expect(await person.frame()).not.toContain('DESK');
    await person.press('z', 's', 's');
    const frame = await person.sees('Item No. largest first');
    expect([...frame.matchAll(/^ ?>?\s?(LAMP|DESK|WOOD) /gm)].map(([, no]) => no)).toEqual(['WOOD', 'LAMP', 'DESK']);
  });

  it('leads from a figure to the entries that make it, and from a sum to those of all its rows', async () => {
    const context = await open();
    await withStock(context);
    const person = sitDown(context, {start: {page: 'report', parameters: {report: 'valuation', values}}});
    await person.sees('Total of RESALE');
    await person.press('End', 'Up', 'Up', 'Right', 'Right', 'Right', 'Right');
    await person.sees(/LAMP.*100\.00\]/);
    await person.press('Enter');
    await person.sees('Value Entries · LAMP, ..C2026-01-31');
    await person.sees('Row 1 of 1');
    await person.press('Esc', 'Down', 'Enter');
    await person.sees('Row 1 of 2');
    expect(await person.frame()).toMatch(/P1[\s\S]*P2/);
  });

  it('leads from increases to what came in, and from decreases to what went out', async () => {
    const context = await open();
    await withStock(context);
    const person = sitDown(context, {
      columns: 120,
      start: {page: 'report', parameters: {report: 'valuation', values: {to: '2026-02-28'}}},
    });
    await person.sees('Total of RESALE');
    await person.press('End', 'Up', 'Up', ...Array.from({length: 6}, () => 'Right'));
    await person.sees(/LAMP.*100\.00\]/);
    await person.press('Enter');
    await person.sees('Row 1 of 1');
    expect(await person.frame()).toMatch(/LAMP.*P1/);
    await person.press('Esc', 'Right', 'Right');
    await person.sees(/LAMP.*40\.00\]/);
    await person.press('Enter');
    await person.sees('Row 1 of 1');
    expect(await person.frame()).toMatch(/LAMP.*S1/);
  });

  it('leads from the age of a receipt to its expected cost', async () => {
    const context = await open();
    await withStock(context);
    const person = sitDown(context, {start: {page: 'report', parameters: {report: 'aging', values}}});
    await person.sees('Total of receipts');
    await person.press('Down', 'Enter');
    await person.sees('Value Entries · R1, WOOD, ..2026-02-28');
    await person.sees('Row 1 of 1');
  });

  it('leads from a costing error to the item ledger entry', async () => {
    const context = await open();
    await withStock(context);
    await context.database.insert(itemLedgerEntry, [
      {entryNo: 1, itemNo: 'LAMP', entryType: 'Purchase', postingDate: '2026-01-10', quantity: 0n},
    ]);
    const person = sitDown(context, {
      start: {page: 'report', parameters: {report: 'costing-errors', values: {check: 'basic-data'}}},
    });
    await person.sees('The quantity is 0.');
    await person.sees('Entry No. 1  2026-01-10  Purchase  Quantity 0  Remaining 0');
    await person.press('Down', 'Down', 'Down', 'Enter');
    await person.sees('Item Ledger Entry 1');
    await person.sees(/Item No\. +LAMP/);
  });

  it('leads from a period of the trend to its entries, and from its difference to the reconciliation', async () => {
    const context = await open();
    await withStock(context);
    const person = sitDown(context, {
      start: {page: 'report', parameters: {report: 'trend', values: {to: '2026-02-28'}}},
    });
    await person.sees('2026-02');
    await person.press('Right', 'Enter');
    await person.sees('Value Entries · ..2026-01-31');
    await person.sees('Row 1 of 2');
    await person.press('Esc', 'Right', 'Right', 'Enter');
    await person.sees('Inventory - G/L Reconciliation · ..C2026-01-31');
  });

  it('writes what is shown to a file, in the form that its name ends with, and asks before replacing one', async () => {
    const context = await open();
    await withStock(context);
    const folder = mkdtempSync(join(tmpdir(), 'reports-'));
    try {
      const person = sitDown(context, {
        columns: 120,
        start: {page: 'report', parameters: {report: 'valuation', values: {to: '2026-02-28'}}},
      });
      await person.sees('Total of RESALE');
      await person.press('s', 's', 'x', 'Ctrl-U');
      await person.types(join(folder, 'stock.csv\r'));
      await person.sees('3 rows.');
      const lines = readFileSync(join(folder, 'stock.csv'), 'utf8').split('\r\n');
      expect(lines.slice(1, 4).map(row => row.split(',')[1])).toEqual(['WOOD', 'LAMP', 'DESK']);
      await person.press('x', 'Ctrl-U');
      await person.types(join(folder, 'stock.csv\r'));
      await person.sees('is there already');
      await person.press('Enter');
      await person.sees('3 rows.');
      for (const name of ['stock.xlsx', 'stock.txt']) {
        await person.press('x', 'Ctrl-U');
        await person.types(join(folder, `${name}\r`));
        await person.sees(`${name}: 3 rows.`);
        expect(existsSync(join(folder, name))).toBe(true);
      }
      await person.press('x', 'Ctrl-U');
      await person.types(join(folder, 'stock.pdf\r'));
      await person.sees('The name must end in');
    } finally {
      rmSync(folder, {recursive: true});
    }
  });

  it('says so where nothing matches', async () => {
    const context = await open();
    const person = sitDown(context, {language: 'nb', start: {page: 'report', parameters: {report: 'wip', values: {}}}});
    await person.sees('Ingenting passer');
    await person.press('Enter');
    await person.sees('Det er ingen rad her til det.');
  });

  it('draws charts behind the valuation and on the home screen', async () => {
    const context = await open();
    await withStock(context);
    const person = sitDown(context, {rows: 30});
    await person.sees('Unposted Cost');
    expect(
      (await person.frame()).split('\n').filter(row => /Inventory Value {2}|Unposted Cost|Difference/.test(row)),
    ).toMatchInlineSnapshot(`
      [
        "Inventory Value         ██   1,010.00",
        "Unposted Cost           ██   1,010.00",
        "Difference              ▁▁  -1,010.00",
      ]
    `);
    await person.press('c');
    await person.sees('Inventory Value: ');
    await person.press('Esc');
    await person.opens('Inventory Valuation');
    await person.sees('To date');
    await person.press('Down', 'Enter');
    await person.types('2026-02-28\r');
    await person.press('r');
    await person.sees('Total of RESALE');
    await person.press('c');
    await person.sees('Inventory Value: ');
    expect(await person.frame()).toMatchInlineSnapshot(`
      "Inventory Value over Time                                             company.db
      By Month · Period 2026-01-10 to 2026-02-28 · By posting date of the value entri…
      Inventory Value: 1,010.00
       1,010.00 |███████ ███████
                |███████ ███████
                |███████ ███████
                |███████ ███████
                |███████ ███████
           0.00 |███████ ███████
                 2026-01 2026-02
      Unposted Cost: 1,010.00
       1,010.00 |███████ ███████
                |███████ ███████
                |███████ ███████
                |███████ ███████
                |███████ ███████
           0.00 |███████ ███████
                 2026-01 2026-02
      Difference: -1,010.00
           0.00 |███████ ███████
                |███████ ███████
                |███████ ███████
                |███████ ███████
                |███████ ███████
      -1,010.00 |███████ ███████
                 2026-01 2026-02



      Enter Open  p Period  Esc Back  Ctrl-P Search  ? Keys  q Quit"
    `);
    await person.press('p');
    await person.sees('By Quarter');
    await person.press('Enter');
    await person.sees('2026-Q1');
  });
});
