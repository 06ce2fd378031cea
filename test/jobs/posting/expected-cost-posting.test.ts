import {describe, expect, it} from 'vitest';
import {changeExpectedCostPosting} from '../../../source/jobs/expected-cost-posting.js';
import type {JobContext} from '../../../source/jobs/job.js';
import {postInventoryCost} from '../../../source/jobs/post.js';
import type {LedgerFilters} from '../../../source/store/ledger-filters.js';
import {itemLedgerEntry, postValueEntryToGl, valueEntry} from '../../../source/store/tables/index.js';
import {onEachDatabase} from '../../support/databases.js';
import {importOf} from '../../support/import-files.js';
import {balances, insertEntries, postingCompany, valueEntryOf} from '../../support/posting.js';

onEachDatabase(open => {
  /** Receipt 1 is invoiced and posted, 2 is open, 3 is invoiced but its invoice is not posted yet. */
  async function company(): Promise<JobContext> {
    const context = await open();
    const {database} = context;
    await postingCompany(database);
    const ledger = (entryNo: number, invoiced: bigint) => ({
      entryNo,
      entryType: 'Purchase' as const,
      itemNo: 'A',
      quantity: 10n,
      invoicedQuantity: invoiced,
    });
    await database.insert(itemLedgerEntry, [ledger(1, 10n), ledger(2, 0n), ledger(3, 10n)]);
    await insertEntries(context, [
      valueEntryOf({itemLedgerEntryNo: 1, expectedCost: true, expected: '10'}),
      valueEntryOf({itemLedgerEntryNo: 1, expected: '-10', actual: '11'}),
      valueEntryOf({itemLedgerEntryNo: 2, expectedCost: true, expected: '20'}),
    ]);
    const report = await post(context);
    expect(report.skipped.map(({entry, findings}) => [entry.entryNo, findings[0]?.code])).toEqual([
      [1, 'expected-posting-off'],
      [3, 'expected-posting-off'],
    ]);
    await insertEntries(context, [
      valueEntryOf({itemLedgerEntryNo: 3, expectedCost: true, expected: '30'}),
      valueEntryOf({itemLedgerEntryNo: 3, expected: '-30', actual: '33'}),
    ]);
    return context;
  }

  const post = (context: JobContext, filters: LedgerFilters = {}) =>
    postInventoryCost(context, {method: 'per-entry', documentNo: '', filters, post: true});
  const queue = async ({database}: JobContext) =>
    (await database.read(postValueEntryToGl)).map(({valueEntryNo}) => valueEntryNo);

  describe('changing Expected Cost Posting to G/L', () => {
    it('marks what neither sweep reaches, and says how many entries wait', async () => {
      const context = await company();
      expect(await changeExpectedCostPosting(context, true)).toEqual({changed: true, waiting: 3, leftAlone: 2});
      const marked = await context.database.read(valueEntry, {where: '"expected_cost_left_alone" = 1'});
      expect(marked.map(({entryNo}) => entryNo)).toEqual([1, 2]);
      const report = await post(context);
      expect(report.rows.map(({entry}) => entry.entryNo)).toEqual([3, 4, 5]);
      expect(report.skipped).toEqual([]);
      expect(await balances(context)).toEqual({
        'Inventory (Interim)': '20.00',
        'Invt. Accrual (Interim)': '-20.00',
        Inventory: '44.00',
        'Direct Cost Applied': '-44.00',
      });
      expect((await post(context)).rows).toEqual([]);
    });

    it('leaves the interim balances when it is turned off, and marks nothing then', async () => {
      const context = await company();
      await changeExpectedCostPosting(context, true);
      await post(context);
      const before = await balances(context);
      expect(await changeExpectedCostPosting(context, false)).toEqual({changed: true, waiting: 0, leftAlone: 0});
      await insertEntries(context, [valueEntryOf({itemLedgerEntryNo: 2, expected: '-20', actual: '22'})]);
      await post(context);
      expect(await balances(context)).toEqual({...before, Inventory: '66.00', 'Direct Cost Applied': '-66.00'});
    });

    it('queues what the sweeps reach, loses what a run posts, and drops expected entries when turned off', async () => {
      const context = await company();
      await changeExpectedCostPosting(context, true);
      // The fully invoiced receipt 1 is marked; 3 is open, 4 and 5 hang on an entry whose actual cost waits.
      expect(await queue(context)).toEqual([3, 4, 5]);
      await post(context, {to: '2026-01-01'});
      expect(await queue(context)).toEqual([3, 4, 5]);
      await changeExpectedCostPosting(context, false);
      expect(await queue(context)).toEqual([5]);
      await post(context);
      expect(await queue(context)).toEqual([]);
    });

    it('follows a switch that an import brings to a company with entries', async () => {
      const context = await company();
      await importOf(context, {'Inventory Setup.csv': 'Primary Key,Expected Cost Posting to G/L\n,true\n'});
      const marked = await context.database.read(valueEntry, {where: '"expected_cost_left_alone" = 1'});
      expect(marked.map(({entryNo}) => entryNo)).toEqual([1, 2]);
      expect(await queue(context)).toEqual([3, 4, 5]);
    });

    it('does nothing where the switch stands so already', async () => {
      const context = await company();
      expect(await changeExpectedCostPosting(context, false)).toEqual({changed: false, waiting: 1, leftAlone: 0});
    });
  });
});
