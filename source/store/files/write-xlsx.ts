/**
 * Tables as one workbook, a sheet a table, written while rows are read: texts are text cells (so a code keeps its zeros
 * and no text is a formula), decimals are number cells where a spreadsheet holds them exactly (fifteen digits) and text
 * otherwise, dates are date cells (closing dates, which a spreadsheet does not know, are text).
 */
import {strToU8, Zip, ZipDeflate} from 'fflate';
import {message} from '../../domain/message.js';
import {formatScaled} from '../../domain/money.js';
import {Refusal} from '../../errors.js';
import type {Table, TableField} from '../table.js';
import type {Sink, TableWriter} from './table-writer.js';
import {
  columnName,
  daySerial,
  EXACT_DIGITS,
  numberCell,
  packageParts,
  SPREADSHEET,
  styleSheet,
  textCell,
  XML_HEADER,
} from './workbook-parts.js';
import {cellText, type RowValue, significantDigits} from './written-value.js';

/** Rows of a sheet, with its header. */
const MOST_ROWS = 1_048_576;
const STYLES = {general: 0, date: 1, amount: 2, bold: 3} as const;

export class XlsxWriter implements TableWriter {
  private readonly zip: Zip;
  private readonly chunks: Uint8Array[] = [];
  private readonly sheets: string[] = [];
  private failure: Error | undefined;
  private sheet: ZipDeflate | undefined;
  private table: Table | undefined;
  private row = 0;

  constructor(private readonly sink: Sink) {
    this.zip = new Zip((error, chunk) => {
      if (error) this.failure = error;
      else this.chunks.push(chunk);
    });
  }

  async begin(table: Table): Promise<void> {
    this.endSheet();
    this.sheets.push(sheetName(table));
    this.table = table;
    this.row = 1;
    this.sheet = this.file(`xl/worksheets/sheet${this.sheets.length}.xml`);
    const cells = table.fields.map((field, index) => textCell(`${columnName(index)}1`, field.caption, STYLES.bold));
    const columns = table.fields.map(
      (field, index) => `<col min="${index + 1}" max="${index + 1}" width="${widthOf(field)}" customWidth="1"/>`,
    );
    this.push(
      `${XML_HEADER}<worksheet xmlns="${SPREADSHEET}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData><row r="1">${cells.join('')}</row>`,
    );
    await this.flush();
  }

  async rows(rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
    const {table} = this;
    if (!table) throw new Error('no table began');
    if (this.row + rows.length > MOST_ROWS) {
      throw new Refusal('sheet-full', message('files.sheet-full', {table: {caption: table.name}, rows: MOST_ROWS - 1}));
    }
    const lines = rows.map((row, index) => {
      const number = this.row + index + 1;
      const cells = table.fields.map((field, column) =>
        cellOf(`${columnName(column)}${number}`, field, row[field.property] as RowValue),
      );
      return `<row r="${number}">${cells.join('')}</row>`;
    });
    this.row += rows.length;
    this.push(lines.join(''));
    await this.flush();
  }

  async finish(): Promise<void> {
    this.endSheet();
    for (const [name, xml] of Object.entries(packageParts(this.sheets, STYLE_SHEET))) {
      this.file(name).push(strToU8(xml), true);
    }
    this.zip.end();
    await this.flush();
  }

  private endSheet(): void {
    if (!this.sheet || !this.table) return;
    const filter = this.row > 1 ? `<autoFilter ref="A1:${columnName(this.table.fields.length - 1)}${this.row}"/>` : '';
    this.sheet.push(strToU8(`</sheetData>${filter}</worksheet>`), true);
    this.sheet = undefined;
  }

  private file(name: string): ZipDeflate {
    const file = new ZipDeflate(name, {level: 4});
    this.zip.add(file);
    return file;
  }

  private push(xml: string): void {
    this.sheet?.push(strToU8(xml));
  }

  private async flush(): Promise<void> {
    if (this.failure) throw this.failure;
    for (const chunk of this.chunks.splice(0)) await this.sink.write(chunk);
  }
}

/** In the order of {@link STYLES}: general, date, amount with two decimals at least, bold. */
const STYLE_SHEET = styleSheet([{}, {format: 'yyyy\\-mm\\-dd'}, {format: '#,##0.00###'}, {bold: true}]);

/** A sheet's name: the table's without the slash; no table's name is longer than the 31 characters that a sheet's may have. */
const sheetName = (table: Table): string => table.name.replaceAll('/', '').slice(0, 31);

function cellOf(reference: string, field: TableField, value: RowValue): string {
  if (value === '') return '';
  if (typeof value === 'boolean') return `<c r="${reference}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === 'number') return numberCell(reference, String(value), STYLES.general);
  if (typeof value === 'bigint') {
    if (significantDigits(field, value) > EXACT_DIGITS) return textCell(reference, cellText(field, value));
    return numberCell(reference, formatScaled(value), field.kind === 'amount' ? STYLES.amount : STYLES.general);
  }
  const serial = field.kind === 'date' ? daySerial(value) : undefined;
  if (serial !== undefined) return numberCell(reference, String(serial), STYLES.date);
  return textCell(reference, cellText(field, value));
}

/** Width of a column in characters: its header, or what its kind usually holds. */
const widthOf = (field: TableField): number =>
  Math.min(50, Math.max(field.caption.length + 4, field.kind === 'text' ? 30 : 12));
