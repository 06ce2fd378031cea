import {expect, it} from 'vitest';
import {adjustCosts} from '../../source/jobs/adjust.js';
import {verify} from '../../source/jobs/verify.js';
import {company, purchase, sale} from '../support/costing.js';
import {onEachDatabase} from '../support/databases.js';

onEachDatabase(open => {
  it('lets what is not kept in stock go without applications (costing.md 2)', async () => {
    const books = await company(await open(), {
      items: {A: {costingMethod: 'FIFO'}, WORK: {costingMethod: 'FIFO', type: 'Service'}},
    });
    await books.post([
      purchase('lot', '2026-01-01', 'A', 5, {'Unit Cost': 10}),
      purchase('bought', '2026-01-01', 'WORK', 5, {'Unit Cost': 3}),
      sale('sold', '2026-01-02', 'WORK', 2),
    ]);
    await adjustCosts(books.context);
    expect((await verify(books.context)).filter(({holds}) => !holds)).toEqual([]);
  });
});
