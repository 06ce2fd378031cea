/**
 * A report as a workbook of one sheet: figures are numbers with formats, dates are dates, header rows stay in sight,
 * sums and headings of groups are bold. Only what every spreadsheet program reads: no formulas, no shared strings.
 */
import {strToU8, zipSync} from 'fflate';
import {addDays, daysBetween, isClosingDate} from '../../domain/dates.js';
import {formatScaled} from '../../domain/money.js';
import type {Message} from '../../domain/message.js';
import {type Cell, type Column, isFigure, type Report, type ReportRow} from '../../domain/reports/report.js';
import type {Text} from '../../text.js';
import {shownCell} from './shown.js';
import {widthOf} from './page.js';

export function reportXlsx(report: Report, text: Text, company: string): Uint8Array {
  const parts: Record<string, string> = {
    '[Content_Types].xml': CONTENT_TYPES,
    '_rels/.rels': RELATIONS,
    'xl/workbook.xml': workbook(sheetName(text.say(report.title))),
    'xl/_rels/workbook.xml.rels': WORKBOOK_RELATIONS,
    'xl/styles.xml': styles(),
    'xl/worksheets/sheet1.xml': sheet(report, text, company),
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(HEAD + xml)])), {
    level: 6,
  });
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const CONTENT_TYPES = `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`;
const RELATIONS = `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;
const WORKBOOK_RELATIONS = `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`;

const workbook = (name: string): string =>
  `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`;

/** At most 31 characters, without those that a sheet's name may not have. */
const sheetName = (title: string): string =>
  title
    .replaceAll(/[[\]:*?/\\]/g, ' ')
    .replaceAll(/^'|'$/g, ' ')
    .slice(0, 31)
    .trim();

/** Cell styles: a number format each, plain and bold (the odd ones). */
const FORMATS = {text: 0, amount: 4, quantity: 164, date: 14, heading: 49} as const;
type Format = keyof typeof FORMATS;
const ORDER = Object.keys(FORMATS) as Format[];
const styleOf = (format: Format, bold: boolean): number => ORDER.indexOf(format) * 2 + (bold ? 1 : 0);

function styles(): string {
  const cells = ORDER.flatMap(format =>
    [0, 1].map(
      font =>
        `<xf numFmtId="${FORMATS[format]}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"${format === 'heading' ? ' applyAlignment="1"><alignment horizontal="center" vertical="bottom" wrapText="1"/></xf>' : '/>'}`,
    ),
  );
  return `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.#####"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cells.length}">${cells.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

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
  return `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${widths.join('')}</cols><sheetData>${rows.join('')}</sheetData><pageSetup orientation="landscape" fitToHeight="0"/></worksheet>`;
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
  if (typeof cell === 'bigint') {
    return numberCell(index, row, formatScaled(cell), styleOf(column.kind === 'amount' ? 'amount' : 'quantity', bold));
  }
  if (typeof cell === 'number') return numberCell(index, row, String(cell), styleOf('text', bold));
  if (column.kind === 'date' && typeof cell === 'string' && cell !== '' && !isClosingDate(cell)) {
    return numberCell(index, row, String(serialOf(cell)), styleOf('date', bold));
  }
  return textCell(index, row, shownCell(cell as string | boolean | Message, column, text), styleOf('text', bold));
}

/** Days as a workbook counts them: day 1 is 1 January 1900, and a 29 February 1900 that never was is counted too. */
function serialOf(date: string): number {
  const days = daysBetween(addDays('1899-12-31', 0), date);
  return days >= 60 ? days + 1 : days;
}

const numberCell = (index: number, row: number, value: string, style: number): string =>
  `<c r="${nameOf(index)}${row}" s="${style}"><v>${value}</v></c>`;

const textCell = (index: number, row: number, value: string, style: number): string =>
  value === ''
    ? ''
    : `<c r="${nameOf(index)}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;

/** A, B … Z, AA … of a column's place. */
function nameOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : nameOf(Math.floor(index / 26) - 1) + letter;
}

/** XML has no room for control characters, half characters and what is no character at all. */
const escaped = (value: string): string =>
  value
    .toWellFormed()
    .replaceAll(/[\p{Cc}\ufffe\uffff]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
