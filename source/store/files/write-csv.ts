/**
 * A table as CSV (RFC 4180): UTF-8, commas, a header of English captions, a line feed after each row. What import reads
 * back must be what stood in the company, so nothing is put before a text that a spreadsheet would take for a formula:
 * to look at tables in a spreadsheet, export XLSX, where texts are texts.
 */
import {isDecimal, type Table, type TableField} from '../table.js';
import type {Sink, TableWriter} from './table-writer.js';
import {cellText, type RowValue} from './written-value.js';

export class CsvWriter implements TableWriter {
  private fields: readonly TableField[] = [];

  constructor(private readonly sink: Sink) {}

  async begin(table: Table): Promise<void> {
    this.fields = table.fields;
    await this.sink.write(csvLine(table.fields.map(field => field.caption)));
  }

  async rows(rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
    const lines = rows.map(row => csvLine(this.fields.map(field => csvCell(field, row[field.property] as RowValue))));
    await this.sink.write(lines.join(''));
  }

  async finish(): Promise<void> {}
}

/** A cell. `1.234` could be a number with its thousands separated: a fourth decimal says that it is none. */
function csvCell(field: TableField, value: RowValue): string {
  const text = cellText(field, value);
  return isDecimal(field.kind) && /^-?[1-9]\d{0,2}\.\d{3}$/.test(text) ? `${text}0` : text;
}

/** One line; quotes where a separator, a quote, a line break or a space at an end would be lost without. */
const csvLine = (cells: readonly string[]): string =>
  `${cells.map(cell => (/[",\r\n;\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
