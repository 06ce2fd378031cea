import {expect, it} from 'vitest';
import {company, purchase, sale, transfer} from '../../support/costing.js';
import {onEachDatabase} from '../../support/databases.js';

onEachDatabase(open => {
  it('covers an open sale by the receipt of a purchased lot, not by that of its own return (costing.md 7)', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO'}}, locations: ['RED']});
    await books.post([
      sale('out', '2026-01-01', 'A', 3, {'Location Code': 'RED'}),
      sale('back', '2026-01-02', 'A', -3, {'Location Code': 'RED', 'Applies-from Entry': '@out'}),
      transfer('away', '2026-01-03', 'A', 3, 'RED', ''),
      purchase('lot', '2026-01-04', 'A', 2, {'Unit Cost': 10}),
      transfer('home', '2026-01-05', 'A', 5, '', 'RED'),
    ]);
    expect(await books.stock('home:in')).toBe('3, 3 left, open');
    expect(await books.stock('home:in2')).toBe('2, 0 left');
    expect(await books.stock('out')).toBe('-3, -1 left, open');
  });
});
