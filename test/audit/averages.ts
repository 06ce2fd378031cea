/**
 * The average of each period, as costing.md 14.4 puts it: for each issue at an average, everything valued up to the
 * end of the period is summed up anew, without what gets its cost from the issue.
 */
import {share, sum} from './amounts.js';
import type {Costs} from './costs.js';
import {periodOf, type Setting} from './history.js';
import type {Entry, Stock} from './stock.js';

/** Averages that move to and fro by a cent go on without end; others settle in far fewer rounds. */
const MOST_ROUNDS = 100;

/** What is left for the next issues of a period; the residual is what rounding left, times the quantity. */
interface Remainder {
  quantity: bigint;
  cost: bigint;
  residual: bigint;
}

export class Averages {
  /**
   * Did every average come to rest? Where a difference keeps coming back, the reference leaves it after 20 rounds
   * (costing.md 13), and does not say on which cent.
   */
  settled = true;

  constructor(
    private readonly stock: Stock,
    private readonly setting: Setting,
    private readonly costs: () => Costs,
    /** Books the cost of an issue, and says whether it is another than before. */
    private readonly book: (issue: Entry, cost: bigint) => boolean,
  ) {}

  /** Computes the periods from that of a day on. */
  compute(from: number): void {
    const first = periodOf(from, this.setting.period);
    const periods = new Set(this.stock.entries.map(entry => this.period(entry)).filter(period => period >= first));
    for (const period of [...periods].sort((left, right) => left - right)) {
      let groups = new Set(this.stock.entries.map(entry => this.group(entry)));
      // A return or a receipt from another place may change when issues have taken it into account: once more.
      for (let round = 0; groups.size > 0 && round < MOST_ROUNDS; round += 1) {
        groups = new Set([...groups].flatMap(group => this.computeGroup(group, period)));
      }
      if (groups.size > 0) this.settled = false;
    }
  }

  /** Computes the issues of a period in the order of their numbers. Says which groups have to be computed again. */
  private computeGroup(group: string, period: number): string[] {
    const stale: string[] = [];
    let carried: Remainder | undefined;
    for (const issue of this.stock.entries) {
      if (!this.stock.byAverage(issue) || this.period(issue) !== period || this.group(issue) !== group) continue;
      const alone = this.leadsBack(issue);
      const remainder = (alone ? undefined : carried) ?? this.sumUp(issue, period);
      const {quantity, cost} = remainder;
      const pieces = -issue.quantity;
      if (quantity > 0n && cost >= 0n) {
        // Both parts of the fraction times the quantity, to keep it whole.
        const exact = cost * pieces + remainder.residual;
        const average = share(exact, 1n, quantity);
        if (this.book(issue, average)) stale.push(...this.groupsFedBy(issue, period));
        remainder.residual = exact - average * quantity;
      }
      carried = remainder;
      if (quantity > pieces) {
        carried = {quantity: quantity - pieces, cost: cost - this.costs().cost(issue), residual: 0n};
      }
      if (alone) carried = undefined;
    }
    return stale;
  }

  /** What an entry is worth in a period: later revaluations do not count yet. */
  private valueUntil(entry: Entry, period: number, costs: Costs): bigint {
    const later = costs
      .fact(entry)
      .revaluations.filter(({day}) => periodOf(day, this.setting.period) > period)
      .map(revaluation => costs.revalued(entry, revaluation));
    return costs.booked(entry) - sum(later);
  }

  /** Groups in which something at no average gets its cost from an issue. */
  private groupsFedBy(issue: Entry, period: number): string[] {
    return this.stock.entries
      .filter(entry => this.period(entry) === period && this.getsCostFrom(entry, issue))
      .filter(entry => this.setting.perPlace || entry.type !== 'Transfer')
      .map(entry => this.group(entry));
  }

  private group({place, variant}: Entry): string {
    return this.setting.perPlace ? `${place} ${variant}` : '';
  }

  private period(entry: Entry): number {
    return periodOf(this.stock.valued(entry), this.setting.period);
  }

  /** What is there for an issue. */
  private sumUp(issue: Entry, period: number): Remainder {
    const costs = this.costs();
    const counted = this.stock.entries.filter(
      entry =>
        this.sameGroup(entry, issue) &&
        (this.period(entry) < period || (this.period(entry) === period && !this.isRecipient(entry, issue, period))),
    );
    return {
      quantity: sum(counted.map(entry => entry.quantity)),
      cost: sum(counted.map(entry => this.valueUntil(entry, period, costs))),
      residual: 0n,
    };
  }

  private sameGroup(left: Entry, right: Entry): boolean {
    return this.group(left) === this.group(right);
  }

  /** The rules of costing.md 14.4, the first that fits. */
  private isRecipient(entry: Entry, issue: Entry, period: number): boolean {
    if (entry === issue) return true;
    if (this.openSinceBefore(entry, period)) return false;
    if (this.getsCostFrom(entry, issue)) return true;
    // Both halves of a transfer leave the average of the item as it is.
    if (!this.setting.perPlace && this.stock.byAverage(entry.outHalf ?? entry) && entry.type === 'Transfer')
      return true;
    if (!this.stock.byAverage(entry)) return false;
    return this.leadsBack(issue) || entry.no > issue.no;
  }

  /** Does something that came to the same place, or item, get its cost from the issue? */
  private leadsBack(issue: Entry): boolean {
    return this.stock.entries.some(
      lot => lot.quantity > 0n && this.sameGroup(lot, issue) && this.getsCostFrom(lot, issue),
    );
  }

  private openSinceBefore(entry: Entry, period: number): boolean {
    return entry.left < 0n && periodOf(entry.day, this.setting.period) < period;
  }

  /** Does an entry get its cost from the issue, over receipts, returns and fixed applications? */
  private getsCostFrom(entry: Entry, issue: Entry): boolean {
    const source = entry.reverses ?? entry.outHalf ?? entry.fixed;
    return source !== undefined && (source === issue || this.getsCostFrom(source, issue));
  }
}
