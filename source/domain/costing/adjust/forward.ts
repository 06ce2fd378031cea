/**
 * Forwarding of applied costs (costing.md 15.2): from an inbound entry to what was taken from it, to transfer
 * receipts, and from an outbound entry to the entries that reverse it. Entries are recomputed in the order in which
 * cost flows, each once, and only where something before them changed; entries in a loop (which an import may
 * hold) are gone through at most {@link MOST_PASSES} times and then left flagged for another run.
 */
import {followsLot, isAverageValued, type CostEntry, type ItemCosts} from './entries.js';
import {recompute} from './recompute.js';

const MOST_PASSES = 100;

/** Forwards the cost of `givers`. Returns the entries that were still changing when the passes ran out. */
export function forward(costs: ItemCosts, givers: readonly CostEntry[]): CostEntry[] {
  const waiting = countGivers(costs, givers);
  const dirty = new Set<CostEntry>(givers);
  const ready = givers.filter(giver => waiting.get(giver) === 0);
  const settle = (entry: CostEntry, given: boolean): void => {
    waiting.delete(entry);
    for (const receiver of receiversOf(costs, entry)) {
      if (given) dirty.add(receiver);
      const left = (waiting.get(receiver) ?? 0) - 1;
      if (!waiting.has(receiver)) continue;
      waiting.set(receiver, left);
      if (left === 0) ready.push(receiver);
    }
  };
  const flagged = new Set(givers);
  for (let next = 0; next < ready.length; next += 1) {
    const entry = ready[next] as CostEntry;
    const changed = dirty.has(entry) && recompute(costs, entry);
    settle(entry, changed || flagged.has(entry));
  }
  return waiting.size === 0 ? [] : settleLoop(costs, [...waiting.keys()], dirty);
}

/** Goes through the entries of a loop until nothing changes any more. */
function settleLoop(costs: ItemCosts, entries: CostEntry[], dirty: Set<CostEntry>): CostEntry[] {
  entries.sort((left, right) => left.no - right.no);
  let changing = entries.filter(entry => dirty.has(entry));
  for (let pass = 0; pass < MOST_PASSES && changing.length > 0; pass += 1) {
    const next = new Set<CostEntry>();
    for (const entry of changing) {
      if (!recompute(costs, entry) && pass > 0) continue;
      for (const receiver of receiversOf(costs, entry)) next.add(receiver);
    }
    changing = [...next].sort((left, right) => left.no - right.no);
  }
  return changing;
}

/** How many givers each entry that can be reached has among those that can be reached. */
function countGivers(costs: ItemCosts, givers: readonly CostEntry[]): Map<CostEntry, number> {
  const waiting = new Map<CostEntry, number>();
  for (const giver of givers) waiting.set(giver, 0);
  const stack = [...givers];
  for (let entry = stack.pop(); entry; entry = stack.pop()) {
    for (const receiver of receiversOf(costs, entry)) {
      const known = waiting.get(receiver);
      if (known === undefined) stack.push(receiver);
      waiting.set(receiver, (known ?? 0) + 1);
    }
  }
  return waiting;
}

const NOBODY: readonly CostEntry[] = [];

/** The entries that get cost from this one directly; none twice. */
export function receiversOf(costs: ItemCosts, entry: CostEntry): readonly CostEntry[] {
  if (entry.takers.length === 0 && entry.reversals.length === 0 && entry.transfers.length === 0) return NOBODY;
  const receivers = new Set<CostEntry>();
  if (entry.quantity > 0n) {
    for (const row of entry.takers) {
      if (!row.costApplication) continue;
      const taker = costs.entry(row.entryNo);
      if (taker !== entry && !isAverageValued(taker)) receivers.add(taker);
    }
    for (const row of entry.transfers) if (followsLot(costs, row)) receivers.add(costs.entry(row.entryNo));
  } else {
    for (const row of entry.reversals) if (!followsLot(costs, row)) receivers.add(costs.entry(row.entryNo));
  }
  receivers.delete(entry);
  return [...receivers];
}
