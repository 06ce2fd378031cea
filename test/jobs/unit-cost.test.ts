/** costing.md 13: the unit cost on the card, as postings move it and as cost adjustment leaves it. */
import {expect, it} from 'vitest';
import {adjustCosts} from '../../source/jobs/adjust.js';
import {charge, company, positiveAdjustment, purchase, sale} from '../support/costing.js';
import {onEachDatabase} from '../support/databases.js';

onEachDatabase(open => {
  it('is the average of what is in stock after an adjustment, and of an empty stock that of the last issue', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO'}}});
    await books.post([purchase('lot', '2026-01-01', 'A', 2, {'Unit Cost': 11}), charge('lot', '2026-01-05', 3)]);
    expect(await books.card('A')).toBe('11 / 11');
    await adjustCosts(books.context);
    expect(await books.card('A')).toBe('12.5 / 11');

    await books.post([sale('out', '2026-01-06', 'A', 2)]);
    await adjustCosts(books.context);
    expect(await books.card('A')).toBe('12.5 / 11');
  });

  it('leaves out what is open: it went out at an estimate', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO', unitCost: 12}}});
    await books.post([sale('out', '2026-01-07', 'A', 1)]);
    await adjustCosts(books.context);
    expect(await books.card('A')).toBe('12 / 0');
  });

  it.each([
    ['costs nothing', []],
    ['costs less than nothing', [charge('lot', '2026-01-05', -10)]],
  ])('stays as it is where the stock %s', async (_, charges) => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO', unitCost: 9}}});
    await books.post([positiveAdjustment('lot', '2026-01-01', 'A', 5, {'Unit Cost': 0}), ...charges]);
    await adjustCosts(books.context);
    expect(await books.card('A')).toBe('9 / 0');
  });
});
