/** Empties a company on a server. (A SQLite file is replaced by a new one instead: its old file stays beside it.) */
import type {Database} from './database.js';
import {allTables} from './entities.js';

const OWN_TABLES = [
  'company',
  'posting_class',
  'value_entry_total',
  'gl_entry_total',
  'item_cost_total',
  'page_setting',
  'cost_adjustment_log',
  'examined',
  'unclean_entry',
  'entry_to_examine',
];

/** `truncate` is the one statement that the append-only triggers let pass. PostgreSQL only. */
export async function emptyCompany(database: Database): Promise<void> {
  const names = [...allTables.map(table => table.sqlName), ...OWN_TABLES].map(name => `"${name}"`);
  await database.run(`truncate ${names.join(', ')}`);
}
