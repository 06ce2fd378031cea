import {expect, it} from 'vitest';
import {adjustCosts} from '../../source/jobs/adjust.js';
import {company, invoice, purchase, revaluation, sale, transfer} from '../support/costing.js';
import {onEachDatabase} from '../support/databases.js';

onEachDatabase(open => {
  const standard = {
    items: {A: {costingMethod: 'Standard', standardCost: 100, unitCost: 100}},
    locations: ['BLUE', 'RED'],
  } as const;

  it('a revaluation of transferred goods is taken out as their receipt is invoiced (costing.md 5, 9.1)', async () => {
    const books = await company(await open(), standard);
    await books.post([
      purchase('lot', '2026-01-10', 'A', 3, {'Unit Cost': 100, 'Invoiced Quantity': 0, 'Location Code': 'BLUE'}),
      transfer('moved', '2026-01-10', 'A', 3, 'BLUE', 'RED'),
      sale('one', '2026-01-11', 'A', 1, {'Location Code': 'RED'}),
      revaluation('2026-01-12', 'A', {'Unit Cost (Revalued)': 110, 'Update Standard Cost': true}),
      sale('two', '2026-01-13', 'A', 1, {'Location Code': 'RED'}),
      invoice('lot', '2026-01-13', 'A', 3, {'Unit Cost': 300}),
    ]);
    expect(await books.values('lot')).toEqual([
      'Direct Cost 0.00 expected 300.00',
      'Direct Cost 900.00 expected -300.00 valued 2026-01-10',
      'Variance Purchase -570.00 valued 2026-01-10',
    ]);
    expect(await books.values('moved')).toEqual(['Direct Cost 300.00', 'Revaluation 20.00']);

    await adjustCosts(books.context);

    expect(await books.values('moved')).toEqual([
      'Direct Cost 300.00',
      'Revaluation 20.00',
      'Direct Cost 30.00',
      'Revaluation -20.00',
    ]);
    expect((await books.valueRows('moved'))[3]).toMatchObject({
      adjustment: true,
      appliesToEntry: (await books.valueRows('moved'))[1]?.entryNo,
      partialRevaluation: true,
      valuedQuantity: 200_000n,
    });
    expect([await books.values('one'), await books.values('two')]).toEqual([
      ['Direct Cost -100.00', 'Direct Cost -10.00'],
      ['Direct Cost -110.00'],
    ]);

    await books.post([
      revaluation('2026-01-14', 'A', {'Unit Cost (Revalued)': 120, 'Update Standard Cost': true}),
      sale('three', '2026-01-15', 'A', 1, {'Location Code': 'RED'}),
    ]);
    await adjustCosts(books.context);

    expect(await books.values('moved')).toHaveLength(5);
    expect((await books.values('moved')).at(-1)).toBe('Revaluation 10.00');
    expect(await books.values('three')).toEqual(['Direct Cost -120.00']);
  });

  it('in proportion where the invoice is for a part', async () => {
    const books = await company(await open(), standard);
    await books.post([
      purchase('lot', '2026-01-10', 'A', 3, {'Unit Cost': 100, 'Invoiced Quantity': 0, 'Location Code': 'BLUE'}),
      transfer('moved', '2026-01-10', 'A', 3, 'BLUE', 'RED'),
      revaluation('2026-01-12', 'A', {'Unit Cost (Revalued)': 110, 'Update Standard Cost': true}),
      invoice('lot', '2026-01-13', 'A', 1, {'Unit Cost': 300}),
    ]);
    await adjustCosts(books.context);
    expect((await books.values('moved')).slice(2)).toEqual(['Direct Cost 10.00', 'Revaluation -10.00']);

    await books.post([invoice('lot', '2026-01-14', 'A', 2, {'Unit Cost': 300})]);
    await adjustCosts(books.context);
    expect((await books.values('moved')).slice(4)).toEqual(['Direct Cost 20.00', 'Revaluation -20.00']);
    expect(await adjustCosts(books.context)).toEqual({items: 0, valueEntries: []});
  });
});
