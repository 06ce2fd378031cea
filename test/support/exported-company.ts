/** An exported company whose tables a test may damage before they are imported again, as somebody's ERP might be. */
import {formatDate} from '../../source/domain/dates.js';
import {exportTables} from '../../source/jobs/export.js';
import type {JobContext} from '../../source/jobs/job.js';
import {importOf} from './import-files.js';

/** A row of an export: English captions to plain values. */
export type ExportedRow = Record<string, string | number | boolean>;

export class ExportedCompany {
  private constructor(private readonly tables: Record<string, ExportedRow[]>) {}

  static async of(context: JobContext): Promise<ExportedCompany> {
    const parts: string[] = [];
    const output = {write: async (part: string | Uint8Array) => void parts.push(String(part))};
    await exportTables(context, {tables: ['all'], format: 'json', filters: []}, output as never);
    return new ExportedCompany(JSON.parse(parts.join('')) as Record<string, ExportedRow[]>);
  }

  /** A copy to damage. */
  copy(): ExportedCompany {
    return new ExportedCompany(structuredClone(this.tables));
  }

  rows(table: string): ExportedRow[] {
    this.tables[table] ??= [];
    return this.tables[table];
  }

  /** The rows of a table that pass; fails where there is none. */
  some(table: string, passes: (row: ExportedRow) => boolean): ExportedRow[] {
    const found = this.rows(table).filter(passes);
    if (found.length === 0) throw new Error(`no such row in ${table}`);
    return found;
  }

  remove(table: string, passes: (row: ExportedRow) => boolean): void {
    this.some(table, passes);
    this.tables[table] = this.rows(table).filter(row => !passes(row));
  }

  /** The next number of a ledger. */
  next(table: string): number {
    return Math.max(0, ...this.rows(table).map(row => Number(row['Entry No.']))) + 1;
  }

  /** Adds a G/L entry and gives its number. */
  addGlEntry(account: string, amount: string, date: string, more: ExportedRow = {}): number {
    const entryNo = this.next('G/L Entry');
    this.rows('G/L Entry').push({
      'Entry No.': entryNo,
      'G/L Account No.': account,
      'Posting Date': formatDate(date),
      'Document No.': 'BY HAND',
      Amount: amount,
      ...more,
    });
    return entryNo;
  }

  /** Imports every table with rows into an empty company. */
  async importInto(context: JobContext): Promise<void> {
    const files = Object.entries(this.tables).filter(([, rows]) => rows.length > 0);
    await importOf(
      context,
      Object.fromEntries(files.map(([name, rows]) => [`${name.replaceAll('/', '')}.csv`, csv(rows)])),
    );
  }
}

function csv(rows: readonly ExportedRow[]): string {
  const captions = [...new Set(rows.flatMap(row => Object.keys(row)))];
  const cell = (value: unknown) => `"${String(value ?? '').replaceAll('"', '""')}"`;
  return [captions, ...rows.map(row => captions.map(caption => row[caption]))]
    .map(cells => `${cells.map(cell).join(',')}\n`)
    .join('');
}
