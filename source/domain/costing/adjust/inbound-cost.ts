/**
 * What an inbound entry's cost is to an outbound entry that takes from it (costing.md 10, 15.2).
 * Kept as a fraction until the share is rounded, once, per application.
 */
import {divideRounded} from '../../money.js';
import {actualOf, expectedOf, firstValue, type CostEntry, type CostValue, type Currency} from './entries.js';

/** Which part of the inbound cost: all of it but rounding, or one kind (for exact reversals). */
export type CostElement = (value: CostValue) => boolean;

const everything: CostElement = () => true;

/**
 * The share of `inbound`'s cost that belongs to `quantity` of it (positive), as taken by `outbound`: actual cost,
 * expected cost as far as not invoiced (and what adjustments added to that), partial revaluations that concern the
 * outbound scaled to the whole entry; no rounding entries. Rounded to `precision`.
 */
export function shareOfInbound(
  inbound: CostEntry,
  outbound: CostEntry,
  quantity: bigint,
  currency: Currency,
  precision: bigint,
  element: CostElement = everything,
): bigint {
  let numerator = 0n;
  let denominator = 1n;
  const uninvoiced = inbound.quantity - inbound.invoiced;
  const add = (amount: bigint, multiplier: bigint, divisor: bigint): void => {
    if (multiplier === divisor) numerator += amount * denominator;
    else {
      numerator = numerator * divisor + amount * multiplier * denominator;
      denominator *= divisor;
    }
  };
  let expected = 0n;
  let expectedAdjusted = 0n;
  for (const value of inbound.values) {
    if (value.type === 'Rounding' || !element(value)) continue;
    const partial = partialRevaluationOf(value, inbound);
    if (partial) {
      if (isConcerned(partial, outbound)) {
        add(actualOf(value, currency) + expectedOf(value, currency), inbound.quantity, partial.valuedQuantity);
      }
      continue;
    }
    const actual = actualOf(value, currency);
    if (actual !== 0n) add(actual, 1n, 1n);
    if (value.type === 'Revaluation') add(expectedOf(value, currency), 1n, 1n);
    else if (value.adjustment) expectedAdjusted += expectedOf(value, currency);
    else {
      if (value.expectedCost) expected += value.expected[currency];
      expectedAdjusted += value.expectedAdded?.[currency] ?? 0n;
    }
  }
  // Adjustments bring what is expected to what is not invoiced: of them nothing is for the part that is.
  if (uninvoiced !== 0n) {
    if (expected !== 0n) add(expected, uninvoiced, inbound.quantity);
    if (expectedAdjusted !== 0n) add(expectedAdjusted, 1n, 1n);
  }
  if (numerator === 0n) return 0n;
  return divideRounded(numerator * quantity, denominator * inbound.quantity * precision) * precision;
}

/** The partial revaluation that a value entry is, adjusts, or reverses the expected part of. */
function partialRevaluationOf(value: CostValue, inbound: CostEntry): CostValue | undefined {
  if (value.type !== 'Revaluation') return undefined;
  const original = value.appliesTo === 0 ? value : inbound.values.find(other => other.no === value.appliesTo);
  return original?.partialRevaluation && original.valuedQuantity !== 0n ? original : undefined;
}

/** A partial revaluation concerns outbound entries posted after it, or valued after it (costing.md 10). */
export function isConcerned(revaluation: CostValue, outbound: CostEntry): boolean {
  const first = firstValue(outbound);
  return first === undefined || first.no > revaluation.no || first.valuationDate > revaluation.valuationDate;
}
