import {expect, it} from 'vitest';
import {LedgerWriter} from '../../source/store/ledgers.js';
import type {Database} from '../../source/store/database.js';
import {scaled} from '../../source/domain/money.js';
import {generalPostingSetup, glItemLedgerRelation} from '../../source/store/tables/index.js';
import {onEachDatabase} from '../support/databases.js';
import {holdUp, sitDown, slowDown} from '../support/screens.js';

/** `count` value entries, one a day of January; the second has a G/L entry. */
async function withEntries(database: Database, count: number): Promise<void> {
  await database.transaction(async transaction => {
    const writer = new LedgerWriter(transaction);
    await writer.insertValueEntries(
      Array.from({length: count}, (_, index) => ({
        entryNo: index + 1,
        itemNo: index % 2 === 0 ? '1000' : '2000',
        itemLedgerEntryNo: index + 1,
        itemLedgerEntryType: 'Sale' as const,
        postingDate: `2026-01-${String((index % 28) + 1).padStart(2, '0')}`,
        documentNo: `D${index + 1}`,
        costAmountActual: index === 0 ? scaled('-999999999.99') : scaled(index),
      })),
    );
    await writer.insertGlEntries([
      {entryNo: 7, glAccountNo: '2110', amount: scaled('10'), postingDate: '2026-01-01', documentNo: 'D2'},
      {entryNo: 8, glAccountNo: '7290', amount: scaled('-10'), postingDate: '2026-01-01', documentNo: 'D9'},
    ]);
    await transaction.insert(glItemLedgerRelation, [{glEntryNo: 7, valueEntryNo: 2}]);
    await writer.finish();
  });
}

onEachDatabase(open => {
  it('shows a list at 80 columns, amounts whole and to the right', async () => {
    const context = await open();
    await withEntries(context.database, 40);
    const person = sitDown(context);
    await person.opens('Value Entries');
    await person.sees('Row 1 of 40');
    expect(await person.frame()).toMatchInlineSnapshot(`
      "Value Entries                                                         company.db
       Entry Item   Posting    Item Ledger             Document     Cost Amount»
         No. No.    Date       Entry Type  Entry Type  No.             (Actual)
      No filter
      >    1]1000   2026-01-01 Sale        Direct Cost D1       -999,999,999.99
           2 2000   2026-01-02 Sale        Direct Cost D2                  1.00
           3 1000   2026-01-03 Sale        Direct Cost D3                  2.00
           4 2000   2026-01-04 Sale        Direct Cost D4                  3.00
           5 1000   2026-01-05 Sale        Direct Cost D5                  4.00
           6 2000   2026-01-06 Sale        Direct Cost D6                  5.00
           7 1000   2026-01-07 Sale        Direct Cost D7                  6.00
           8 2000   2026-01-08 Sale        Direct Cost D8                  7.00
           9 1000   2026-01-09 Sale        Direct Cost D9                  8.00
          10 2000   2026-01-10 Sale        Direct Cost D10                 9.00
          11 1000   2026-01-11 Sale        Direct Cost D11                10.00
          12 2000   2026-01-12 Sale        Direct Cost D12                11.00
          13 1000   2026-01-13 Sale        Direct Cost D13                12.00
          14 2000   2026-01-14 Sale        Direct Cost D14                13.00
          15 1000   2026-01-15 Sale        Direct Cost D15                14.00
          16 2000   2026-01-16 Sale        Direct Cost D16                15.00
          17 1000   2026-01-17 Sale        Direct Cost D17                16.00
      Row 1 of 40 · column Entry No.

      Enter Open  g G/L entries  c Cost flow  Esc Back  Ctrl-P Search  ? Keys  q Quit"
    `);
  });

  it('shows more at 200 by 50, and follows when the window gets smaller', async () => {
    const context = await open();
    await withEntries(context.database, 100);
    const person = sitDown(context, {columns: 200, rows: 50});
    await person.opens('Value Entries');
    await person.sees('Row 1 of 100');
    expect(await person.line(2)).toMatchInlineSnapshot(
      `"   No. No.    Date       Entry Type  Entry Type  No.             (Actual)            G/L     (Expected)  Posted to G/L Adjustment   Entry No.       Entry No. Average Cost Quantity Entry Quantity"`,
    );
    expect((await person.frame()).split('\n')).toHaveLength(50);
    await person.press(...Array<string>(40).fill('Down'));
    await person.resizes(80, 24);
    await person.sees('Row 41 of 100');
    await person.sees(/^>/m);
    expect((await person.frame()).split('\n').filter(row => row.startsWith('>'))).toHaveLength(1);
    await person.resizes(60, 10);
    await person.sees('tieout needs 80×24');
    await person.resizes(80, 24);
    await person.sees('Row 41 of 100');
  });

  it('scrolls sideways with the key column in its place', async () => {
    const context = await open();
    await withEntries(context.database, 5);
    const person = sitDown(context, {start: {page: 'list', parameters: {list: 'value-entries'}}});
    await person.sees('Row 1 of 5');
    await person.press(...Array<string>(8).fill('Right'));
    await person.sees('column Cost Amount (Expected)');
    expect((await person.frame()).split('\n').slice(1, 6).join('\n')).toMatchInlineSnapshot(`
      " Entry            «Document     Cost Amount Cost Posted to    Cost Amount»
         No. Entry Type  No.             (Actual)            G/L     (Expected)
      No filter
      >    1 Direct Cost D1       -999,999,999.99           0.00[          0.00]
           2 Direct Cost D2                  1.00           0.00           0.00"
    `);
  });

  it('goes to the last row and back, page by page', async () => {
    const context = await open();
    await withEntries(context.database, 500);
    const person = sitDown(context, {start: {page: 'list', parameters: {list: 'value-entries'}}});
    await person.sees('Row 1 of 500');
    await person.press('End');
    await person.sees('Row 500 of 500');
    await person.press('PageUp', 'PageUp');
    await person.sees('Row 468 of 500');
    await person.press('Home', 'PageDown', 'PageDown', 'Down');
    await person.sees('Row 34 of 500');
  });

  it('filters by a column in the syntax of the ERP, and says where a filter is wrong', async () => {
    const context = await open();
    await withEntries(context.database, 40);
    const person = sitDown(context, {start: {page: 'list', parameters: {list: 'value-entries'}}});
    await person.sees('Row 1 of 40');
    await person.press('Right', 'Right', 'f');
    await person.types('2026-01-05..2026-01-07\r');
    await person.sees('Row 1 of 6');
    expect(await person.line(3)).toBe('Filters  Posting Date: 2026-01-05..2026-01-07');
    await person.press('f', 'Ctrl-U');
    await person.types('2026-13-01\r');
    await person.sees(/2026-13-01 is/);
    await person.press('Esc', 'F');
    await person.sees('Row 1 of 40');
  });

  it('sorts by a column, smallest first, then largest, then as before', async () => {
    const context = await open();
    await withEntries(context.database, 40);
    const person = sitDown(context, {start: {page: 'list', parameters: {list: 'value-entries'}}});
    await person.sees('Row 1 of 40');
    await person.press(...Array<string>(6).fill('Right'), 's');
    await person.sees('smallest first');
    expect(await person.line(4)).toContain('-999,999,999.99');
    await person.press('s');
    await person.sees('largest first');
    expect(await person.line(4)).toContain('39.00');
    await person.press('s');
    await person.sees('column Cost Amount (Actual)');
    expect(await person.line(4)).toMatch(/^> +1 1000/);
  });

  it('opens an entry, its other side, and comes back to the same row', async () => {
    const context = await open();
    await withEntries(context.database, 40);
    const person = sitDown(context, {start: {page: 'list', parameters: {list: 'value-entries'}}});
    await person.sees('Row 1 of 40');
    await person.press('Down', 'g');
    await person.sees('General Ledger Entries · of Value Entry 2');
    expect(await person.line(4)).toMatch(/^> +7.2026-01-01 D2 +2110/);
    await person.press('v');
    await person.sees('Value Entries · of G/L Entry 7');
    await person.press('Enter');
    await person.sees('Value Entry 2');
    expect(await person.frame()).toContain('Cost Amount (Actual)');
    await person.press('Esc', 'Esc', 'Esc');
    await person.sees('Row 2 of 40');
  });

  it('sends little over a slow line: a cursor move is no new screen', async () => {
    const context = await open();
    await withEntries(context.database, 100);
    const person = sitDown(context, {
      columns: 120,
      rows: 40,
      start: {page: 'list', parameters: {list: 'value-entries'}},
    });
    await person.sees('Row 1 of 100');
    const before = person.bytes;
    await person.press('Down', 'Down', 'Down', 'Down');
    await person.sees('Row 5 of 100');
    expect((person.bytes - before) / 4).toBeLessThan(1000);
  });

  it('takes keys that are typed faster than they are read one by one', async () => {
    const context = await open();
    await withEntries(context.database, 40);
    const person = sitDown(context, {start: {page: 'list', parameters: {list: 'value-entries'}}});
    await person.sees('Row 1 of 40');
    await person.types('jjjk');
    await person.sees('Row 3 of 40');
  });

  it('cleans what comes from data before it reaches the terminal', async () => {
    const context = await open();
    await context.database.transaction(async transaction => {
      const writer = new LedgerWriter(transaction);
      await writer.insertGlEntries([{entryNo: 1, documentNo: 'A\u001b[2J\u0007B', description: 'x\u202Ey\nz'}]);
      await writer.finish();
    });
    const person = sitDown(context, {start: {page: 'list', parameters: {list: 'gl-entries'}}});
    expect(await person.sees('A·[2J·B')).toContain('x·y z');
  });

  it('lets keys wait for the rows that a slow server brings', async () => {
    const context = await open();
    await withEntries(context.database, 40);
    slowDown(context.database);
    const person = sitDown(context);
    await person.press('Ctrl-P', ...'Value Entries', 'Enter', 'Down', 'Down', 'Enter');
    await person.sees(/^Value Entry 3 /);
  });

  it('opens a row of the filter that was just typed, not one that it leaves out', async () => {
    const context = await open();
    await withEntries(context.database, 40);
    slowDown(context.database);
    const person = sitDown(context, {start: {page: 'list', parameters: {list: 'value-entries'}}});
    await person.press('Right', 'f', ...'2000', 'Enter', 'Down', 'Enter');
    await person.sees(/^Value Entry 4 /);
  });

  it('leaves a look-up whose rows do not come', async () => {
    const context = await open();
    await context.database.insert(generalPostingSetup, [{genBusPostingGroup: 'EU', genProdPostingGroup: 'RETAIL'}]);
    const person = sitDown(context, {
      start: {page: 'list', parameters: {list: 'general-posting-setup', column: 'cogsAccount'}},
    });
    await person.sees('column COGS Account');
    await person.press('Enter');
    const goOn = holdUp(context.database);
    await person.press('Tab', 'Esc');
    const frame = await person.frame();
    goOn();
    expect(frame).toContain('COGS Account: _');
  });
});
