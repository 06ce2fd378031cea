/**
 * The filters that the period-end jobs and the reconciliation share (contract 4): dates, item, location. Codes are
 * filters of the ERP's syntax; dates are ledger dates, so that a filter may end on a closing date.
 */
import type {LedgerDate} from '../domain/dates.js';
import type {Dialect} from './database.js';
import {type Condition, filterSql, joinConditions, readFilter} from './filter-sql.js';
import {valueEntry} from './tables/index.js';

export interface LedgerFilters {
  readonly from?: LedgerDate;
  readonly to?: LedgerDate;
  readonly item?: string;
  readonly location?: string;
}

/** Whether the filters name items or locations: something that the G/L does not know. */
export const filtersCodes = ({item, location}: LedgerFilters): boolean => Boolean(item) || Boolean(location);
export const filtersDates = ({from, to}: LedgerFilters): boolean => Boolean(from) || Boolean(to);

/** The date filter on a column; both ends count. */
export function dateCondition({from, to}: LedgerFilters, column: string): Condition {
  const parts: Condition[] = [];
  if (from) parts.push({where: `${column} >= ?`, params: [from]});
  if (to) parts.push({where: `${column} <= ?`, params: [to]});
  return joinConditions('and', parts);
}

/** All filters on a ledger's rows; `alias` is the table's name in the query. */
export const ledgerCondition = (dialect: Dialect, filters: LedgerFilters, alias: string): Condition =>
  joinConditions('and', [dateCondition(filters, `${alias}."posting_date"`), codeCondition(dialect, filters, alias)]);

/** The item and location filter on value entries; `alias` is the table's name in the query. */
export function codeCondition(dialect: Dialect, {item, location}: LedgerFilters, alias: string): Condition {
  const parts: Condition[] = [];
  if (item) parts.push(filterOn(dialect, 'itemNo', item, alias));
  if (location) parts.push(filterOn(dialect, 'locationCode', location, alias));
  return joinConditions('and', parts);
}

function filterOn(dialect: Dialect, property: string, text: string, alias: string): Condition {
  const field = valueEntry.byProperty.get(property);
  if (!field) throw new Error(`Value Entry has no ${property}`);
  return filterSql(dialect, `${alias}."${field.column}"`, readFilter(text, field));
}
