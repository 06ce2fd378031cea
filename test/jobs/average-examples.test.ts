/** costing.md 14 as people post it: averages by every kind of period, and rules of 14.4 that need several movements. */
import {describe, expect, it} from 'vitest';
import {formatAmount} from '../../source/domain/money.js';
import {adjustCosts} from '../../source/jobs/adjust.js';
import {finishOrders} from '../../source/jobs/finish-order.js';
import {changeSetup, setupField} from '../../source/jobs/setup.js';
import {accountingPeriod, inventorySetup, prodOrderLine, productionOrder} from '../../source/store/tables/index.js';
import {
  type Books,
  charge,
  company,
  consumption,
  EXPECTED,
  output,
  purchase,
  revaluation,
  sale,
  transfer,
} from '../support/costing.js';
import {onEachDatabase} from '../support/databases.js';

const cost = async (books: Books, label: string): Promise<string> => {
  const rows = await books.valueRows(label);
  return formatAmount(rows.reduce((sum, row) => sum + row.costAmountActual + row.costAmountExpected, 0n));
};
const costs = async (books: Books, ...labels: string[]): Promise<Record<string, string>> =>
  Object.fromEntries(await Promise.all(labels.map(async label => [label, await cost(books, label)] as const)));
const settled = async (books: Books) => expect((await adjustCosts(books.context)).valueEntries).toEqual([]);

/** 2026 begins on a Thursday: Monday the 5th of January begins a week. */
const year = [
  purchase('p1', '2026-01-05', 'A', 1, {'Unit Cost': 30}),
  purchase('p2', '2026-01-07', 'A', 1, {'Unit Cost': 50}),
  sale('s1', '2026-01-08', 'A', 1),
  purchase('p3', '2026-01-14', 'A', 1, {'Unit Cost': 100}),
  sale('s2', '2026-01-15', 'A', 1),
  purchase('p4', '2026-02-03', 'A', 1, {'Unit Cost': 10}),
  sale('s3', '2026-02-04', 'A', 1),
  purchase('p5', '2026-05-01', 'A', 2, {'Unit Cost': 70}),
  sale('s4', '2026-07-01', 'A', 1),
  purchase('p6', '2026-07-02', 'A', 1, {'Unit Cost': 16}),
];

onEachDatabase(open => {
  describe('periods (costing.md 14.1)', () => {
    it.each([
      ['Day', ['-40.00', '-70.00', '-40.00', '-60.00']],
      ['Week', ['-40.00', '-70.00', '-40.00', '-49.00']],
      ['Month', ['-60.00', '-60.00', '-35.00', '-47.75']],
      ['Quarter', ['-47.50', '-47.50', '-47.50', '-50.88']],
      ['Year', ['-49.43', '-49.43', '-49.43', '-49.43']],
    ] as const)('%s', async (averageCostPeriod, [s1, s2, s3, s4]) => {
      const books = await company(await open(), {items: {A: {costingMethod: 'Average'}}});
      await books.set({averageCostPeriod, averageCostCalcType: 'Item'});
      await books.post(year);
      await adjustCosts(books.context);
      expect(await costs(books, 's1', 's2', 's3', 's4')).toEqual({s1, s2, s3, s4});
      await settled(books);
    });

    /** The fiscal year ends on 1 July: no period goes over it, and Year is the fiscal year. */
    it.each([
      ['Accounting Period', '-61.11', ['2026-01-14', '2026-02-28', '2026-07-01', '2027-06-30']],
      ['Week', '-60.00', ['2026-01-11', '2026-01-18', '2026-02-08', '2026-05-03', '2026-07-01', '2026-07-05']],
      ['Month', '-58.33', ['2026-01-31', '2026-02-28', '2026-05-31', '2026-07-01', '2026-07-31']],
      ['Quarter', '-62.50', ['2026-03-31', '2026-06-30', '2026-07-01', '2026-09-30']],
      ['Year', '-55.00', ['2026-07-01', '2027-06-30']],
    ] as const)('%s, with a fiscal year that ends on 1 July', async (averageCostPeriod, s4, ends) => {
      const settings = {averageCostPeriod, averageCostCalcType: 'Item'} as const;
      const starts = ['2025-07-01', '2026-01-01', '2026-01-15', '2026-03-01', '2026-07-02', '2027-07-01'];
      const rows = starts.map(startingDate => ({
        startingDate,
        newFiscalYear: startingDate.includes('-07-'),
        ...settings,
      }));
      const books = await company(await open(), {
        items: {A: {costingMethod: 'Average'}},
        rows: [[accountingPeriod, rows]],
      });
      await books.set(settings);
      await books.post(year);
      await adjustCosts(books.context);
      expect(await costs(books, 's4')).toEqual({s4});
      expect((await books.entryPoints()).sort()).toEqual(ends.map(end => `A|||${end} adjusted`));
      await settled(books);
    });

    it('one average for the item, then one per location from the first open year on', async () => {
      const settings = {averageCostPeriod: 'Month', averageCostCalcType: 'Item'} as const;
      const books = await company(await open(), {
        items: {A: {costingMethod: 'Average'}},
        locations: ['EAST', 'WEST'],
        rows: [
          [
            accountingPeriod,
            [
              {startingDate: '2025-01-01', newFiscalYear: true, closed: true, dateLocked: true, ...settings},
              {startingDate: '2026-01-01', newFiscalYear: true, ...settings},
              {startingDate: '2027-01-01', newFiscalYear: true, ...settings},
            ],
          ],
        ],
      });
      await books.set(settings);
      const east = {'Location Code': 'EAST'};
      const west = {'Location Code': 'WEST'};
      await books.post([
        purchase('e1', '2025-03-01', 'A', 4, {'Unit Cost': 10, ...east}),
        purchase('w1', '2025-03-02', 'A', 2, {'Unit Cost': 25, ...west}),
        purchase('e2', '2026-01-05', 'A', 2, {'Unit Cost': 30, ...east}),
        sale('fromEast', '2026-01-06', 'A', 3, east),
        sale('fromWest', '2026-01-06', 'A', 1, west),
      ]);
      await adjustCosts(books.context);
      expect(await costs(books, 'fromEast', 'fromWest')).toEqual({fromEast: '-56.25', fromWest: '-18.75'});

      await changeSetup(
        books.context,
        inventorySetup,
        setupField(inventorySetup, 'Average Cost Calc. Type'),
        'Item & Location & Variant',
      );
      await adjustCosts(books.context);
      expect(await costs(books, 'fromEast', 'fromWest')).toEqual({fromEast: '-60.00', fromWest: '-15.00'});
      await settled(books);
    });
  });

  describe('who counts in an average (costing.md 14.4)', () => {
    it('a purchase return with fixed application takes its own lot, one without takes the average', async () => {
      const books = await company(await open(), {items: {A: {costingMethod: 'Average'}}});
      await books.post([
        purchase('p1', '2026-01-01', 'A', 4, {'Unit Cost': 10}),
        purchase('p2', '2026-01-01', 'A', 4, {'Unit Cost': 20}),
        purchase('free', '2026-01-02', 'A', -1),
        purchase('fixed', '2026-01-02', 'A', -1, {'Applies-to Entry': '@p2'}),
        sale('out', '2026-01-02', 'A', 2),
      ]);
      await adjustCosts(books.context);
      expect(await costs(books, 'fixed', 'free', 'out')).toEqual({fixed: '-20.00', free: '-14.29', out: '-28.57'});

      await books.post([charge('p2', '2026-01-03', 4)]);
      await adjustCosts(books.context);
      expect(await costs(books, 'fixed', 'free', 'out')).toEqual({fixed: '-21.00', free: '-14.71', out: '-29.43'});
      await settled(books);
    });

    it('goods there and back between locations: each transfer takes the average that the other brought', async () => {
      const books = await company(await open(), {items: {A: {costingMethod: 'Average'}}, locations: ['EAST', 'WEST']});
      await books.set({averageCostCalcType: 'Item & Location & Variant', averageCostPeriod: 'Day'});
      await books.post([
        purchase('east', '2026-01-01', 'A', 4, {'Unit Cost': 10, 'Location Code': 'EAST'}),
        purchase('west', '2026-01-01', 'A', 2, {'Unit Cost': 40, 'Location Code': 'WEST'}),
        transfer('there', '2026-01-01', 'A', 2, 'EAST', 'WEST'),
        transfer('back', '2026-01-01', 'A', 2, 'WEST', 'EAST'),
        sale('out', '2026-01-01', 'A', 1, {'Location Code': 'WEST'}),
      ]);
      await adjustCosts(books.context);
      // there = (40 + back) / 3 and back = (80 + there) / 2
      expect(await costs(books, 'there:out', 'back:out', 'out')).toEqual({
        'there:out': '-32.00',
        'back:out': '-56.00',
        out: '-28.00',
      });
      await settled(books);
    });

    it('a lot, what is fixed to it, and what that took of a revaluation count also for what went before it', async () => {
      const books = await company(await open(), {items: {A: {costingMethod: 'Average'}}});
      await books.set({averageCostPeriod: 'Month', averageCostCalcType: 'Item'});
      await books.post([
        purchase('cheap', '2026-01-01', 'A', 10, {'Unit Cost': 10}),
        purchase('dear', '2026-01-05', 'A', 10, {'Unit Cost': 20}),
        sale('before', '2026-01-10', 'A', 5),
      ]);
      await adjustCosts(books.context);
      await books.post([revaluation('2026-01-31', 'A', {'Unit Cost (Revalued)': 18})]);
      await adjustCosts(books.context);
      expect(await costs(books, 'before', 'cheap', 'dear')).toEqual({
        before: '-75.00',
        cheap: '115.00',
        dear: '230.00',
      });

      // 2 of the 5 revalued pieces of the cheap lot go back: (100 + 15 x 10 / 5) x 2 / 10. Their 6 of the revaluation stay.
      await books.post([purchase('fixed', '2026-02-05', 'A', -2, {'Applies-to Entry': '@cheap'})]);
      await adjustCosts(books.context);
      // (100 + 200 - 26 + 6) / 18 x 5
      expect(await costs(books, 'fixed', 'before')).toEqual({fixed: '-26.00', before: '-77.78'});
      await settled(books);
    });
  });

  describe('costs that go round settle in one run (costing.md 15.1)', () => {
    it('one piece twelve times there and back in a month: a later charge reaches the sale to the cent', async () => {
      const books = await company(await open(), {items: {A: {costingMethod: 'Average'}}, locations: ['EAST', 'WEST']});
      await books.set({averageCostCalcType: 'Item & Location & Variant', averageCostPeriod: 'Month'});
      await books.post([
        purchase('lot', '2026-01-01', 'A', 1, {'Unit Cost': 100, 'Location Code': 'EAST'}),
        ...Array.from({length: 24}, (_, index) => {
          const [from, to] = index % 2 === 0 ? (['EAST', 'WEST'] as const) : (['WEST', 'EAST'] as const);
          return transfer(`t${index}`, '2026-01-02', 'A', 1, from, to);
        }),
        sale('out', '2026-01-03', 'A', 1, {'Location Code': 'EAST'}),
      ]);
      await adjustCosts(books.context);
      await books.post([charge('lot', '2026-01-10', 7)]);
      await adjustCosts(books.context);
      expect(await costs(books, 'lot', 'out')).toEqual({lot: '107.00', out: '-107.00'});
      await settled(books);
    });

    it('A is made of B and B of A, again and again in a month', async () => {
      const orders = ['A', 'B', 'A', 'B', 'A', 'B'].map((uses, index) => ({
        no: `P${index}`,
        uses,
        makes: uses === 'A' ? 'B' : 'A',
      }));
      const books = await company(await open(), {
        items: {A: {costingMethod: 'Average'}, B: {costingMethod: 'Average'}},
        rows: [
          [productionOrder, orders.map(({no, makes}) => ({status: 'Released', no, sourceNo: makes}))],
          [
            prodOrderLine,
            orders.map(({no, makes}) => ({status: 'Released', prodOrderNo: no, lineNo: 10000, itemNo: makes})),
          ],
        ],
      });
      await books.set({averageCostPeriod: 'Month', averageCostCalcType: 'Item'});
      await books.post([
        purchase('a', '2026-01-01', 'A', 10, {'Unit Cost': 10}),
        purchase('b', '2026-01-01', 'B', 1, {'Unit Cost': 20}),
        ...orders.flatMap(({no, uses, makes}) => {
          const order = {'Order Type': 'Production', 'Order No.': no, 'Order Line No.': 10000};
          return [
            consumption(`${no}-used`, '2026-01-02', uses, 8, order),
            output(`${no}-made`, '2026-01-03', makes, 8, {...EXPECTED, ...order}),
          ];
        }),
        sale('outA', '2026-01-20', 'A', 10),
        sale('outB', '2026-01-20', 'B', 1),
      ]);
      await finishOrders(
        books.context,
        orders.map(({no}) => ({orderNo: no})),
      );

      await adjustCosts(books.context);

      // Everything is sold: the two sales carry all that was bought.
      const sold = await costs(books, 'outA', 'outB');
      expect(Number(sold['outA']) + Number(sold['outB'])).toBe(-120);
      await settled(books);
    });

    it('leaves the cost of sales as it is where their returns raise each other without end', async () => {
      const books = await company(await open(), {items: {A: {costingMethod: 'Average'}}});
      await books.set({averageCostPeriod: 'Day', averageCostCalcType: 'Item'});
      await books.post([
        sale('two', '2026-01-01', 'A', 2),
        sale('four', '2026-01-01', 'A', 4),
        sale('back one', '2026-01-23', 'A', -1, {'Applies-from Entry': '@two'}),
        sale('back four', '2026-01-24', 'A', -4, {'Applies-from Entry': '@four'}),
        purchase('lot', '2026-02-04', 'A', 2),
        sale('three', '2026-02-10', 'A', 3),
        sale('back another', '2026-02-17', 'A', -1, {'Applies-from Entry': '@two'}),
        charge('lot', '2026-02-18', 40),
      ]);
      // All six sold are valued on 17 February, with the returns that covered them: the average of either sale counts
      // what came back of the other, but not the other sale itself.
      await adjustCosts(books.context);
      const labels = ['two', 'four', 'back one', 'back four', 'back another', 'three'];
      expect(await Promise.all(labels.map(label => cost(books, label)))).toEqual([
        '0.00',
        '0.00',
        '0.00',
        '0.00',
        '0.00',
        '-60.00',
      ]);
      expect((await adjustCosts(books.context)).valueEntries).toEqual([]);
    });
  });
});
