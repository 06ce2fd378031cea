/** The worked examples of posting-rules.md 8, one test each: value entries in, G/L entries out. */
import {describe, expect, it} from 'vitest';
import type {JobContext} from '../../../source/jobs/job.js';
import {postInventoryCost} from '../../../source/jobs/post.js';
import {prodOrderLine, type ValueEntry} from '../../../source/store/tables/index.js';
import {onEachDatabase} from '../../support/databases.js';
import {balances, capacityOf, glLines, insertEntries, postingCompany, valueEntryOf} from '../../support/posting.js';

const sale = (given: Parameters<typeof valueEntryOf>[0]) => valueEntryOf({itemLedgerEntryType: 'Sale', ...given});
const production = {
  orderType: 'Production',
  orderNo: 'P1',
  orderLineNo: 10000,
  sourceType: 'Item',
  sourceNo: 'B',
  genBusPostingGroup: '',
} as const;
const consumption = (given: Parameters<typeof valueEntryOf>[0]) =>
  valueEntryOf({itemLedgerEntryType: 'Consumption', ...production, ...given});
const output = (given: Parameters<typeof valueEntryOf>[0]) =>
  valueEntryOf({
    itemLedgerEntryType: 'Output',
    ...production,
    itemNo: 'B',
    inventoryPostingGroup: 'FINISHED',
    itemLedgerEntryNo: 2,
    ...given,
  });

async function post(context: JobContext, entries: readonly Partial<ValueEntry>[]): Promise<string[]> {
  await insertEntries(context, entries);
  const report = await postInventoryCost(context, {method: 'per-entry', documentNo: '', filters: {}, post: true});
  expect(report.skipped).toEqual([]);
  return glLines(context);
}

onEachDatabase(open => {
  async function company(expectedPosting = false): Promise<JobContext> {
    const context = await open();
    await postingCompany(context.database);
    await context.database.run('update "inventory_setup" set "expected_cost_posting_to_gl" = ?', [expectedPosting]);
    return context;
  }

  describe('worked examples', () => {
    it('1: a purchase with expected cost', async () => {
      const context = await company(true);
      const lines = await post(context, [
        valueEntryOf({expectedCost: true, expected: '95'}),
        valueEntryOf({expected: '-95', actual: '100'}),
      ]);
      expect(lines).toEqual([
        'Inventory (Interim) 95.00',
        'Invt. Accrual (Interim) -95.00',
        'Inventory (Interim) -95.00',
        'Invt. Accrual (Interim) 95.00',
        'Inventory 100.00',
        'Direct Cost Applied -100.00',
      ]);
      expect(await balances(context)).toEqual({Inventory: '100.00', 'Direct Cost Applied': '-100.00'});
    });

    it('2: partial invoices', async () => {
      const context = await company(true);
      await post(context, [
        valueEntryOf({expectedCost: true, expected: '95'}),
        valueEntryOf({expected: '-38', actual: '40'}),
      ]);
      expect(await balances(context)).toEqual({
        'Inventory (Interim)': '57.00',
        'Invt. Accrual (Interim)': '-57.00',
        Inventory: '40.00',
        'Direct Cost Applied': '-40.00',
      });
      await post(context, [valueEntryOf({expected: '-57', actual: '63'})]);
      expect(await balances(context)).toEqual({Inventory: '103.00', 'Direct Cost Applied': '-103.00'});
    });

    it('3: a standard cost purchase, cheaper and dearer', async () => {
      const variance = {entryType: 'Variance', varianceType: 'Purchase'} as const;
      const cheaper = await company();
      expect(
        await post(cheaper, [
          valueEntryOf({actual: '90'}),
          valueEntryOf({entryType: 'Indirect Cost', actual: '9'}),
          valueEntryOf({...variance, actual: '1'}),
        ]),
      ).toEqual([
        'Inventory 90.00',
        'Direct Cost Applied -90.00',
        'Inventory 9.00',
        'Overhead Applied -9.00',
        'Inventory 1.00',
        'Purchase Variance -1.00',
      ]);
      const dearer = await company();
      expect(await post(dearer, [valueEntryOf({...variance, actual: '-10'})])).toEqual([
        'Inventory -10.00',
        'Purchase Variance 10.00',
      ]);
    });

    it('4: a sale, later adjusted, then returned with exact cost reversal', async () => {
      const context = await company(true);
      expect(
        await post(context, [
          sale({expectedCost: true, expected: '-80'}),
          sale({expected: '80', actual: '-80'}),
          sale({actual: '-5', adjustment: true}),
          sale({actual: '85'}),
        ]),
      ).toEqual([
        'Inventory (Interim) -80.00',
        'COGS (Interim) 80.00',
        'Inventory (Interim) 80.00',
        'Inventory -80.00',
        'COGS 80.00',
        'COGS (Interim) -80.00',
        'Inventory -5.00',
        'COGS 5.00',
        'Inventory 85.00',
        'COGS -85.00',
      ]);
      expect(await balances(context)).toEqual({});
    });

    it('5: a production order of a Standard item, expected posting on', async () => {
      const context = await company(true);
      await post(context, [
        consumption({actual: '-60'}),
        capacityOf({actual: '25'}),
        capacityOf({entryType: 'Indirect Cost', actual: '5'}),
        output({expectedCost: true, expected: '88'}),
        output({expected: '-88', actual: '90'}),
        output({entryType: 'Indirect Cost', actual: '4'}),
        output({entryType: 'Variance', varianceType: 'Material', actual: '-2'}),
        output({entryType: 'Variance', varianceType: 'Capacity', actual: '-1'}),
        output({entryType: 'Variance', varianceType: 'Capacity Overhead', actual: '-1'}),
        output({entryType: 'Variance', varianceType: 'Manufacturing Overhead', actual: '-1'}),
        output({entryType: 'Variance', varianceType: 'Subcontracted', actual: '-1'}),
      ]);
      expect(await balances(context)).toEqual({
        Inventory: '28.00',
        'Direct Cost Applied': '-25.00',
        'Overhead Applied': '-9.00',
        'Material Variance': '2.00',
        'Capacity Variance': '1.00',
        'Cap. Overhead Variance': '1.00',
        'Mfg. Overhead Variance': '1.00',
        'Subcontracted Variance': '1.00',
      });
    });

    it('6: assembly, with Inventory Adjmt. as its clearing account', async () => {
      const context = await company();
      const assembly = {orderType: 'Assembly', orderNo: 'A1', genBusPostingGroup: ''} as const;
      const resource = {orderType: 'Assembly', orderNo: 'A1', inventoryPostingGroup: '', sourceNo: ''} as const;
      const lines = await post(context, [
        valueEntryOf({itemLedgerEntryType: 'Assembly Consumption', ...assembly, actual: '-80'}),
        capacityOf({...resource, actual: '20'}),
        capacityOf({...resource, entryType: 'Indirect Cost', actual: '5'}),
        valueEntryOf({itemLedgerEntryType: 'Assembly Output', ...assembly, itemNo: 'B', actual: '105'}),
        valueEntryOf({
          itemLedgerEntryType: 'Assembly Output',
          ...assembly,
          itemNo: 'B',
          entryType: 'Indirect Cost',
          actual: '2',
        }),
      ]);
      expect(lines.slice(-4)).toEqual([
        'Inventory Adjmt. 20.00',
        'Direct Cost Applied -20.00',
        'Inventory Adjmt. 5.00',
        'Overhead Applied -5.00',
      ]);
      expect(await balances(context)).toEqual({
        Inventory: '27.00',
        'Direct Cost Applied': '-20.00',
        'Overhead Applied': '-7.00',
      });
    });

    it('7: a transfer from BLUE to RED', async () => {
      const context = await company();
      await context.database.run(
        `update "inventory_posting_setup" set "inventory_account" = '2112' where "location_code" = 'RED'`,
      );
      await context.database.run(`insert into "gl_account" ("no") values ('2112')`);
      const transfer = {itemLedgerEntryType: 'Transfer', genBusPostingGroup: ''} as const;
      expect(
        await post(context, [
          valueEntryOf({...transfer, locationCode: 'BLUE', actual: '-50'}),
          valueEntryOf({...transfer, locationCode: 'RED', actual: '50'}),
        ]),
      ).toEqual(['Inventory -50.00', 'Inventory Adjmt. 50.00', '2112 50.00', 'Inventory Adjmt. -50.00']);
    });

    it('8: an order finished without output', async () => {
      const context = await company();
      await context.database.run('update "manufacturing_setup" set "allow_finishing_prod_order_with_no_output" = 1');
      await context.database.insert(prodOrderLine, [
        {status: 'Finished', prodOrderNo: 'P1', lineNo: 10000, itemNo: 'B', quantityBase: 100000n},
      ]);
      expect(
        await post(context, [
          consumption({actual: '-60'}),
          capacityOf({actual: '25'}),
          capacityOf({entryType: 'Indirect Cost', actual: '5'}),
        ]),
      ).toEqual([
        'Inventory -60.00',
        'WIP Inventory 60.00',
        'WIP Inventory -60.00',
        'Inventory Adjmt. 60.00',
        'WIP Inventory 25.00',
        'WIP Inventory -25.00',
        'Inventory Adjmt. 25.00',
        'Direct Cost Applied -25.00',
        'WIP Inventory 5.00',
        'WIP Inventory -5.00',
        'Inventory Adjmt. 5.00',
        'Overhead Applied -5.00',
      ]);
      expect(await balances(context)).toEqual({
        Inventory: '-60.00',
        'Inventory Adjmt.': '90.00',
        'Direct Cost Applied': '-25.00',
        'Overhead Applied': '-5.00',
      });
    });

    it('9: rounding', async () => {
      const context = await company();
      expect(await post(context, [valueEntryOf({entryType: 'Rounding', actual: '-0.01'})])).toEqual([
        'Inventory -0.01',
        'Inventory Adjmt. 0.01',
      ]);
    });
  });
});
