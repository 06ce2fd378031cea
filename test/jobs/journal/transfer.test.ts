import {expect, it} from 'vitest';
import {adjustCosts} from '../../../source/jobs/adjust.js';
import {charge, company, EXPECTED, invoice, purchase, revaluation, sale, transfer} from '../../support/costing.js';
import {onEachDatabase} from '../../support/databases.js';

onEachDatabase(open => {
  it('moves a share of each lot: lot 10 for 100, transfer 4, then freight (costing.md 9.1)', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO'}}, locations: ['RED']});
    await books.post([
      purchase('one', '2026-01-01', 'A', 10, {'Unit Cost': 10}),
      purchase('two', '2026-01-02', 'A', 10, {'Unit Cost': 12}),
      charge('one', '2026-01-02', 5),
    ]);
    const posted = await books.post([transfer('move', '2026-01-03', 'A', 14, '', 'RED')]);
    expect(posted.lines[0]?.itemLedgerEntryNos).toEqual([3, 4, 5]);
    expect(await books.values('move:out')).toEqual(['Direct Cost -153.00']);
    expect([await books.values('move:in'), await books.values('move:in2')]).toEqual([
      ['Direct Cost 105.00'],
      ['Direct Cost 48.00'],
    ]);
    expect((await books.applications()).slice(2)).toEqual([
      '3: 1/3 -10 cost',
      '3: 2/3 -4 cost',
      '4: 4/3 10 cost',
      '5: 5/3 4 cost',
    ]);
  });

  it('carries actual cost of goods that are not invoiced, and stays not completely invoiced', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO'}}, locations: ['RED']});
    await books.post([
      purchase('lot', '2026-01-01', 'A', 10, {...EXPECTED, 'Unit Cost': 10}),
      transfer('move', '2026-01-03', 'A', 4, '', 'RED'),
    ]);
    expect(await books.values('move:in')).toEqual(['Direct Cost 40.00']);
    expect(await books.stock('move:in')).toBe('4, 4 left, open, not invoiced');
    expect((await books.entry('move:in')).invoicedQuantity).toBe(400_000n);
  });

  it('scales a partial revaluation to what is transferred', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO'}}, locations: ['RED']});
    await books.post([
      purchase('lot', '2026-01-01', 'A', 10, {'Unit Cost': 10}),
      sale('out', '2026-01-02', 'A', 4),
      revaluation('2026-01-03', 'A', {'Unit Cost (Revalued)': 8}),
      transfer('move', '2026-01-04', 'A', 2, '', 'RED'),
    ]);
    expect((await books.values('lot'))[1]).toBe('Revaluation -12.00');
    expect(await books.values('move:in')).toEqual(['Direct Cost 16.00']);
  });

  it('of an Average item makes one receipt at the unit cost', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'Average'}}, locations: ['RED']});
    await books.post([
      purchase('one', '2026-01-01', 'A', 1, {'Unit Cost': 10}),
      purchase('two', '2026-01-01', 'A', 1, {'Unit Cost': 20}),
      transfer('move', '2026-01-03', 'A', 2, '', 'RED'),
    ]);
    expect([await books.values('move:out'), await books.values('move:in')]).toEqual([
      ['Direct Cost -20.00'],
      ['Direct Cost 20.00'],
    ]);
    expect((await books.applications()).slice(2)).toEqual(['3: 1/3 -1', '3: 2/3 -1', '4: 4/3 2 cost']);
  });

  it('of an Average item is invoiced when what it took is, and can be revalued then (costing.md 15.2)', async () => {
    const books = await company(await open(), {
      items: {A: {costingMethod: 'Average', unitCost: 7}},
      locations: ['BLUE', 'RED'],
    });
    await books.set({averageCostCalcType: 'Item & Location & Variant'});
    await books.post([
      purchase('lot', '2026-01-03', 'A', 10, {...EXPECTED, 'Unit Cost': 10, 'Location Code': 'BLUE'}),
      transfer('move', '2026-01-04', 'A', 5, 'BLUE', 'RED'),
      transfer('on', '2026-01-05', 'A', 2, 'RED', 'BLUE'),
    ]);
    await adjustCosts(books.context);
    expect(await books.stock('move')).toBe('5, 3 left, open, not invoiced');

    await books.post([invoice('lot', '2026-01-08', 'A', 10, {'Unit Cost': 12})]);
    await adjustCosts(books.context);
    expect(await books.stock('move:out')).toBe('-5, 0 left');
    expect(await books.stock('move')).toBe('5, 3 left, open');
    expect(await books.stock('on')).toBe('2, 2 left, open');
    expect(await books.entry('move')).toMatchObject({completelyInvoiced: true, lastInvoiceDate: '2026-01-08'});

    await books.post([revaluation('2026-01-08', 'A', {'Location Code': 'RED', 'Unit Cost (Revalued)': 15})]);
    expect((await books.values('move')).at(-1)).toBe('Revaluation 9.00');
  });

  it('leaves an in-transit location only with what the same order, or else document, brought there', async () => {
    const books = await company(await open(), {
      items: {A: {costingMethod: 'Average'}},
      locations: ['RED'],
      inTransit: ['ROAD'],
    });
    await books.post([
      purchase('lot', '2026-01-01', 'A', 10, {'Unit Cost': 10}),
      transfer('ship1', '2026-01-02', 'A', 2, '', 'ROAD', {'Order No.': 'T1'}),
      transfer('ship2', '2026-01-02', 'A', 3, '', 'ROAD', {'Document No.': 'T2'}),
      transfer('receive2', '2026-01-03', 'A', 3, 'ROAD', 'RED', {'Document No.': 'T2'}),
    ]);
    expect((await books.applications()).at(-2)).toBe('6: 5/6 -3 cost');
    expect((await books.valueRows('receive2:out'))[0]).toMatchObject({valuedByAverageCost: false});
    expect(await books.refusal([transfer('much', '2026-01-03', 'A', 3, 'ROAD', 'RED', {'Order No.': 'T1'})])).toEqual([
      '1 Quantity: Item A lacks 1 at location "ROAD".',
    ]);
  });

  it('returns a sale at the cost of the sale (costing.md 9.2)', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO'}}});
    await books.post([
      purchase('lot', '2026-01-01', 'A', 3, {Amount: 10}),
      sale('out', '2026-01-02', 'A', 3),
      sale('linked', '2026-01-03', 'A', -1, {'Applies-from Entry': '@out'}),
      sale('plain', '2026-01-03', 'A', -1, {'Unit Cost': 7}),
    ]);
    expect([await books.values('linked'), await books.values('plain')]).toEqual([
      ['Direct Cost 3.33'],
      ['Direct Cost 7.00'],
    ]);
    expect(
      await books.refusal([
        sale('much', '2026-01-04', 'A', -3, {'Applies-from Entry': '@out'}),
        sale('none', '2026-01-04', 'A', -1, {'Applies-from Entry': 99}),
        sale('what', '2026-01-04', 'A', -1, {'Applies-from Entry': '@lot'}),
      ]),
    ).toEqual([
      '1 Applies-from Entry: 2 of entry 2 is not returned yet; the line returns 3.',
      '2 Applies-from Entry: There is no item ledger entry 99.',
      '3 Applies-from Entry: Entry 1 goes in the wrong direction for this line.',
    ]);
  });

  it('invoices a received return at the cost of what it reverses (costing.md 5)', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO'}}});
    await books.post([
      purchase('lot', '2026-01-01', 'A', 10, {'Unit Cost': 10}),
      sale('out', '2026-01-02', 'A', 10),
      purchase('later', '2026-01-03', 'A', 2, {'Unit Cost': 15}),
      sale('back', '2026-01-04', 'A', -2, {...EXPECTED, 'Applies-from Entry': '@out'}),
      invoice('back', '2026-01-05', 'A', -2, {}, 'Sale'),
    ]);
    expect(await books.card('A')).toBe('15 / 10');
    expect(await books.values('back')).toEqual([
      'Direct Cost 0.00 expected 20.00',
      'Direct Cost 20.00 expected -20.00 valued 2026-01-04',
    ]);
  });

  it('returns a purchase: corrected with its overhead, or as any issue (costing.md 9.3)', async () => {
    const books = await company(await open(), {
      items: {A: {costingMethod: 'FIFO', indirectCostPercent: 10}},
    });
    await books.post([
      purchase('lot', '2026-01-01', 'A', 10, {Amount: 100}),
      charge('lot', '2026-01-01', 20),
      purchase('fixed', '2026-01-02', 'A', -4, {'Applies-to Entry': '@lot'}),
      purchase('named', '2026-01-03', 'A', -2, {'Applies-to Entry': '@lot', Amount: 30}),
      purchase('loose', '2026-01-04', 'A', -1),
    ]);
    expect(await books.values('fixed')).toEqual([
      'Direct Cost -48.00 valued 2026-01-01',
      'Indirect Cost -4.00 valued 2026-01-01',
    ]);
    expect(await books.values('named')).toEqual([
      'Direct Cost -30.00 valued 2026-01-01',
      'Indirect Cost -2.00 valued 2026-01-01',
    ]);
    expect(await books.values('loose')).toEqual(['Direct Cost -10.00']);
  });
});
