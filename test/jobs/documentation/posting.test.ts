/** Worked examples of the ERP's public documentation: from purchase to revaluation, and the dates of adjustments. */
import {describe, expect, it} from 'vitest';
import {adjustCosts} from '../../../source/jobs/adjust.js';
import {finishOrders} from '../../../source/jobs/finish-order.js';
import type {JobContext} from '../../../source/jobs/job.js';
import {loadMatrix} from '../../../source/jobs/reconcile.js';
import {inventoryValuation} from '../../../source/jobs/reports/valuation.js';
import {
  inventoryPeriod,
  prodOrderLine,
  productionOrder,
  userSetup,
  workCenter,
} from '../../../source/store/tables/index.js';
import {scaled} from '../../../source/domain/money.js';
import {
  type Books,
  capacity,
  charge,
  company,
  consumption,
  EXPECTED,
  invoice,
  negativeAdjustment,
  output,
  purchase,
  revaluation,
  sale,
} from '../../support/costing.js';
import {contextOf, onEachDatabase} from '../../support/databases.js';
import {ACCOUNTS, balances, glLines} from '../../support/posting.js';
import {jsonOf} from '../../support/report-rows.js';
import {entryCosts} from './costs.js';

const ORDER = {'Order Type': 'Production', 'Order No.': 'P1', 'Order Line No.': 10000};

/** Dates and costs: `2020-09-10 -1.00` of every value entry. */
const dated = async (books: Books, label: string): Promise<string[]> =>
  (await books.valueRows(label)).map(row => `${row.postingDate} ${Number(row.costAmountActual / 1000n) / 100}`);

const setGeneralLedger = (context: JobContext, from: string, to = '') =>
  context.database.run('update "general_ledger_setup" set "allow_posting_from" = ?, "allow_posting_to" = ?', [
    from,
    to,
  ]);

/** Links become a chain, both at standard cost; a work center of 2.00 a minute and 10 % overhead. */
async function chainMaker(context: JobContext): Promise<Books> {
  const books = await company(context, {
    items: {
      LINK: {costingMethod: 'Standard', standardCost: 1, overheadRate: '0.02'},
      CHAIN: {costingMethod: 'Standard', standardCost: 150, overheadRate: 25},
    },
    rows: [
      [
        workCenter,
        [
          {
            no: 'W',
            directUnitCost: scaled(2),
            indirectCostPercent: scaled(10),
            unitCost: scaled('2.2'),
            genProdPostingGroup: 'TRADE',
          },
        ],
      ],
      [productionOrder, [{status: 'Released', no: 'P1', sourceType: 'Item', sourceNo: 'CHAIN'}]],
      [
        prodOrderLine,
        [
          {
            status: 'Released',
            prodOrderNo: 'P1',
            lineNo: 10000,
            itemNo: 'CHAIN',
            quantity: scaled(1),
            inventoryPostingGroup: 'GOODS',
          },
        ],
      ],
    ],
  });
  const variances = {
    capacity_variance_account: ACCOUNTS['Capacity Variance'],
    cap_overhead_variance_account: ACCOUNTS['Cap. Overhead Variance'],
    mfg_overhead_variance_account: ACCOUNTS['Mfg. Overhead Variance'],
  };
  for (const [column, account] of Object.entries(variances)) {
    await context.database.run(`update "inventory_posting_setup" set "${column}" = ?`, [account]);
  }
  await books.set({automaticCostPosting: true, expectedCostPostingToGl: true});
  return books;
}

onEachDatabase(open => {
  it('a chain made of links: what each step books, in its order', async () => {
    const books = await chainMaker(await open());
    const {context} = books;
    let before = 0;
    const booked = async () => {
      const lines = await glLines(context);
      const made = lines.slice(before);
      before = lines.length;
      return made;
    };

    await books.post([purchase('links', '2020-01-01', 'LINK', 150, {...EXPECTED, 'Unit Cost': '1.10'})]);
    expect(await booked()).toEqual(['Inventory (Interim) 150.00', 'Invt. Accrual (Interim) -150.00']);

    await books.post([invoice('links', '2020-01-02', 'LINK', 150, {'Unit Cost': '1.10'})]);
    expect(await booked()).toEqual([
      'Inventory (Interim) -150.00',
      'Invt. Accrual (Interim) 150.00',
      'Inventory 165.00',
      'Direct Cost Applied -165.00',
      'Inventory 3.00',
      'Overhead Applied -3.00',
      'Inventory -18.00',
      'Purchase Variance 18.00',
    ]);

    await books.post([sale('sold', '2020-01-03', 'CHAIN', 1, EXPECTED)]);
    expect(await booked()).toEqual(['Inventory (Interim) -150.00', 'COGS (Interim) 150.00']);
    await books.post([invoice('sold', '2020-01-04', 'CHAIN', 1, {}, 'Sale')]);
    expect(await booked()).toEqual([
      'Inventory (Interim) 150.00',
      'Inventory -150.00',
      'COGS 150.00',
      'COGS (Interim) -150.00',
    ]);

    await books.post([consumption('used', '2020-01-05', 'LINK', 150, ORDER)]);
    expect(await booked()).toEqual(['Inventory -150.00', 'WIP Inventory 150.00']);
    await books.post([capacity('worked', '2020-01-06', 'Work Center', 'W', 60, ORDER)]);
    expect(await booked()).toEqual([
      'WIP Inventory 120.00',
      'Direct Cost Applied -120.00',
      'WIP Inventory 12.00',
      'Overhead Applied -12.00',
    ]);
    await books.post([output('chain', '2020-01-07', 'CHAIN', 1, ORDER)]);
    expect(await booked()).toEqual(['Inventory (Interim) 150.00', 'WIP Inventory -150.00']);

    await finishOrders(context, [{orderNo: 'P1', postingDate: '2020-01-08'}]);
    await adjustCosts(context);
    expect(await booked()).toEqual([
      'Inventory (Interim) -150.00',
      'Inventory 282.00',
      'WIP Inventory 150.00',
      'WIP Inventory -282.00',
      'Inventory 25.00',
      'Overhead Applied -25.00',
      'Inventory -120.00',
      'Capacity Variance 120.00',
      'Inventory -12.00',
      'Cap. Overhead Variance 12.00',
      'Inventory -25.00',
      'Mfg. Overhead Variance 25.00',
    ]);
    expect(await balances(context)).not.toHaveProperty('WIP Inventory');

    await books.post([revaluation('2020-01-09', 'CHAIN', {'Applies-to Entry': '@chain', 'Unit Cost (Revalued)': 140})]);
    expect(await booked()).toEqual(['Inventory -10.00', 'Inventory Adjmt. 10.00']);
    await adjustCosts(context);
    expect(await booked()).toEqual(['Inventory 10.00', 'COGS -10.00']);
    const {lines} = await loadMatrix(context, {});
    expect(lines.filter(({difference}) => difference !== 0n)).toEqual([]);
  });

  describe('posting date of adjustments', () => {
    /** Shipped on 5 September, invoiced on the 6th; a charge of 1.00 comes when only 10 to 30 September are open. */
    async function september(context: JobContext): Promise<Books> {
      const books = await company(context, {items: {A: {costingMethod: 'FIFO', unitCost: 10}}, locations: ['BLUE']});
      const blue = {'Location Code': 'BLUE'};
      await books.post([
        purchase('lot', '2020-09-01', 'A', 1, {...blue, 'Unit Cost': 10}),
        sale('319', '2020-09-05', 'A', 1, {...blue, ...EXPECTED}),
        invoice('319', '2020-09-06', 'A', 1, {}, 'Sale'),
        charge('lot', '2020-09-15', 1),
      ]);
      await context.database.insert(inventoryPeriod, [{endingDate: '2020-08-31', closed: true}]);
      await setGeneralLedger(context, '2020-09-10', '2020-09-30');
      return books;
    }

    it('is the first allowed one, 10 September', async () => {
      const books = await september(await open());
      await adjustCosts(books.context);
      expect(await books.values('319')).toEqual([
        'Direct Cost 0.00 expected -10.00',
        'Direct Cost -10.00 expected 10.00 valued 2020-09-05',
        'Direct Cost -1.00 valued 2020-09-05',
      ]);
      expect(await dated(books, '319')).toEqual(['2020-09-05 0', '2020-09-06 -10', '2020-09-10 -1']);
    });

    it('stops the adjustment where the user may post from 11 September only', async () => {
      const books = await september(await open());
      await books.context.database.insert(userSetup, [
        {userId: 'TESTER', allowPostingFrom: '2020-09-11', allowPostingTo: '2020-09-30'},
      ]);
      await expect(adjustCosts(books.context)).rejects.toMatchObject({code: 'date-not-allowed'});
      expect(await entryCosts(books, '319')).toEqual(['-10.00']);
    });

    it('after a revaluation in December: 1 January for December’s issue, 15 January for January’s', async () => {
      const context = {...(await open()), workDate: '2021-01-20'};
      const books = await company(context, {items: {TEST: {costingMethod: 'Average'}}});
      await books.set({automaticCostPosting: true, automaticCostAdjustment: 'Always'});
      await setGeneralLedger(context, '2021-01-01');
      await context.database.insert(userSetup, [{userId: 'TESTER', allowPostingFrom: '2020-12-01'}]);
      await books.post([purchase('317', '2020-12-15', 'TEST', 100, {'Unit Cost': 10})]);
      await books.post([negativeAdjustment('318', '2020-12-20', 'TEST', 2)]);
      await books.post([negativeAdjustment('319', '2021-01-15', 'TEST', 3)]);
      await books.post([revaluation('2020-12-15', 'TEST', {'Applies-to Entry': '@317', 'Unit Cost (Revalued)': 40})]);
      expect(await dated(books, '317')).toEqual(['2020-12-15 1000', '2020-12-15 3000']);
      expect(await dated(books, '318')).toEqual(['2020-12-20 -20', '2021-01-01 -60']);
      expect(await dated(books, '319')).toEqual(['2021-01-15 -30', '2021-01-15 -90']);
    });

    it('of charges from both sides of the year’s end: the report shows no quantity and a value of 2.00', async () => {
      const context = {...(await open()), workDate: '2021-01-03'};
      const books = await company(context, {items: {CHARGE: {costingMethod: 'Average'}}});
      await books.set({automaticCostPosting: true, automaticCostAdjustment: 'Always'});
      await setGeneralLedger(context, '2020-12-01');
      await context.database.insert(userSetup, [{userId: 'TESTER', allowPostingFrom: '2020-12-01'}]);
      await books.post([purchase('324', '2020-12-15', 'CHARGE', 1, {'Unit Cost': 100})]);
      await books.post([sale('325', '2020-12-16', 'CHARGE', 1)]);
      await setGeneralLedger(context, '2021-01-01');
      await books.post([charge('324', '2021-01-02', 3)]);
      await books.post([charge('324', '2020-12-30', 2)]);
      expect(await dated(books, '324')).toEqual(['2020-12-15 100', '2021-01-02 3', '2020-12-30 2']);
      expect(await dated(books, '325')).toEqual(['2020-12-16 -100', '2021-01-01 -3', '2021-01-01 -2']);
      const report = await inventoryValuation(context, {
        from: '',
        to: '2020-12-31',
        item: '',
        location: '',
        includeExpectedCost: false,
        byLocation: false,
      });
      expect(jsonOf(report).rows[0]).toMatchObject({
        'Increases Quantity': '1',
        'Increases Value': '102.00',
        'Decreases Quantity': '1',
        'Decreases Value': '100.00',
        'Ending Quantity': '0',
        'Ending Value': '2.00',
        'Cost Posted to G/L': '2.00',
      });
    });
  });

  it.each([
    ['Never', false],
    ['Day', false],
    ['Week', false],
    ['Month', true],
    ['Quarter', true],
    ['Year', true],
    ['Always', true],
  ] as const)('freight on 5 February for goods of 10 January is forwarded at once: %s', async (setting, forwarded) => {
    const {database} = await open();
    const books = await company(contextOf(database, {workDate: '2020-02-05'}), {
      items: {A: {costingMethod: 'FIFO', unitCost: 10}},
    });
    await books.set({automaticCostAdjustment: setting});
    await books.post([purchase('bought', '2020-01-10', 'A', 1, {'Unit Cost': 10})]);
    await books.post([sale('sold', '2020-01-15', 'A', 1)]);
    await books.post([charge('bought', '2020-02-05', 2)]);
    expect(await entryCosts(books, 'sold')).toEqual([forwarded ? '-12.00' : '-10.00']);
    await adjustCosts(books.context);
    expect(await entryCosts(books, 'sold')).toEqual(['-12.00']);
  });
});
