/** Orders whose output has not got its final cost yet (costing.md 16). */
import type {Database} from './database.js';

export interface OrderToAdjust {
  readonly orderType: string;
  readonly orderNo: string;
}

/** An order with entries valued before a date that is not finished, or not adjusted since; undefined if there is none. */
export async function orderToAdjustBefore(database: Database, date: string): Promise<OrderToAdjust | undefined> {
  const row = await database.first(
    `select o."order_type", o."order_no" from "inventory_adjmt_entry_order" o where (o."cost_is_adjusted" = 0 or (o."is_finished" = 0 and o."order_type" <> 'Assembly')) and exists (select 1 from "value_entry" v where v."order_no" = o."order_no" and v."order_no" <> '' and v."order_type" = o."order_type" and (v."order_line_no" = o."order_line_no" or v."order_type" = 'Assembly') and v."valuation_date" < ?) order by o."order_no", o."order_line_no" limit 1`,
    [date],
  );
  return row && {orderType: String(row['order_type']), orderNo: String(row['order_no'])};
}
