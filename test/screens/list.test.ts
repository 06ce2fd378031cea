import {expect, it} from 'vitest';
import {LedgerWriter} from '../../source/store/ledgers.js';
import type {Database} from '../../source/store/database.js';
import {scaled} from '../../source/domain/money.js';
import {glItemLedgerRelation} from '../../source/store/tables/index.js';
import {onEachDatabase} from '../support/databases.js';
import {sitDown} from '../support/screens.js';

async function withEntries(database: Database, count: number): Promise<void> {
  await database.transaction(async transaction => {
    const writer = new LedgerWriter(transaction);
    await writer.insertValueEntries(
      Array.from({length: count}, (_, index) => ({
        entryNo: index + 1,
        itemNo: index % 2 === 0 ? '1000' : '2000',
        itemLedgerEntryNo: index + 1,
        postingDate: `2026-01-${String((index % 28) + 1).padStart(2, '0')}`,
        documentNo: `D${index + 1}`,
        costAmountActual: index === 0 ? scaled('999999999.99') : scaled(index),
        costPostedToGl: index === 0 ? scaled('-999999999.99') : 0n,
      })),
    );
    await writer.insertGlEntries([{entryNo: 7, glAccountNo: '2110', amount: scaled('10'), postingDate: '2026-01-01'}]);
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
       Entry Item   Posting    Item Ledger             Document    Cost Amount»
         No. No.    Date       Entry Type  Entry Type  No.            (Actual)
      No filter
      >    1]1000   2026-01-01             Direct Cost D1       999,999,999.99
           2 2000   2026-01-02             Direct Cost D2                 1.00
           3 1000   2026-01-03             Direct Cost D3                 2.00
           4 2000   2026-01-04             Direct Cost D4                 3.00
           5 1000   2026-01-05             Direct Cost D5                 4.00
           6 2000   2026-01-06             Direct Cost D6                 5.00
           7 1000   2026-01-07             Direct Cost D7                 6.00
           8 2000   2026-01-08             Direct Cost D8                 7.00
           9 1000   2026-01-09             Direct Cost D9                 8.00
          10 2000   2026-01-10             Direct Cost D10                9.00
          11 1000   2026-01-11             Direct Cost D11               10.00
          12 2000   2026-01-12             Direct Cost D12               11.00
          13 1000   2026-01-13             Direct Cost D13               12.00
          14 2000   2026-01-14             Direct Cost D14               13.00
          15 1000   2026-01-15             Direct Cost D15               14.00
          16 2000   2026-01-16             Direct Cost D16               15.00
          17 1000   2026-01-17             Direct Cost D17               16.00
      Row 1 of 40 · column Entry No.

      Enter Open  f Filter  s Sort  Esc Back  Ctrl-P Search  ? Keys  q Quit"
    `);
  });
});
