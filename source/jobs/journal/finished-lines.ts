/**
 * Lines of finished production orders that a journal brings to "without output", or out of it: all that was put out is
 * reversed after the finish (costing.md 16), or output comes late. What was posted of such a line leaves WIP, or comes
 * back (posting-rules.md 7), on the posting date of the output.
 */
import type {ItemLedgerEntry} from '../../domain/costing/entries.js';
import type {Database} from '../../store/database.js';
import {FinishedOrders} from '../../store/finished-orders.js';

/** A line on which output is posted: its quantity in all, and the last of it. */
export interface OutputLine {
  quantity: bigint;
  last: ItemLedgerEntry;
}

export class FinishedLines {
  private constructor(
    private readonly database: Database,
    private readonly lines: readonly OutputLine[],
    private readonly before: FinishedOrders,
  ) {}

  /** Call it before the entries are written. */
  static async of(database: Database, newEntries: readonly ItemLedgerEntry[]): Promise<FinishedLines> {
    const lines = new Map<string, OutputLine>();
    for (const entry of newEntries) {
      if (entry.entryType !== 'Output') continue;
      const key = `${entry.orderNo}\u0001${entry.orderLineNo}`;
      lines.set(key, {quantity: (lines.get(key)?.quantity ?? 0n) + entry.quantity, last: entry});
    }
    const before = new FinishedOrders(database);
    await before.load([...lines.values()].map(({last}) => last.orderNo));
    return new FinishedLines(database, [...lines.values()], before);
  }

  /** Lines that were finished without output and get some. */
  filled(): OutputLine[] {
    return this.lines.filter(({quantity, last}) => quantity !== 0n && this.before.has(last.orderNo, last.orderLineNo));
  }

  /** Once the entries are written: finished lines of whose output nothing is left. */
  async emptied(): Promise<OutputLine[]> {
    const now = new FinishedOrders(this.database);
    await now.load(this.lines.map(({last}) => last.orderNo));
    return this.lines.filter(
      ({last: {orderNo, orderLineNo}}) => now.has(orderNo, orderLineNo) && !this.before.has(orderNo, orderLineNo),
    );
  }
}
