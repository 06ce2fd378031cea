/**
 * Every table of `./tables` as a MikroORM entity. Entities are for what a person edits, one row at a time; jobs
 * that read or write many rows go through `Database` (./database.ts), which speaks scaled bigints.
 */
import {defineEntity, p, Type, type EntitySchema} from '@mikro-orm/core';
import {fromDecimal, toDecimal, type Decimal} from '../domain/money.js';
import {isDecimal, type Table, type TableField} from './table.js';
import * as tables from './tables/index.js';

/** Money, unit cost or quantity: a scaled 64-bit integer in the database, a Decimal in TypeScript. */
class ScaledDecimalType extends Type<Decimal, string> {
  override convertToDatabaseValue(value: Decimal): string {
    return fromDecimal(value).toString();
  }

  override convertToJSValue(value: bigint | number | string): Decimal {
    return toDecimal(BigInt(value));
  }

  override compareAsType(): string {
    return 'string';
  }

  override getColumnType(): string {
    return 'bigint';
  }
}

/** Entry numbers, line numbers: the connection reads every integer as a bigint. */
class WholeNumberType extends Type<number, number> {
  override convertToJSValue(value: bigint | number): number {
    return Number(value);
  }

  override getColumnType(): string {
    return 'integer';
  }
}

/** Yes or no, kept as 1 or 0 on every database. */
class YesNoType extends Type<boolean, number> {
  override convertToDatabaseValue(value: boolean): number {
    return value ? 1 : 0;
  }

  override convertToJSValue(value: bigint | number | boolean): boolean {
    return Boolean(Number(value));
  }

  override getColumnType(): string {
    return 'smallint';
  }
}

/** The runtime types are what assignment checks a value against; they would be told from the column's type otherwise. */
function property(table: Table, field: TableField) {
  const base =
    field.kind === 'boolean'
      ? p.type(YesNoType).runtimeType('boolean')
      : field.kind === 'integer'
        ? p.type(WholeNumberType)
        : isDecimal(field.kind)
          ? p.type(ScaledDecimalType).runtimeType('Decimal')
          : p.text();
  const named = base.fieldName(field.column);
  return table.key.includes(field.property) ? named.primary() : named;
}

function entityOf(table: Table): EntitySchema {
  return defineEntity({
    name: table.name.replaceAll('G/L', 'Gl').replaceAll(/[^A-Za-z0-9]/g, ''),
    tableName: table.sqlName,
    properties: Object.fromEntries(table.fields.map(field => [field.property, property(table, field)])),
  }) as unknown as EntitySchema;
}

/** All tables, by number. */
export const allTables: readonly Table[] = Object.values(tables)
  .filter(table => typeof table === 'object')
  .sort((left, right) => left.id - right.id) as readonly Table[];

const schemas = new Map(allTables.map(table => [table.id, entityOf(table)]));

export const entities: readonly EntitySchema[] = [...schemas.values()];

/** The entity of a table. */
export function entityFor(table: Table): EntitySchema {
  const schema = schemas.get(table.id);
  if (!schema) throw new Error(`table ${table.id} has no entity`);
  return schema;
}
