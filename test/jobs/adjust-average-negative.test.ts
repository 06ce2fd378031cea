/** Averages of a stock that was negative on the way (costing.md 14.4). */
import {describe, expect, it} from 'vitest';
import {adjustCosts} from '../../source/jobs/adjust.js';
import {type Books, company, purchase, sale} from '../support/costing.js';
import {onEachDatabase} from '../support/databases.js';

const cost = async (books: Books, label: string): Promise<string> => {
  const cents = (await books.valueRows(label)).reduce((sum, row) => sum + row.costAmountActual, 0n) / 1000n;
  return (Number(cents) / 100).toFixed(2);
};

onEachDatabase(open => {
  describe('averages of a stock that was negative', () => {
    it('leaves the average of an issue that takes more than there is to the next', async () => {
      const books = await company(await open(), {items: {A: {costingMethod: 'Average'}}});
      await books.set({averageCostPeriod: 'Day', averageCostCalcType: 'Item'});
      await books.post([
        purchase('lot', '2026-01-01', 'A', 3, {Amount: 10}),
        sale('five', '2026-01-01', 'A', 5),
        sale('one', '2026-01-01', 'A', 1),
      ]);
      await adjustCosts(books.context);
      expect([await cost(books, 'five'), await cost(books, 'one')]).toEqual(['-16.67', '-3.33']);
    });

    it('counts what is open since before the period as gone (rule 1)', async () => {
      const books = await company(await open(), {items: {A: {costingMethod: 'Average', unitCost: 10}}});
      await books.set({averageCostPeriod: 'Month', averageCostCalcType: 'Item'});
      await books.post([
        sale('two', '2026-01-05', 'A', 2),
        sale('four', '2026-01-06', 'A', 4),
        // Covers both sales of January, the second in part: both are valued in February now.
        purchase('lot', '2026-02-01', 'A', 3, {'Unit Cost': 20}),
      ]);
      await adjustCosts(books.context);
      // 3 pieces less the 4 of the open sale are no stock to make an average of: both keep their estimates.
      expect([await cost(books, 'two'), await cost(books, 'four')]).toEqual(['-20.00', '-40.00']);
    });
  });
});
