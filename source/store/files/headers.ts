/** Which field each header of a file means: captions, names, older captions, OData names, Norwegian (tables.md 1, 4). */
import {type Message, message} from '../../domain/message.js';
import captions from '../../locales/nb/captions.json' with {type: 'json'};
import type {Table, TableField} from '../table.js';
import {FIELD_ALIASES} from './aliases.js';
import {comparable} from './names.js';
import {type Cell, isBlank, shownCell} from './row-source.js';

/** Header that a dimension gives its columns → number of the global (1, 2) or shortcut (3 to 8) dimension. */
export type DimensionHeaders = ReadonlyMap<string, number>;

export interface Column {
  /** Place in the row, from 0. */
  index: number;
  /** As it stands in the file. */
  header: string;
  field: TableField;
}

export interface HeaderMap {
  columns: Column[];
  /** Headers that mean nothing here: passed over, and named. */
  unknown: string[];
  problems: {column?: string; message: Message}[];
}

const norwegian: Record<string, string> = captions;
const CALCULATED = 'calculated';

/** Every name of a table's fields, in a comparable form. Nearer names win: caption, then alias, then Norwegian. */
function fieldNames(table: Table): Map<string, TableField | typeof CALCULATED> {
  const names = new Map<string, TableField | typeof CALCULATED>();
  const add = (name: string | undefined, field: TableField | typeof CALCULATED) => {
    const key = comparable(name ?? '');
    if (key !== '' && !names.has(key)) names.set(key, field);
  };
  for (const field of table.fields) add(field.caption, field);
  for (const caption of table.calculated) add(caption, CALCULATED);
  for (const field of table.fields) for (const alias of field.aliases ?? []) add(alias, field);
  for (let number = 3; number <= 8; number += 1) add(`Shortcut Dimension ${number} Code`, CALCULATED);
  for (const field of table.fields) add(norwegian[field.caption], field);
  for (const caption of table.calculated) add(norwegian[caption], CALCULATED);
  for (const field of table.fields) for (const alias of FIELD_ALIASES[field.caption] ?? []) add(alias, field);
  for (const caption of table.calculated) for (const alias of FIELD_ALIASES[caption] ?? []) add(alias, CALCULATED);
  return names;
}

/** The stored field of a global dimension: some tables have it under the name of the shortcut dimension. */
function dimensionField(table: Table, number: number): TableField | typeof CALCULATED {
  return (
    table.byCaption.get(`Global Dimension ${number} Code`) ??
    table.byCaption.get(`Shortcut Dimension ${number} Code`) ??
    CALCULATED
  );
}

const PACKAGE_DIMENSION = / \((dimension|dimensjon)\)\s*$/i;

/** Reads a header row. Problems: two headers for one field, a key column that is missing. */
export function mapHeaders(table: Table, headers: readonly Cell[], dimensions: DimensionHeaders): HeaderMap {
  const names = fieldNames(table);
  const map: HeaderMap = {columns: [], unknown: [], problems: []};
  const taken = new Map<TableField, string>();
  const fromPackage: Column[] = [];
  for (const [index, cell] of headers.entries()) {
    if (isBlank(cell)) continue;
    const header = (typeof cell === 'string' ? cell : shownCell(cell)).trim();
    const plain = header.replace(PACKAGE_DIMENSION, '');
    const number = dimensions.get(comparable(plain));
    const known = names.get(comparable(header));
    const field = known ?? (number === undefined ? undefined : dimensionField(table, number));
    if (field === undefined) {
      if (plain === header) map.unknown.push(header);
      continue;
    }
    if (field === CALCULATED) continue;
    if (plain !== header) {
      fromPackage.push({index, header, field});
      continue;
    }
    const before = taken.get(field);
    if (before !== undefined) {
      map.problems.push({
        column: header,
        message: message('files.two-headers', {other: before, field: {caption: field.caption}}),
      });
      continue;
    }
    taken.set(field, header);
    map.columns.push({index, header, field});
  }
  // A package repeats a dimension beside the field that holds it: the field's own column counts.
  for (const column of fromPackage) if (!taken.has(column.field)) map.columns.push(column);
  for (const property of table.key) {
    const field = table.byProperty.get(property);
    if (!field || table.kind === 'singleton' || map.columns.some(column => column.field === field)) continue;
    map.problems.push({
      column: field.caption,
      message: message('files.key-column-missing', {field: {caption: field.caption}}),
    });
  }
  return map;
}
