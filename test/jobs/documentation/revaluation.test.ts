/** Worked examples of the ERP's public documentation: revaluation. */
import {describe, expect, it} from 'vitest';
import {adjustCosts} from '../../../source/jobs/adjust.js';
import {company, EXPECTED, invoice, purchase, revaluation, sale} from '../../support/costing.js';
import {onEachDatabase} from '../../support/databases.js';
import {entryCost, entryCosts} from './costs.js';

onEachDatabase(open => {
  it('of links received at 2.00 to 3.00: the invoice takes the revaluation back, and the variance brings it again', async () => {
    const books = await company(await open(), {items: {LINK: {costingMethod: 'Standard', standardCost: 2}}});
    await books.post([
      purchase('1', '2020-01-15', 'LINK', 150, {...EXPECTED, 'Unit Cost': 2}),
      revaluation('2020-01-20', 'LINK', {'Unit Cost (Revalued)': 3, 'Update Standard Cost': true}),
      invoice('1', '2020-01-15', 'LINK', 150, {'Unit Cost': 0}),
    ]);
    expect(await books.values('1')).toEqual([
      'Direct Cost 0.00 expected 300.00',
      'Revaluation 0.00 expected 150.00',
      'Direct Cost 0.00 expected -300.00',
      'Revaluation 0.00 expected -150.00 valued 2020-01-20',
      'Variance Purchase 450.00',
    ]);
  });

  it('reaches what is posted after it, and what is dated after it: scenarios A to F', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO'}}});
    await books.post([
      purchase('lot', '2020-01-01', 'A', 6, {'Unit Cost': 10}),
      sale('A', '2020-02-01', 'A', 1),
      sale('B', '2020-03-01', 'A', 1),
      sale('C', '2020-04-01', 'A', 1),
      revaluation('2020-03-01', 'A', {'Unit Cost (Revalued)': 8}),
      sale('D', '2020-02-01', 'A', 1),
      sale('E', '2020-03-01', 'A', 1),
      sale('F', '2020-04-01', 'A', 1),
    ]);
    expect(await books.values('lot')).toEqual(['Direct Cost 60.00', 'Revaluation -8.00']);
    expect((await books.valueRows('lot'))[1]).toMatchObject({entryNo: 5, valuedQuantity: 400_000n});
    await adjustCosts(books.context);
    expect([await books.values('A'), await books.values('B')]).toEqual([
      ['Direct Cost -10.00'],
      ['Direct Cost -10.00'],
    ]);
    for (const [label, adjusted] of [
      ['C', 9],
      ['D', 10],
      ['E', 11],
      ['F', 12],
    ] as const) {
      expect(await entryCost(books, label)).toBe('-8.00');
      expect((await books.valueRows(label))[1]).toMatchObject({entryNo: adjusted, costAmountActual: 200_000n});
    }
    expect((await books.valueRows('D')).map(row => row.valuationDate)).toEqual(['2020-03-01', '2020-03-01']);
  });

  describe('of an Average item, at the end of a month', () => {
    it.each([
      ['2023-04-30', [['2', 200_000n]]],
      [
        '2023-05-31',
        [
          ['2', 200_000n],
          ['5', 200_000n],
        ],
      ],
    ] as const)('%s takes what remains then', async (date, quantities) => {
      const books = await company(await open(), {items: {ITEM1: {costingMethod: 'Average'}}});
      await books.set({averageCostPeriod: 'Month', averageCostCalcType: 'Item'});
      await books.post([
        purchase('1', '2023-04-25', 'ITEM1', 5, {'Unit Cost': 1}),
        purchase('2', '2023-04-26', 'ITEM1', 3, {'Unit Cost': 1}),
        sale('3', '2023-04-27', 'ITEM1', 5),
        sale('4', '2023-04-28', 'ITEM1', 1),
        purchase('5', '2023-05-13', 'ITEM1', 2, {'Unit Cost': 10}),
        sale('6', '2023-06-17', 'ITEM1', 4),
      ]);
      await adjustCosts(books.context);
      expect(await entryCosts(books, '3', '4', '6')).toEqual(['-5.00', '-1.00', '-22.00']);
      expect(await books.refusal([revaluation('2023-06-30', 'ITEM1', {'Unit Cost (Revalued)': 7})])).toEqual([
        '1 Item No.: Nothing that can be revalued remains of item ITEM1 on 2023-06-30.',
      ]);
      await books.post([revaluation(date, 'ITEM1', {'Unit Cost (Revalued)': 7})]);
      for (const label of ['1', '2', '5']) {
        const found = (await books.valueRows(label)).find(row => row.entryType === 'Revaluation')?.valuedQuantity;
        expect([label, found]).toEqual([label, quantities.find(([lot]) => lot === label)?.[1]]);
      }
    });

    it('takes nothing of a receipt that covers what was issued before it', async () => {
      const books = await company(await open(), {items: {ITEM1: {costingMethod: 'Average'}}});
      await books.set({averageCostPeriod: 'Month', averageCostCalcType: 'Item'});
      await books.post([
        sale('out', '2023-04-26', 'ITEM1', 5),
        purchase('in', '2023-05-13', 'ITEM1', 5, {'Unit Cost': 1}),
      ]);
      await adjustCosts(books.context);
      expect(await entryCost(books, 'out')).toBe('-5.00');
      for (const date of ['2023-04-30', '2023-05-31']) {
        expect(await books.refusal([revaluation(date, 'ITEM1', {'Unit Cost (Revalued)': 7})])).toEqual([
          `1 Item No.: Nothing that can be revalued remains of item ITEM1 on ${date}.`,
        ]);
      }
    });
  });
});
