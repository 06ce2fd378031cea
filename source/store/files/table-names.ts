/** Which table or field a person means: by number, name, list page's name, Norwegian name, in any spelling (contract 2). */
import leven from 'leven';
import {message} from '../../domain/message.js';
import {Refusal} from '../../errors.js';
import captions from '../../locales/nb/captions.json' with {type: 'json'};
import {allTables} from '../entities.js';
import type {Table, TableField} from '../table.js';
import {TABLE_ALIASES} from './aliases.js';
import {comparable} from './names.js';

const norwegian: Readonly<Record<string, string>> = captions;

const tablesByName = new Map<string, Table>();
for (const table of allTables) {
  for (const name of [String(table.id), table.name, table.listName]) tablesByName.set(comparable(name), table);
}
for (const table of allTables) {
  const more = [norwegian[table.name], norwegian[table.listName], ...(TABLE_ALIASES[table.id] ?? [])];
  for (const name of more) {
    if (name !== undefined && !tablesByName.has(comparable(name))) tablesByName.set(comparable(name), table);
  }
}

/** The table of a name as people and files write it: `Value Entry`, `value-entry`, `5802`, `Verdiposter`, `GL Entry`. */
export const tableNamed = (name: string): Table | undefined => tablesByName.get(comparable(name));

const tablesById = new Map(allTables.map(table => [String(table.id), table]));

/** The table of a number, as text of digits. */
export const tableOfId = (id: string): Table | undefined => tablesById.get(id);

/** The table of a name; refuses one that is not known, naming the nearest. */
export function requireTable(name: string): Table {
  const table = tableNamed(name);
  if (table) return table;
  const names = allTables.flatMap(each => [...new Set([each.name, each.listName])]);
  throw new Refusal(
    'unknown-table',
    message('errors.unknown-table', {table: name, nearest: nearest(name, names).join(', ')}),
  );
}

/** The field of a table by its caption, an older one, or its Norwegian name; refuses one that is not known. */
export function requireField(table: Table, caption: string): TableField {
  const wanted = comparable(caption);
  const field =
    table.fields.find(each => comparable(each.caption) === wanted) ??
    table.fields.find(each =>
      [each.property, norwegian[each.caption], ...(each.aliases ?? [])].some(
        name => name !== undefined && comparable(name) === wanted,
      ),
    );
  if (field) return field;
  throw new Refusal(
    'unknown-field',
    message('errors.unknown-field', {
      table: {caption: table.name},
      field: caption,
      nearest: nearest(
        caption,
        table.fields.map(each => each.caption),
      ).join(', '),
    }),
  );
}

/** The three names that are most like a word. */
function nearest(word: string, names: readonly string[]): string[] {
  const wanted = comparable(word);
  const distance = (name: string): number => {
    const other = comparable(name);
    const apart = leven(wanted, other);
    return wanted !== '' && (other.includes(wanted) || wanted.includes(other)) ? apart / 4 : apart;
  };
  return [...names].sort((left, right) => distance(left) - distance(right)).slice(0, 3);
}
