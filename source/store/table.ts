/**
 * A table of `reference/tables.md` as data: its number, name, key and fields. Everything that handles tables in
 * general (entities, import, export, lists, `setup get`) reads these definitions and nothing else.
 */
import type {OptionList} from '../domain/options.js';

export type FieldKind =
  | 'code'
  | 'text'
  | 'integer'
  | 'boolean'
  | 'date'
  | 'option'
  | 'amount'
  | 'unitAmount'
  | 'quantity'
  | 'decimal';

/** What a ledger's owner may do to a table: see contract 2. */
export type TableKind = 'ledger' | 'master' | 'setup' | 'singleton' | 'work';

export interface FieldOptions {
  /** Other headers that import takes for this field (internal name, older or newer caption). */
  aliases?: readonly string[];
  /** In a ledger: the ERP itself keeps this field current, so it may change on an existing entry. */
  keptCurrent?: boolean;
  /** Value of the field in a new row where nobody gives one; otherwise its blank value. */
  initial?: string | boolean | bigint;
}

export interface Field<Value = unknown> extends FieldOptions {
  readonly no: number;
  /** The English caption: header of exports and key of JSON rows. */
  readonly caption: string;
  readonly kind: FieldKind;
  /** Longest value of a code or text. */
  readonly length?: number;
  readonly options?: OptionList;
  /** Only for inference: the type of the value in a {@link Row}. */
  readonly value?: Value;
}

/** A field as it stands in a table: with its property (camelCase) and its column (snake_case). */
export interface TableField extends Field {
  readonly property: string;
  readonly column: string;
}

type Fields = Record<string, Field>;
type ValueOf<F> = F extends Field<infer Value> ? Value : never;

/** A row of a table: codes, texts, options and dates are strings, decimals scaled bigints (domain/money.ts). */
export type Row<T> = T extends Table<infer F> ? {-readonly [Property in keyof F]: ValueOf<F[Property]>} : never;

export interface TableInfo<F extends Fields> {
  kind: TableKind;
  key: readonly (keyof F & string)[];
  /** Name of the ERP's list page, which names export files too. */
  listName?: string;
  /** Captions of calculated fields (FlowFields): never stored, passed over by import. */
  calculated?: readonly string[];
}

export interface Table<F extends Fields = Fields> {
  readonly id: number;
  readonly name: string;
  readonly kind: TableKind;
  /** Name in the database. */
  readonly sqlName: string;
  readonly key: readonly string[];
  readonly keyColumns: readonly string[];
  readonly listName: string;
  readonly calculated: readonly string[];
  readonly fields: readonly TableField[];
  readonly byProperty: ReadonlyMap<string, TableField>;
  readonly byCaption: ReadonlyMap<string, TableField>;
  /** Only for inference. */
  readonly shape?: F;
}

export function defineTable<F extends Fields>(id: number, name: string, info: TableInfo<F>, shape: F): Table<F> {
  const fields = Object.entries(shape).map(([property, field]) => ({...field, property, column: snakeCase(property)}));
  return {
    id,
    name,
    kind: info.kind,
    sqlName: name
      .replaceAll('G/L', 'Gl')
      .replaceAll(/[^A-Za-z0-9]+/g, ' ')
      .trim()
      .replaceAll(' ', '_')
      .toLowerCase(),
    key: info.key,
    keyColumns: info.key.map(snakeCase),
    listName: info.listName ?? name,
    calculated: info.calculated ?? [],
    fields,
    byProperty: new Map(fields.map(field => [field.property, field])),
    byCaption: new Map(fields.map(field => [field.caption, field])),
  };
}

/** Longest name that PostgreSQL keeps; it cuts longer ones, and so must we, to find the column under its name. */
const LONGEST_NAME = 63;

const snakeCase = (property: string): string =>
  property.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`).slice(0, LONGEST_NAME);

const field =
  <Value>(kind: FieldKind) =>
  (no: number, caption: string, options: FieldOptions = {}): Field<Value> => ({no, caption, kind, ...options});

export const integer = field<number>('integer');
export const boolean = field<boolean>('boolean');
export const date = field<string>('date');
export const amount = field<bigint>('amount');
export const unitAmount = field<bigint>('unitAmount');
export const quantity = field<bigint>('quantity');
export const decimal = field<bigint>('decimal');

export const code = (no: number, caption: string, length: number, options: FieldOptions = {}): Field<string> => ({
  no,
  caption,
  kind: 'code',
  length,
  ...options,
});

export const text = (no: number, caption: string, length: number, options: FieldOptions = {}): Field<string> => ({
  no,
  caption,
  kind: 'text',
  length,
  ...options,
});

/** An option; unless its list is strict, the row may hold text that the list does not know. */
export const option = <Caption extends string>(
  no: number,
  caption: string,
  options: OptionList<Caption>,
  more: FieldOptions = {},
): Field<Caption> => ({no, caption, kind: 'option', options, ...more});

/** Whether a field is stored as a scaled integer. */
export const isDecimal = (kind: FieldKind): boolean =>
  kind === 'amount' || kind === 'unitAmount' || kind === 'quantity' || kind === 'decimal';

/** The value of a field that nobody filled in: `initial`, else '', 0, no, or the option's blank or first caption. */
export function initialValue(field: Field): string | number | boolean | bigint {
  if (field.initial !== undefined) return field.initial;
  return blankValue(field);
}

/** The blank value of a field: what an empty cell means. */
export function blankValue(field: Field): string | number | boolean | bigint {
  if (isDecimal(field.kind)) return 0n;
  if (field.kind === 'integer') return 0;
  if (field.kind === 'boolean') return false;
  if (field.kind !== 'option') return '';
  const captions = [...(field.options?.captions.values() ?? [])];
  return captions.includes('') ? '' : (captions[0] ?? '');
}
