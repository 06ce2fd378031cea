/** What every workbook of ours is made of: its package, and cells that say what they are. Exports and reports share it. */
import {addDays, daysBetween, isClosingDate, type LedgerDate} from '../../domain/dates.js';

export const XML_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Digits that a spreadsheet's numbers hold exactly. */
export const EXACT_DIGITS = 15;
/** Day 0 of a workbook; from March 1900 on (before, workbooks count a day that was not). */
const DAY_ZERO = '1899-12-30';
const FIRST_SURE_DAY = addDays(DAY_ZERO, 61);

/** The parts of a workbook beside its sheets (`xl/worksheets/sheet1.xml` …), by name. */
export function packageParts(sheetNames: readonly string[], styleSheet: string): Record<string, string> {
  const numbers = sheetNames.map((_, index) => index + 1);
  const parts = {
    'xl/workbook.xml': `<workbook xmlns="${SPREADSHEET}" xmlns:r="${OFFICE}/relationships"><sheets>${sheetNames.map((name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${numbers.map(number => `<Relationship Id="rId${number}" Type="${OFFICE}/relationships/worksheet" Target="worksheets/sheet${number}.xml"/>`).join('')}<Relationship Id="rId${numbers.length + 1}" Type="${OFFICE}/relationships/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': styleSheet,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/>${numbers.map(number => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/>`).join('')}</Types>`,
  };
  return Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, XML_HEADER + xml]));
}

const font = (bold: string) => `<font>${bold}<sz val="11"/><name val="Calibri"/><family val="2"/></font>`;

/** A cell's style: a number format (its code, or General), bold or not, wrapped and centred or not. */
export interface CellStyle {
  readonly format?: string;
  readonly bold?: boolean;
  readonly heading?: boolean;
}

/** A style sheet of these styles, which cells name by their place in the list. */
export function styleSheet(styles: readonly CellStyle[]): string {
  const formats = [...new Set(styles.flatMap(({format}) => (format === undefined ? [] : [format])))];
  const cells = styles.map(({format, bold, heading}) => {
    const number = format === undefined ? 0 : 164 + formats.indexOf(format);
    const applied = `${format === undefined ? '' : ' applyNumberFormat="1"'}${bold ? ' applyFont="1"' : ''}`;
    const xf = `<xf numFmtId="${number}" fontId="${bold ? 1 : 0}" fillId="0" borderId="0" xfId="0"${applied}`;
    return heading
      ? `${xf} applyAlignment="1"><alignment horizontal="center" vertical="bottom" wrapText="1"/></xf>`
      : `${xf}/>`;
  });
  return `<styleSheet xmlns="${SPREADSHEET}"><numFmts count="${formats.length}">${formats.map((format, index) => `<numFmt numFmtId="${164 + index}" formatCode="${escaped(format)}"/>`).join('')}</numFmts><fonts count="2">${font('')}${font('<b/>')}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cells.length}">${cells.join('')}</cellXfs></styleSheet>`;
}

export const numberCell = (reference: string, value: string, style: number): string =>
  `<c r="${reference}"${style ? ` s="${style}"` : ''}><v>${value}</v></c>`;

export const textCell = (reference: string, value: string, style = 0): string =>
  `<c r="${reference}"${style ? ` s="${style}"` : ''} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;

/** A date as a workbook counts days; undefined for one that it does not know (closing dates, and before March 1900). */
export const daySerial = (date: LedgerDate): number | undefined =>
  isClosingDate(date) || date < FIRST_SURE_DAY ? undefined : daysBetween(DAY_ZERO, date);

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
export function columnName(index: number): string {
  let name = columnNames[index];
  if (name === undefined) {
    const letter = String.fromCharCode(65 + (index % 26));
    name = index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
    columnNames[index] = name;
  }
  return name;
}
