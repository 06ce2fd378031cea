/** The figures of Inventory Valuation from the value entries in scope, each read once (reports.md 1.3). */
import {
  addMeasures,
  type BothMeasures,
  type ItemValuation,
  NOTHING,
  type ValuationOptions,
} from '../../domain/reports/valuation.js';
import type {Database, Dialect, SqlRow} from '../database.js';
import {type Condition, joinConditions} from '../filter-sql.js';
import {codeCondition} from '../ledger-filters.js';
import {isInventory, scopeCondition, type SummedRow, summedRows} from './conditions.js';

const SUMMANDS = {
  quantity: 'v."invoiced_quantity"',
  actual: 'v."cost_amount_actual"',
  physical: 'v."item_ledger_entry_quantity"',
  expected: 'v."cost_amount_expected"',
  posted: 'v."cost_posted_to_gl"',
  expectedPosted: 'v."expected_cost_posted_to_gl"',
} as const;

/** What the transfer rule needs of a value entry. */
const TRANSFER_COLUMNS = [
  'v."item_no"',
  'v."location_code"',
  'v."item_ledger_entry_no"',
  ...Object.values(SUMMANDS),
].join(', ');

type Sum = (alias: keyof typeof SUMMANDS) => bigint;

/**
 * Value entries that are increases by their type (reports.md 1.3): Purchase, Positive Adjmt., Output, Assembly Output.
 * Of the entry types, the first three are those from Output to Purchase in the alphabet: a sale is told by one
 * comparison, which a million rows notice.
 */
const isIncrease = (alias: string): string => {
  const type = `${alias}."item_ledger_entry_type"`;
  return `${type} <= 'Purchase' and (${type} >= 'Output' or ${type} = 'Assembly Output')`;
};
const increase = (summand: string): string => `case when ${isIncrease('v')} then ${summand} end`;
const INCREASES = {
  increasedQuantity: increase(SUMMANDS.quantity),
  increasedActual: increase(SUMMANDS.actual),
  increasedPhysical: increase(SUMMANDS.physical),
  increasedExpected: increase(SUMMANDS.expected),
} as const;

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
  if (options.from !== '') {
    for (const {row, sum} of await readOpening(database, options)) {
      const collected = collectedOf(items, row);
      collected.opening = bothOf(sum);
      addPosted(collected, sum);
    }
  }
  for (const {row, sum} of await readPeriod(database, options)) {
    const collected = collectedOf(items, row);
    collected.increases = {
      invoiced: {quantity: sum('increasedQuantity'), value: sum('increasedActual')},
      all: {quantity: sum('increasedPhysical'), value: sum('increasedActual') + sum('increasedExpected')},
    };
    collected.decreases = addMeasures(collected.increases, bothOf(sum), -1n);
    addPosted(collected, sum);
  }
  for (const {row, sum} of await readTransferIncreases(database, options)) {
    const collected = collectedOf(items, row);
    const both = bothOf(sum);
    collected.increases = addMeasures(collected.increases, both);
    collected.decreases = addMeasures(collected.decreases, both);
  }
  return [...items.values()].map(toValuation).sort(inOrder);
}

function inOrder(left: ItemValuation, right: ItemValuation): number {
  for (const key of ['inventoryPostingGroup', 'itemNo', 'locationCode'] as const) {
    if (left[key] !== right[key]) return left[key] < right[key] ? -1 : 1;
  }
  return 0;
}

function addPosted(collected: Collected, sum: Sum): void {
  collected.posted += sum('posted');
  collected.expectedPosted += sum('expectedPosted');
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

/** Figures with expected cost are summed only where they are asked for: every sum over a million rows counts. */
const OF_EXPECTED: readonly string[] = [
  'physical',
  'expected',
  'expectedPosted',
  'increasedPhysical',
  'increasedExpected',
];

const wanted = <Alias extends string>(
  {includeExpectedCost}: ValuationOptions,
  summands: Readonly<Record<Alias, string>>,
): Partial<Record<Alias, string>> =>
  includeExpectedCost
    ? summands
    : (Object.fromEntries(Object.entries(summands).filter(([alias]) => !OF_EXPECTED.includes(alias))) as Partial<
        Record<Alias, string>
      >);

/** Sums an item over the entries before the period. */
const readOpening = (database: Database, options: ValuationOptions) =>
  readSums(database, options, wanted(options, SUMMANDS), {where: 'v."posting_date" < ?', params: [options.from]});

/**
 * Sums an item over the entries of the period, and over those that are increases by their type. Apart from the opening,
 * because each then is one walk along the index by item, without sorting.
 */
const readPeriod = (database: Database, options: ValuationOptions) =>
  readSums(database, options, wanted(options, {...SUMMANDS, ...INCREASES}), {
    where: 'v."posting_date" >= ? and v."posting_date" <= ?',
    params: [options.from, options.to],
  });

function readSums<Alias extends string>(
  database: Database,
  options: ValuationOptions,
  summands: Partial<Record<Alias, string>>,
  dates: Condition,
): Promise<SummedRow<Alias>[]> {
  const condition = joinConditions('and', [dates, scopeCondition(database, options, 'v')]);
  const places = options.byLocation ? ', v."location_code"' : '';
  return summedRows(
    database,
    summands,
    sums => `select a.*, i."no", i."description", i."base_unit_of_measure", i."inventory_posting_group"
      from (select v."item_no"${places}, ${sums} from "value_entry" v
        where v."item_no" <> '' and ${condition.where} group by v."item_no"${places}) a
      left join "item" i on i."no" = a."item_no" where i."no" is null or i."type" = 'Inventory'`,
    condition.params,
  );
}

/**
 * The transfer entries of the period that are increases (reports.md 1.3, the transfer rule): inbound, and the outbound
 * entry that the first application names is not inside the selection. By location the selection of a row is its location.
 */
async function readTransferIncreases(database: Database, options: ValuationOptions) {
  const classes = await database.all(`select "no" from "posting_class" where "item_ledger_entry_type" = 'Transfer'`);
  if (classes.length === 0) return [];
  const condition = scopeCondition(database, options, 'v');
  const inside = scopeCondition(database, {location: options.location}, 'o');
  const places = options.byLocation ? ', v."location_code"' : '';
  return summedRows(
    database,
    SUMMANDS,
    sums => `with v as materialized (select ${TRANSFER_COLUMNS} from "value_entry" v
        where v."posting_class_no" in (${classes.map(() => '?').join(', ')}) and v."posting_date" between ? and ?
          and v."valued_quantity" >= 0 and v."item_no" <> '' and ${condition.where})
      select v."item_no"${places}, ${sums} from v
      where ${isInventory('v')}
        and not ${comesFromInside('v', options.byLocation, inside)}
      group by v."item_no"${places}`,
    [...classes.map(row => Number(row['no'])), options.from, options.to, ...condition.params, ...inside.params],
  );
}

/** SQL: the outbound entry that the first application of a transfer's value entry names is inside the selection. */
const comesFromInside = (alias: string, byLocation: boolean, inside: Condition): string =>
  `exists (select 1 from "item_application_entry" a
    join "item_ledger_entry" o on o."entry_no" = a."outbound_item_entry_no"
    where a."entry_no" = (select min(f."entry_no") from "item_application_entry" f
        where f."item_ledger_entry_no" = ${alias}."item_ledger_entry_no")
      and o."item_no" = ${alias}."item_no" ${byLocation ? `and o."location_code" = ${alias}."location_code"` : ''}
      and ${inside.where})`;

/** Which of the value entries of the report's scope its increases are of; all others are its decreases. */
export function increaseCondition(
  dialect: Dialect,
  {location, byLocation}: Pick<ValuationOptions, 'location' | 'byLocation'>,
): Condition {
  const inside = codeCondition(dialect, {location}, 'o');
  return {
    where: `((${isIncrease('"value_entry"')}) or "value_entry"."item_ledger_entry_type" = 'Transfer'
      and "value_entry"."valued_quantity" >= 0 and not ${comesFromInside('"value_entry"', byLocation, inside)})`,
    params: inside.params,
  };
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
