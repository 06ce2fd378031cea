/** SQL as the connections take it: the text of a select, and placeholders and values as each database wants them. */
import type {Query, SqlValue} from './database.js';
import type {Table} from './table.js';

/** All columns of a table, in the order of its key unless the query says otherwise. */
export function selectOf(table: Table, query: Query): string {
  const columns = table.fields.map(field => `"${field.column}"`).join(', ');
  return [
    `select ${columns} from "${table.sqlName}"`,
    query.where ? `where ${query.where}` : '',
    `order by ${query.orderBy ?? table.keyColumns.map(column => `"${column}"`).join(', ')}`,
    query.limit === undefined ? '' : `limit ${query.limit}`,
    query.offset === undefined ? '' : `offset ${query.offset}`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** SQLite has no booleans. */
export const toNative = (value: SqlValue): string | number | bigint | null =>
  typeof value === 'boolean' ? (value ? 1 : 0) : value;

/** `?` placeholders outside of quotes as PostgreSQL's `$1`, `$2` … */
export function numbered(sql: string): string {
  let count = 0;
  return sql.replaceAll(/'[^']*'|"[^"]*"|\?/g, part => {
    if (part !== '?') return part;
    count += 1;
    return `$${count}`;
  });
}
