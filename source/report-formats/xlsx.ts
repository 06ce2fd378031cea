/**
 * A report as a workbook of one sheet: figures are numbers with formats, dates are dates, header rows stay in sight,
 * sums and headings of groups are bold. Only what every spreadsheet program reads: no formulas, no shared strings.
 */
import {strToU8, zipSync} from 'fflate';
import type {Message} from '../domain/message.js';
import {formatScaled} from '../domain/money.js';
import {type Cell, type Column, isFigure, type Report, type ReportRow} from '../domain/reports/report.js';
import {
  type CellStyle,
  columnName,
  daySerial,
  EXACT_DIGITS,
  numberCell,
  packageParts,
  SPREADSHEET,
  styleSheet,
  textCell as textCellAt,
  XML_HEADER,
} from '../store/files/workbook-parts.js';
import type {Text} from '../text.js';
import {widthOf} from './page.js';
import {shownCell} from './shown.js';

export function reportXlsx(report: Report, text: Text, company: string): Uint8Array {
  const parts = {
    ...packageParts([sheetName(text.say(report.title))], styleSheet(STYLES)),
    'xl/worksheets/sheet1.xml': XML_HEADER + sheet(report, text, company),
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])), {level: 6});
}

/** At most 31 characters, without those that a sheet's name may not have. */
const sheetName = (title: string): string =>
  title
    .replaceAll(/[[\]:*?/\\]/g, ' ')
    .replaceAll(/^'|'$/g, ' ')
    .slice(0, 31)
    .trim();

const FORMATS = {
  text: undefined,
  amount: '#,##0.00###',
  // General: a format with optional decimals shows "10." for 10.
  quantity: undefined,
  date: 'yyyy\\-mm\\-dd',
  heading: undefined,
};
type Format = keyof typeof FORMATS;
const ORDER = Object.keys(FORMATS) as Format[];

/** Each format plain and bold (the odd ones). */
const STYLES: readonly CellStyle[] = ORDER.flatMap(name =>
  [false, true].map(bold => ({
    ...(FORMATS[name] === undefined ? {} : {format: FORMATS[name]}),
    bold,
    heading: name === 'heading',
  })),
);
const styleOf = (format: Format, bold: boolean): number => ORDER.indexOf(format) * 2 + (bold ? 1 : 0);

function sheet(report: Report, text: Text, company: string): string {
  const columns = report.columns.filter(column => !column.dataOnly || isFigure(column));
  const lines = [company, text.say(report.title), ...report.header.map(line => text.say(line)), ''];
  const hasBands = columns.some(column => column.band);
  const rows: string[] = [];
  const add = (cells: string) => rows.push(`<row r="${rows.length + 1}">${cells}</row>`);
  for (const [index, line] of lines.entries()) {
    add(line === '' ? '' : textCell(0, rows.length + 1, line, styleOf('text', index < 2)));
  }
  if (hasBands) {
    add(
      columns
        .map((column, index) => {
          const repeated = index > 0 && bandOf(columns[index - 1], text) === bandOf(column, text);
          return repeated ? '' : textCell(index, rows.length + 1, bandOf(column, text), styleOf('heading', true));
        })
        .join(''),
    );
  }
  add(
    columns
      .map((column, index) => textCell(index, rows.length + 1, text.say(column.heading), styleOf('heading', true)))
      .join(''),
  );
  const frozen = rows.length;
  for (const row of report.rows) add(rowCells(row, columns, text, rows.length + 1));
  for (const note of report.notes) add(textCell(0, rows.length + 1, text.say(note), styleOf('text', false)));
  const widths = columns.map((column, index) => {
    const content = report.rows.map(row => widthOf(shownCell(row.cells[column.key], column, text)));
    const longest = content.reduce((most, width) => Math.max(most, width), widthOf(text.say(column.heading)));
    return `<col min="${index + 1}" max="${index + 1}" width="${Math.min(50, Math.max(8, longest) + 2)}" customWidth="1"/>`;
  });
  return `<worksheet xmlns="${SPREADSHEET}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${widths.join('')}</cols><sheetData>${rows.join('')}</sheetData><pageSetup orientation="landscape" fitToHeight="0"/></worksheet>`;
}

const bandOf = (column: Column | undefined, text: Text): string => (column?.band ? text.say(column.band) : '');

/** Words of a heading or a sum stand in the first column; a remark of a row in its first blank text column. */
function rowCells(row: ReportRow, columns: readonly Column[], text: Text, number: number): string {
  const label = row.label ? text.say(row.label) : '';
  const place = row.kind === 'row' ? columns.findIndex((column, index) => index > 0 && !isFigure(column)) : 0;
  return columns
    .map((column, index) => {
      if (label !== '' && index === place) return textCell(index, number, label, styleOf('text', row.bold));
      const cell = row.cells[column.key];
      return cell === undefined || cell === null ? '' : valueCell(cell, column, index, number, row.bold, text);
    })
    .join('');
}

function valueCell(cell: Cell, column: Column, index: number, row: number, bold: boolean, text: Text): string {
  const reference = columnName(index) + row;
  if (typeof cell === 'bigint') {
    const style = styleOf(column.kind === 'amount' ? 'amount' : 'quantity', bold);
    const written = formatScaled(cell);
    const isExact = written.replace(/^-?0*|\./g, '').length <= EXACT_DIGITS;
    return isExact ? numberCell(reference, written, style) : textCellAt(reference, written, style);
  }
  if (typeof cell === 'number') return numberCell(reference, String(cell), styleOf('text', bold));
  const serial = column.kind === 'date' && typeof cell === 'string' && cell !== '' ? daySerial(cell) : undefined;
  if (serial !== undefined) return numberCell(reference, String(serial), styleOf('date', bold));
  return textCell(index, row, shownCell(cell as string | boolean | Message, column, text), styleOf('text', bold));
}

/** A blank text needs no cell. */
const textCell = (index: number, row: number, value: string, style: number): string =>
  value === '' ? '' : textCellAt(columnName(index) + row, value, style);
