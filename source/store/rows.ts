/** From raw rows to the typed rows of ./tables, and what PostgreSQL is to take a field's values for. */
import type {SqlRow} from './database.js';
import {isDecimal, type Row, type Table, type TableField} from './table.js';

/** PostgreSQL cuts a column's name after so many bytes, in the row too; Manufacturing Setup has one that is longer. */
const LONGEST_NAME = 63;

/** A raw row of a table's columns as a typed row. Columns that the row lacks are left out. */
export function toRow<T extends Table>(table: T, row: SqlRow): Row<T> {
  const result: Record<string, unknown> = {};
  for (const field of table.fields) {
    const value = row[field.column] ?? row[field.column.slice(0, LONGEST_NAME)];
    if (value === undefined) continue;
    result[field.property] =
      field.kind === 'integer' ? Number(value) : field.kind === 'boolean' ? Number(value) !== 0 : value;
  }
  return result as Row<T>;
}

/** The PostgreSQL type that a field's values are cast to. */
export function postgresqlType(field: TableField): string {
  if (isDecimal(field.kind)) return 'bigint';
  if (field.kind === 'integer') return 'int';
  return field.kind === 'boolean' ? 'smallint' : 'text';
}
