import {strToU8, zipSync} from 'fflate';

/** Text, number, boolean, or the XML of a cell's inside with its attributes. */
export type TestCell = string | number | boolean | null | {attributes?: string; inside: string};

export interface TestSheet {
  name: string;
  rows: (TestCell[] | undefined)[];
  state?: 'hidden';
}

export interface TestWorkbook {
  sheets: TestSheet[];
  date1904?: boolean;
  /** Texts as shared strings instead of inline. */
  shared?: boolean;
  /** Prefix of all elements, as OpenXML writers have it. */
  prefix?: string;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const letters = (column: number): string =>
  (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

/** The parts of a workbook, by name. Style 1 is a date. */
export function workbookParts({sheets, date1904, shared, prefix = ''}: TestWorkbook): Record<string, string> {
  const strings: string[] = [];
  const p = prefix;
  const cell = (value: TestCell, column: number, row: number): string => {
    const reference = `r="${letters(column)}${row}"`;
    if (value === null || value === '') return '';
    if (typeof value === 'object') return `<${p}c ${reference} ${value.attributes ?? ''}>${value.inside}</${p}c>`;
    if (typeof value === 'number') return `<${p}c ${reference}><${p}v>${value}</${p}v></${p}c>`;
    if (typeof value === 'boolean') return `<${p}c ${reference} t="b"><${p}v>${value ? 1 : 0}</${p}v></${p}c>`;
    if (!shared) {
      return `<${p}c ${reference} t="inlineStr"><${p}is><${p}t xml:space="preserve">${escaped(value)}</${p}t></${p}is></${p}c>`;
    }
    if (!strings.includes(value)) strings.push(value);
    return `<${p}c ${reference} t="s"><${p}v>${strings.indexOf(value)}</${p}v></${p}c>`;
  };
  const namespace = `xmlns${p ? `:${p.slice(0, -1)}` : ''}="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`;
  const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const parts: Record<string, string> = {
    '_rels/.rels': `${DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relationships}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${DECLARATION}<${p}workbook ${namespace} xmlns:r="${relationships}"><${p}workbookPr ${date1904 ? 'date1904="1"' : ''}/><${p}sheets>${sheets
      .map(
        ({name, state}, index) =>
          `<${p}sheet name="${escaped(name)}" sheetId="${index + 1}" ${state ? `state="${state}"` : ''} r:id="s${index + 1}"/>`,
      )
      .join('')}</${p}sheets></${p}workbook>`,
    'xl/styles.xml': `${DECLARATION}<${p}styleSheet ${namespace}><${p}cellXfs><${p}xf numFmtId="0"/><${p}xf numFmtId="14"/></${p}cellXfs></${p}styleSheet>`,
  };
  for (const [index, sheet] of sheets.entries()) {
    const rows = sheet.rows.map((cells, row) =>
      cells
        ? `<${p}row r="${row + 1}">${cells.map((value, column) => cell(value, column, row + 1)).join('')}</${p}row>`
        : '',
    );
    parts[`xl/worksheets/sheet${index + 1}.xml`] =
      `${DECLARATION}<${p}worksheet ${namespace}><${p}sheetData>${rows.join('')}</${p}sheetData></${p}worksheet>`;
  }
  parts['xl/sharedStrings.xml'] =
    `${DECLARATION}<${p}sst ${namespace}>${strings.map(text => `<${p}si><${p}t xml:space="preserve">${escaped(text)}</${p}t></${p}si>`).join('')}</${p}sst>`;
  parts['xl/_rels/workbook.xml.rels'] =
    `${DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets
      .map(
        (_, index) =>
          `<Relationship Id="s${index + 1}" Type="${relationships}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
      )
      .join(
        '',
      )}<Relationship Id="t1" Type="${relationships}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="t2" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`;
  return parts;
}

/** The zip archive of a workbook's parts. */
export const zipOf = (parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
    ),
  );

/** A cell that shows a date: the number of the day. */
export const dateCell = (serial: number): TestCell => ({attributes: 's="1"', inside: `<v>${serial}</v>`});
/** A cell of raw value, as the file has it. */
export const rawCell = (value: string, type?: string): TestCell => ({
  ...(type === undefined ? {} : {attributes: `t="${type}"`}),
  inside: `<v>${value}</v>`,
});
