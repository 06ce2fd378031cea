/** What an order line used: material, capacity and their overhead, summed from its value entries (costing.md 16). */
import type {Currency} from '../../domain/costing/adjust/entries.js';
import {noShares, type CostShares} from '../../domain/costing/adjust/order-costs.js';
import type {Database, SqlRow} from '../../store/database.js';
import {exactSum, sumSql} from '../../store/sums.js';
import type {InventoryAdjmtEntryOrder} from '../../store/tables/index.js';

/** By currency. */
export type OrderUsage = Record<Currency, CostShares>;

/**
 * Actual usage of a line; an assembly order has one line. Rounding entries are no production cost, revaluations
 * (they can only be of consumption that came back) concern stock. Non-inventoriable cost counts where wanted.
 */
export async function orderUsage(
  database: Database,
  line: Pick<InventoryAdjmtEntryOrder, 'orderType' | 'orderNo' | 'orderLineNo'>,
  includeNonInventoryCost: boolean,
): Promise<OrderUsage> {
  const {dialect} = database;
  const ofLine = line.orderType === 'Assembly' ? '' : ' and v."order_line_no" = ?';
  const rows = await database.all(
    `select v."item_ledger_entry_type" as "type", v."entry_type" as "entry_type", coalesce(c."subcontracting", 0) as "subcontracting", ${sumSql(dialect, 'v."cost_amount_actual"', 'actual')}, ${sumSql(dialect, 'v."cost_amount_non_invtbl"', 'non_inventory')}, ${sumSql(dialect, 'v."cost_amount_actual_acy"', 'actual_acy')}, ${sumSql(dialect, 'v."cost_amount_non_invtbl_acy"', 'non_inventory_acy')} from "value_entry" v left join "capacity_ledger_entry" c on c."entry_no" = v."capacity_ledger_entry_no" and v."item_ledger_entry_no" = 0 where v."order_no" = ? and v."order_no" <> '' and v."order_type" = ?${ofLine} and v."entry_type" in ('Direct Cost', 'Indirect Cost') and v."item_ledger_entry_type" in ('', 'Consumption', 'Assembly Consumption') group by v."item_ledger_entry_type", v."entry_type", coalesce(c."subcontracting", 0)`,
    [line.orderNo, line.orderType, ...(ofLine === '' ? [] : [line.orderLineNo])],
  );
  return {
    lcy: sharesOf(rows, 'actual', 'non_inventory', includeNonInventoryCost),
    acy: sharesOf(rows, 'actual_acy', 'non_inventory_acy', includeNonInventoryCost),
  };
}

function sharesOf(
  rows: readonly SqlRow[],
  actualAlias: string,
  nonInventoryAlias: string,
  includeNonInventoryCost: boolean,
): CostShares {
  const usage = noShares();
  for (const row of rows) {
    const actual = exactSum(row, actualAlias);
    if (row['type'] !== '') {
      usage.material -= actual;
      if (includeNonInventoryCost) usage.materialNonInventory -= exactSum(row, nonInventoryAlias);
    } else if (row['entry_type'] === 'Indirect Cost') usage.capacityOverhead += actual;
    else if (row['subcontracting'] === 1n) usage.subcontracted += actual;
    else usage.capacity += actual;
  }
  return usage;
}
