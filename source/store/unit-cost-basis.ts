/** What the unit cost of an item with many entries is computed from, without loading them. */
import {cellOf, cellSum, groupSum, type Cells, type Sum} from '../domain/costing/adjust/average-sums.js';
import type {UnitCostBasis} from '../domain/costing/adjust/unit-cost.js';
import type {Database, SqlRow} from './database.js';
import {exactSum, sumSql} from './sums.js';

/**
 * What an item's unit cost is computed from (costing.md 13), of all places or of one. `all`: the sums of all
 * entries by place.
 */
export async function unitCostBasisOf(
  database: Database,
  itemNo: string,
  place: {locationCode: string; variantCode: string} | undefined,
  all: Cells,
): Promise<UnitCostBasis> {
  const {dialect} = database;
  const sums = (alias: string) =>
    `${sumSql(dialect, `${alias}"item_ledger_entry_quantity"`, 'quantity')}, ${sumSql(dialect, `${alias}"cost_amount_actual"`, 'actual')}, ${sumSql(dialect, `${alias}"cost_amount_expected"`, 'expected')}`;
  const at = (alias: string) => (place ? ` and ${alias}"location_code" = ? and ${alias}"variant_code" = ?` : '');
  const params = place ? [itemNo, place.locationCode, place.variantCode] : [itemNo];
  const open = await database.first(
    `select ${sums('v.')} from "item_ledger_entry" e join "value_entry" v on v."item_ledger_entry_no" = e."entry_no" where e."item_no" = ? and e."open" = 1 and e."positive" = 0 and v."inventoriable" = 1${at('e.')}`,
    params,
  );
  const of = (row: SqlRow | undefined, alias: string): bigint => (row ? exactSum(row, alias) : 0n);
  const sum = sumAt(all, place);
  const quantity = sum.quantity - of(open, 'quantity');
  const cost = sum.lcy - of(open, 'actual') - of(open, 'expected');
  if (quantity !== 0n) return {quantity, cost, latestIssue: undefined};
  const latest = await database.first(
    `select "entry_no", "quantity" from "item_ledger_entry" where "item_no" = ? and "positive" = 0 and "open" = 0 and "completely_invoiced" = 1 and "applies_to_entry" = 0 and "correction" = 0${at('')} order by "posting_date" desc, "entry_no" desc limit 1`,
    params,
  );
  if (!latest) return {quantity, cost, latestIssue: undefined};
  const own = await database.first(
    `select ${sums('')} from "value_entry" where "item_ledger_entry_no" = ? and "inventoriable" = 1`,
    [latest['entry_no'] ?? 0],
  );
  return {
    quantity,
    cost,
    latestIssue: {quantity: BigInt(latest['quantity'] ?? 0), cost: of(own, 'actual') + of(own, 'expected')},
  };
}

/** The sum of all places, or of one. */
function sumAt(cells: Cells, place: {locationCode: string; variantCode: string} | undefined): Sum {
  return place ? cellSum(cells, cellOf(place)) : groupSum('Item', cells, '');
}
