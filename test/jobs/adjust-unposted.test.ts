import {expect, it} from 'vitest';
import {adjustCosts} from '../../source/jobs/adjust.js';
import {postInventoryCost} from '../../source/jobs/post.js';
import {charge, company, purchase, sale} from '../support/costing.js';
import {onEachDatabase} from '../support/databases.js';

onEachDatabase(open => {
  it('tells of adjustments that are kept from the G/L although cost is posted automatically (posting-rules.md 12)', async () => {
    const books = await company(await open(), {items: {A: {}}});
    await books.set({automaticCostPosting: true});
    await books.post([
      purchase('lot', '2026-01-05', 'A', 2, {'Unit Cost': 10}),
      sale('sold', '2026-01-06', 'A', 1),
      charge('lot', '2026-01-07', 4),
    ]);
    const {valueEntries, leftUnposted} = await adjustCosts(books.context, {post: false});
    expect(leftUnposted).toBe(true);
    const {rows} = await postInventoryCost(books.context, {
      method: 'per-entry',
      documentNo: '',
      filters: {},
      post: true,
    });
    expect(rows.map(({entry}) => entry.entryNo)).toEqual(valueEntries);
    expect(await adjustCosts(books.context, {post: false})).toEqual({items: 0, valueEntries: []});
  });
});
