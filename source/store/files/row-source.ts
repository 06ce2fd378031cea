import type {Message} from '../../domain/message.js';

/** What a CSV file and a sheet of a workbook have in common: rows of cells, read as often as needed. */

/** A number cell of a workbook: the shortest decimal of what is stored, without exponent. */
export interface NumberCell {
  readonly number: string;
  /** The cell is formatted as a date, so the number counts days. */
  readonly isDate: boolean;
}

/** A cell of a workbook that has no value to read: an error value, or a formula that was never calculated. */
export interface BadCell {
  readonly problem: Message;
}

/** A cell as it stands in the file: text, or a native cell of a workbook. */
export type Cell = string | boolean | NumberCell | BadCell;

export interface SourceRow {
  /** The physical line (CSV) or the row (XLSX), from 1. */
  line: number;
  cells: Cell[];
}

export interface RowSource {
  /** The file as the user named it; with the sheet's name where a workbook has several. */
  readonly file: string;
  /** The sheet's name; undefined in a text file. */
  readonly sheet?: string;
  /** A sheet that the workbook does not show. */
  readonly hidden?: boolean;
  readonly workbook: boolean;
  /** Whether dates of the sheet count from 1904. */
  readonly date1904: boolean;
  /** Size in bytes, for progress. */
  readonly size: number;
  /** Reads from the start, in batches. Throws {@link FileProblem}. `onRead` is told the bytes read so far. */
  rows(onRead?: (bytes: number) => void): AsyncIterable<SourceRow[]>;
}

export const isNumberCell = (cell: Cell): cell is NumberCell => typeof cell === 'object' && 'number' in cell;
export const isBadCell = (cell: Cell): cell is BadCell => typeof cell === 'object' && 'problem' in cell;

/** Whether a cell holds nothing (spaces count as nothing, as the ERP writes a blank option as one). */
export const isBlank = (cell: Cell | undefined): boolean =>
  cell === undefined || cell === '' || (typeof cell === 'string' && cell.trim() === '');

/** A cell as a person would see it, for messages. */
export function shownCell(cell: Cell): string {
  const text =
    typeof cell === 'string' ? cell : isNumberCell(cell) ? cell.number : isBadCell(cell) ? '' : cell ? 'TRUE' : 'FALSE';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
