import {expect, it} from 'vitest';
import {adjustCosts} from '../../../source/jobs/adjust.js';
import {verify} from '../../../source/jobs/verify.js';
import {
  type Books,
  charge,
  company,
  EXPECTED,
  invoice,
  type Line,
  purchase,
  sale,
  shown,
  transfer,
} from '../../support/costing.js';
import {onEachDatabase} from '../../support/databases.js';

const undoing = (label: string): Line => ({Correction: true, 'Applies-to Entry': `@${label}`});
const brokenIn = async ({context}: Books) => (await verify(context)).filter(({violations}) => violations.length > 0);

onEachDatabase(open => {
  it('undoes a receipt of X: -X and +X on it, -X, and +X and -X on the new entry (costing.md 6)', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO', indirectCostPercent: 10}}});
    await books.post([
      purchase('receipt', '2026-01-02', 'A', 10, {...EXPECTED, 'Unit Cost': 5}),
      purchase('other', '2026-01-02', 'A', 10, {'Unit Cost': 6}),
      sale('out', '2026-01-03', 'A', 4),
    ]);
    await books.post([purchase('undo', '2026-01-05', 'A', '', undoing('receipt'))]);

    expect(await books.values('receipt')).toEqual([
      'Direct Cost 0.00 expected 55.00',
      'Direct Cost 55.00 expected -55.00 valued 2026-01-02',
    ]);
    expect(await books.values('undo')).toEqual([
      'Direct Cost 0.00 expected -55.00 valued 2026-01-02',
      'Direct Cost -55.00 expected 55.00 valued 2026-01-02',
    ]);
    expect((await books.valueRows('undo')).map(row => [row.invoicedQuantity, row.itemLedgerEntryQuantity])).toEqual([
      [0n, -1_000_000n],
      [-1_000_000n, 0n],
    ]);
    expect(await books.entry('undo')).toMatchObject({correction: true, completelyInvoiced: true});
    expect([await books.stock('receipt'), await books.stock('undo')]).toEqual(['10, 0 left', '-10, 0 left']);
    // The sale has moved to the other lot, and takes its cost with the overhead.
    expect(await books.stock('other')).toBe('10, 6 left, open');
    await adjustCosts(books.context);
    expect(await books.values('out')).toEqual(['Direct Cost -24.00', 'Direct Cost -2.40']);
    expect(await books.values('undo')).toHaveLength(2);
    expect(await brokenIn(books)).toEqual([]);
  });

  it.each(['FIFO', 'Average'] as const)('undoes a %s shipment: its lot is there again', async costingMethod => {
    const books = await company(await open(), {items: {A: {costingMethod, unitCost: 5}}});
    await books.post([
      purchase('lot', '2026-01-02', 'A', 10, {'Unit Cost': 6}),
      sale('out', '2026-01-03', 'A', 4, EXPECTED),
      charge('lot', '2026-01-04', 10),
    ]);
    await adjustCosts(books.context);
    await books.post([sale('undo', '2026-01-05', 'A', -4, undoing('out'))]);

    expect(await books.values('out')).toEqual([
      'Direct Cost 0.00 expected -24.00',
      'Direct Cost 0.00 expected -4.00',
      'Direct Cost -28.00 expected 28.00 valued 2026-01-03',
    ]);
    expect(await books.values('undo')).toEqual([
      'Direct Cost 0.00 expected 28.00 valued 2026-01-03',
      'Direct Cost 28.00 expected -28.00 valued 2026-01-03',
    ]);
    expect([await books.stock('lot'), await books.stock('out'), await books.stock('undo')]).toEqual([
      '10, 10 left, open',
      '-4, 0 left',
      '4, 0 left',
    ]);
    await books.post([sale('all', '2026-01-06', 'A', 10)]);
    await adjustCosts(books.context);
    expect(await books.values('all')).toEqual(['Direct Cost -70.00']);
    expect((await books.valueRows('out')).length + (await books.valueRows('undo')).length).toBe(5);
    expect(await brokenIn(books)).toEqual([]);
  });

  it('undoes what was invoiced with one entry of the opposite actual amount', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO', indirectCostPercent: 10}}});
    await books.post([purchase('lot', '2026-01-02', 'A', 10, {'Unit Cost': 6})]);
    await books.post([purchase('undo', '2026-01-05', 'A', -10, undoing('lot'))]);
    const [first, ...more] = await books.valueRows('undo');
    expect(more).toEqual([]);
    expect(first && shown(first)).toBe('Direct Cost -66.00 valued 2026-01-02');
    await adjustCosts(books.context);
    expect((await books.valueRows('undo')).reduce((sum, row) => sum + row.costAmountActual, 0n)).toBe(-6_600_000n);
  });

  it('refuses to undo a part, what is invoiced in part, returned or undone, and what has other halves', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO'}}, locations: ['RED']});
    await books.post([
      purchase('lot', '2026-01-02', 'A', 10, {...EXPECTED, 'Unit Cost': 6}),
      invoice('lot', '2026-01-02', 'A', 4, {'Unit Cost': 6}),
      sale('out', '2026-01-03', 'A', 2),
      sale('back', '2026-01-03', 'A', -1, {'Applies-from Entry': '@out'}),
      transfer('move', '2026-01-03', 'A', 1, '', 'RED'),
      purchase('wrong', '2026-01-03', 'A', 3, {...EXPECTED, 'Unit Cost': 6}),
      purchase('undone', '2026-01-03', 'A', '', undoing('wrong')),
    ]);
    const undo = (label: string, quantity: number | '' = '') =>
      purchase('', '2026-01-05', 'A', quantity, undoing(label));
    expect(
      await books.refusal([
        undo('lot'),
        undo('wrong'),
        undo('undone'),
        {...undo('back', -1), 'Entry Type': 'Sale'},
        {...undo('out'), 'Entry Type': 'Sale'},
        {...undo('move'), 'Entry Type': 'Transfer', 'New Location Code': 'RED'},
        undo('out'),
        purchase('', '2026-01-05', 'A', '', {Correction: true}),
      ]),
    ).toEqual([
      '1 Applies-to Entry: Entry 1 is invoiced in part; it cannot be undone any more.',
      '2 Applies-to Entry: Entry 6 is undone already, or is a correction itself.',
      '3 Applies-to Entry: Entry 7 is undone already, or is a correction itself.',
      '4 Quantity: A correction undoes the whole of entry 3: its quantity is 1, or blank.',
      '5 Applies-to Entry: Goods of entry 2 were returned; it cannot be undone any more.',
      '6 Entry Type: A line of type Transfer is not undone by a correction. Post its opposite.',
      '7 Entry Type: Entry 2 is a Sale; the line that undoes it has the same entry type.',
      '8 Applies-to Entry: Name the entry that the correction undoes.',
    ]);
  });

  it('leaves nothing of an undone shipment to return (costing.md 9.2)', async () => {
    const books = await company(await open(), {items: {A: {costingMethod: 'FIFO'}}});
    await books.post([
      purchase('lot', '2026-01-01', 'A', 10, {'Unit Cost': 5}),
      sale('out', '2026-01-02', 'A', 4, EXPECTED),
      sale('undo', '2026-01-03', 'A', '', undoing('out')),
    ]);
    expect(await books.refusal([sale('back', '2026-01-04', 'A', -1, {'Applies-from Entry': '@out'})])).toEqual([
      '1 Applies-from Entry: 0 of entry 2 is not returned yet; the line returns 1.',
    ]);
    expect(await books.entry('out')).toMatchObject({shippedQtyNotReturned: 0n});
  });
});
