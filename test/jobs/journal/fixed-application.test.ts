import {expect, it} from 'vitest';
import {costingErrors} from '../../../source/jobs/reports/costing-errors.js';
import {company, purchase, sale} from '../../support/costing.js';
import {onEachDatabase} from '../../support/databases.js';

onEachDatabase(open => {
  it('applies what was displaced in the row of a pair that is there: no pair has two (reports.md 6)', async () => {
    const context = await open();
    const books = await company(context, {items: {A: {unitCost: 10}}});
    await books.post([
      purchase('one', '2026-01-01', 'A', 5, {'Unit Cost': 10}),
      purchase('two', '2026-01-02', 'A', 7, {'Unit Cost': 12}),
      sale('out', '2026-01-03', 'A', 6),
    ]);
    expect(await books.applications()).toEqual(['1: 1/0 5 cost', '2: 2/0 7 cost', '3: 1/3 -5 cost', '3: 2/3 -1 cost']);
    await books.post([purchase('back', '2026-01-04', 'A', -3, {'Applies-to Entry': '@one'})]);
    expect(await books.applications()).toEqual([
      '1: 1/0 5 cost',
      '2: 2/0 7 cost',
      '3: 1/3 -2 cost',
      '3: 2/3 -4 cost',
      '4: 1/4 -3 cost',
    ]);
    expect([await books.stock('one'), await books.stock('two'), await books.stock('out')]).toEqual([
      '5, 0 left',
      '7, 3 left, open',
      '-6, 0 left',
    ]);
    expect((await costingErrors(context, {item: '', check: undefined})).findings).toBe(false);
  });
});
