/** What rounding leaves on a lot that is used up, taken out by a Rounding entry on the lot (costing.md 13). */
import {actualOf, type CostEntry, type Currency, type ItemCosts, type Money} from './entries.js';
import {shareOfInbound} from './inbound-cost.js';
import {newValue} from './recompute.js';

/** Adds the Rounding entry of an inbound entry where one is due. */
export function eliminateRounding(costs: ItemCosts, lot: CostEntry): void {
  if (lot.quantity <= 0n || lot.open || !lot.completelyInvoiced) return;
  const takers = lot.takers.filter(row => row.costApplication);
  if (takers.reduce((sum, row) => sum - row.quantity, 0n) !== lot.quantity) return;
  for (const row of takers) {
    const taker = costs.entry(row.entryNo);
    if (!taker.completelyInvoiced && row.completelyInvoicedDate === '') return;
  }
  const amount: Money = {lcy: 0n, acy: 0n};
  for (const currency of costs.rules.currencies) amount[currency] = residualOf(costs, lot, currency);
  if (amount.lcy === 0n && amount.acy === 0n) return;
  const base = lot.values.findLast(
    value =>
      value.no !== 0 && value.type === 'Direct Cost' && !value.adjustment && !value.charge && !value.expectedCost,
  );
  if (base) costs.add(lot, newValue(base, {type: 'Rounding', actual: amount, valuedQuantity: lot.quantity}));
}

/** Minus what is left when every taker got its rounded share; earlier Rounding entries count. */
function residualOf(costs: ItemCosts, lot: CostEntry, currency: Currency): bigint {
  let left = 0n;
  for (const value of lot.values) left += actualOf(value, currency);
  for (const row of lot.takers) {
    const taker = costs.entry(row.entryNo);
    left -= shareOfInbound(lot, taker, -row.quantity, currency, costs.rules.precision[currency]);
  }
  return -left;
}
