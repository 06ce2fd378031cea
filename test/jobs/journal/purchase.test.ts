import {expect, it} from 'vitest';
import {adjustCosts} from '../../../source/jobs/adjust.js';
import {charge, company, EXPECTED, invoice, purchase, revaluation, sale} from '../../support/costing.js';
import {onEachDatabase} from '../../support/databases.js';

onEachDatabase(open => {
  it('posts a receipt at expected cost, and its invoices take it out in shares (costing.md 5)', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO'}}});
    await books.post([purchase('lot', '2026-01-05', 'A', 10, {...EXPECTED, 'Unit Cost': '9.5'})]);
    expect(await books.values('lot')).toEqual(['Direct Cost 0.00 expected 95.00']);
    expect(await books.stock('lot')).toBe('10, 10 left, open, not invoiced');

    await books.post([invoice('lot', '2026-01-10', 'A', 3, {'Unit Cost': 10})]);
    await books.post([invoice('lot', '2026-01-12', 'A', 7, {'Unit Cost': 10})]);
    expect(await books.values('lot')).toEqual([
      'Direct Cost 0.00 expected 95.00',
      'Direct Cost 30.00 expected -28.50 valued 2026-01-05',
      'Direct Cost 70.00 expected -66.50 valued 2026-01-05',
    ]);
    expect(await books.entry('lot')).toMatchObject({completelyInvoiced: true, lastInvoiceDate: '2026-01-12'});
    expect((await books.valueRows('lot')).map(row => row.itemLedgerEntryQuantity)).toEqual([1_000_000n, 0n, 0n]);
  });

  it('adds overhead to a purchase: 10 % and 1 a unit (costing.md 4)', async () => {
    const books = await company(await open(), {
      items: {A: {costingMethod: 'FIFO', indirectCostPercent: 10, overheadRate: 1}},
    });
    await books.post([
      purchase('receipt', '2026-01-05', 'A', 3, {...EXPECTED, 'Unit Cost': '3.33333'}),
      purchase('bought', '2026-01-05', 'A', 10, {Amount: 70}),
      invoice('receipt', '2026-01-06', 'A', 3, {Amount: 10}),
    ]);
    // 9.99999 x 1.1 + 3, rounded once.
    expect(await books.values('receipt')).toEqual([
      'Direct Cost 0.00 expected 14.00',
      'Direct Cost 10.00 expected -14.00 valued 2026-01-05',
      'Indirect Cost 4.00 valued 2026-01-05',
    ]);
    expect(await books.values('bought')).toEqual(['Direct Cost 70.00', 'Indirect Cost 17.00']);
  });

  it('takes the card for the full cost where a purchase names none', async () => {
    const books = await company(await open(), {
      items: {A: {costingMethod: 'FIFO', unitCost: 12, indirectCostPercent: 10, overheadRate: 1}},
    });
    await books.post([purchase('lot', '2026-01-05', 'A', 10)]);
    expect(await books.values('lot')).toEqual(['Direct Cost 100.00', 'Indirect Cost 20.00']);
  });

  it('brings a Standard purchase to standard cost by a variance (posting-rules.md 8, example 3)', async () => {
    const books = await company(await open(), {
      items: {A: {costingMethod: 'Standard', standardCost: 20, indirectCostPercent: 10}},
    });
    await books.post([purchase('lot', '2026-01-05', 'A', 5, {Amount: 90})]);
    await books.post([purchase('dear', '2026-01-05', 'A', 5, {Amount: 100})]);
    expect(await books.values('lot')).toEqual(['Direct Cost 90.00', 'Indirect Cost 9.00', 'Variance Purchase 1.00']);
    expect(await books.values('dear')).toEqual([
      'Direct Cost 100.00',
      'Indirect Cost 10.00',
      'Variance Purchase -10.00',
    ]);
    expect(await books.card('A')).toBe('20 / 20');
  });

  it('measures the variance at the standard cost of now, after expected cost was revalued (costing.md 5)', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'Standard', standardCost: 5}}});
    await books.post([purchase('lot', '2026-01-05', 'A', 20, {...EXPECTED, 'Unit Cost': 5})]);
    await books.post([revaluation('2026-01-06', 'A', {'Unit Cost (Revalued)': 6, 'Update Standard Cost': true})]);
    await books.post([invoice('lot', '2026-01-07', 'A', 20, {'Unit Cost': '5.5'})]);
    expect(await books.values('lot')).toEqual([
      'Direct Cost 0.00 expected 100.00',
      'Revaluation 0.00 expected 20.00',
      'Direct Cost 110.00 expected -100.00 valued 2026-01-05',
      'Revaluation 0.00 expected -20.00 valued 2026-01-06',
      'Variance Purchase 10.00 valued 2026-01-05',
    ]);
    expect(await books.card('A')).toBe('6 / 5.5');
  });

  it('makes no entry of a charge that is not invoiced, and says so: charges have no expected cost', async () => {
    const books = await company(await open(), {items: {A: {}}});
    const {lines, warnings} = await books.post([
      purchase('lot', '2026-01-01', 'A', 10, {'Unit Cost': 10}),
      charge('lot', '2026-01-02', 15, EXPECTED),
    ]);
    expect(lines[1]).toMatchObject({itemLedgerEntryNos: [], valueEntryNos: []});
    expect(warnings).toMatchObject([{line: 2, code: 'charge-not-invoiced'}]);
    expect(await books.values('lot')).toEqual(['Direct Cost 100.00']);
    await books.post([charge('lot', '2026-01-03', 15)]);
    expect(await books.values('lot')).toEqual(['Direct Cost 100.00', 'Direct Cost FREIGHT 15.00 valued 2026-01-01']);
  });

  it('puts a charge on an inbound entry into stock, on an outbound entry beside it (costing.md 4)', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO'}}});
    await books.post([
      purchase('lot', '2026-01-05', 'A', 10, {'Unit Cost': 10}),
      sale('out', '2026-01-06', 'A', 4),
      charge('lot', '2026-02-01', 15),
      charge('out', '2026-02-01', 7),
      charge('out', '2026-02-01', 7, {'Entry Type': 'Sale'}),
    ]);
    expect(await books.values('lot')).toEqual(['Direct Cost 100.00', 'Direct Cost FREIGHT 15.00 valued 2026-01-05']);
    expect(await books.values('out')).toEqual([
      'Direct Cost -40.00',
      'Direct Cost FREIGHT 0.00 outside 7.00 valued 2026-01-06',
      'Direct Cost FREIGHT 0.00 valued 2026-01-06',
    ]);
    const [, onLot] = await books.valueRows('lot');
    expect(onLot).toMatchObject({valuedQuantity: 1_000_000n, invoicedQuantity: 0n, itemLedgerEntryQuantity: 0n});
    expect((await books.entry('lot')).appliedEntryToAdjust).toBe(true);
  });

  it('keeps the value of a Standard item: a charge of 30 brings a variance of -30 (costing.md 4)', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'Standard', standardCost: 5}}});
    await books.post([purchase('lot', '2026-01-05', 'A', 10, {'Unit Cost': 5}), charge('lot', '2026-01-06', 30)]);
    expect(await books.values('lot')).toEqual([
      'Direct Cost 50.00',
      'Direct Cost FREIGHT 30.00 valued 2026-01-05',
      'Variance Purchase FREIGHT -30.00 valued 2026-01-05',
    ]);
  });

  it('moves the card only where stock was empty before (costing.md 13)', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO'}}});
    await books.post([purchase('one', '2026-01-01', 'A', 5, {'Unit Cost': 8})]);
    expect(await books.card('A')).toBe('8 / 8');
    await books.post([purchase('two', '2026-01-02', 'A', 5, {'Unit Cost': 10})]);
    expect(await books.card('A')).toBe('8 / 10');
    await books.post([sale('out', '2026-01-03', 'A', 10), purchase('three', '2026-01-04', 'A', 2, {'Unit Cost': 11})]);
    expect(await books.card('A')).toBe('11 / 11');
  });

  it('keeps the unit cost of a Standard item at its standard cost, by postings and by adjustment (costing.md 13)', async () => {
    const context = await open();
    const books = await company(context, {
      items: {
        A: {costingMethod: 'Standard', standardCost: 6, unitCost: 5},
        // Imported from a list without standard costs.
        B: {costingMethod: 'Standard', unitCost: 5},
      },
    });
    const changeStandard = (cost: bigint) =>
      context.database.run('update "item" set "standard_cost" = ? where "no" = ?', [cost, 'A']);
    await books.post([
      purchase('a', '2026-01-05', 'A', 10, {'Unit Cost': 4}),
      purchase('b', '2026-01-05', 'B', 10, {'Unit Cost': 4}),
    ]);
    expect([await books.card('A'), await books.card('B')]).toEqual(['6 / 4', '5 / 4']);
    await changeStandard(700_000n);
    await books.post([sale('sold', '2026-01-06', 'A', 1), sale('other', '2026-01-06', 'B', 1)]);
    await adjustCosts(context);
    expect([await books.card('A'), await books.card('B')]).toEqual(['7 / 4', '5 / 4']);
  });

  it('estimates a sale by the card: 4 at 5.00 plus overhead, 4 at 9.00, 6 sold at -30 (costing.md 2)', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO', overheadRate: '1.5'}}});
    await books.post([
      purchase('one', '2026-01-01', 'A', 4, {'Unit Cost': 5}),
      purchase('two', '2026-01-02', 'A', 4, {'Unit Cost': 9}),
      sale('out', '2026-01-03', 'A', 6),
    ]);
    expect(await books.values('one')).toEqual(['Direct Cost 20.00', 'Indirect Cost 6.00']);
    expect(await books.values('out')).toEqual(['Direct Cost -30.00']);
  });

  it('keeps goods that are not kept in stock out of stock value (costing.md 2)', async () => {
    const books = await company(await open(), {items: {S: {costingMethod: 'FIFO', type: 'Service'}}});
    await books.post([purchase('work', '2026-01-05', 'S', 3, {'Unit Cost': 10})]);
    expect(await books.stock('work')).toBe('3, 0 left');
    expect(await books.values('work')).toEqual(['Direct Cost 0.00 outside 30.00']);
    expect(await books.applications()).toEqual([]);
    expect((await books.valueRows('work'))[0]).toMatchObject({inventoriable: false});

    await books.post([
      sale('sold', '2026-01-06', 'S', 2),
      charge('sold', '2026-01-07', 7),
      sale('back', '2026-01-08', 'S', -1, {'Applies-from Entry': '@sold'}),
    ]);
    expect(await books.values('sold')).toEqual([
      'Direct Cost 0.00 outside -20.00',
      'Direct Cost FREIGHT 0.00 outside 7.00 valued 2026-01-06',
    ]);
    expect(await books.values('back')).toEqual(['Direct Cost 0.00 outside 10.00']);
  });

  it('costs nothing where the item is of no value', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO', inventoryValueZero: true}}});
    await books.post([purchase('lot', '2026-01-05', 'A', 3, {'Unit Cost': 10})]);
    expect(await books.values('lot')).toEqual(['Direct Cost 0.00']);
  });
});
