/** What a list page shows, as data: its table, its columns in the page's order, and what stands beside each row. */
import type {Database} from '../../store/database.js';
import type {FieldKind, Table} from '../../store/table.js';
import {type Condition, joinConditions} from '../../store/filter-sql.js';
import type {ListRow, Sorting} from './row-source.js';

/** A column that is not stored (FlowField): read for the rows on the screen only. */
export interface CalculatedColumn {
  readonly caption: string;
  readonly kind: FieldKind;
  /** Values by the row's key (joined with a blank). Scaled where the kind is a decimal. */
  readonly load: (database: Database, rows: readonly ListRow[]) => Promise<ReadonlyMap<string, bigint | string>>;
}

export interface ListDefinition {
  readonly id: string;
  readonly table: Table;
  /** Properties of the table and captions of calculated columns, in the order of the ERP's page (tables.md 3, Pg). */
  readonly columns: readonly string[];
  readonly calculated?: readonly CalculatedColumn[];
  /** How many of the first columns stay while the others scroll sideways. */
  readonly frozen: number;
  /** How the list is sorted when it is opened by its name; else by its key. */
  readonly sorting?: Sorting;
  /** A setup table that is edited in place. */
  readonly editable?: boolean;
}

export interface ListParameters {
  readonly list: string;
  /** Filters in the ERP's syntax, by property. */
  readonly filters?: Readonly<Record<string, string>>;
  /** Rows that the list is limited to, whatever its filters say: a drill-down. */
  readonly restriction?: Condition;
  /** What the limit is, in words: stands beside the title. */
  readonly subtitle?: string;
  /** The key of the row to select. */
  readonly at?: readonly (string | number)[];
  /** Property of the column to select. */
  readonly column?: string;
  readonly sorting?: Sorting;
}

/** A column as the list draws it. */
export interface Column {
  readonly caption: string;
  readonly kind: FieldKind;
  /** Undefined for a calculated column, which cannot be filtered or sorted by. */
  readonly property?: string;
  readonly calculated?: CalculatedColumn;
}

export function columnsOf(definition: ListDefinition): Column[] {
  return definition.columns.map(name => {
    const field = definition.table.byProperty.get(name);
    if (field) return {caption: field.caption, kind: field.kind, property: name};
    const calculated = definition.calculated?.find(column => column.caption === name);
    if (!calculated) throw new Error(`${definition.id} has no column ${name}`);
    return {caption: calculated.caption, kind: calculated.kind, calculated};
  });
}

/** Ranges of numbers that a query takes as such; more of them go as a list, which costs more to read. */
const RANGES = 200;

/** Entries by their numbers (ascending), however many: as ranges where they follow one another, else as one list. */
export function entriesCondition(database: Database, column: string, numbers: readonly number[]): Condition {
  const ranges = rangesOf(numbers);
  if (ranges.length <= RANGES) {
    return joinConditions(
      'or',
      ranges.map(range => ({where: `"${column}" between ? and ?`, params: range})),
    );
  }
  return database.dialect === 'sqlite'
    ? {where: `"${column}" in (select "value" from json_each(?))`, params: [JSON.stringify(numbers)]}
    : {where: `"${column}" = any(string_to_array(?, ',')::int[])`, params: [numbers.join(',')]};
}

function rangesOf(numbers: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}
