import {expect, it} from 'vitest';
import {company, negativeAdjustment, purchase, sale, transfer} from '../../support/costing.js';
import {onEachDatabase} from '../../support/databases.js';

onEachDatabase(open => {
  it('writes the rows of costing.md 7: inbound, outbound, exact reversal, transfer', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO'}}, locations: ['RED']});
    await books.post([
      purchase('lot', '2026-01-01', 'A', 10, {'Unit Cost': 10}),
      sale('out', '2026-01-02', 'A', 4),
      sale('back', '2026-01-03', 'A', -1, {'Applies-from Entry': '@out'}),
      transfer('move', '2026-01-04', 'A', 2, '', 'RED'),
    ]);
    expect(await books.applications()).toEqual([
      '1: 1/0 10 cost',
      '2: 1/2 -4 cost',
      '3: 3/2 1 cost',
      '4: 1/4 -2 cost',
      '5: 5/4 2 cost',
    ]);
    expect([await books.stock('lot'), await books.stock('out'), await books.stock('back')]).toEqual([
      '10, 4 left, open',
      '-4, 0 left',
      '1, 1 left, open',
    ]);
    expect(await books.entry('out')).toMatchObject({shippedQtyNotReturned: -300_000n});
  });

  it.each([
    ['FIFO', ['3: 1/3 -10 cost', '3: 2/3 -5 cost']],
    ['LIFO', ['3: 2/3 -10 cost', '3: 1/3 -5 cost']],
    ['Average', ['3: 1/3 -10', '3: 2/3 -5']],
    ['Standard', ['3: 1/3 -10 cost', '3: 2/3 -5 cost']],
  ] as const)('takes lots in the order of %s', async (costingMethod, rows) => {
    const books = await company(await open(), {items: {A: {costingMethod, standardCost: 10}}});
    await books.post([
      purchase('late', '2026-01-02', 'A', 10, {'Unit Cost': 12, 'Posting Date': '2026-01-01'}),
      purchase('early', '2026-01-02', 'A', 10, {'Unit Cost': 12}),
      sale('out', '2026-01-03', 'A', 15),
    ]);
    expect((await books.applications()).slice(2)).toEqual(rows);
  });

  it('leaves a sale open without stock, and an inbound covers it; its valuation date follows (costing.md 12)', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO', unitCost: 10}}});
    await books.post([sale('out', '2026-01-01', 'A', 5)]);
    expect(await books.stock('out')).toBe('-5, -5 left, open');
    await books.post([purchase('part', '2026-01-05', 'A', 2, {'Unit Cost': 12})]);
    await books.post([purchase('rest', '2026-01-08', 'A', 4, {'Unit Cost': 12})]);
    expect([await books.stock('out'), await books.stock('rest')]).toEqual(['-5, 0 left', '4, 1 left, open']);
    expect(await books.values('out')).toEqual(['Direct Cost -50.00 valued 2026-01-08']);
    expect(await books.applications()).toEqual(['2: 2/0 2 cost', '1: 2/1 -2 cost', '3: 3/0 4 cost', '1: 3/1 -3 cost']);
    expect(await books.entryPoints()).toEqual(['A|||2026-01-01', 'A|||2026-01-05', 'A|||2026-01-08']);
  });

  it('values an outbound not before its lot, wherever the dates stand', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO'}}});
    await books.post([
      purchase('lot', '2026-01-10', 'A', 10, {'Unit Cost': 10}),
      sale('before', '2026-01-05', 'A', 1),
      sale('after', '2026-01-20', 'A', 1),
      sale('fixed', '2026-01-20', 'A', 1, {'Applies-to Entry': '@lot'}),
    ]);
    expect(await books.values('before')).toEqual(['Direct Cost -10.00 valued 2026-01-10']);
    expect(await books.values('after')).toEqual(['Direct Cost -10.00']);
    expect(await books.values('fixed')).toEqual(['Direct Cost -10.00 valued 2026-01-10']);
  });

  it('makes room for a fixed application: others are undone, newest first, and applied elsewhere', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO'}}});
    await books.post([
      purchase('one', '2026-01-01', 'A', 10, {'Unit Cost': 10}),
      sale('first', '2026-01-02', 'A', 6),
      sale('second', '2026-01-03', 'A', 4),
      purchase('two', '2026-01-04', 'A', 10, {'Unit Cost': 11}),
      sale('fixed', '2026-01-05', 'A', 5, {'Applies-to Entry': '@one'}),
    ]);
    expect(await books.applications()).toEqual([
      '1: 1/0 10 cost',
      '2: 1/2 -5 cost',
      '4: 4/0 10 cost',
      '5: 1/5 -5 cost',
      '3: 4/3 -4 cost',
      '2: 4/2 -1 cost',
    ]);
    expect([await books.stock('one'), await books.stock('two')]).toEqual(['10, 0 left', '10, 5 left, open']);
  });

  it('refuses a fixed application that leaves another without stock', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO'}}});
    await books.post([purchase('one', '2026-01-01', 'A', 10, {'Unit Cost': 10}), sale('first', '2026-01-02', 'A', 8)]);
    expect(await books.refusal([sale('fixed', '2026-01-05', 'A', 5, {'Applies-to Entry': '@one'})])).toEqual([
      '1 Applies-to Entry: Entry 2 uses 3 of entry 1 and finds nothing else to use instead.',
    ]);
    await books.post([sale('small', '2026-01-05', 'A', 1, {'Applies-to Entry': '@one'})]);
    expect(await books.refusal([sale('more', '2026-01-06', 'A', 10, {'Applies-to Entry': '@one'})])).toEqual([
      '1 Applies-to Entry: 1 is left of entry 1; the line needs 10.',
    ]);
  });

  it('does not cover an open sale by its own return: both stay open (costing.md 7)', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO', unitCost: 10}}});
    await books.post([
      sale('out', '2026-01-01', 'A', 1),
      sale('back', '2026-01-02', 'A', -1, {'Applies-from Entry': '@out'}),
    ]);
    expect([await books.stock('out'), await books.stock('back')]).toEqual(['-1, -1 left, open', '1, 1 left, open']);
    await books.post([
      purchase('lot', '2026-01-03', 'A', 1, {'Unit Cost': 12}),
      negativeAdjustment('use', '2026-01-03', 'A', 1),
    ]);
    expect([await books.stock('out'), await books.stock('back')]).toEqual(['-1, 0 left', '1, 0 left']);
  });

  it.each(['FIFO', 'Average'] as const)('refuses to cover a %s sale by its own return', async costingMethod => {
    const books = await company(await open(), {items: {A: {costingMethod, unitCost: 10}}});
    await books.post([sale('out', '2026-01-01', 'A', 1)]);
    expect(
      await books.refusal([
        sale('back', '2026-01-02', 'A', -1, {'Applies-from Entry': '@out', 'Applies-to Entry': '@out'}),
      ]),
    ).toEqual([
      '1 Applies-to Entry: The line gets its cost from entry 1, so it cannot cover it: the cost would go round in a circle.',
    ]);
    expect(await books.stock('out')).toBe('-1, -1 left, open');
  });

  it('marks what is valued by average: outbound without fixed application (costing.md 14.2)', async () => {
    const books = await company(await open(), {
      items: {A: {costingMethod: 'Average', unitCost: 10}},
      locations: ['RED'],
    });
    await books.post([
      purchase('lot', '2026-01-01', 'A', 10, {'Unit Cost': 10}),
      sale('out', '2026-01-02', 'A', 1),
      sale('fixed', '2026-01-02', 'A', 1, {'Applies-to Entry': '@lot'}),
      transfer('move', '2026-01-03', 'A', 1, '', 'RED'),
      purchase('return', '2026-01-04', 'A', -1),
      sale('open', '2026-01-05', 'A', 9),
    ]);
    const marked = async (label: string) => (await books.valueRows(label)).map(row => row.valuedByAverageCost);
    expect([
      await marked('lot'),
      await marked('out'),
      await marked('fixed'),
      await marked('move:out'),
      await marked('move:in'),
      await marked('return'),
    ]).toEqual([[false], [true], [false], [true], [false], [true]]);
    expect(await marked('open')).toEqual([true]);
    await books.post([purchase('cover', '2026-01-06', 'A', 3, {'Unit Cost': 10, 'Applies-to Entry': '@open'})]);
    expect(await marked('open')).toEqual([false]);
  });

  it('refuses negative stock where it is not allowed', async () => {
    const books = await company(await open(), {
      items: {
        A: {costingMethod: 'FIFO', preventNegativeInventory: 'Yes'},
        S: {costingMethod: 'Specific'},
        T: {costingMethod: 'FIFO'},
      },
      locations: ['RED'],
    });
    expect(
      await books.refusal([
        sale('none', '2026-01-01', 'A', 1),
        transfer('move', '2026-01-01', 'T', 1, '', 'RED'),
        sale('which', '2026-01-01', 'S', 1),
      ]),
    ).toEqual([
      '1 Quantity: Item A lacks 1 at location "".',
      '2 Quantity: Item T lacks 1 at location "".',
      '3 Applies-to Entry: Item S is costed by Specific: name the inbound entry, or its serial or lot number.',
    ]);
  });

  it('applies a Specific item by its serial number or by fixed application', async () => {
    const books = await company(await open(), {items: {S: {costingMethod: 'Specific'}}});
    await books.post([
      purchase('one', '2026-01-01', 'S', 1, {'Unit Cost': 10, 'Serial No.': 'X1'}),
      purchase('two', '2026-01-01', 'S', 1, {'Unit Cost': 12, 'Serial No.': 'X2'}),
      sale('by serial', '2026-01-02', 'S', 1, {'Serial No.': 'X2'}),
      sale('by entry', '2026-01-02', 'S', 1, {'Applies-to Entry': '@one'}),
    ]);
    expect((await books.applications()).slice(2)).toEqual(['3: 2/3 -1 cost', '4: 1/4 -1 cost']);
  });
});
