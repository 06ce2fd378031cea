/**
 * Item ledger entries that applications tie together: lots, and what was taken from them. What such a group cost less
 * what left it is what is on hand of it (reports.md 6, costing.md 15): nothing at all where nothing is left and all is
 * invoiced, for Rounding entries take the fractions; else each application may have rounded by a cent.
 */
import {divideRounded, abs, type Scaled} from '../money.js';

export interface LotEntry {
  readonly entryNo: number;
  readonly itemNo: string;
  readonly quantity: Scaled;
  readonly remainingQuantity: Scaled;
  readonly completelyInvoiced: boolean;
}

/** A group whose cost is not what is on hand. Amounts are scaled. */
export interface UnbalancedLots {
  readonly itemNo: string;
  /** The first of its entries. */
  readonly entryNo: number;
  /** What all its entries cost together, and what they should by what is left of them. */
  readonly cost: Scaled;
  readonly onHand: Scaled;
}

interface Member extends LotEntry {
  cost: Scaled;
  /** Position of another member of the group; of its first member its own. */
  parent: number;
}

interface Group {
  readonly first: Member;
  cost: Scaled;
  onHand: Scaled;
  applications: bigint;
  isInvoiced: boolean;
  hasInbound: boolean;
  hasOpenOutbound: boolean;
  isRevaluedInPart: boolean;
}

/** Entries of items that do not use average cost, in entry order; then their applications, then their costs. */
export class AppliedLots {
  private readonly members: Member[] = [];
  private readonly positions = new Map<number, number>();
  private readonly applications: number[] = [];
  private readonly revaluedInPart = new Set<number>();

  addEntry(entry: LotEntry): void {
    this.positions.set(entry.entryNo, this.members.length);
    this.members.push({...entry, cost: 0n, parent: this.members.length});
  }

  /** An outbound entry took from an inbound one. */
  addApplication(outboundEntryNo: number, inboundEntryNo: number): void {
    const [outbound, inbound] = [this.positions.get(outboundEntryNo), this.positions.get(inboundEntryNo)];
    if (outbound === undefined || inbound === undefined) return;
    this.applications.push(outbound);
    const [one, other] = [this.rootOf(outbound), this.rootOf(inbound)];
    const root = this.members[Math.max(one, other)];
    if (root) root.parent = Math.min(one, other);
  }

  /** Actual and expected cost of an entry. Of a partial revaluation the parts of a lot do not cost the same. */
  addCost(entryNo: number, cost: Scaled, isRevaluedInPart: boolean): void {
    const position = this.positions.get(entryNo);
    const member = position === undefined ? undefined : this.members[position];
    if (!member || position === undefined) return;
    member.cost += cost;
    if (isRevaluedInPart) this.revaluedInPart.add(position);
  }

  /** The groups whose cost is not what is on hand. `precision` is the amount rounding precision. */
  unbalanced(precision: Scaled): UnbalancedLots[] {
    return [...this.groups().values()].filter(group => !isBalanced(group, precision)).map(toUnbalanced);
  }

  private groups(): Map<number, Group> {
    const groups = new Map<number, Group>();
    for (const [position, member] of this.members.entries()) {
      const root = this.rootOf(position);
      const group = groups.get(root) ?? newGroup(member);
      groups.set(root, group);
      const {cost, quantity, remainingQuantity} = member;
      group.cost += cost;
      if (remainingQuantity > 0n && quantity !== 0n) {
        group.hasInbound = true;
        group.onHand += divideRounded(cost * remainingQuantity, quantity);
      }
      group.hasOpenOutbound ||= remainingQuantity < 0n;
      group.isInvoiced &&= member.completelyInvoiced;
      group.isRevaluedInPart ||= this.revaluedInPart.has(position);
    }
    for (const position of this.applications) {
      const group = groups.get(this.rootOf(position));
      if (group) group.applications += 1n;
    }
    return groups;
  }

  /** The first member of the group, with the way there made shorter for the next time. */
  private rootOf(position: number): number {
    let root = position;
    for (let member = this.members[root]; member && member.parent !== root; member = this.members[root]) {
      const grandparent = this.members[member.parent]?.parent ?? member.parent;
      member.parent = grandparent;
      root = grandparent;
    }
    return root;
  }
}

const newGroup = (first: Member): Group => ({
  first,
  cost: 0n,
  onHand: 0n,
  applications: 0n,
  isInvoiced: true,
  hasInbound: false,
  hasOpenOutbound: false,
  isRevaluedInPart: false,
});

/** Groups with goods that are owed are not judged: what is owed keeps an estimated cost. */
function isBalanced(group: Group, precision: Scaled): boolean {
  if (group.hasOpenOutbound || (group.hasInbound && group.isRevaluedInPart)) return true;
  const isSettled = !group.hasInbound && group.isInvoiced;
  return abs(group.cost - group.onHand) <= (isSettled ? 0n : precision * group.applications);
}

const toUnbalanced = ({first, cost, onHand}: Group): UnbalancedLots => ({
  itemNo: first.itemNo,
  entryNo: first.entryNo,
  cost,
  onHand,
});
