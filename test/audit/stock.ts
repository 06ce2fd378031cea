/**
 * The auditor's stock: a plain list of what came and what went, and which lots each issue took (costing.md 7, 12).
 * Quantities and days only.
 */
import type {Method, Place} from './history.js';

export type EntryType =
  | 'Purchase'
  | 'Sale'
  | 'Positive Adjmt.'
  | 'Negative Adjmt.'
  | 'Transfer'
  | 'Consumption'
  | 'Output'
  | 'Assembly Consumption'
  | 'Assembly Output';

/** Pieces that an issue took from a lot. */
export interface Row {
  issue: Entry;
  lot: Entry;
  quantity: bigint;
  /** Day of the lot's last revaluation before the row was made. */
  since: number;
}

/** What came in (a lot) or went out. */
export interface Entry extends Place {
  no: number;
  event: number;
  type: EntryType;
  day: number;
  /** Pieces, negative where they went out; and how many of them are not applied yet, with the same sign. */
  quantity: bigint;
  left: bigint;
  /** What an issue took. */
  rows: Row[];
  /** The lot that an issue names. */
  fixed?: Entry | undefined;
  /** The issue that a return gives back. */
  reverses?: Entry;
  /** Of a transfer's receipt: the half that went out, and the row of it that came (none of an Average item). */
  outHalf?: Entry;
  source?: Row | undefined;
  /** Latest day on which something that its order used is valued: output is not before it. */
  usedUntil?: () => number;
  /** Days on which a lot was revalued. */
  revalued: number[];
}

export type Movement = Pick<Entry, 'event' | 'type' | 'day' | 'quantity' | 'place' | 'variant'>;

/** The smaller of two quantities. */
export const smaller = (left: bigint, right: bigint): bigint => (right < left ? right : left);

export class Stock {
  readonly entries: Entry[] = [];

  constructor(readonly method: Method) {}

  /** Brings a lot in. It covers what is missing at its place (costing.md 7: inbound looks for open outbound). */
  bring(movement: Movement, more: Partial<Pick<Entry, 'reverses' | 'outHalf' | 'source' | 'usedUntil'>> = {}): Entry {
    const lot = this.add(movement, more);
    if (this.method === 'Specific') return lot;
    for (const issue of this.inOrder(this.missing(lot))) {
      if (!this.getsCostFrom(lot, issue)) this.apply(issue, lot, smaller(lot.left, -issue.left));
    }
    return lot;
  }

  /** Takes goods out of the lots of a place, or of the one it names; what is not there is missing. */
  take(movement: Movement, fixed?: Entry): Entry {
    const issue = this.add(movement, fixed ? {fixed} : {});
    for (const lot of fixed ? [fixed] : this.inOrder(this.lots(issue))) {
      this.apply(issue, lot, smaller(lot.left, -issue.left));
    }
    return issue;
  }

  /** Lots of a place with something left. */
  lots(where: Place): Entry[] {
    return this.entries.filter(entry => entry.left > 0n && samePlace(entry, where));
  }

  /** Issues of a place that took more than there was. */
  missing(where: Place): Entry[] {
    return this.entries.filter(entry => entry.left < 0n && samePlace(entry, where));
  }

  /** Issues that took from a lot. */
  takers(lot: Entry): Entry[] {
    return this.entries.filter(entry => entry.rows.some(row => row.lot === lot));
  }

  /**
   * The day that decides where an entry stands in the cost sequence: nothing leaves before it came
   * (costing.md 12).
   */
  valued(entry: Entry, seen: readonly Entry[] = []): number {
    // Goods may go round in days, though not in cost: by a transfer that several lots go into.
    if (seen.includes(entry)) return entry.day;
    const valued = (other: Entry) => this.valued(other, [...seen, entry]);
    if (entry.reverses) return Math.max(entry.day, valued(entry.reverses));
    if (entry.outHalf) return valued(entry.outHalf);
    if (entry.usedUntil) return Math.max(entry.day, entry.usedUntil());
    const days = entry.rows.map(({lot, since}) => Math.max(valued(lot), since));
    return entry.fixed ? Math.max(...days) : Math.max(entry.day, ...days);
  }

  /** Is an outbound entry's cost the average of its period? */
  byAverage(entry: Entry): boolean {
    return this.method === 'Average' && entry.quantity < 0n && !entry.fixed;
  }

  private add(movement: Movement, more: Partial<Entry>): Entry {
    const entry: Entry = {
      ...movement,
      no: this.entries.length + 1,
      left: movement.quantity,
      rows: [],
      revalued: [],
      ...more,
    };
    this.entries.push(entry);
    return entry;
  }

  private apply(issue: Entry, lot: Entry, quantity: bigint): void {
    if (quantity <= 0n) return;
    issue.left += quantity;
    lot.left -= quantity;
    issue.rows.push({issue, lot, quantity, since: Math.max(0, ...lot.revalued)});
  }

  /** By posting date, then number; last in first out for LIFO. */
  private inOrder(entries: readonly Entry[]): Entry[] {
    const inOrder = [...entries].sort((left, right) => left.day - right.day || left.no - right.no);
    return this.method === 'LIFO' ? inOrder.reverse() : inOrder;
  }

  /** Does an entry get its cost from an issue, directly or over others? Then it cannot cover it. */
  private getsCostFrom(entry: Entry, issue: Entry): boolean {
    if (entry === issue) return true;
    if (entry.reverses) return this.getsCostFrom(entry.reverses, issue);
    if (entry.source) return this.getsCostFrom(entry.source.lot, issue);
    if (entry.outHalf) return this.getsCostFrom(entry.outHalf, issue);
    return !this.byAverage(entry) && entry.rows.some(row => this.getsCostFrom(row.lot, issue));
  }
}

const samePlace = (left: Place, right: Place): boolean => left.place === right.place && left.variant === right.variant;
