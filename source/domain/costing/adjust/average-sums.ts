/** Sums of quantity and cost per location and variant: what an average is computed from (costing.md 14.4). */
import {divideRounded} from '../../money.js';
import type {AverageCostCalculationType} from '../../options.js';
import {actualOf, expectedOf, type CostEntry, type CostValue, type Currency, type Money} from './entries.js';

export interface Sum extends Money {
  quantity: bigint;
}

export const emptySum = (): Sum => ({quantity: 0n, lcy: 0n, acy: 0n});

export function addSum(to: Sum, sum: Sum, factor: 1n | -1n = 1n): void {
  to.quantity += factor * sum.quantity;
  to.lcy += factor * sum.lcy;
  to.acy += factor * sum.acy;
}

export function addValue(to: Sum, value: CostValue, factor: 1n | -1n = 1n): void {
  to.quantity += factor * value.entryQuantity;
  to.lcy += factor * costOf(value, 'lcy');
  to.acy += factor * costOf(value, 'acy');
}

/** A sum of an item with many entries is one of many: where there is nothing to add, no new number is made. */
export function sumOfValues(values: readonly CostValue[]): Sum {
  const [first, ...others] = values;
  if (!first) return emptySum();
  const sum = {quantity: first.entryQuantity, lcy: costOf(first, 'lcy'), acy: costOf(first, 'acy')};
  for (const value of others) addValue(sum, value);
  return sum;
}

function costOf(value: CostValue, currency: Currency): bigint {
  const expected = expectedOf(value, currency);
  return expected === 0n ? actualOf(value, currency) : actualOf(value, currency) + expected;
}

/** Sums by location and variant. */
export type Cells = Map<string, Sum>;

export const cellOf = (place: Pick<CostEntry, 'locationCode' | 'variantCode'>): string =>
  `${place.locationCode}\u0001${place.variantCode}`;

export function cellSum(cells: Cells, cell: string): Sum {
  let sum = cells.get(cell);
  if (!sum) {
    sum = emptySum();
    cells.set(cell, sum);
  }
  return sum;
}

/** The key of the average that an entry belongs to: one for the whole item, or one per location and variant. */
export const groupOf = (calcType: AverageCostCalculationType, entry: CostEntry): string =>
  calcType === 'Item & Location & Variant' ? cellOf(entry) : '';

/** What a group starts with. */
export function groupSum(calcType: AverageCostCalculationType, cells: Cells, group: string): Sum {
  const sum = emptySum();
  if (calcType === 'Item & Location & Variant') {
    const cell = cells.get(group);
    if (cell) addSum(sum, cell);
  } else for (const cell of cells.values()) addSum(sum, cell);
  return sum;
}

/**
 * Sums of years with one average for the item, as a year with averages per location and variant starts from them:
 * each place gets its share of the item's cost by quantity (costing.md 14.4, last sentence).
 */
export function sharedByQuantity(cells: Cells): Cells {
  const total = groupSum('Item', cells, '');
  if (total.quantity === 0n) return cells;
  const shared: Cells = new Map();
  for (const [cell, {quantity}] of cells) {
    shared.set(cell, {
      quantity,
      lcy: divideRounded(total.lcy * quantity, total.quantity),
      acy: divideRounded(total.acy * quantity, total.quantity),
    });
  }
  return shared;
}
