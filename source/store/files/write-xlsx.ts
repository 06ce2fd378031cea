/**
 * Tables as one workbook, a sheet a table, written while rows are read: texts are text cells (so a code keeps its zeros
 * and no text is a formula), decimals are number cells where a spreadsheet holds them exactly (fifteen digits) and text
 * otherwise, dates are date cells (closing dates, which a spreadsheet does not know, are text).
 */
import {strToU8, Zip, ZipDeflate} from 'fflate';
import {addDays, daysBetween, isClosingDate} from '../../domain/dates.js';
import {message} from '../../domain/message.js';
import {formatScaled} from '../../domain/money.js';
import {Refusal} from '../../errors.js';
import type {Table, TableField} from '../table.js';
import type {Sink, TableWriter} from './table-writer.js';
import {cellText, type RowValue, significantDigits} from './written-value.js';

/** Rows of a sheet, with its header. */
const MOST_ROWS = 1_048_576;
const EXACT_DIGITS = 15;
/** Day 0 of a workbook; from March 1900 on (before, workbooks count a day that was not). */
const DAY_ZERO = '1899-12-30';
const FIRST_SURE_DAY = addDays(DAY_ZERO, 61);

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
      `${HEADER}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData><row r="1">${cells.join('')}</row>`,
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
    const numbers = this.sheets.map((_, index) => index + 1);
    this.part(
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships"><sheets>${this.sheets.map((name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    );
    this.part(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships">${numbers.map(number => `<Relationship Id="rId${number}" Type="${OFFICE}/relationships/worksheet" Target="worksheets/sheet${number}.xml"/>`).join('')}<Relationship Id="rId${numbers.length + 1}" Type="${OFFICE}/relationships/styles" Target="styles.xml"/></Relationships>`,
    );
    this.part('xl/styles.xml', STYLE_SHEET);
    this.part(
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    );
    this.part(
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/>${numbers.map(number => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/>`).join('')}</Types>`,
    );
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

  private part(name: string, xml: string): void {
    this.file(name).push(strToU8(HEADER + xml), true);
  }

  private push(xml: string): void {
    this.sheet?.push(strToU8(xml));
  }

  private async flush(): Promise<void> {
    if (this.failure) throw this.failure;
    for (const chunk of this.chunks.splice(0)) await this.sink.write(chunk);
  }
}

const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const font = (bold: string) => `<font>${bold}<sz val="11"/><name val="Calibri"/><family val="2"/></font>`;
const format = (number: number, fontNo: number, apply: string) =>
  `<xf numFmtId="${number}" fontId="${fontNo}" fillId="0" borderId="0" xfId="0"${apply}/>`;
/** In the order of {@link STYLES}: general, date, amount with two decimals at least, bold. */
const STYLE_SHEET = `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="#,##0.00###"/></numFmts><fonts count="2">${font('')}${font('<b/>')}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4">${format(0, 0, '')}${format(164, 0, ' applyNumberFormat="1"')}${format(165, 0, ' applyNumberFormat="1"')}${format(0, 1, ' applyFont="1"')}</cellXfs></styleSheet>`;

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
  if (field.kind === 'date' && !isClosingDate(value) && value >= FIRST_SURE_DAY) {
    return numberCell(reference, String(daysBetween(DAY_ZERO, value)), STYLES.date);
  }
  return textCell(reference, cellText(field, value));
}

const numberCell = (reference: string, value: string, style: number): string =>
  `<c r="${reference}"${style ? ` s="${style}"` : ''}><v>${value}</v></c>`;

const textCell = (reference: string, value: string, style: number = STYLES.general): string =>
  `<c r="${reference}"${style ? ` s="${style}"` : ''} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;

/** Text in XML. What XML cannot hold, and what looks like its escape, is written `_xHHHH_` as spreadsheets do. */
function escaped(value: string): string {
  return value
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(
      /[^\t\n\u0020-\ufffd\u{10000}-\u{10ffff}]/gu,
      character => `_x${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const columnNames: string[] = [];

/** A, B, … Z, AA, AB, … */
function columnName(index: number): string {
  let name = columnNames[index];
  if (name === undefined) {
    const letter = String.fromCharCode(65 + (index % 26));
    name = index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
    columnNames[index] = name;
  }
  return name;
}

/** Width of a column in characters: its header, or what its kind usually holds. */
const widthOf = (field: TableField): number =>
  Math.min(50, Math.max(field.caption.length + 4, field.kind === 'text' ? 30 : 12));
