/**
 * The sums that the reconciliation matrix is made of: cost per posting class and net change per account, from the
 * kept totals with the days at a period's edges from the index (blueprint, idea 3); under an item filter from the
 * item's own entries.
 */
import type {Database, SqlRow, SqlValue} from './database.js';
import {exactSum, sumSql} from './sums.js';
import {type Condition, joinConditions} from './filter-sql.js';
import {WITHOUT_OUTPUT} from './finished-orders.js';
import {codeCondition, dateCondition, type LedgerFilters} from './ledger-filters.js';
import {type DayRange, monthRanges} from './month-ranges.js';

export interface ClassSum {
  actual: bigint;
  expected: bigint;
  actualPosted: bigint;
  expectedPosted: bigint;
}

/** Cost of the value entries inside the filters and what of it is posted, by posting class. */
export async function costByClass(database: Database, filters: LedgerFilters): Promise<Map<number, ClassSum>> {
  const sums = new Map<number, ClassSum>();
  if (filters.item) {
    const condition = joinConditions('and', [
      codeCondition(database.dialect, filters, 'v'),
      dateCondition(filters, 'v."posting_date"'),
    ]);
    addClassRows(sums, await classRows(database, '"value_entry" v', condition), 1n);
    return sums;
  }
  const {fromMonth, toMonth, days} = monthRanges(filters.from, filters.to);
  const location = locationOfClass(database, filters);
  const months = monthCondition(fromMonth, toMonth);
  const kept = await database.all(
    `select t.* from "value_entry_total" t join "posting_class" c on c."no" = t."posting_class_no" where ${months.where} and ${location.where}`,
    [...months.params, ...location.params],
  );
  for (const row of kept) {
    addTo(sums, Number(row['posting_class_no']), {
      actual: BigInt(row['cost_amount_actual'] ?? 0),
      expected: BigInt(row['cost_amount_expected'] ?? 0),
      actualPosted: BigInt(row['cost_posted_to_gl'] ?? 0),
      expectedPosted: BigInt(row['expected_cost_posted_to_gl'] ?? 0),
    });
  }
  for (const range of days) {
    const condition = joinConditions('and', [location, dayCondition(range, 'v."posting_date"')]);
    // The classes first: each is a short piece of the index (posting_class_no, posting_date).
    const join = database.dialect === 'sqlite' ? 'cross join' : 'join';
    const from = `"posting_class" c ${join} "value_entry" v on v."posting_class_no" = c."no"`;
    addClassRows(sums, await classRows(database, from, condition), BigInt(range.sign));
  }
  return sums;
}

/**
 * The same for entries of production orders finished without output (posting-rules.md 7), which two rules treat
 * otherwise. Expected-cost entries do not count.
 */
export async function costOfFinishedWithoutOutput(
  database: Database,
  filters: LedgerFilters,
): Promise<Map<number, ClassSum>> {
  const sums = new Map<number, ClassSum>();
  const condition = joinConditions('and', [
    {where: `v."expected_cost" = 0`, params: []},
    codeCondition(database.dialect, filters, 'v'),
    dateCondition(filters, 'v."posting_date"'),
  ]);
  const from = `(${finishedLinesSql}) l join "value_entry" v on v."order_no" = l."prod_order_no" and v."order_line_no" = l."line_no" and v."order_no" <> ''`;
  addClassRows(sums, await classRows(database, from, condition), 1n);
  return sums;
}

/** Lines of production orders finished without output: order number and line number. */
export const finishedLinesSql = `select distinct "prod_order_no", "line_no" from "prod_order_line" where ${WITHOUT_OUTPUT}`;

/** Net change per G/L account inside the date filter, closing dates that it covers included. */
export async function netChangeByAccount(database: Database, filters: LedgerFilters): Promise<Map<string, bigint>> {
  const sums = new Map<string, bigint>();
  const add = (account: string, amount: bigint) => sums.set(account, (sums.get(account) ?? 0n) + amount);
  const {fromMonth, toMonth, days} = monthRanges(filters.from, filters.to);
  const months = monthCondition(fromMonth, toMonth);
  const kept = await database.all(
    `select t."gl_account_no", t."amount" from "gl_entry_total" t where ${months.where}`,
    months.params,
  );
  for (const row of kept) add(String(row['gl_account_no']), BigInt(row['amount'] ?? 0));
  for (const range of days) {
    const condition = dayCondition(range, 'g."posting_date"');
    const join = database.dialect === 'sqlite' ? 'cross join' : 'join';
    const rows = await database.all(
      `select g."gl_account_no", ${sumSql(database.dialect, 'g."amount"', 'amount')} from (select distinct "gl_account_no" from "gl_entry_total") a ${join} "gl_entry" g on g."gl_account_no" = a."gl_account_no" where ${condition.where} group by g."gl_account_no"`,
      condition.params,
    );
    for (const row of rows) add(String(row['gl_account_no']), BigInt(range.sign) * exactSum(row, 'amount'));
  }
  return sums;
}

async function classRows(database: Database, from: string, {where, params}: Condition): Promise<SqlRow[]> {
  const {dialect} = database;
  return database.all(
    `select v."posting_class_no", ${sumSql(dialect, 'v."cost_amount_actual"', 'actual')}, ${sumSql(dialect, 'v."cost_amount_expected"', 'expected')}, ${sumSql(dialect, 'v."cost_posted_to_gl"', 'actual_posted')}, ${sumSql(dialect, 'v."expected_cost_posted_to_gl"', 'expected_posted')} from ${from} where ${where} group by v."posting_class_no"`,
    params,
  );
}

function addClassRows(sums: Map<number, ClassSum>, rows: readonly SqlRow[], sign: bigint): void {
  for (const row of rows) {
    addTo(sums, Number(row['posting_class_no']), {
      actual: sign * exactSum(row, 'actual'),
      expected: sign * exactSum(row, 'expected'),
      actualPosted: sign * exactSum(row, 'actual_posted'),
      expectedPosted: sign * exactSum(row, 'expected_posted'),
    });
  }
}

function addTo(sums: Map<number, ClassSum>, classNo: number, sum: ClassSum): void {
  const there = sums.get(classNo);
  if (!there) sums.set(classNo, sum);
  else {
    there.actual += sum.actual;
    there.expected += sum.expected;
    there.actualPosted += sum.actualPosted;
    there.expectedPosted += sum.expectedPosted;
  }
}

/** Location is in the class, under the column name that value entries have too. */
const locationOfClass = (database: Database, {location}: LedgerFilters): Condition =>
  codeCondition(database.dialect, location ? {location} : {}, 'c');

function monthCondition(fromMonth: string | undefined, toMonth: string | undefined): Condition {
  const parts: {where: string; params: SqlValue[]}[] = [];
  if (fromMonth) parts.push({where: 't."month" >= ?', params: [fromMonth]});
  if (toMonth) parts.push({where: 't."month" <= ?', params: [toMonth]});
  return joinConditions('and', parts);
}

function dayCondition({from, to, withoutFrom, withoutTo}: DayRange, column: string): Condition {
  return {
    where: `${column} ${withoutFrom ? '>' : '>='} ? and ${column} ${withoutTo ? '<' : '<='} ?`,
    params: [from, to],
  };
}
