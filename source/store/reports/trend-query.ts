/**
 * How both ledgers changed over time. Where only ends of months are asked for and no item is named, the totals that
 * are kept per month answer at once (blueprint, idea 3); otherwise the entries are summed by day.
 */
import {dayOf, isClosingDate, lastOfMonth} from '../../domain/dates.js';
import type {LedgerChange, TrendOptions, TrendPeriod} from '../../domain/reports/trend.js';
import type {Database, SqlRow} from '../database.js';
import {filterSql, readFilter} from '../filter-sql.js';
import {scopeCondition, summedRows} from './conditions.js';

const LOCATION = {caption: 'Location Code', kind: 'code'} as const;
const INVENTORY_ACCOUNTS = `(select distinct "inventory_account" from "inventory_posting_setup" where "inventory_account" <> '')`;

/** First posting date of an item's value entry in scope, '' where there is none. */
export async function firstPostingDate(database: Database, options: TrendOptions): Promise<string> {
  const condition = scopeCondition(database, options, 'v');
  const row = await database.first(
    `select min(v."posting_date") as "first" from "value_entry" v
      where v."posting_date" <> '' and v."item_no" <> '' and v."posting_date" <= ? and ${condition.where}`,
    [options.to, ...condition.params],
  );
  return dayOf(String(row?.['first'] ?? ''));
}

/** First and last month (YYYY-MM) with value entries, from the totals that are kept; undefined where there are none. */
export async function monthsOfLedgers(database: Database): Promise<{first: string; last: string} | undefined> {
  const row = await database.first(
    `select min("month") as "first", max("month") as "last" from "value_entry_total" where "month" <> ''`,
  );
  return row?.['first'] ? {first: String(row['first']), last: String(row['last'])} : undefined;
}

/**
 * Changes of both ledgers, oldest first, fine enough for these periods. The G/L's only where nothing is filtered. A day
 * counts with its closing date, but the last one only where the report goes on to it, as a date filter has it.
 */
export async function readChanges(
  database: Database,
  options: TrendOptions,
  periods: readonly TrendPeriod[],
): Promise<LedgerChange[]> {
  const byMonth = options.item === '' && periods.every(({end}) => dayOf(end) === lastOfMonth(end));
  const comparable = options.item === '' && options.location === '';
  const changes = new Map<string, {value: bigint; posted: bigint; gl: bigint}>();
  const at = (until: string) => {
    const change = changes.get(until) ?? {value: 0n, posted: 0n, gl: 0n};
    changes.set(until, change);
    return change;
  };
  const upTo = {comparison: '<=', date: options.to} as const;
  for (const row of byMonth ? await monthsOfValue(database, options) : await daysOfValue(database, options, upTo)) {
    const change = at(row.until);
    change.value += row.value;
    change.posted += row.posted;
  }
  if (comparable) {
    for (const row of byMonth ? await monthsOfGl(database) : await daysOfGl(database, upTo))
      at(row.until).gl += row.amount;
  }
  if (byMonth && !isClosingDate(options.to)) {
    // The totals of a month have its last day's closing date in them.
    const after = {comparison: '=', date: `${options.to}C`} as const;
    for (const row of await daysOfValue(database, options, after)) {
      const change = at(row.until);
      change.value -= row.value;
      change.posted -= row.posted;
    }
    for (const row of comparable ? await daysOfGl(database, after) : []) at(row.until).gl -= row.amount;
  }
  return [...changes]
    .map(([until, change]) => ({until, ...change}))
    .sort((left, right) => (left.until < right.until ? -1 : 1));
}

async function monthsOfValue(database: Database, {location}: TrendOptions) {
  const filter = filterSql(database.dialect, 'c."location_code"', readFilter(location, LOCATION));
  const rows = await database.all(
    `select t."month", t."cost_amount_actual", t."cost_posted_to_gl" from "value_entry_total" t
      join "posting_class" c on c."no" = t."posting_class_no" where c."capacity" = 0 and ${filter.where}`,
    filter.params,
  );
  return rows.map(row => ({
    until: monthEnd(row),
    value: BigInt(row['cost_amount_actual'] ?? 0),
    posted: BigInt(row['cost_posted_to_gl'] ?? 0),
  }));
}

interface Dates {
  readonly comparison: '<=' | '=';
  readonly date: string;
}

async function daysOfValue(database: Database, options: TrendOptions, {comparison, date}: Dates) {
  const condition = scopeCondition(database, options, 'v');
  const rows = await summedRows(
    database,
    {value: 'v."cost_amount_actual"', posted: 'v."cost_posted_to_gl"'},
    sums => `select v."posting_date", ${sums} from "value_entry" v
      where v."item_no" <> '' and v."posting_date" ${comparison} ? and ${condition.where} group by v."posting_date"`,
    [date, ...condition.params],
  );
  return rows.map(({row, sum}) => ({until: day(row), value: sum('value'), posted: sum('posted')}));
}

async function monthsOfGl(database: Database) {
  const rows = await database.all(
    `select "month", "amount" from "gl_entry_total" where "gl_account_no" in ${INVENTORY_ACCOUNTS}`,
  );
  return rows.map(row => ({until: monthEnd(row), amount: BigInt(row['amount'] ?? 0)}));
}

async function daysOfGl(database: Database, {comparison, date}: Dates) {
  const rows = await summedRows(
    database,
    {amount: 'g."amount"'},
    sums => `select g."posting_date", ${sums} from "gl_entry" g
      where g."gl_account_no" in ${INVENTORY_ACCOUNTS} and g."posting_date" ${comparison} ? group by g."posting_date"`,
    [date],
  );
  return rows.map(({row, sum}) => ({until: day(row), amount: sum('amount')}));
}

const day = (row: SqlRow): string => dayOf(String(row['posting_date']));
const monthEnd = (row: SqlRow): string => lastOfMonth(`${row['month']}-01`);
