/**
 * Item ledger entries with their cost, applications and order usage for Cost Shares Breakdown (reports.md 4.3), some
 * items at a time: applications never leave an item, so that no more than a part of the ledger is held.
 */
import type {InventoryOrderType, ItemLedgerEntryType, CostEntryType, CostVarianceType} from '../../domain/options.js';
import {
  type Application,
  costOf,
  FINE,
  noShares,
  type SharedEntry,
  splitOwn,
} from '../../domain/reports/cost-shares.js';
import type {CostSharesOptions} from '../../domain/reports/cost-shares-report.js';
import {type OrderLineUse, orderLineKey, orderUsage} from '../../domain/reports/order-usage.js';
import type {Database, SqlRow} from '../database.js';
import {exactSum, sumSql} from '../sums.js';
import type {Condition} from '../filter-sql.js';
import {manufacturingSetup} from '../tables/index.js';
import {scopeCondition} from './conditions.js';

export interface ItemWithShares {
  readonly no: string;
  readonly description: string;
  readonly entries: Map<number, SharedEntry>;
  readonly applications: Application[];
  /** The revaluation of an entry that is its own, by entry number. */
  readonly ownRevaluation: Map<number, bigint>;
}

/** Entries that a batch of items may have. */
const BATCH = 5000;

/** Items of type Inventory whose costing method is not Average, in the order of their numbers; own cost only. */
export async function* readItemShares(database: Database, options: CostSharesOptions): AsyncGenerator<ItemWithShares> {
  let batch: SqlRow[] = [];
  let size = 0;
  for (const item of await readItems(database, options)) {
    batch.push(item);
    size += Number(item['entries']);
    if (size < BATCH) continue;
    yield* readBatch(database, options, batch);
    [batch, size] = [[], 0];
  }
  yield* readBatch(database, options, batch);
}

/** Items in scope with their number of entries: for Sales those with a sale in the period. */
async function readItems(database: Database, options: CostSharesOptions): Promise<SqlRow[]> {
  const condition = scopeCondition(database, {item: options.item}, 'e');
  const sold = options.print === 'sales';
  return database.all(
    `select a.*, i."description" from (
      select e."item_no", count(*) as "entries" from "item_ledger_entry" e
      where e."posting_date" <= ? and ${condition.where} group by e."item_no"
      ${sold ? `having sum(case when e."entry_type" = 'Sale' and e."posting_date" >= ? then 1 else 0 end) > 0` : ''}) a
    left join "item" i on i."no" = a."item_no"
    where i."no" is null or i."type" = 'Inventory' and i."costing_method" <> 'Average' order by a."item_no"`,
    [options.to, ...condition.params, ...(sold ? [options.from] : [])],
  );
}

async function* readBatch(
  database: Database,
  options: CostSharesOptions,
  batch: readonly SqlRow[],
): AsyncGenerator<ItemWithShares> {
  const [first, last] = [batch[0], batch.at(-1)];
  if (!first || !last) return;
  const items = new Map<string, ItemWithShares>(
    batch.map(row => [
      String(row['item_no']),
      {
        no: String(row['item_no']),
        description: String(row['description'] ?? ''),
        entries: new Map(),
        applications: [],
        ownRevaluation: new Map(),
      },
    ]),
  );
  const range: Condition = {
    where: 'e."item_no" between ? and ? and e."posting_date" <= ? and e."drop_shipment" = 0',
    params: [String(first['item_no']), String(last['item_no']), options.to],
  };
  const orders = await readEntries(database, options, range, items);
  await readApplications(database, options, range, items);
  if (orders.size > 0) await splitOutputs(database, options, range, items, orders);
  else for (const item of items.values()) for (const entry of item.entries.values()) splitOwn(entry, undefined, 0n);
  yield* items.values();
}

/** Fills in entries with their own cost; returns the order line of each output. */
async function readEntries(
  database: Database,
  {to}: CostSharesOptions,
  range: Condition,
  items: ReadonlyMap<string, ItemWithShares>,
): Promise<Map<number, string>> {
  const partial = (column: string, blank: string) =>
    `case when v."partial_revaluation" = 1 then v.${column} else ${blank} end`;
  const rows = database.streamSql(
    `select e."entry_no", e."item_no", e."entry_type" as "type", e."posting_date", e."location_code", e."quantity",
      e."order_type", e."order_no", e."order_line_no", v."entry_type", v."variance_type",
      ${partial('"entry_no"', '0')} as "partial_no", ${partial('"valuation_date"', "''")} as "partial_date",
      ${partial('"valued_quantity"', '0')} as "partial_quantity",
      ${sumSql(database.dialect, 'v."cost_amount_actual"', 'actual')}, ${sumSql(database.dialect, 'v."cost_amount_expected"', 'expected')},
      min(v."entry_no") as "first", max(v."valuation_date") as "valued"
    from "item_ledger_entry" e left join "value_entry" v on v."item_ledger_entry_no" = e."entry_no" and v."posting_date" <= ?
    where ${range.where}
    group by e."entry_no", v."entry_type", v."variance_type", ${partial('"entry_no"', '0')},
      ${partial('"valuation_date"', "''")}, ${partial('"valued_quantity"', '0')}
    order by e."entry_no"`,
    [to, ...range.params],
  );
  const outputs = new Map<number, string>();
  for await (const part of rows) {
    for (const row of part) {
      const item = items.get(String(row['item_no']));
      if (!item) continue;
      const entry = entryOf(item, row);
      if (row['type'] === 'Output' || row['type'] === 'Assembly Output') outputs.set(entry.entryNo, lineKeyOf(row));
    }
  }
  return outputs;
}

/** The entry of a row, with the row's cost added to it. */
function entryOf(item: ItemWithShares, row: SqlRow): SharedEntry {
  const entryNo = Number(row['entry_no']);
  const known = item.entries.get(entryNo);
  const first = Number(row['first'] ?? 0);
  const valued = String(row['valued'] ?? '');
  const entry: SharedEntry = {
    entryNo,
    itemNo: item.no,
    entryType: String(row['type']) as ItemLedgerEntryType,
    postingDate: String(row['posting_date']),
    locationCode: String(row['location_code']),
    quantity: BigInt(row['quantity'] ?? 0),
    firstValueEntryNo: known && known.firstValueEntryNo < first ? known.firstValueEntryNo : first,
    valuationDate: known && known.valuationDate > valued ? known.valuationDate : valued,
    shares: known?.shares ?? noShares(),
    partialRevaluations: known?.partialRevaluations ?? [],
    remaining: BigInt(row['quantity'] ?? 0),
  };
  item.entries.set(entryNo, entry);
  const amount = (exactSum(row, 'actual') + exactSum(row, 'expected')) * FINE;
  const partialNo = Number(row['partial_no'] ?? 0);
  if (partialNo !== 0) {
    entry.partialRevaluations.push({
      valueEntryNo: partialNo,
      valuationDate: String(row['partial_date']),
      quantity: BigInt(row['partial_quantity'] ?? 0),
      amount,
    });
  } else if (row['entry_type'] !== null) {
    const cost = costOf(row['entry_type'] as CostEntryType, row['variance_type'] as CostVarianceType);
    entry.shares[cost] += amount;
    if (cost === 'revaluation') item.ownRevaluation.set(entryNo, (item.ownRevaluation.get(entryNo) ?? 0n) + amount);
  }
  return entry;
}

async function readApplications(
  database: Database,
  {to}: CostSharesOptions,
  range: Condition,
  items: ReadonlyMap<string, ItemWithShares>,
): Promise<void> {
  const rows = database.streamSql(
    `select e."item_no", a."item_ledger_entry_no", a."inbound_item_entry_no", a."outbound_item_entry_no",
      a."transferred_from_entry_no", a."quantity"
    from "item_application_entry" a join "item_ledger_entry" e on e."entry_no" = a."item_ledger_entry_no"
    where a."posting_date" <= ? and ${range.where} order by a."entry_no"`,
    [to, ...range.params],
  );
  for await (const part of rows) {
    for (const row of part) {
      items.get(String(row['item_no']))?.applications.push({
        itemLedgerEntryNo: Number(row['item_ledger_entry_no']),
        inboundItemEntryNo: Number(row['inbound_item_entry_no']),
        outboundItemEntryNo: Number(row['outbound_item_entry_no']),
        transferredFromEntryNo: Number(row['transferred_from_entry_no']),
        quantity: BigInt(row['quantity'] ?? 0),
      });
    }
  }
}

/** Splits outputs by what their order lines used up to the end (reports.md 4.3, step 2). */
async function splitOutputs(
  database: Database,
  {to}: CostSharesOptions,
  range: Condition,
  items: ReadonlyMap<string, ItemWithShares>,
  outputs: ReadonlyMap<number, string>,
): Promise<void> {
  const orders: Condition = {
    where: `(select e."order_no" from "item_ledger_entry" e where e."order_no" <> ''
      and e."entry_type" in ('Output', 'Assembly Output') and ${range.where})`,
    params: range.params,
  };
  const usage = orderUsage(await readOrderLines(database, to, orders));
  for (const item of items.values()) {
    for (const entry of item.entries.values()) {
      const used = usage.get(outputs.get(entry.entryNo) ?? '');
      splitOwn(entry, used?.split, used?.outputQuantity ?? 0n);
    }
  }
}

/** What lines of orders used and put out up to a date; `orders` selects order numbers. */
export async function readOrderLines(database: Database, to: string, orders: Condition): Promise<OrderLineUse[]> {
  const withNonInventory =
    (await database.find(manufacturingSetup, ''))?.includeNonInventoryItemsToProducedItems ?? false;
  const lines = new Map<string, {-readonly [Part in keyof OrderLineUse]: OrderLineUse[Part]}>();
  const lineOf = (row: SqlRow) => {
    const key = lineKeyOf(row);
    const line = lines.get(key) ?? {
      orderType: String(row['order_type']) as InventoryOrderType,
      orderNo: String(row['order_no']),
      orderLineNo: row['order_type'] === 'Assembly' ? 0 : Number(row['order_line_no']),
      material: 0n,
      nonInventory: 0n,
      capacity: 0n,
      subcontracted: 0n,
      capacityOverhead: 0n,
      outputQuantity: 0n,
      routing: '',
      indirectCostPercent: 0n,
      overheadRate: 0n,
    };
    lines.set(key, line);
    return line;
  };
  const used = await database.all(
    `select v."order_type", v."order_no", v."order_line_no", v."item_ledger_entry_type" as "type", v."entry_type",
      coalesce(c."subcontracting", 0) as "subcontracting",
      ${sumSql(database.dialect, 'v."cost_amount_actual"', 'actual')}, ${sumSql(database.dialect, 'v."cost_amount_non_invtbl"', 'outside')}
    from "value_entry" v left join "capacity_ledger_entry" c on c."entry_no" = v."capacity_ledger_entry_no" and v."capacity_ledger_entry_no" <> 0
    where v."order_no" in ${orders.where} and v."order_no" <> '' and v."posting_date" <= ?
      and (v."item_ledger_entry_type" = '' or v."item_ledger_entry_type" in ('Consumption', 'Assembly Consumption')
        and v."entry_type" not in ('Rounding', 'Revaluation'))
    group by v."order_type", v."order_no", v."order_line_no", v."item_ledger_entry_type", v."entry_type", coalesce(c."subcontracting", 0)`,
    [...orders.params, to],
  );
  for (const row of used) {
    const line = lineOf(row);
    const cost = exactSum(row, 'actual');
    if (row['type'] !== '') {
      line.material -= cost;
      if (withNonInventory) line.nonInventory -= exactSum(row, 'outside');
    } else if (row['entry_type'] === 'Indirect Cost') line.capacityOverhead += cost;
    else if (Number(row['subcontracting']) === 1) line.subcontracted += cost;
    else line.capacity += cost;
  }
  const output = await database.all(
    `select e."order_type", e."order_no", e."order_line_no", sum(e."quantity") as "quantity" from "item_ledger_entry" e
    where e."order_no" in ${orders.where} and e."order_no" <> '' and e."posting_date" <= ? and e."entry_type" in ('Output', 'Assembly Output')
    group by e."order_type", e."order_no", e."order_line_no"`,
    [...orders.params, to],
  );
  for (const row of output) lineOf(row).outputQuantity += BigInt(row['quantity'] ?? 0);
  const frozen = await database.all(
    `select o."order_type", o."order_no", o."order_line_no", o."routing_no", o."routing_reference_no", o."indirect_cost_percent", o."overhead_rate"
    from "inventory_adjmt_entry_order" o where o."order_no" in ${orders.where}`,
    orders.params,
  );
  for (const row of frozen) {
    const line = lineOf(row);
    line.routing = row['routing_no'] === '' ? '' : `${row['routing_no']}\u0001${row['routing_reference_no']}`;
    line.indirectCostPercent = BigInt(row['indirect_cost_percent'] ?? 0);
    line.overheadRate = BigInt(row['overhead_rate'] ?? 0);
  }
  return [...lines.values()];
}

/** An assembly order is one line, whatever the lines of its components are numbered. */
const lineKeyOf = (row: SqlRow): string =>
  orderLineKey({
    orderType: String(row['order_type']) as InventoryOrderType,
    orderNo: String(row['order_no']),
    orderLineNo: row['order_type'] === 'Assembly' ? 0 : Number(row['order_line_no']),
  });
