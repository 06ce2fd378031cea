/**
 * Production order lines that were finished without output (posting-rules.md 7): the finished quantity is 0, or
 * everything that was put out was reversed (costing.md 16).
 */
import {inChunks} from './chunks.js';
import type {Database} from './database.js';

/** The condition on Prod. Order Line. */
export const WITHOUT_OUTPUT = `"status" = 'Finished' and ("finished_qty_base" = 0 or "line_no" in (select "order_line_no" from "item_ledger_entry" where "order_no" = "prod_order_line"."prod_order_no" and "order_no" <> '' and "order_type" = 'Production' and "entry_type" = 'Output' group by "order_line_no" having sum("quantity") = 0))`;

/** Answers for lines whose orders were {@link load}ed. */
export class FinishedOrders {
  private readonly known = new Set<string>();
  private readonly lines = new Set<string>();

  constructor(private readonly database: Database) {}

  /** Looks the orders up that are not known yet. */
  async load(orderNos: Iterable<string>): Promise<void> {
    const wanted = [...new Set(orderNos)].filter(orderNo => orderNo !== '' && !this.known.has(orderNo));
    await inChunks(wanted, async (list, params) => {
      const rows = await this.database.all(
        `select "prod_order_no", "line_no" from "prod_order_line" where "prod_order_no" in (${list}) and ${WITHOUT_OUTPUT}`,
        params,
      );
      for (const row of rows) this.lines.add(`${row['prod_order_no']}\u0001${row['line_no']}`);
    });
    for (const orderNo of wanted) this.known.add(orderNo);
  }

  /** Asks anew about an order whose status has changed. */
  forget(orderNo: string): void {
    this.known.delete(orderNo);
    for (const line of this.lines) if (line.startsWith(`${orderNo}\u0001`)) this.lines.delete(line);
  }

  has(orderNo: string, lineNo: number): boolean {
    return this.lines.has(`${orderNo}\u0001${lineNo}`);
  }
}
