/**
 * Inbound entries with a partial revaluation, and the outbound entries that are fixed to them (costing.md 14.4, rule 2):
 * the two cancel each other in an average, whenever they were posted, and so does what the outbound took of the revaluation.
 */
import {isConcerned} from './inbound-cost.js';
import type {CostEntry, CostValue, ItemCosts} from './entries.js';

export class FixedPairs {
  private readonly takersOf = new Map<CostEntry, {taker: CostEntry; quantity: bigint}[]>();
  private readonly entries = new Set<CostEntry>();

  constructor(costs: ItemCosts, revalued: Iterable<CostEntry>) {
    for (const inbound of revalued) {
      // Of an Average item cost follows only fixed applications.
      const rows = inbound.takers.filter(row => row.costApplication);
      if (rows.length === 0) continue;
      const takers = rows.map(row => ({taker: costs.entry(row.entryNo), quantity: -row.quantity}));
      this.takersOf.set(inbound, takers);
      for (const entry of [inbound, ...takers.map(({taker}) => taker)]) this.entries.add(entry);
    }
  }

  has(entry: CostEntry): boolean {
    return this.entries.has(entry);
  }

  /** How much of the revalued quantity went to outbound entries that are fixed to `inbound` and that it reaches. */
  takenOf(inbound: CostEntry, revaluation: CostValue): bigint {
    return (this.takersOf.get(inbound) ?? [])
      .filter(({taker}) => isConcerned(revaluation, taker))
      .reduce((sum, {quantity}) => sum + quantity, 0n);
  }
}
