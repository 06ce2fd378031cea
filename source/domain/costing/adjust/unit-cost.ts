/** The unit cost that adjustment leaves on an item's card (costing.md 13). */
import {divide} from '../../money.js';
import {totalCost, type CostEntry, type ItemCosts} from './entries.js';

/** What unit costs are computed from: everything in stock, and the latest issue for when nothing is. */
export interface UnitCostBasis {
  /** All entries but open outbound ones. */
  quantity: bigint;
  /** Actual and expected cost of the same entries. */
  cost: bigint;
  /** Cost and quantity of the latest outbound entry that is closed, invoiced, freely applied and no correction. */
  latestIssue: {quantity: bigint; cost: bigint} | undefined;
}

/** Total cost / total quantity; of an empty stock that of the latest issue. Undefined, so no change, where that is not above 0. */
export function unitCostOf({quantity, cost, latestIssue}: UnitCostBasis, precision: bigint): bigint | undefined {
  const basis = quantity === 0n ? latestIssue : {quantity, cost};
  if (!basis || basis.quantity === 0n) return undefined;
  const unitCost = divide(basis.cost, basis.quantity, precision);
  return unitCost > 0n ? unitCost : undefined;
}

/** The basis of an item that is loaded whole, of all entries or of those that `counts` lets through. */
export function unitCostBasis(costs: ItemCosts, counts: (entry: CostEntry) => boolean = () => true): UnitCostBasis {
  const basis: UnitCostBasis = {quantity: 0n, cost: 0n, latestIssue: undefined};
  let latest: CostEntry | undefined;
  for (const entry of costs.entries.values()) {
    if (!counts(entry) || (entry.quantity < 0n && entry.open)) continue;
    if (entry.values.length === 0) continue;
    basis.quantity += entry.quantity;
    basis.cost += totalCost(entry, 'lcy');
    if (isIssue(entry) && (!latest || isLater(entry, latest))) latest = entry;
  }
  if (latest) basis.latestIssue = {quantity: latest.quantity, cost: totalCost(latest, 'lcy')};
  return basis;
}

const isIssue = (entry: CostEntry): boolean =>
  entry.quantity < 0n && entry.completelyInvoiced && entry.appliesTo === 0 && !entry.correction;

const isLater = (left: CostEntry, right: CostEntry): boolean =>
  left.postingDate > right.postingDate || (left.postingDate === right.postingDate && left.no > right.no);
