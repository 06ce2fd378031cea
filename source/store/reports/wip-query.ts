/** The figures of Inventory Valuation - WIP from the value entries of production orders (reports.md 2). */
import {matches} from '../../domain/filter.js';
import {productionOrderStatus, type ProductionOrderStatus} from '../../domain/options.js';
import {
  type WipAmounts,
  type WipFigures,
  wipFigures,
  type WipOptions,
  type WipOrder,
} from '../../domain/reports/wip.js';
import {orderLineKey} from '../../domain/reports/order-usage.js';
import type {Database, SqlRow} from '../database.js';
import {filterSql, joinConditions, readFilter} from '../filter-sql.js';
import {productionOrder} from '../tables/index.js';
import {scopeCondition, summedRows} from './conditions.js';

/** Value entries of one item ledger or capacity entry that concern work. */
export interface WipEntry extends WipAmounts {
  /** 0 for capacity. */
  readonly entryNo: number;
  readonly capacityEntryNo: number;
  /** Its order line, as order usage is kept by (domain/reports/order-usage.ts). */
  readonly lineKey: string;
  readonly isIndirect: boolean;
  readonly isSubcontracted: boolean;
  readonly physicalQuantity: bigint;
}

/** Orders with value entries up to the end, in the order of status and number, with their figures. */
export async function readWip(
  database: Database,
  options: WipOptions,
): Promise<{order: WipOrder; figures: WipFigures}[]> {
  const amounts = await readAmounts(database, options);
  const orders = await readWipOrders(database, options, amounts);
  return orders.map(order => ({order, figures: wipFigures(amounts.get(order.no) ?? [])}));
}

/** What each entry of an order puts into work or takes out, by order number. */
export const readWipEntries = (database: Database, options: WipOptions): Promise<Map<string, WipEntry[]>> =>
  readGroups(database, options, ['entry_no', 'capacity_entry_no', 'order_line_no', 'indirect', 'subcontracted']);

/** What the entries of an order add up to, by order number. */
const readAmounts = (database: Database, options: WipOptions): Promise<Map<string, WipAmounts[]>> =>
  readGroups(database, options, []);

/** Sums the value entries of work up to the end; others of the order are left out (reports.md 2.3). */
async function readGroups(
  database: Database,
  options: WipOptions,
  more: readonly string[],
): Promise<Map<string, WipEntry[]>> {
  const condition = scopeCondition(database, options, 'v');
  const columns = ['order_no', 'before', 'kind', 'revaluation', 'positive', 'has_actual', ...more]
    .map(column => `"${column}"`)
    .join(', ');
  const rows = await summedRows(
    database,
    {
      actual: '"cost_amount_actual"',
      expected: '"cost_amount_expected"',
      posted: '"cost_posted_to_gl"',
      expectedPosted: '"expected_cost_posted_to_gl"',
      physical: '"physical"',
    },
    sums => `select ${columns}, ${sums} from (
      select v."order_no", v."order_line_no", v."item_ledger_entry_no" as "entry_no",
        v."capacity_ledger_entry_no" as "capacity_entry_no", v."item_ledger_entry_type" as "kind",
        case when v."posting_date" < ? then 1 else 0 end as "before",
        case when v."entry_type" = 'Revaluation' then 1 else 0 end as "revaluation",
        case when v."entry_type" = 'Indirect Cost' then 1 else 0 end as "indirect",
        case when v."capacity_ledger_entry_no" = 0 then 0 else coalesce((select c."subcontracting"
          from "capacity_ledger_entry" c where c."entry_no" = v."capacity_ledger_entry_no"), 0) end as "subcontracted",
        case when v."item_ledger_entry_type" = 'Consumption' and v."entry_type" = 'Revaluation'
          then coalesce((select e."positive" from "item_ledger_entry" e where e."entry_no" = v."item_ledger_entry_no"), 1)
          else 0 end as "positive",
        case when v."entry_type" = 'Revaluation' and v."cost_amount_actual" <> 0 then 1 else 0 end as "has_actual",
        case when v."item_ledger_entry_type" <> '' then v."item_ledger_entry_quantity"
          when v."entry_type" = 'Direct Cost' and v."item_charge_no" = '' then v."valued_quantity" else 0 end as "physical",
        v."cost_amount_actual", v."cost_amount_expected", v."cost_posted_to_gl", v."expected_cost_posted_to_gl"
      from "value_entry" v
      where v."order_no" <> '' and v."order_type" = 'Production' and v."posting_date" <= ? and ${condition.where}
        and (v."item_ledger_entry_type" = 'Output' and v."entry_type" in ('Direct Cost', 'Revaluation')
          or v."item_ledger_entry_type" in ('Consumption', '') and v."expected_cost" = 0)) w
      group by ${columns}`,
    [options.from, options.to, ...condition.params],
  );
  const groups = new Map<string, WipEntry[]>();
  for (const {row, sum} of rows) {
    const yes = (column: string) => Number(row[column] ?? 0) === 1;
    const orderNo = String(row['order_no']);
    const known = groups.get(orderNo);
    const entry: WipEntry = {
      beforePeriod: yes('before'),
      kind: row['kind'] === 'Output' ? 'Output' : row['kind'] === 'Consumption' ? 'Consumption' : 'Capacity',
      isRevaluation: yes('revaluation'),
      positiveConsumption: yes('positive'),
      hasActual: yes('has_actual'),
      actual: sum('actual'),
      expected: sum('expected'),
      posted: sum('posted'),
      expectedPosted: sum('expectedPosted'),
      entryNo: Number(row['entry_no'] ?? 0),
      capacityEntryNo: Number(row['capacity_entry_no'] ?? 0),
      lineKey: orderLineKey({orderType: 'Production', orderNo, orderLineNo: Number(row['order_line_no'] ?? 0)}),
      isIndirect: yes('indirect'),
      isSubcontracted: yes('subcontracted'),
      physicalQuantity: sum('physical'),
    };
    if (known) known.push(entry);
    else groups.set(orderNo, [entry]);
  }
  return groups;
}

/** The orders of a report among those with value entries, in its order; those without a card come last. */
export async function readWipOrders(
  database: Database,
  options: WipOptions,
  amounts: ReadonlyMap<string, readonly WipAmounts[]>,
): Promise<WipOrder[]> {
  const orders = await readOrders(database, options);
  const shown = orders.filter(({order, quiet}) => amounts.has(order.no) && !quiet).map(({order}) => order);
  return [...shown, ...(await withoutCard(database, options, amounts))];
}

/** Released and finished orders; `quiet` are finished ones that nothing happened to since the start (reports.md 2.1). */
async function readOrders(database: Database, options: WipOptions): Promise<{order: WipOrder; quiet: boolean}[]> {
  const condition = joinConditions('and', [
    ...orderFilters(options).map(({column, filter}) => filterSql(database.dialect, `p."${column}"`, filter)),
    {where: `p."status" in ('Released', 'Finished')`, params: []},
  ]);
  const rows = await database.all(
    `select p."status", p."no", p."description", p."source_type", p."source_no", p."quantity",
      case when p."status" = 'Finished'
        and not exists (select 1 from "inventory_adjmt_entry_order" o
          where o."order_type" = 'Production' and o."order_no" = p."no" and o."cost_is_adjusted" = 0)
        and not exists (select 1 from "value_entry" v
          where v."order_no" = p."no" and v."order_no" <> '' and v."order_type" = 'Production' and v."posting_date" >= ?)
        then 1 else 0 end as "quiet"
    from "production_order" p where ${condition.where}
    order by case when p."status" = 'Released' then 0 else 1 end, p."no"`,
    [options.from, ...condition.params],
  );
  return rows.map(row => ({order: orderOf(row), quiet: Number(row['quiet']) === 1}));
}

/** Orders that value entries name and that nobody keeps: an ERP deletes them, and people export a part. */
async function withoutCard(
  database: Database,
  options: WipOptions,
  amounts: ReadonlyMap<string, readonly WipAmounts[]>,
): Promise<WipOrder[]> {
  const known = await database.all('select distinct "no" from "production_order"');
  const numbers = new Set(known.map(row => String(row['no'])));
  const filters = orderFilters(options);
  return [...amounts]
    .filter(([no]) => !numbers.has(no))
    .filter(([no]) => filters.every(({column, filter}) => matches(filter, column === 'no' ? no : '')))
    .filter(([, entries]) => entries.some(entry => !entry.beforePeriod) || wipFigures(entries).closing !== 0n)
    .map(([no]) => ({status: '', no, description: '', sourceType: '', sourceNo: '', quantity: 0n}) as const)
    .sort((left, right) => (left.no < right.no ? -1 : 1));
}

function orderFilters({status, order}: WipOptions) {
  const field = (property: 'status' | 'no', text: string) => {
    const found = productionOrder.byProperty.get(property);
    return text === '' || !found ? [] : [{column: found.column, filter: readFilter(text, found)}];
  };
  return [...field('status', status), ...field('no', order)];
}

function orderOf(row: SqlRow): WipOrder {
  const status = String(row['status']) as ProductionOrderStatus;
  return {
    status: [...productionOrderStatus.captions.values()].includes(status) ? status : '',
    no: String(row['no']),
    description: String(row['description']),
    sourceType: String(row['source_type']) as WipOrder['sourceType'],
    sourceNo: String(row['source_no']),
    quantity: BigInt(row['quantity'] ?? 0),
  };
}
