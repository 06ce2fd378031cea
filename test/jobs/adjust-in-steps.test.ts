/** Where the books end must not hang on how often they were adjusted on the way (costing.md 15). */
import {describe, expect, it} from 'vitest';
import {adjustCosts} from '../../source/jobs/adjust.js';
import {charge, company, EXPECTED, invoice, purchase, sale, transfer} from '../support/costing.js';
import {onEachDatabase} from '../support/databases.js';

onEachDatabase(open => {
  describe('adjusted in steps', () => {
    it('rounds a used-up transfer receipt anew when a late freight reaches it', async () => {
      const books = await company(await open(), {items: {A: {costingMethod: 'FIFO'}}, locations: ['RED']});
      await books.post([
        purchase('lot', '2026-01-01', 'A', 2, {Amount: 10}),
        transfer('moved', '2026-01-02', 'A', 2, '', 'RED'),
        sale('one', '2026-01-03', 'A', 1, {'Location Code': 'RED'}),
        sale('other', '2026-01-03', 'A', 1, {'Location Code': 'RED'}),
      ]);
      await adjustCosts(books.context);

      await books.post([charge('lot', '2026-01-10', '0.01')]);
      await adjustCosts(books.context);

      // 10.01 / 2 = 5.005 goes out twice as 5.01.
      expect((await books.values('one')).at(-1)).toBe('Direct Cost -0.01');
      expect((await books.values('other')).at(-1)).toBe('Direct Cost -0.01');
      expect(await books.values('moved')).toEqual(['Direct Cost 10.00', 'Rounding 0.01', 'Direct Cost 0.01']);
    });

    it('leaves what is still missing at the unit cost of its invoice', async () => {
      const books = await company(await open(), {items: {A: {costingMethod: 'FIFO', unitCost: 5}}});
      await books.post([sale('out', '2026-01-01', 'A', 3, EXPECTED)]);
      await books.context.database.run('update "item" set "unit_cost" = 600000');
      await books.post([invoice('out', '2026-01-02', 'A', 3, {}, 'Sale')]);
      expect(await books.values('out')).toEqual([
        'Direct Cost 0.00 expected -15.00',
        'Direct Cost -18.00 expected 15.00 valued 2026-01-01',
      ]);

      // One piece is covered at 7.00; the two others keep their 6.00 each.
      await books.post([purchase('lot', '2026-01-03', 'A', 1, {'Unit Cost': 7})]);
      await adjustCosts(books.context);
      expect((await books.values('out')).at(-1)).toBe('Direct Cost -1.00 valued 2026-01-03');
    });
  });
});
