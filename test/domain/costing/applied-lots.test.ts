import {describe, expect, it} from 'vitest';
import {AppliedLots} from '../../../source/domain/costing/applied-lots.js';
import {scaled} from '../../../source/domain/money.js';

const CENT = scaled('0.01');

/** Entries as `quantity, remaining, cost`, numbered from 1; applications as `outbound, inbound`. */
function lots(
  entries: readonly (readonly [quantity: string, remaining: string, cost: string, more?: 'not invoiced' | 'partly'])[],
  applications: readonly (readonly [outbound: number, inbound: number])[],
): string[] {
  const applied = new AppliedLots();
  for (const [index, [quantity, remaining, , more]] of entries.entries()) {
    applied.addEntry({
      entryNo: index + 1,
      itemNo: 'A',
      quantity: scaled(quantity),
      remainingQuantity: scaled(remaining),
      completelyInvoiced: more !== 'not invoiced',
    });
  }
  for (const [outbound, inbound] of applications) applied.addApplication(outbound, inbound);
  for (const [index, [, , cost, more]] of entries.entries()) {
    applied.addCost(index + 1, scaled(cost), more === 'partly');
  }
  return applied.unbalanced(CENT).map(({entryNo, cost, onHand}) => `${entryNo}: ${cost / CENT} ${onHand / CENT}`);
}

describe('cost in equals cost out and what is on hand', () => {
  it('to the cent where nothing is left: 3 pieces for 10.00, sold one by one, with Rounding', () => {
    const sales = [
      [2, 1],
      [3, 1],
      [4, 1],
    ] as const;
    const sold = ['-1', '0', '-3.33'] as const;
    expect(lots([['3', '0', '9.99'], sold, sold, sold], sales)).toEqual([]);
    expect(lots([['3', '0', '10.00'], sold, sold, sold], sales)).toEqual(['1: 1 0']);
  });

  it('within a cent an application where something is left, or not invoiced', () => {
    const sold = (cost: string) =>
      lots(
        [
          ['3', '2', '10.00'],
          ['-1', '0', cost],
        ],
        [[2, 1]],
      );
    expect(sold('-3.33')).toEqual([]);
    expect(sold('-3.35')).toEqual(['1: 665 666']);
    expect(
      lots(
        [
          ['3', '0', '10.00', 'not invoiced'],
          ['-3', '0', '-9.99'],
        ],
        [[2, 1]],
      ),
    ).toEqual([]);
  });

  it('over all lots that one issue ties together', () => {
    const entries = (cost: string) =>
      [
        ['2', '0', '10'],
        ['2', '1', '12'],
        ['-3', '0', cost],
        ['5', '5', '50'],
      ] as const;
    const applications = [
      [3, 1],
      [3, 2],
    ] as const;
    expect(lots(entries('-16'), applications)).toEqual([]);
    expect(lots(entries('-15'), applications)).toEqual(['1: 700 600']);
  });

  it('except where goods are owed, or a partial revaluation is still on hand', () => {
    expect(
      lots(
        [
          ['2', '0', '10'],
          ['-3', '-1', '-30'],
        ],
        [[2, 1]],
      ),
    ).toEqual([]);
    expect(
      lots(
        [
          ['10', '6', '106', 'partly'],
          ['-4', '0', '-40'],
        ],
        [[2, 1]],
      ),
    ).toEqual([]);
    expect(
      lots(
        [
          ['10', '0', '106', 'partly'],
          ['-10', '0', '-100'],
        ],
        [[2, 1]],
      ),
    ).toEqual(['1: 600 0']);
  });
});
