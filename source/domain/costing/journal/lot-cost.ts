/** Cost of entries that are there, as far as the posting of others depends on it (costing.md 9, 10). */
import {abs, divideRounded, type Scaled} from '../../money.js';
import type {ItemLedgerEntry, ValueEntry} from '../entries.js';
import type {Session} from './session.js';

/**
 * The share of an inbound entry's cost that belongs to a quantity taken from it now: actual cost, expected cost of
 * what is not invoiced, partial revaluations scaled to the whole entry, no roundings. Rounded once.
 */
export function shareOfLot(session: Session, lot: ItemLedgerEntry, quantity: Scaled): Scaled {
  let numerator = 0n;
  let denominator = 1n;
  let expected = 0n;
  let expectedAdjusted = 0n;
  for (const value of session.set.valueEntriesOf(lot.entryNo)) {
    if (value.entryType === 'Rounding') continue;
    if (value.partialRevaluation && value.valuedQuantity !== 0n) {
      const amount = (value.costAmountActual + value.costAmountExpected) * lot.quantity;
      numerator = numerator * value.valuedQuantity + amount * denominator;
      denominator *= value.valuedQuantity;
      continue;
    }
    numerator += value.costAmountActual * denominator;
    if (value.entryType === 'Revaluation') numerator += value.costAmountExpected * denominator;
    else if (value.adjustment) expectedAdjusted += value.costAmountExpected;
    else if (value.expectedCost) expected += value.costAmountExpected;
  }
  // Adjustments bring what is expected to what is not invoiced: of them nothing is for the part that is.
  if (lot.quantity !== lot.invoicedQuantity) numerator += expectedAdjusted * denominator;
  numerator = numerator * lot.quantity + expected * (lot.quantity - lot.invoicedQuantity) * denominator;
  denominator *= lot.quantity;
  const precision = session.settings.amountPrecision;
  return divideRounded(numerator * quantity, denominator * lot.quantity * precision) * precision;
}

const notRounding = (value: ValueEntry): boolean => value.entryType !== 'Rounding';

/**
 * The share of an entry's cost, actual and expected, that a quantity bears: of all value entries that `element`
 * takes. Of goods that are not kept in stock it is their cost outside of stock, without charges.
 */
export function shareOfEntry(
  session: Session,
  entry: ItemLedgerEntry,
  quantity: Scaled,
  element: (value: ValueEntry) => boolean = notRounding,
): Scaled {
  let cost = 0n;
  for (const value of session.set.valueEntriesOf(entry.entryNo)) {
    if (!element(value)) continue;
    cost += value.costAmountActual + value.costAmountExpected;
    if (value.itemChargeNo === '') cost += value.costAmountNonInvtbl;
  }
  const precision = session.settings.amountPrecision;
  return divideRounded(cost * abs(quantity), abs(entry.quantity) * precision) * precision;
}

/** Direct cost with its charges and revaluations: without indirect cost, variance and rounding (costing.md 9.3). */
export const isDirect = (value: ValueEntry): boolean =>
  value.entryType === 'Direct Cost' || value.entryType === 'Revaluation';
export const isIndirect = (value: ValueEntry): boolean => value.entryType === 'Indirect Cost';
