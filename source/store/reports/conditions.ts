/** What the queries of reports share: item and location filter as SQL, and sums that are exact and still fast. */
import type {ReportScope} from '../../domain/reports/scope.js';
import type {Database, SqlRow, SqlValue} from '../database.js';
import {exactSum, sumSql} from '../sums.js';
import type {Condition} from '../filter-sql.js';
import {codeCondition} from '../ledger-filters.js';

/** Item and location filter of a scope on a ledger's rows, known as `alias` in the query. */
export const scopeCondition = (
  database: Database,
  scope: Partial<Pick<ReportScope, 'item' | 'location'>>,
  alias: string,
): Condition => codeCondition(database.dialect, scope, alias);

/** SQL that leaves out rows of items that are no Inventory items. An item that is gone counts as one. */
export const isInventory = (alias: string): string =>
  `${alias}."item_no" not in (select "no" from "item" where "type" <> 'Inventory')`;

/** One row of a query with sums. */
export interface SummedRow<Alias extends string> {
  readonly row: SqlRow;
  readonly sum: (alias: Alias) => bigint;
}

/**
 * Rows of a query with sums, exact whatever their size; a sum that was not asked for is 0. SQLite adds 64-bit integers at once as long as they fit, and
 * stops where they do not: only then the halves are added apart, which takes twice as long.
 */
export async function summedRows<Alias extends string>(
  database: Database,
  summands: Partial<Record<Alias, string>>,
  sql: (sums: string) => string,
  params: readonly SqlValue[],
): Promise<SummedRow<Alias>[]> {
  const entries = Object.entries(summands) as [Alias, string][];
  const exact = () => sql(entries.map(([alias, summand]) => sumSql(database.dialect, summand, alias)).join(', '));
  const read = (rows: SqlRow[]) =>
    rows.map(row => ({row, sum: (alias: Alias) => (alias in summands ? exactSum(row, alias) : 0n)}));
  const readQuick = (rows: SqlRow[]) => rows.map(row => ({row, sum: (alias: Alias) => BigInt(row[alias] ?? 0)}));
  if (database.dialect === 'postgresql') return read(await database.all(exact(), params));
  const quick = sql(entries.map(([alias, summand]) => `coalesce(sum(${summand}), 0) as "${alias}"`).join(', '));
  try {
    return readQuick(await database.all(quick, params));
  } catch (error) {
    if (!/integer overflow/.test(String(error))) throw error;
    return read(await database.all(exact(), params));
  }
}
