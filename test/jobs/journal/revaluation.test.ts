import {expect, it} from 'vitest';
import {adjustCosts} from '../../../source/jobs/adjust.js';
import {company, EXPECTED, purchase, revaluation, sale} from '../../support/costing.js';
import {onEachDatabase} from '../../support/databases.js';

onEachDatabase(open => {
  const fifo = {items: {A: {costingMethod: 'FIFO'}}} as const;

  it('by hand takes the whole entry: also what has left (costing.md 10)', async () => {
    const books = await company(await open(), fifo);
    await books.post([
      purchase('lot', '2026-01-01', 'A', 10, {'Unit Cost': 10}),
      sale('out', '2026-01-02', 'A', 4),
      revaluation('2026-01-03', 'A', {'Applies-to Entry': '@lot', 'Unit Cost (Revalued)': 12}),
    ]);
    expect(await books.values('lot')).toEqual(['Direct Cost 100.00', 'Revaluation 20.00']);
    expect((await books.valueRows('lot'))[1]).toMatchObject({
      partialRevaluation: false,
      valuedQuantity: 1_000_000n,
      invoicedQuantity: 0n,
      itemLedgerEntryType: 'Purchase',
      sourceCode: 'REVALJNL',
    });
  });

  it('by hand takes an entry of which nothing is left too: all of it goes to what left (costing.md 10)', async () => {
    const books = await company(await open(), fifo);
    await books.post([
      purchase('lot', '2026-01-01', 'A', 10, {'Unit Cost': 10}),
      sale('one', '2026-01-02', 'A', 4),
      sale('two', '2026-01-03', 'A', 6),
      revaluation('2026-01-04', 'A', {'Applies-to Entry': '@lot', 'Unit Cost (Revalued)': 12}),
    ]);
    expect(await books.values('lot')).toEqual(['Direct Cost 100.00', 'Revaluation 20.00']);
    await adjustCosts(books.context);
    expect([await books.values('one'), await books.values('two')]).toEqual([
      ['Direct Cost -40.00', 'Direct Cost -8.00'],
      ['Direct Cost -60.00', 'Direct Cost -12.00'],
    ]);
  });

  it('by hand refuses an entry posted before the earliest allowed valuation date (costing.md 18)', async () => {
    const books = await company(await open(), fifo);
    await books.post([
      purchase('old', '2026-01-31', 'A', 1, {'Unit Cost': 10}),
      purchase('new', '2026-02-01', 'A', 1, {'Unit Cost': 10}),
    ]);
    await books.set({earliestAllowedValuationDate: '2026-02-01'});
    const byHand = (entry: string) =>
      revaluation('2026-02-05', 'A', {'Applies-to Entry': entry, 'Unit Cost (Revalued)': 9});
    expect(await books.refusal([byHand('@old'), byHand('@new')])).toEqual([
      '1 Applies-to Entry: Entry 1 was posted on 2026-01-31, before the earliest allowed valuation date 2026-02-01; it cannot be revalued by hand any more.',
    ]);
    await books.post([byHand('@new')]);
    expect(await books.values('new')).toEqual(['Direct Cost 10.00', 'Revaluation -1.00']);
  });

  it('calculated takes what remains: lots of 10 at 50 and 20 at 160, revalued to 9 each', async () => {
    const books = await company(await open(), fifo);
    await books.post([
      purchase('one', '2026-01-01', 'A', 10, {Amount: 50}),
      purchase('two', '2026-01-02', 'A', 20, {Amount: 160}),
      revaluation('2026-01-03', 'A', {'Unit Cost (Revalued)': 9}),
    ]);
    expect([await books.values('one'), await books.values('two')]).toEqual([
      ['Direct Cost 50.00', 'Revaluation 40.00'],
      ['Direct Cost 160.00', 'Revaluation 20.00'],
    ]);
    expect((await books.valueRows('one'))[1]).toMatchObject({partialRevaluation: true, valuedQuantity: 1_000_000n});
  });

  it('leaves out what was issued with an earlier date, even from a later receipt', async () => {
    const books = await company(await open(), fifo);
    await books.post([
      purchase('lot', '2026-01-10', 'A', 10, {'Unit Cost': 10}),
      sale('early', '2026-01-05', 'A', 2),
      sale('late', '2026-01-20', 'A', 2),
      revaluation('2026-01-15', 'A', {'Inventory Value (Revalued)': 88}),
    ]);
    expect((await books.valueRows('lot'))[1]).toMatchObject({valuedQuantity: 800_000n, costAmountActual: 800_000n});
  });

  it('starts a second revaluation from the value that the first one left', async () => {
    const books = await company(await open(), fifo);
    await books.post([
      purchase('lot', '2026-01-01', 'A', 10, {'Unit Cost': 10}),
      sale('out', '2026-01-02', 'A', 4),
      revaluation('2026-01-03', 'A', {'Unit Cost (Revalued)': 8}),
      sale('more', '2026-01-04', 'A', 2),
      revaluation('2026-01-05', 'A', {'Unit Cost (Revalued)': 9}),
    ]);
    expect(await books.values('lot')).toEqual(['Direct Cost 100.00', 'Revaluation -12.00', 'Revaluation 4.00']);
  });

  it('of a Standard item takes receipts too, and sets the standard cost, all of it material', async () => {
    const books = await company(await open(), {
      items: {A: {costingMethod: 'Standard', standardCost: 5, singleLevelCapacityCost: 200_000n}},
    });
    await books.post([
      purchase('invoiced', '2026-01-01', 'A', 10, {'Unit Cost': 5}),
      purchase('received', '2026-01-02', 'A', 4, {...EXPECTED, 'Unit Cost': 5}),
      revaluation('2026-01-03', 'A', {'Unit Cost (Revalued)': 7, 'Update Standard Cost': true}),
    ]);
    expect((await books.values('invoiced')).at(-1)).toBe('Revaluation 20.00');
    expect((await books.values('received')).at(-1)).toBe('Revaluation 0.00 expected 8.00');
    const [card] = await books.cards('A');
    expect(card).toMatchObject({
      standardCost: 700_000n,
      unitCost: 700_000n,
      singleLevelMaterialCost: 700_000n,
      singleLevelCapacityCost: 0n,
    });
  });

  it('spreads an Average item by quantity, on the last day of a period, once it is adjusted', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'Average'}}});
    await books.set({averageCostPeriod: 'Month', averageCostCalcType: 'Item'});
    await books.post([
      purchase('one', '2026-01-01', 'A', 10, {Amount: 50}),
      purchase('two', '2026-01-02', 'A', 20, {Amount: 160}),
    ]);
    const line = (date: string) => [revaluation(date, 'A', {'Unit Cost (Revalued)': 10})];
    expect(await books.refusal(line('2026-01-15'))).toEqual([
      '1 Posting Date: An Average item is revalued on the last day of an average cost period: 2026-01-31.',
    ]);
    expect(await books.refusal(line('2026-01-31'))).toEqual([
      '1 Item No.: The cost of item A is not adjusted up to 2026-01-31. Run `tieout adjust` first.',
    ]);
    await adjustCosts(books.context);
    await books.post(line('2026-01-31'));
    expect([(await books.values('one')).at(-1), (await books.values('two')).at(-1)]).toEqual([
      'Revaluation 30.00',
      'Revaluation 60.00',
    ]);
  });

  it('refuses what cannot be revalued', async () => {
    const books = await company(await open(), fifo);
    await books.post([
      purchase('old', '2026-01-01', 'A', 1, {'Unit Cost': 10}),
      sale('out', '2026-01-02', 'A', 1),
      purchase('received', '2026-01-03', 'A', 1, {...EXPECTED, 'Unit Cost': 10}),
      purchase('partly', '2026-01-03', 'A', 1, {'Unit Cost': 10}),
      revaluation('2026-01-04', 'A', {'Unit Cost (Revalued)': 8}),
    ]);
    const byHand = (entry: string) =>
      revaluation('2026-01-05', 'A', {'Applies-to Entry': entry, 'Unit Cost (Revalued)': 9});
    expect(
      await books.refusal([
        byHand('@received'),
        byHand('@partly'),
        byHand('@out'),
        revaluation('2025-12-01', 'A', {'Unit Cost (Revalued)': 9}),
        revaluation('2026-01-05', 'A', {}),
        revaluation('2026-01-05', 'A', {'Unit Cost (Revalued)': -9}),
        revaluation('2026-01-05', 'A', {'Inventory Value (Revalued)': '-0.01'}),
      ]),
    ).toEqual([
      '1 Applies-to Entry: Entry 3 is not completely invoiced; it cannot be revalued by hand.',
      '2 Applies-to Entry: Entry 4 has a partial revaluation; it cannot be revalued by hand any more.',
      '3 Applies-to Entry: Entry 2 goes in the wrong direction for this line.',
      '4 Item No.: Nothing that can be revalued remains of item A on 2025-12-01.',
      '5 Unit Cost (Revalued): Give the new unit cost or the new inventory value.',
      '6 Unit Cost (Revalued): Stock cannot be revalued to a negative value.',
      '7 Inventory Value (Revalued): Stock cannot be revalued to a negative value.',
    ]);
  });
});
