/** costing.md 3 and 20 as people post them: what the movements book, and what cost adjustment makes of it. */
import {expect, it} from 'vitest';
import {adjustCosts} from '../../../source/jobs/adjust.js';
import {
  type Books,
  charge,
  company,
  EXPECTED,
  invoice,
  negativeAdjustment,
  positiveAdjustment,
  purchase,
  sale,
} from '../../support/costing.js';
import {onEachDatabase} from '../../support/databases.js';

const cost = async (books: Books, label: string): Promise<string> => {
  const rows = await books.valueRows(label);
  const cents = rows.reduce((sum, row) => sum + row.costAmountActual + row.costAmountExpected, 0n) / 1000n;
  return (Number(cents) / 100).toFixed(2);
};

onEachDatabase(open => {
  it('1 FIFO: 10 at 10, 10 at 12, 15 sold; then freight on the first lot', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO'}}});
    await books.post([
      purchase('one', '2026-01-01', 'A', 10, {'Unit Cost': 10}),
      purchase('two', '2026-01-02', 'A', 10, {'Unit Cost': 12}),
      sale('out', '2026-01-03', 'A', 15),
    ]);
    expect(await books.values('out')).toEqual(['Direct Cost -150.00']);
    await adjustCosts(books.context);
    await books.post([charge('one', '2026-01-10', 20)]);
    await adjustCosts(books.context);
    expect(await books.values('out')).toEqual(['Direct Cost -150.00', 'Direct Cost -10.00', 'Direct Cost -20.00']);
  });

  it('2 negative inventory: 5 sold at 10 before they came at 12', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO', unitCost: 10}}});
    await books.post([sale('out', '2026-01-01', 'A', 5), purchase('lot', '2026-01-05', 'A', 5, {'Unit Cost': 12})]);
    expect(await books.values('out')).toEqual(['Direct Cost -50.00 valued 2026-01-05']);
    await adjustCosts(books.context);
    expect((await books.values('out')).at(-1)).toBe('Direct Cost -10.00 valued 2026-01-05');
  });

  it.each([
    ['3', 'FIFO', ['-3.33', '-3.33', '-3.33'], ['Direct Cost 10.00', 'Rounding -0.01']],
    ['4', 'Average', ['-3.33', '-3.34', '-3.33'], ['Direct Cost 10.00']],
  ] as const)('%s rounding, %s: 3 for 10.00, sold one by one', async (_, costingMethod, costs, lot) => {
    const books = await company(await open(), {items: {A: {costingMethod}}});
    await books.post([
      purchase('lot', '2026-01-01', 'A', 3, {Amount: 10}),
      ...['a', 'b', 'c'].map(ref => sale(ref, '2026-01-02', 'A', 1)),
    ]);
    await adjustCosts(books.context);
    expect([await cost(books, 'a'), await cost(books, 'b'), await cost(books, 'c')]).toEqual(costs);
    expect(await books.values('lot')).toEqual(lot);
  });

  it.each([
    ['Day', '-40.00', '-140.00'],
    ['Month', '-60.00', '-120.00'],
  ] as const)('5 average by %s', async (averageCostPeriod, second, third) => {
    const books = await company(await open(), {items: {A: {costingMethod: 'Average'}}});
    await books.set({averageCostPeriod, averageCostCalcType: 'Item'});
    await books.post([
      purchase('p1', '2026-01-01', 'A', 1, {'Unit Cost': 30}),
      purchase('p2', '2026-01-02', 'A', 1, {'Unit Cost': 50}),
      sale('s2', '2026-01-02', 'A', 1),
      purchase('p3', '2026-01-03', 'A', 1, {'Unit Cost': 100}),
      sale('s3', '2026-01-03', 'A', 2),
    ]);
    await adjustCosts(books.context);
    expect([await cost(books, 's2'), await cost(books, 's3')]).toEqual([second, third]);
  });

  it('6 average with fixed application: the wrong purchase goes back at its own cost', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'Average'}}});
    await books.post([
      purchase('right', '2026-01-01', 'A', 1, {'Unit Cost': 200}),
      purchase('wrong', '2026-01-01', 'A', 1, {'Unit Cost': 1000}),
      purchase('return', '2026-01-01', 'A', -1, {'Applies-to Entry': '@wrong'}),
      purchase('more', '2026-01-01', 'A', 1, {'Unit Cost': 100}),
      sale('out', '2026-01-01', 'A', 2),
    ]);
    expect(await books.values('return')).toEqual(['Direct Cost -1000.00']);
    await adjustCosts(books.context);
    expect([await cost(books, 'return'), await cost(books, 'out')]).toEqual(['-1000.00', '-300.00']);
  });

  it('7 exact reversal: a return follows its sale', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO'}}});
    await books.post([
      purchase('lot', '2026-01-01', 'A', 10, {'Unit Cost': 10}),
      sale('out', '2026-01-02', 'A', 10),
      sale('back', '2026-01-03', 'A', -10, {'Applies-from Entry': '@out'}),
      charge('lot', '2026-01-04', 10),
    ]);
    expect([await cost(books, 'out'), await cost(books, 'back')]).toEqual(['-100.00', '100.00']);
    await adjustCosts(books.context);
    expect([await cost(books, 'out'), await cost(books, 'back')]).toEqual(['-110.00', '110.00']);
  });

  it('posts shipments as expected cost and adjustments as actual (costing.md 3)', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO', unitCost: 4}}});
    await books.post([
      positiveAdjustment('found', '2026-01-01', 'A', 10, {'Unit Cost': 7}),
      sale('shipped', '2026-01-02', 'A', 3, {...EXPECTED, Amount: 30}),
      negativeAdjustment('lost', '2026-01-03', 'A', 2),
      invoice('shipped', '2026-01-04', 'A', 1, {Amount: 10}, 'Sale'),
      invoice('shipped', '2026-01-05', 'A', 2, {Amount: 20}, 'Sale'),
    ]);
    expect(await books.values('found')).toEqual(['Direct Cost 70.00']);
    expect(await books.values('lost')).toEqual(['Direct Cost -14.00']);
    expect(await books.values('shipped')).toEqual([
      'Direct Cost 0.00 expected -21.00',
      'Direct Cost -7.00 expected 7.00 valued 2026-01-02',
      'Direct Cost -14.00 expected 14.00 valued 2026-01-02',
    ]);
    expect((await books.valueRows('shipped')).map(row => [row.salesAmountActual, row.salesAmountExpected])).toEqual([
      [0n, 3_000_000n],
      [1_000_000n, -1_000_000n],
      [2_000_000n, -2_000_000n],
    ]);
  });
});
