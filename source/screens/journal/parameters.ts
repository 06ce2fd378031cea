/** What the pages of the item journal are opened with. */

/** What is done with the journal's lines. */
export type JournalAction = 'check' | 'preview' | 'post';

/** The line (from 1) and the column's caption to begin at. */
export interface JournalPlace {
  readonly line?: number;
  readonly column?: string;
}
