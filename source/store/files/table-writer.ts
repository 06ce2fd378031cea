/** What the three file formats have in common: tables are written one after the other, rows in batches as they are read. */
import type {Table} from '../table.js';

/** Where the bytes of a file go; waits where the receiver is slower. */
export interface Sink {
  write(chunk: string | Uint8Array): Promise<void>;
}

export interface TableWriter {
  begin(table: Table): Promise<void>;
  /** Rows of the table that began last: property → value, every field present. */
  rows(rows: readonly Readonly<Record<string, unknown>>[]): Promise<void>;
  /** After the last table. */
  finish(): Promise<void>;
}
