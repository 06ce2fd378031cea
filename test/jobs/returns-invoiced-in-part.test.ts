/** Sales returns at the sale's cost that are invoiced bit by bit, and sold on meanwhile (costing.md 5, 9.2, 15.2). */
import {describe, expect, it} from 'vitest';
import {adjustCosts} from '../../source/jobs/adjust.js';
import {company, EXPECTED, invoice, purchase, sale, transfer, type Line} from '../support/costing.js';
import {onEachDatabase} from '../support/databases.js';

/** Shipped at the card's 10, of a lot that costs 12, and three of five taken back; nothing invoiced. */
const RETURNED: readonly Line[] = [
  purchase('lot', '2026-01-02', 'A', 6, {'Unit Cost': 12, ...EXPECTED}),
  sale('sold', '2026-01-05', 'A', 5, EXPECTED),
  sale('back', '2026-01-06', 'A', -3, {'Location Code': 'BLUE', 'Applies-from Entry': '@sold', ...EXPECTED}),
];
const invoicedBack = (date: string): Line => invoice('back', date, 'A', -1, {'Location Code': 'BLUE'}, 'Sale');

onEachDatabase(open => {
  describe('a return that is invoiced in part', () => {
    const start = async () =>
      company(await open(), {
        items: {A: {costingMethod: 'FIFO', unitCost: 10}},
        locations: ['BLUE', 'RED'],
      });

    it('is sold on at its cost where its expected cost was adjusted before the invoice', async () => {
      const books = await start();
      await books.post(RETURNED);
      await adjustCosts(books.context);
      expect(await books.values('back')).toEqual(['Direct Cost 0.00 expected 30.00', 'Direct Cost 0.00 expected 6.00']);
      await books.post([invoicedBack('2026-01-08')]);
      await adjustCosts(books.context);
      await books.post([sale('on', '2026-01-09', 'A', 1, {'Location Code': 'BLUE'})]);
      await adjustCosts(books.context);
      expect((await books.values('back')).slice(2)).toEqual([
        'Direct Cost 12.00 expected -10.00 valued 2026-01-06',
        'Direct Cost 0.00 expected -2.00',
      ]);
      expect(await books.values('on')).toEqual(['Direct Cost -12.00']);
    });

    it('is moved and sold on at its cost where all is adjusted after the invoice only', async () => {
      const books = await start();
      await books.post([
        ...RETURNED,
        transfer('move', '2026-01-07', 'A', 2, 'BLUE', 'RED'),
        sale('on', '2026-01-07', 'A', 1, {'Location Code': 'BLUE'}),
        invoicedBack('2026-01-08'),
      ]);
      await adjustCosts(books.context);
      expect([await books.values('move'), await books.values('on')]).toEqual([
        ['Direct Cost 20.00', 'Direct Cost 4.00'],
        ['Direct Cost -10.00', 'Direct Cost -2.00'],
      ]);
      expect(await adjustCosts(books.context)).toMatchObject({valueEntries: []});
    });

    it('is moved at its cost once adjusted', async () => {
      const books = await start();
      await books.post([...RETURNED, invoicedBack('2026-01-08')]);
      await adjustCosts(books.context);
      await books.post([transfer('move', '2026-01-09', 'A', 3, 'BLUE', 'RED')]);
      expect(await books.values('move')).toEqual(['Direct Cost 36.00']);
    });
  });
});
