/**
 * Changing setup by hand, one field or one row at a time, through the entities: what a person edits on a setup page.
 * A code that names nothing is refused, as `setup set` refuses it.
 */
import {parseDate} from '../domain/dates.js';
import {message} from '../domain/message.js';
import {parseScaled, toDecimal} from '../domain/money.js';
import {Refusal} from '../errors.js';
import type {Database} from '../store/database.js';
import {entityFor} from '../store/entities.js';
import {initialValue, isDecimal, type Table, type TableField} from '../store/table.js';
import {
  genBusinessPostingGroup,
  genProductPostingGroup,
  glAccount,
  inventoryPostingGroup,
  location,
} from '../store/tables/index.js';

export type RowKey = readonly (string | number)[];

/** The table that a setup field's code names a row of; undefined where it names none. */
export function referencedTable(field: Pick<TableField, 'caption' | 'kind'>): Table | undefined {
  if (field.kind !== 'code') return undefined;
  if (/ Account( \(Interim\))?$| Acc\. \(Interim\)$/.test(field.caption)) return glAccount;
  switch (field.caption) {
    case 'Location Code':
      return location;
    case 'Invt. Posting Group Code':
      return inventoryPostingGroup;
    case 'Gen. Bus. Posting Group':
      return genBusinessPostingGroup;
    case 'Gen. Prod. Posting Group':
      return genProductPostingGroup;
    default:
      return undefined;
  }
}

/** Sets one field of one row. Refuses a value that the field cannot hold, and a code that names nothing. */
export async function editField(
  database: Database,
  table: Table,
  key: RowKey,
  property: string,
  typed: string,
): Promise<void> {
  const field = fieldOf(table, property);
  const value = await readValue(database, field, typed);
  const manager = database.entityManager();
  const entity = await manager.findOne(entityFor(table), keyCriteria(table, key));
  if (!entity) throw new Refusal('no-such-row', message('screens.edit.gone', {table: {caption: table.name}}));
  manager.assign(entity, {[property]: value});
  await manager.flush();
}

/** Adds a row with its key, all other fields at their initial values. Refuses a key that is there. */
export async function addRow(database: Database, table: Table, typed: readonly string[]): Promise<RowKey> {
  const key: (string | number)[] = [];
  for (const [index, property] of table.key.entries()) {
    key.push((await readValue(database, fieldOf(table, property), typed[index] ?? '')) as string | number);
  }
  const manager = database.entityManager();
  if (await manager.findOne(entityFor(table), keyCriteria(table, key))) {
    throw new Refusal('row-exists', message('screens.edit.exists', {key: key.join(' · ')}));
  }
  const blank = Object.fromEntries(table.fields.map(field => [field.property, entityValue(initialValue(field))]));
  manager.create(entityFor(table), {...blank, ...keyCriteria(table, key)}, {persist: true});
  await manager.flush();
  return key;
}

async function readValue(database: Database, field: TableField, typed: string): Promise<unknown> {
  const text = typed.trim();
  const refuse = (key: string, params = {}) =>
    new Refusal('bad-value', message(key, {value: text, field: {caption: field.caption}, ...params}));
  if (field.kind === 'boolean') return /^(true|yes|ja|1)$/i.test(text);
  if (field.kind === 'date') {
    const date = text === '' ? '' : parseDate(text);
    if (date === undefined) throw refuse('errors.bad-date');
    return date;
  }
  if (isDecimal(field.kind)) {
    const value = text === '' ? 0n : parseScaled(text);
    if (value === undefined) throw refuse('screens.edit.noNumber');
    return toDecimal(value);
  }
  if (field.kind === 'integer') {
    if (!/^-?\d{0,9}$/.test(text)) throw refuse('screens.edit.noNumber');
    return Number(text);
  }
  if (field.kind === 'option') {
    const captions = [...(field.options?.captions.values() ?? [])];
    const caption = captions.find(one => one.toLowerCase() === text.toLowerCase());
    if (caption === undefined) throw refuse('screens.edit.noOption', {known: captions.join(', ')});
    return caption;
  }
  const value = field.kind === 'code' ? text.toUpperCase() : text;
  if (field.length !== undefined && [...value].length > field.length) {
    throw refuse('screens.edit.tooLong', {length: field.length});
  }
  const table = referencedTable(field);
  if (table && value !== '' && !(await database.find(table, value))) {
    throw refuse('screens.edit.noSuchCode', {value, table: {caption: table.name}});
  }
  return value;
}

const entityValue = (value: string | number | boolean | bigint): unknown =>
  typeof value === 'bigint' ? toDecimal(value) : value;

const keyCriteria = (table: Table, key: RowKey): Record<string, string | number> =>
  Object.fromEntries(table.key.map((property, index) => [property, key[index] ?? '']));

function fieldOf(table: Table, property: string): TableField {
  const field = table.byProperty.get(property);
  if (!field) throw new Error(`${table.name} has no field ${property}`);
  return field;
}
