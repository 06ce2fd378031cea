/** Rows by key, many at once, on both databases. */
import type {Database, SqlRow, SqlValue} from '../../store/database.js';
import {postgresqlType} from '../../store/rows.js';
import type {Table, TableField} from '../../store/table.js';

/** Parameters that a statement may have: SQLite takes 32,766. */
const MOST_PARAMETERS = 30_000;

const keyFields = (table: Table): TableField[] =>
  table.key.map(property => table.byProperty.get(property)).filter(field => field !== undefined);

/** A placeholder with its type: PostgreSQL cannot tell the type of a value in a list of values. */
function placeholder(database: Database, field: TableField): string {
  const type = postgresqlType(field);
  if (database.dialect === 'sqlite') return '?';
  return type === 'text' ? 'cast(? as text) collate "C"' : `cast(? as ${type})`;
}

function* chunks<T>(rows: readonly T[], width: number): Generator<readonly T[]> {
  const size = Math.max(1, Math.floor(MOST_PARAMETERS / width));
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size);
}

/** Rows with these keys, by their key values joined with \u0001. */
export async function existingRows(
  database: Database,
  table: Table,
  columns: readonly string[],
  keys: readonly (readonly SqlValue[])[],
): Promise<Map<string, SqlRow>> {
  const found = new Map<string, SqlRow>();
  const fields = keyFields(table);
  const names = fields.map(field => `"${field.column}"`).join(', ');
  const selected = [...new Set([...columns, ...table.keyColumns])].map(column => `"${column}"`).join(', ');
  const tuple = `(${fields.map(field => placeholder(database, field)).join(', ')})`;
  for (const part of chunks(keys, fields.length)) {
    const list = part.map(() => tuple).join(', ');
    const sql = `select ${selected} from "${table.sqlName}" where (${names}) in (values ${list})`;
    for (const row of await database.all(sql, part.flat())) {
      found.set(table.keyColumns.map(column => String(row[column])).join('\u0001'), row);
    }
  }
  return found;
}

/** Sets `fields` of the rows with these keys. */
export async function updateRows(
  database: Database,
  table: Table,
  fields: readonly TableField[],
  rows: readonly {key: readonly SqlValue[]; values: readonly SqlValue[]}[],
): Promise<void> {
  const keys = keyFields(table);
  if (database.dialect === 'sqlite') {
    const sql = `update "${table.sqlName}" set ${fields.map(field => `"${field.column}" = ?`).join(', ')} where ${keys.map(field => `"${field.column}" = ?`).join(' and ')}`;
    for (const {key, values} of rows) await database.run(sql, [...values, ...key]);
    return;
  }
  const all = [...fields, ...keys];
  const names = all.map((_, place) => `"c${place}"`);
  const tuple = `(${all.map(field => placeholder(database, field)).join(', ')})`;
  const sets = fields.map((field, place) => `"${field.column}" = given."c${place}"`).join(', ');
  const match = keys
    .map((field, place) => `"${table.sqlName}"."${field.column}" = given."c${fields.length + place}"`)
    .join(' and ');
  for (const part of chunks(rows, all.length)) {
    await database.run(
      `with given(${names.join(', ')}) as (values ${part.map(() => tuple).join(', ')}) update "${table.sqlName}" set ${sets} from given where ${match}`,
      part.flatMap(({key, values}) => [...values, ...key]),
    );
  }
}
