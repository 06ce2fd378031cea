/**
 * Cost shares of item ledger entries (reports.md 4.3): of what the cost of sales or stock consists. Every entry begins
 * with its own cost; outputs are split by what their order used; then shares follow the applications, from inbound to
 * outbound entries and on to returns and transfer receipts. An entry's total never changes by that: an outbound entry
 * carries all its cost as direct cost, and what it receives as overhead, variance or rounding its direct cost loses.
 */
import {divideRounded} from '../money.js';
import type {CostEntryType, CostVarianceType, ItemLedgerEntryType} from '../options.js';

/** Amounts here are kept with ten more digits, so that no share is lost; the report rounds them once. */
export const FINE = 10_000_000_000n;

/** Costs add up to the entry's total; splits are parts of direct and indirect cost, material is what they leave. */
const COSTS = [
  'direct',
  'indirect',
  'revaluation',
  'rounding',
  'purchaseVariance',
  'materialVariance',
  'capacityVariance',
  'capacityOverheadVariance',
  'mfgOverheadVariance',
  'subcontractedVariance',
] as const;
const SPLITS = ['capacity', 'capacityOverhead', 'materialOverhead', 'subcontracted'] as const;
export const SHARES = [...COSTS, ...SPLITS] as const;
export type Share = (typeof SHARES)[number];
export type Shares = Record<Share, bigint>;
export type Split = Record<(typeof SPLITS)[number], bigint>;

export const VARIANCES = COSTS.slice(4) as readonly Exclude<
  (typeof COSTS)[number],
  'direct' | 'indirect' | 'revaluation' | 'rounding'
>[];

export const noShares = (): Shares => Object.fromEntries(SHARES.map(share => [share, 0n])) as Shares;

export function addShares(to: Shares, from: Shares): void {
  for (const share of SHARES) to[share] += from[share];
}

export const totalOf = (shares: Shares): bigint => COSTS.reduce((sum, cost) => sum + shares[cost], 0n);

/** The cost that a kind of value entry is. */
export function costOf(entryType: CostEntryType, varianceType: CostVarianceType): (typeof COSTS)[number] {
  if (entryType === 'Indirect Cost') return 'indirect';
  if (entryType === 'Revaluation') return 'revaluation';
  if (entryType === 'Rounding') return 'rounding';
  if (entryType !== 'Variance') return 'direct';
  switch (varianceType) {
    case 'Purchase':
      return 'purchaseVariance';
    case 'Capacity':
      return 'capacityVariance';
    case 'Capacity Overhead':
      return 'capacityOverheadVariance';
    case 'Manufacturing Overhead':
      return 'mfgOverheadVariance';
    case 'Subcontracted':
      return 'subcontractedVariance';
    default:
      return 'materialVariance';
  }
}

/** A revaluation of what was left of an entry: only goods that leave after it take part in it (costing.md 10). */
export interface PartialRevaluation {
  readonly valueEntryNo: number;
  readonly valuationDate: string;
  readonly quantity: bigint;
  amount: bigint;
}

/** An item ledger entry with its own cost. */
export interface SharedEntry {
  readonly entryNo: number;
  readonly itemNo: string;
  readonly entryType: ItemLedgerEntryType;
  readonly postingDate: string;
  readonly locationCode: string;
  readonly quantity: bigint;
  /** When it was posted, and where it stands in the cost sequence: decides which revaluations reach it. */
  readonly firstValueEntryNo: number;
  readonly valuationDate: string;
  readonly shares: Shares;
  readonly partialRevaluations: PartialRevaluation[];
  /** What of it is still there; all of it, until {@link deduct}. */
  remaining: bigint;
}

/** Cost flows from one entry to another; `quantity` has the sign of the receiving entry. */
export interface Link {
  readonly giver: number;
  readonly receiver: number;
  readonly quantity: bigint;
}

export interface Application {
  readonly itemLedgerEntryNo: number;
  readonly inboundItemEntryNo: number;
  readonly outboundItemEntryNo: number;
  readonly transferredFromEntryNo: number;
  readonly quantity: bigint;
}

/** The link that an application is; undefined for the own row of an entry that takes its cost from nowhere. */
export function linkOf(application: Application): Link | undefined {
  const {itemLedgerEntryNo, inboundItemEntryNo, outboundItemEntryNo, transferredFromEntryNo, quantity} = application;
  if (itemLedgerEntryNo !== inboundItemEntryNo)
    return {giver: inboundItemEntryNo, receiver: itemLedgerEntryNo, quantity};
  const giver = transferredFromEntryNo || outboundItemEntryNo;
  return giver === 0 || giver === itemLedgerEntryNo ? undefined : {giver, receiver: itemLedgerEntryNo, quantity};
}

/** Gives an output its part of what its order used (reports.md 4.3, step 2); other entries' overhead is material's. */
export function splitOwn(entry: SharedEntry, usage: Split | undefined, outputQuantity: bigint): void {
  if (!usage || outputQuantity === 0n) {
    entry.shares.materialOverhead = entry.shares.indirect;
    return;
  }
  for (const split of SPLITS) {
    entry.shares[split] = divideRounded(usage[split] * entry.quantity, outputQuantity);
  }
}

/** Whether an outbound entry takes part in a partial revaluation: posted after it, or valued after it. */
const isReached = (entry: SharedEntry, {valueEntryNo, valuationDate}: PartialRevaluation): boolean =>
  entry.firstValueEntryNo > valueEntryNo || entry.valuationDate > valuationDate;

/**
 * Lets shares follow the links (reports.md 4.3, step 4), givers before receivers. Revaluations go along only where
 * sales are asked for: in stock they stay with the goods.
 */
export function forward(
  entries: ReadonlyMap<number, SharedEntry>,
  links: readonly Link[],
  withRevaluation: boolean,
): void {
  const forwarded = SHARES.filter(share => share !== 'direct' && (share !== 'revaluation' || withRevaluation));
  const isCost = (share: Share): boolean => (COSTS as readonly Share[]).includes(share);
  for (const {giver, receiver, quantity} of inOrder(entries, links)) {
    if (giver.quantity === 0n) continue;
    for (const share of forwarded) {
      const amount = divideRounded(giver.shares[share] * quantity, giver.quantity);
      receiver.shares[share] += amount;
      if (isCost(share)) receiver.shares.direct -= amount;
    }
    if (!withRevaluation) continue;
    for (const revaluation of giver.partialRevaluations) {
      if (!isReached(receiver, revaluation) || revaluation.quantity === 0n) continue;
      const amount = divideRounded(revaluation.amount * quantity, revaluation.quantity);
      receiver.shares.revaluation += amount;
      receiver.shares.direct -= amount;
    }
  }
}

/**
 * Takes from each inbound entry what has left it (reports.md 4.3, step 5): its remainder is what is in stock. The
 * outbound entry is given all of it, so that a fully applied issue ends with nothing and an open one with what it still
 * owes. Links to returns and transfer receipts move no quantity.
 */
export function deduct(entries: ReadonlyMap<number, SharedEntry>, links: readonly Link[]): void {
  const whole = new Map([...entries].map(([no, {shares}]) => [no, {...shares}]));
  const revaluations = new Map(
    [...entries].map(([no, {partialRevaluations}]) => [no, partialRevaluations.map(one => ({...one}))]),
  );
  for (const link of links) {
    const [giver, receiver, full] = [entries.get(link.giver), entries.get(link.receiver), whole.get(link.giver)];
    if (!giver || !receiver || !full || giver.quantity <= 0n || receiver.quantity >= 0n) continue;
    const taken = -link.quantity;
    for (const share of SHARES) {
      const amount = divideRounded(full[share] * taken, giver.quantity);
      giver.shares[share] -= amount;
      receiver.shares[share === 'revaluation' ? 'direct' : share] += amount;
    }
    for (const [index, revaluation] of (revaluations.get(link.giver) ?? []).entries()) {
      const own = giver.partialRevaluations[index];
      if (!own || revaluation.quantity === 0n || !isReached(receiver, revaluation)) continue;
      const amount = divideRounded(revaluation.amount * taken, revaluation.quantity);
      own.amount -= amount;
      receiver.shares.direct += amount;
    }
    giver.remaining -= taken;
    receiver.remaining += taken;
  }
}

/** Links with their entries, a giver's own before those that it gives to. What runs in a circle comes last, by number. */
function* inOrder(
  entries: ReadonlyMap<number, SharedEntry>,
  links: readonly Link[],
): Generator<{giver: SharedEntry; receiver: SharedEntry; quantity: bigint}> {
  const outgoing = new Map<number, Link[]>();
  const waiting = new Map<number, number>();
  for (const link of links) {
    if (!entries.has(link.giver) || !entries.has(link.receiver)) continue;
    const known = outgoing.get(link.giver);
    if (known) known.push(link);
    else outgoing.set(link.giver, [link]);
    waiting.set(link.receiver, (waiting.get(link.receiver) ?? 0) + 1);
  }
  const ready = [...entries.keys()].filter(no => !waiting.has(no));
  const done = new Set(ready);
  const circle = [...waiting.keys()].sort((left, right) => left - right);
  let next = 0;
  while (done.size < entries.size || next < ready.length) {
    const no = ready[next] ?? circle.find(candidate => !done.has(candidate));
    if (no === undefined) return;
    if (next < ready.length) next += 1;
    done.add(no);
    for (const link of outgoing.get(no) ?? []) {
      const [giver, receiver] = [entries.get(link.giver), entries.get(link.receiver)];
      if (giver && receiver) yield {giver, receiver, quantity: link.quantity};
      const left = (waiting.get(link.receiver) ?? 0) - 1;
      waiting.set(link.receiver, left);
      if (left === 0 && !done.has(link.receiver)) {
        done.add(link.receiver);
        ready.push(link.receiver);
      }
    }
    outgoing.delete(no);
  }
}
