/** Worked examples of the ERP's public documentation: costing methods, item application, average cost. */
import {describe, expect, it} from 'vitest';
import {adjustCosts} from '../../../source/jobs/adjust.js';
import {closePeriod} from '../../../source/jobs/inventory-period.js';
import {
  type Books,
  assemblyConsumption,
  assemblyOutput,
  charge,
  company,
  negativeAdjustment,
  positiveAdjustment,
  purchase,
  revaluation,
  sale,
  transfer,
} from '../../support/costing.js';
import {onEachDatabase} from '../../support/databases.js';
import {entryCost, entryCosts} from './costs.js';

const threeBought = [
  purchase('1', '2020-01-01', 'A', 1, {'Unit Cost': 10}),
  purchase('2', '2020-01-01', 'A', 1, {'Unit Cost': 20}),
  purchase('3', '2020-01-01', 'A', 1, {'Unit Cost': 30}),
];

onEachDatabase(open => {
  describe('three bought at 10, 20 and 30, sold one by one', () => {
    it.each([
      ['FIFO', {}, ['-10.00', '-20.00', '-30.00']],
      ['LIFO', {}, ['-30.00', '-20.00', '-10.00']],
      ['Average', {}, ['-20.00', '-20.00', '-20.00']],
      ['Standard', {standardCost: 15}, ['-15.00', '-15.00', '-15.00']],
      ['Specific', {}, ['-20.00', '-10.00', '-30.00']],
    ] as const)('%s', async (costingMethod, card, costs) => {
      const books = await company(await open(), {items: {A: {costingMethod, ...card}}});
      await books.post(threeBought);
      const appliesTo = costingMethod === 'Specific' ? ['@2', '@1', '@3'] : [];
      const out = ['4', '5', '6'].map((ref, index) => {
        const entry = appliesTo[index];
        return sale(ref, `2020-0${index + 2}-01`, 'A', 1, entry ? {'Applies-to Entry': entry} : {});
      });
      await books.post(out);
      await adjustCosts(books.context);
      expect(await entryCosts(books, '4', '5', '6')).toEqual(costs);
    });
  });

  describe('fixed application', () => {
    it('a purchase return applied to the second purchase goes at its cost, 20.00', async () => {
      const books = await company(await open(), {items: {A: {costingMethod: 'FIFO'}}});
      await books.post([
        purchase('1', '2020-01-04', 'A', 10, {Amount: 10}),
        purchase('2', '2020-01-05', 'A', 10, {Amount: 20}),
        purchase('3', '2020-01-06', 'A', -10, {'Applies-to Entry': '@2'}),
      ]);
      expect(await entryCosts(books, '1', '2', '3')).toEqual(['10.00', '20.00', '-20.00']);
      expect(await books.applications()).toEqual(['1: 1/0 10 cost', '2: 2/0 10 cost', '3: 2/3 -10 cost']);
    });

    it('a return without it takes the average, 433.33, that the wrong purchase inflates', async () => {
      const books = await company(await open(), {items: {A: {costingMethod: 'Average'}}});
      await books.post([
        purchase('1', '2020-01-01', 'A', 1, {'Unit Cost': 200}),
        purchase('2', '2020-01-01', 'A', 1, {'Unit Cost': 1000}),
        purchase('3', '2020-01-01', 'A', -1, {'Unit Cost': 1000}),
        purchase('4', '2020-01-01', 'A', 1, {'Unit Cost': 100}),
        sale('5', '2020-01-01', 'A', 2),
      ]);
      await adjustCosts(books.context);
      expect(await entryCosts(books, '3', '5')).toEqual(['-433.33', '-866.67']);
    });

    it('a transfer of a Standard item goes at the value of its lot, 10.00, not at the standard cost of 12.00', async () => {
      const books = await company(await open(), {
        items: {A: {costingMethod: 'Standard', standardCost: 10}},
        locations: ['EAST', 'WEST'],
      });
      await books.post([purchase('1', '2020-01-01', 'A', 1, {'Unit Cost': 10, 'Location Code': 'EAST'})]);
      await books.context.database.run('update "item" set "standard_cost" = 1200000, "unit_cost" = 1200000');
      await books.post([transfer('2', '2020-02-01', 'A', 1, 'EAST', 'WEST')]);
      await adjustCosts(books.context);
      expect(await entryCosts(books, '2:out', '2:in')).toEqual(['-10.00', '10.00']);
    });
  });

  it.each(['FIFO', 'Average'] as const)(
    'stock is 0 with two open entries, and no period closes, till both are closed by other entries (%s)',
    async costingMethod => {
      const books = await company(await open(), {items: {TEST: {costingMethod, unitCost: 10}}, locations: ['BLUE']});
      const blue = {'Location Code': 'BLUE'};
      await books.post([
        sale('333', '2018-01-28', 'TEST', 1, blue),
        sale('334', '2018-01-28', 'TEST', -1, {...blue, 'Applies-from Entry': '@333'}),
      ]);
      expect([await books.stock('333'), await books.stock('334')]).toEqual(['-1, -1 left, open', '1, 1 left, open']);
      expect(await entryCosts(books, '333', '334')).toEqual(['-10.00', '10.00']);
      expect(await books.applications()).toEqual(['2: 2/1 1 cost']);
      await adjustCosts(books.context);
      await expect(closePeriod(books.context, '2018-01-31')).rejects.toMatchObject({code: 'period-not-ready'});

      await books.post([
        positiveAdjustment('in', '2018-01-28', 'TEST', 1, {...blue, 'Unit Cost': 10}),
        negativeAdjustment('out', '2018-01-28', 'TEST', 1, blue),
      ]);
      await adjustCosts(books.context);
      for (const label of ['333', '334', 'in', 'out']) expect(await books.stock(label)).not.toContain('open');
      expect(await closePeriod(books.context, '2018-01-31')).toMatchObject({closed: true});
    },
  );

  describe('valuation date', () => {
    /** The page's scenarios 1 to 5: the sale dated before the revaluation is valued on its date, at 10.00. */
    it.each(['FIFO', 'Average'] as const)(
      'a sale is valued no earlier than what it takes (%s)',
      async costingMethod => {
        const books = await company(await open(), {items: {A: {costingMethod}}});
        await books.post([
          purchase('1', '2020-01-01', 'A', 2, {'Unit Cost': 10}),
          charge('1', '2020-01-15', 8),
          sale('2', '2020-02-01', 'A', 1),
        ]);
        await adjustCosts(books.context);
        await books.post([
          revaluation('2020-03-01', 'A', {'Unit Cost (Revalued)': 10}),
          sale('3', '2020-02-01', 'A', 1),
        ]);
        await adjustCosts(books.context);
        expect(await books.values('1')).toEqual([
          'Direct Cost 20.00',
          'Direct Cost FREIGHT 8.00 valued 2020-01-01',
          'Revaluation -4.00',
        ]);
        expect(await entryCosts(books, '2', '3')).toEqual(['-14.00', '-10.00']);
        const rows = await books.valueRows('3');
        expect(rows.every(row => row.postingDate === '2020-02-01' && row.valuationDate === '2020-03-01')).toBe(true);
      },
    );

    it('a purchase dated back changes the average of what was sold later: 15.00 becomes 17.00', async () => {
      const books = await company(await open(), {items: {A: {costingMethod: 'Average'}}});
      await books.post([
        purchase('1', '2020-01-01', 'A', 1, {'Unit Cost': 10}),
        purchase('2', '2020-01-02', 'A', 1, {'Unit Cost': 20}),
        sale('3', '2020-02-15', 'A', 1),
        sale('4', '2020-02-16', 'A', 1),
      ]);
      await adjustCosts(books.context);
      expect(await entryCosts(books, '3', '4')).toEqual(['-15.00', '-15.00']);
      await books.post([purchase('5', '2020-01-03', 'A', 1, {'Unit Cost': 21})]);
      await adjustCosts(books.context);
      expect(await entryCosts(books, '3', '4')).toEqual(['-17.00', '-17.00']);
    });

    it.each([
      ['Day', ['-30.00', '-30.00', '-100.00'], ['01-01', '02-01', '02-02', '02-03']],
      ['Month', ['-30.00', '-65.00', '-65.00'], ['01-31', '02-28']],
    ] as const)('average per %s, and the entry points before it', async (averageCostPeriod, costs, points) => {
      const books = await company(await open(), {items: {ITEM1: {costingMethod: 'Average'}}, locations: ['BLUE']});
      await books.set({averageCostPeriod, averageCostCalcType: 'Item & Location & Variant'});
      const blue = {'Location Code': 'BLUE'};
      await books.post([
        purchase('1', '2023-01-01', 'ITEM1', 1, {...blue, 'Unit Cost': 20}),
        purchase('2', '2023-01-01', 'ITEM1', 1, {...blue, 'Unit Cost': 40}),
        sale('3', '2023-01-01', 'ITEM1', 1, blue),
        sale('4', '2023-02-01', 'ITEM1', 1, blue),
        purchase('5', '2023-02-02', 'ITEM1', 1, {...blue, 'Unit Cost': 100}),
        sale('6', '2023-02-03', 'ITEM1', 1, blue),
      ]);
      expect(await books.entryPoints()).toEqual(points.map(day => `ITEM1||BLUE|2023-${day}`));
      await adjustCosts(books.context);
      expect(await entryCosts(books, '3', '4', '6')).toEqual(costs);
    });
  });

  it.each([
    ['FIFO', '105.00'],
    ['Average', '105.00'],
    ['Standard', '200.00'],
  ] as const)(
    'another costing method by an assembly: late cost of the old item follows to %s',
    async (method, after) => {
      const books: Books = await company(await open(), {
        items: {
          OLD: {costingMethod: 'FIFO'},
          NEW: {costingMethod: method, standardCost: method === 'Standard' ? 20 : 0},
        },
      });
      const order = {'Order Type': 'Assembly', 'Order No.': 'A1'};
      await books.post([
        purchase('bought', '2020-01-01', 'OLD', 10, {'Unit Cost': 10}),
        assemblyConsumption('used', '2020-02-01', 'OLD', 10, order),
        assemblyOutput('made', '2020-02-01', 'NEW', 10, order),
      ]);
      await adjustCosts(books.context);
      expect(await entryCost(books, 'made')).toBe(method === 'Standard' ? '200.00' : '100.00');
      await books.post([charge('bought', '2020-02-10', 5)]);
      await adjustCosts(books.context);
      expect(await entryCosts(books, 'used', 'made')).toEqual(['-105.00', after]);
    },
  );
});
