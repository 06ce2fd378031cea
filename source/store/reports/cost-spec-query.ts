/** Stock on a date by cost element (reports.md 3.2), from item ledger entries, their applications and value entries. */
import {bucketOf, type CostSpecOptions, ItemSpecification} from '../../domain/reports/cost-spec.js';
import type {Database, SqlRow} from '../database.js';
import {exactSum, sumSql} from '../sums.js';
import {isInventory, scopeCondition, summedRows} from './conditions.js';
import {remainingOn, remainingParameters} from './remaining-quantity.js';

const COST = {actual: 'v."cost_amount_actual"', expected: 'v."cost_amount_expected"'} as const;

/** Items with value entries up to the date, in the order of their numbers. */
export async function readCostSpecification(
  database: Database,
  options: CostSpecOptions,
): Promise<ItemSpecification[]> {
  const items = new Map<string, ItemSpecification>();
  await readAllCost(database, options, items);
  await readRemaining(database, options, items);
  return [...items.values()];
}

/** What each bucket of an item adds up to over all entries. */
async function readAllCost(
  database: Database,
  options: CostSpecOptions,
  items: Map<string, ItemSpecification>,
): Promise<void> {
  const condition = scopeCondition(database, options, 'v');
  const rows = await summedRows(
    database,
    COST,
    sums => `select a.*, i."no", i."description", i."costing_method" from (
      select v."item_no", v."entry_type", ${sums} from "value_entry" v
        join "item_ledger_entry" e on e."entry_no" = v."item_ledger_entry_no"
        where v."posting_date" <= ? and e."posting_date" <= ? and e."drop_shipment" = 0 and v."item_no" <> ''
          and ${condition.where}
        group by v."item_no", v."entry_type") a
      left join "item" i on i."no" = a."item_no"
      where i."no" is null or i."type" = 'Inventory' order by a."item_no"`,
    [options.to, options.to, ...condition.params],
  );
  for (const {row, sum} of rows) {
    const itemNo = String(row['item_no']);
    const item = items.get(itemNo) ?? specificationOf(row);
    items.set(itemNo, item);
    item.addAll(bucketOf(String(row['entry_type'])), sum('actual') + sum('expected'));
  }
}

function specificationOf(row: SqlRow): ItemSpecification {
  return new ItemSpecification(
    String(row['item_no']),
    String(row['description'] ?? ''),
    row['no'] === null,
    row['costing_method'] === 'Average',
  );
}

/** Entries of which something remained on the date, each with its cost by bucket. */
async function readRemaining(
  database: Database,
  options: CostSpecOptions,
  items: ReadonlyMap<string, ItemSpecification>,
): Promise<void> {
  const condition = scopeCondition(database, options, 'e');
  const partial = 'case when v."partial_revaluation" = 1 then v."valued_quantity" else 0 end';
  const sql = `select r."entry_no", r."item_no", r."quantity", r."remaining", v."entry_type", ${partial} as "valued",
      ${sumSql(database.dialect, COST.actual, 'actual')}, ${sumSql(database.dialect, COST.expected, 'expected')}
    from (select e."entry_no", e."item_no", e."quantity", ${remainingOn('e')} as "remaining"
      from "item_ledger_entry" e where e."posting_date" <= ? and e."drop_shipment" = 0 and ${condition.where}
        and ${isInventory('e')}) r
    left join "value_entry" v on v."item_ledger_entry_no" = r."entry_no" and v."posting_date" <= ?
    where r."remaining" <> 0
    group by r."entry_no", r."item_no", r."quantity", r."remaining", v."entry_type", ${partial}
    order by r."entry_no"`;
  const params = [...remainingParameters(options.to), options.to, ...condition.params, options.to];
  let last = 0;
  for await (const rows of database.streamSql(sql, params)) {
    for (const row of rows) {
      const item = items.get(String(row['item_no']));
      if (!item) continue;
      const [entryNo, remaining, valued] = [Number(row['entry_no']), number(row, 'remaining'), number(row, 'valued')];
      if (entryNo !== last) item.quantity += remaining;
      last = entryNo;
      const cost = exactSum(row, 'actual') + exactSum(row, 'expected');
      const quantity = valued === 0n ? number(row, 'quantity') : valued;
      if (row['entry_type'] !== null) item.addRemaining(bucketOf(String(row['entry_type'])), cost, quantity, remaining);
    }
  }
}

const number = (row: SqlRow, column: string): bigint => BigInt(row[column] ?? 0);
