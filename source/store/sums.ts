/** Exact sums of scaled integers in SQL, on both databases. */
import type {Dialect, SqlRow} from './database.js';

/**
 * SQL that sums a column of scaled integers without overflow: SQLite's `sum` of integers fails beyond 64 bits, so
 * high and low halves are added apart; PostgreSQL's is numeric. Read it with {@link exactSum}.
 */
export function sumSql(dialect: Dialect, expression: string, alias: string): string {
  return dialect === 'sqlite'
    ? `coalesce(sum((${expression}) >> 32), 0) as "${alias}_high", coalesce(sum((${expression}) & 4294967295), 0) as "${alias}_low"`
    : `coalesce(sum((${expression})::numeric), 0) as "${alias}"`;
}

/** The sum that {@link sumSql} made under `alias`. */
export function exactSum(row: SqlRow, alias: string): bigint {
  const high = row[`${alias}_high`];
  return high === undefined
    ? BigInt(row[alias] ?? 0)
    : BigInt(high ?? 0) * 4294967296n + BigInt(row[`${alias}_low`] ?? 0);
}
