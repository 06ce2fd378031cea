/**
 * Changing setup by hand, one field or one row at a time, through the entities: what a person edits on a setup page.
 * A code that names nothing is refused, as `setup set` refuses it.
 */
import {message} from '../domain/message.js';
import {toDecimal} from '../domain/money.js';
import {Refusal} from '../errors.js';
import type {Database} from '../store/database.js';
import {entityFor} from '../store/entities.js';
import {initialValue, type Table, type TableField} from '../store/table.js';
import {readTyped} from './typed-value.js';

export type RowKey = readonly (string | number)[];

/** Sets one field of one row. Refuses a value that the field cannot hold, and a code that names nothing. */
export async function editField(
  database: Database,
  table: Table,
  key: RowKey,
  property: string,
  typed: string,
): Promise<void> {
  const field = fieldOf(table, property);
  const value = entityValue(await readTyped(database, table, field, typed));
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
    key.push((await readTyped(database, table, fieldOf(table, property), typed[index] ?? '')) as string | number);
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

const entityValue = (value: string | number | boolean | bigint): unknown =>
  typeof value === 'bigint' ? toDecimal(value) : value;

const keyCriteria = (table: Table, key: RowKey): Record<string, string | number> =>
  Object.fromEntries(table.key.map((property, index) => [property, key[index] ?? '']));

function fieldOf(table: Table, property: string): TableField {
  const field = table.byProperty.get(property);
  if (!field) throw new Error(`${table.name} has no field ${property}`);
  return field;
}
