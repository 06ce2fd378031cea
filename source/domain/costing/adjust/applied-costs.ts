/** Step A of an item's adjustment (costing.md 15.1): forwards what its flagged entries cost, then rounds. */
import type {CostEntry, ItemCosts} from './entries.js';
import {forward} from './forward.js';
import {eliminateRounding} from './rounding.js';

/**
 * Forwards the cost of all loaded entries that are flagged. A flag stays where the entry is open or not completely
 * invoiced, or something taken from it is not: more may come. Returns whether another pass is needed because
 * entries kept changing.
 */
export function adjustAppliedCosts(costs: ItemCosts): boolean {
  const flagged = [...costs.entries.values()].filter(entry => entry.toAdjust).sort((left, right) => left.no - right.no);
  if (flagged.length === 0) return false;
  const unsettled = forward(costs, flagged);
  for (const entry of flagged) {
    eliminateRounding(costs, entry);
    if (!mayChange(costs, entry)) costs.flag(entry, false);
  }
  for (const entry of unsettled) costs.flag(entry, true);
  return unsettled.length > 0;
}

function mayChange(costs: ItemCosts, entry: CostEntry): boolean {
  if (entry.open || !entry.completelyInvoiced) return true;
  return entry.takers.some(row => row.costApplication && !costs.entry(row.entryNo).completelyInvoiced);
}
