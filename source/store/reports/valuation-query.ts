/** The figures of Inventory Valuation from the value entries in scope, in one pass over them (reports.md 1.3). */
import {
  addMeasures,
  type BothMeasures,
  type ItemValuation,
  NOTHING,
  type ValuationOptions,
} from '../../domain/reports/valuation.js';
import type {Database, SqlRow} from '../database.js';
import {isInventory, scopeCondition, summedRows} from './conditions.js';

const SUMMANDS = {
  quantity: 'v."invoiced_quantity"',
  actual: 'v."cost_amount_actual"',
  physical: 'v."item_ledger_entry_quantity"',
  expected: 'v."cost_amount_expected"',
  posted: 'v."cost_posted_to_gl"',
  expectedPosted: 'v."expected_cost_posted_to_gl"',
} as const;

type Sum = (alias: keyof typeof SUMMANDS) => bigint;

const OPENING = 0;
const INCREASE = 1;
const DECREASE = 2;
const TRANSFER = 3;

/** What the entries of one item (and location) add up to, while its rows arrive. */
interface Collected {
  row: SqlRow;
  opening: BothMeasures;
  increases: BothMeasures;
  decreases: BothMeasures;
  posted: bigint;
  expectedPosted: bigint;
}

/** One element an item (and location) with value entries up to the end, in the order of group, item and location. */
export async function readValuation(database: Database, options: ValuationOptions): Promise<ItemValuation[]> {
  const items = new Map<string, Collected>();
  for (const {row, sum} of await readMovements(database, options)) {
    const collected = collectedOf(items, row);
    const both = bothOf(sum);
    const bucket = Number(row['bucket']);
    if (bucket === OPENING) collected.opening = addMeasures(collected.opening, both);
    else if (bucket === INCREASE) collected.increases = addMeasures(collected.increases, both);
    else collected.decreases = addMeasures(collected.decreases, both, -1n);
    collected.posted += sum('posted');
    collected.expectedPosted += sum('expectedPosted');
  }
  for (const {row, sum} of await readTransferIncreases(database, options)) {
    const collected = collectedOf(items, row);
    const both = bothOf(sum);
    collected.increases = addMeasures(collected.increases, both);
    collected.decreases = addMeasures(collected.decreases, both);
  }
  return [...items.values()].map(toValuation);
}

function collectedOf(items: Map<string, Collected>, row: SqlRow): Collected {
  const key = `${row['item_no']}\u0001${row['location_code'] ?? ''}`;
  let collected = items.get(key);
  if (!collected) {
    collected = {row, opening: NOTHING, increases: NOTHING, decreases: NOTHING, posted: 0n, expectedPosted: 0n};
    items.set(key, collected);
  }
  return collected;
}

const bothOf = (sum: Sum): BothMeasures => ({
  invoiced: {quantity: sum('quantity'), value: sum('actual')},
  all: {quantity: sum('physical'), value: sum('actual') + sum('expected')},
});

/** Sums an item and bucket; transfers of the period count as decreases here. */
async function readMovements(database: Database, options: ValuationOptions) {
  const condition = scopeCondition(database, options, 'v');
  const places = options.byLocation ? ', v."location_code"' : '';
  const bucket = `case when v."posting_date" < ? then ${OPENING}
    when v."item_ledger_entry_type" in ('Purchase', 'Positive Adjmt.', 'Output', 'Assembly Output') then ${INCREASE}
    when v."item_ledger_entry_type" = 'Transfer' then ${TRANSFER}
    else ${DECREASE} end`;
  return summedRows(
    database,
    SUMMANDS,
    sums => `select a.*, i."no", i."description", i."base_unit_of_measure", i."inventory_posting_group"
      from (select v."item_no"${places}, ${bucket} as "bucket", ${sums}
        from "value_entry" v where v."posting_date" <= ? and v."item_no" <> '' and ${condition.where}
        group by v."item_no"${places}, "bucket") a
      left join "item" i on i."no" = a."item_no"
      where i."no" is null or i."type" = 'Inventory'
      order by coalesce(i."inventory_posting_group", ''), a."item_no"${options.byLocation ? ', a."location_code"' : ''}, a."bucket"`,
    [options.from, options.to, ...condition.params],
  );
}

/**
 * The transfer entries of the period that are increases (reports.md 1.3, the transfer rule): inbound, and the outbound
 * entry that the first application names is not inside the selection. By location the selection of a row is its location.
 */
async function readTransferIncreases(database: Database, options: ValuationOptions) {
  const condition = scopeCondition(database, options, 'v');
  const inside = scopeCondition(database, {item: '', location: options.location}, 'o');
  const places = options.byLocation ? ', v."location_code"' : '';
  return summedRows(
    database,
    SUMMANDS,
    sums => `select v."item_no"${places}, ${sums} from "value_entry" v
      where v."posting_class_no" in (select "no" from "posting_class" where "item_ledger_entry_type" = 'Transfer')
        and v."posting_date" between ? and ? and v."valued_quantity" >= 0 and v."item_no" <> '' and ${condition.where}
        and ${isInventory('v')}
        and not exists (select 1 from "item_application_entry" a
          join "item_ledger_entry" o on o."entry_no" = a."outbound_item_entry_no"
          where a."entry_no" = (select min(f."entry_no") from "item_application_entry" f
              where f."item_ledger_entry_no" = v."item_ledger_entry_no")
            and o."item_no" = v."item_no" ${options.byLocation ? 'and o."location_code" = v."location_code"' : ''} and ${inside.where})
      group by v."item_no"${places}`,
    [options.from, options.to, ...condition.params, ...inside.params],
  );
}

function toValuation({row, posted, expectedPosted, ...moved}: Collected): ItemValuation {
  const text = (column: string) => String(row[column] ?? '');
  return {
    itemNo: text('item_no'),
    locationCode: text('location_code'),
    description: text('description'),
    baseUnitOfMeasure: text('base_unit_of_measure'),
    inventoryPostingGroup: text('inventory_posting_group'),
    itemMissing: row['no'] === null || row['no'] === undefined,
    ...moved,
    costPostedToGl: posted,
    expectedCostPostedToGl: expectedPosted,
  };
}
