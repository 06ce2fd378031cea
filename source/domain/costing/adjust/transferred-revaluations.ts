/**
 * Revaluations of goods that were transferred before their receipt was invoiced (Standard items). A transfer books
 * them as actual cost (costing.md 9.1), so a revaluation at their new place is actual as well, while the variance of
 * the invoice is measured at the standard cost of then (costing.md 5): what the invoice brings comes along with the
 * lot's new cost, and the revaluation is taken out in proportion, as it is on a receipt of its own.
 */
import {proportion} from '../../money.js';
import {actualOf, type CostEntry, type Currency, type ItemCosts} from './entries.js';

/** Brings the revaluations of a transfer receipt to the part of its first lot that is not invoiced since. */
export function takeOutInvoiced(costs: ItemCosts, receipt: CostEntry, lotNo: number, currency: Currency): boolean {
  if (receipt.completelyInvoiced) return false;
  let changed = false;
  for (const revaluation of receipt.values) {
    if (revaluation.type !== 'Revaluation' || revaluation.appliesTo !== 0 || revaluation.no === 0) continue;
    const lot = firstLot(costs, lotNo);
    let invoiced = 0n;
    for (const value of lot.values) {
      if (value.type === 'Direct Cost' && !value.charge && value.no > revaluation.no)
        invoiced += value.invoicedQuantity;
    }
    const target = -proportion(revaluation.actual[currency], invoiced, lot.quantity, costs.rules.precision[currency]);
    let present = revaluation.actualAdded?.[currency] ?? 0n;
    for (const value of receipt.values) if (value.appliesTo === revaluation.no) present += actualOf(value, currency);
    if (target === present) continue;
    costs.record(receipt, revaluation, currency, target - present, 0n);
    changed = true;
  }
  return changed;
}

/** Where the goods came from before their first transfer. */
function firstLot(costs: ItemCosts, lotNo: number): CostEntry {
  const lot = costs.entry(lotNo);
  const from = lot.own.find(row => row.transferredFromNo !== 0)?.transferredFromNo;
  return from === undefined ? lot : firstLot(costs, from);
}
