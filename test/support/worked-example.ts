/** The company of reconciliation.md 7: everything posted but one sale of 30, and 7 booked straight into the G/L. */
import {scaled} from '../../source/domain/money.js';
import {changeExpectedCostPosting} from '../../source/jobs/expected-cost-posting.js';
import type {JobContext} from '../../source/jobs/job.js';
import {postInventoryCost} from '../../source/jobs/post.js';
import {LedgerWriter, nextEntryNo} from '../../source/store/ledgers.js';
import {glAccount} from '../../source/store/tables/index.js';
import {ACCOUNTS, capacityOf, insertEntries, postingCompany, valueEntryOf} from './posting.js';

const production = {orderType: 'Production', orderNo: 'P1', orderLineNo: 10000} as const;

export async function tellWorkedExample(context: JobContext): Promise<void> {
  const {database} = context;
  const march = (entry: ReturnType<typeof valueEntryOf>) => ({...entry, postingDate: '2026-03-10'});
  await postingCompany(database);
  await database.insert(glAccount, [{no: '2910', name: 'Bank', accountType: 'Posting'}]);
  await changeExpectedCostPosting(context, true);
  await insertEntries(
    context,
    [
      valueEntryOf({itemLedgerEntryNo: 1, expected: '95', expectedCost: true}),
      valueEntryOf({itemLedgerEntryNo: 1, expected: '-95', actual: '100'}),
      valueEntryOf({itemLedgerEntryNo: 2, itemLedgerEntryType: 'Sale', expected: '-40', expectedCost: true}),
      valueEntryOf({itemLedgerEntryNo: 3, itemLedgerEntryType: 'Consumption', actual: '-20', ...production}),
      capacityOf({actual: '5'}),
      valueEntryOf({
        itemLedgerEntryNo: 4,
        itemNo: 'B',
        itemLedgerEntryType: 'Output',
        expected: '22',
        expectedCost: true,
        inventoryPostingGroup: 'FINISHED',
        ...production,
      }),
    ].map(march),
  );
  await postInventoryCost(context, {method: 'per-entry', documentNo: '', filters: {}, post: true});
  await insertEntries(context, [
    march(valueEntryOf({itemLedgerEntryNo: 5, itemLedgerEntryType: 'Sale', actual: '-30', documentNo: 'S3'})),
  ]);
  await database.transaction(async transaction => {
    const entryNo = await nextEntryNo(transaction, 'gl_entry');
    const writer = new LedgerWriter(transaction);
    const journal = {postingDate: '2026-03-10', documentNo: 'GJ1', sourceCode: 'GENJNL'};
    await writer.insertGlEntries([
      {...journal, entryNo, glAccountNo: ACCOUNTS.Inventory, amount: scaled('7')},
      {...journal, entryNo: entryNo + 1, glAccountNo: '2910', amount: scaled('-7')},
    ]);
    await writer.finish();
  });
}
