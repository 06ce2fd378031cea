/** Step A of an item's adjustment (costing.md 15.1): forwards what its flagged entries cost, then rounds. */
import type {CostEntry, ItemCosts} from './entries.js';
import {forward} from './forward.js';
import {invoiceWithSources} from './recompute.js';
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
  if (costs.rules.average) invoiceFollowers(costs, flagged);
  // A used-up lot whose cost changed has to be rounded too, whatever its flag says.
  const lots = new Set([...flagged, ...costs.changed.values()].filter(entry => entry.quantity > 0n));
  for (const lot of [...lots].sort((left, right) => left.no - right.no)) eliminateRounding(costs, lot);
  for (const entry of flagged) if (!mayChange(costs, entry)) costs.flag(entry, false);
  for (const entry of unsettled) costs.flag(entry, true);
  return unsettled.length > 0;
}

/**
 * Average transfers and consumption do not get their cost over their applications, but are invoiced like others
 * when everything that they took is.
 */
function invoiceFollowers(costs: ItemCosts, invoiced: readonly CostEntry[]): void {
  const stack = invoiced.filter(entry => entry.quantity > 0n && entry.completelyInvoiced);
  for (let entry = stack.pop(); entry; entry = stack.pop()) {
    for (const {entryNo} of entry.takers) {
      const taker = costs.entry(entryNo);
      if (!invoiceWithSources(costs, taker)) continue;
      for (const row of taker.reversals) {
        const receiver = costs.entry(row.entryNo);
        if (invoiceWithSources(costs, receiver)) stack.push(receiver);
      }
    }
  }
}

function mayChange(costs: ItemCosts, entry: CostEntry): boolean {
  if (entry.open || !entry.completelyInvoiced) return true;
  return entry.takers.some(row => row.costApplication && !costs.entry(row.entryNo).completelyInvoiced);
}
