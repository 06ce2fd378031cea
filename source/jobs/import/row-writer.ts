/**
 * Rows of one table on their way into the company: looked up by key, then inserted, updated or found unchanged
 * (contract 2). Values come in the order of `fields`, ready for the database.
 */
import {message} from '../../domain/message.js';
import {formatScaled} from '../../domain/money.js';
import type {Database, SqlRow, SqlValue} from '../../store/database.js';
import {postgresqlType} from '../../store/rows.js';
import type {ErrorDetail} from '../../errors.js';
import {isDecimal, type Table, type TableField} from '../../store/table.js';
import type {Value} from '../../store/files/values.js';
import {followStandardCost} from './entered-standard-cost.js';
import type {LedgerKeeper} from './ledger-keeper.js';
import {existingRows, updateRows} from './row-store.js';

/** Rows written at once: few where each is a call, so that they die young in memory; many where each is a round trip. */
const BATCH = {sqlite: 100, postgresql: 2000} as const;

export interface PendingRow {
  line: number;
  values: Value[];
}

export interface Counts {
  inserted: number;
  updated: number;
  unchanged: number;
}

export class RowWriter {
  readonly counts: Counts = {inserted: 0, updated: 0, unchanged: 0};
  private readonly keyPlaces: number[];
  /** Places of the fields that may change on a row that is there. */
  private readonly changeable: number[];
  private pending = new Map<string, PendingRow>();
  /** The last key of the table, where keys are whole numbers: what comes behind it cannot be there already. */
  private last: number[] | undefined;
  private started = false;

  constructor(
    private readonly database: Database,
    private readonly table: Table,
    private readonly fields: readonly TableField[],
    private readonly keeper: LedgerKeeper,
    private readonly report: (detail: {line: number; field: TableField; message: ErrorDetail['message']}) => void,
  ) {
    const places = (wanted: (field: TableField) => boolean) =>
      fields
        .map((field, place) => ({field, place}))
        .filter(({field}) => wanted(field))
        .map(({place}) => place);
    this.keyPlaces = table.key.map(property => fields.findIndex(field => field.property === property));
    this.changeable = places(
      field => !table.key.includes(field.property) && (table.kind !== 'ledger' || field.keptCurrent === true),
    );
  }

  async add(row: PendingRow): Promise<void> {
    const key = this.keyOf(row.values);
    if (this.pending.has(key)) await this.flush();
    this.pending.set(key, row);
    if (this.pending.size === BATCH[this.database.dialect]) await this.flush();
  }

  /** Writes what is pending. */
  async flush(): Promise<void> {
    if (this.pending.size === 0) return;
    if (!this.started) await this.start();
    const rows = [...this.pending];
    this.pending = new Map();
    const unsure = this.last === undefined ? rows : rows.filter(([, row]) => !this.isBehindLast(row.values));
    const present = await existingRows(
      this.database,
      this.table,
      [...this.fields.map(field => field.column), ...this.keeper.extraColumns(this.table)],
      unsure.map(([, row]) => this.keyPlaces.map(place => row.values[place] as SqlValue)),
    );
    const added: PendingRow[] = [];
    const changed: {row: PendingRow; before: SqlRow}[] = [];
    for (const [key, row] of rows) {
      const before = present.get(key);
      if (before === undefined) added.push(row);
      else if (this.compare(row, before)) changed.push({row, before});
    }
    await this.insert(added);
    await this.update(changed);
  }

  private async start(): Promise<void> {
    this.started = true;
    if (!this.keyPlaces.every(place => this.fields[place]?.kind === 'integer')) return;
    const columns = this.table.keyColumns.map(column => `"${column}"`);
    const row = await this.database.first(
      `select ${columns.join(', ')} from "${this.table.sqlName}" order by ${columns.map(column => `${column} desc`).join(', ')} limit 1`,
    );
    this.last = this.table.keyColumns.map(column => Number(row?.[column] ?? Number.MIN_SAFE_INTEGER));
  }

  private keyOf(values: readonly Value[]): string {
    return this.keyPlaces.map(place => String(values[place])).join('\u0001');
  }

  private isBehindLast(values: readonly Value[]): boolean {
    for (const [index, place] of this.keyPlaces.entries()) {
      const difference = Number(values[place]) - (this.last?.[index] ?? 0);
      if (difference !== 0) return difference > 0;
    }
    return false;
  }

  /** Whether a row that is there already changes; counts those that do not, reports those that must not. */
  private compare(row: PendingRow, before: SqlRow): boolean {
    let changes = false;
    for (const [place, field] of this.fields.entries()) {
      const old = before[field.column] ?? null;
      const value = row.values[place] as Value;
      if (typeof old === 'bigint' && typeof value === 'number' ? Number(old) === value : old === value) continue;
      if (!this.changeable.includes(place)) {
        this.report({
          line: row.line,
          field,
          message: message('files.entry-differs', {
            table: {caption: this.table.name},
            key: this.keyPlaces.map(keyPlace => String(row.values[keyPlace])).join(', '),
            field: {caption: field.caption},
            before: shown(field, old),
            now: shown(field, value),
          }),
        });
        return false;
      }
      changes = true;
    }
    if (!changes) this.counts.unchanged += 1;
    return changes;
  }

  private async insert(rows: readonly PendingRow[]): Promise<void> {
    if (rows.length === 0) return;
    const extra = await this.keeper.inserted(this.table, this.fields, rows);
    const width = this.fields.length;
    await this.database.insertColumns(
      this.table.sqlName,
      [...this.fields.map(field => field.column), ...(extra ? [extra.column] : [])],
      [...this.fields.map(postgresqlType), ...(extra ? ['int'] : [])],
      rows.length,
      (index, column) => (column < width ? rows[index]?.values[column] : extra?.values[index]) ?? '',
    );
    this.counts.inserted += rows.length;
    if (this.last === undefined) return;
    for (const row of rows) {
      if (this.isBehindLast(row.values)) this.last = this.keyPlaces.map(place => Number(row.values[place]));
    }
  }

  private async update(rows: readonly {row: PendingRow; before: SqlRow}[]): Promise<void> {
    if (rows.length === 0) return;
    this.keeper.updated(this.table, this.fields, rows);
    await updateRows(
      this.database,
      this.table,
      this.changeable.map(place => this.fields[place] as TableField),
      rows.map(({row}) => ({
        key: this.keyPlaces.map(place => row.values[place] as SqlValue),
        values: this.changeable.map(place => row.values[place] as SqlValue),
      })),
    );
    await followStandardCost(
      this.database,
      this.table,
      this.fields,
      rows.map(({row: {values}, before}) => ({
        key: this.keyPlaces.map(place => values[place] as SqlValue),
        values,
        before,
      })),
    );
    this.counts.updated += rows.length;
  }
}

function shown(field: TableField, value: Value | null): string {
  if (typeof value === 'bigint' && isDecimal(field.kind)) return formatScaled(value);
  if (field.kind === 'boolean') return Number(value) === 1 ? 'true' : 'false';
  return value === '' || value === null ? "''" : String(value);
}
