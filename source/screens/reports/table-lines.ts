/** A report as a table: pure functions from rows, sizes and words to lines. */
import {cell as fitted, cut, widthOf} from '../../components/cells.js';
import type {Line} from '../../components/lines.js';
import type {Message} from '../../domain/message.js';
import {type CellKind, isFigure, type Report, type Column as ReportColumn} from '../../domain/reports/report.js';
import {shownCell} from '../../report-formats/shown.js';
import type {FieldKind} from '../../store/table.js';
import type {Text} from '../../text.js';
import type {Column} from '../list/definition.js';
import {columnWidths, type Layout, rowLine} from '../list/presentation.js';
import type {ShownRow} from './arrange.js';

/** How many of the first columns stay while the others scroll sideways. */
export const FROZEN = 1;
/** A message is as wide as its words, up to this. */
const WIDEST_MESSAGE = 110;

const KINDS: Record<CellKind, FieldKind> = {
  text: 'text',
  caption: 'option',
  message: 'text',
  date: 'date',
  number: 'integer',
  yesNo: 'boolean',
  quantity: 'quantity',
  unitCost: 'unitAmount',
  amount: 'amount',
};

/** The columns that a reader sees. */
export const seenColumns = (report: Report): readonly ReportColumn[] =>
  report.columns.filter(column => !column.dataOnly);

/** The heading of a column, with that which it shares with others. */
export const headingOf = ({heading, band}: ReportColumn, text: Text): string =>
  [...(band ? [text.say(band)] : []), text.say(heading)].join(' ');

export const listColumn = ({key, kind, heading}: ReportColumn): Column => ({
  caption: key,
  kind: kind === 'text' && isCode(heading) ? 'code' : KINDS[kind],
});

/** Numbers and codes need less room than names. */
const isCode = ({params}: Message): boolean => {
  const caption = params?.['caption'];
  const words = typeof caption === 'object' && 'caption' in caption ? caption.caption : '';
  return /(No\.|Code|Measure)$/.test(words);
};

/** The cells of a row; words that stand first, below their groups, are set in. A remark beside a row stands in its second column; headings and sums have no labels. */
export function cellsOf({row}: ShownRow, columns: readonly ReportColumn[], text: Text): string[] {
  const remark = row.kind === 'row' && row.label ? text.say(row.label) : undefined;
  return columns.map((column, index) => {
    if (remark !== undefined && index > 0 && !isFigure(column)) return index === 1 ? remark : '';
    if (row.kind !== 'row' && !isFigure(column)) return '';
    const shown = shownCell(row.cells[column.key], column, text);
    return index === 0 && column.kind === 'message' ? '  '.repeat(row.level) + shown : shown;
  });
}

export function tableWidths(
  columns: readonly ReportColumn[],
  captions: readonly string[],
  cells: readonly (readonly string[])[],
  before: readonly number[],
): number[] {
  return columnWidths(columns.map(listColumn), captions, cells, before).map((width, index) => {
    if (columns[index]?.kind !== 'message') return width;
    return Math.max(width, ...cells.map(row => Math.min(WIDEST_MESSAGE, widthOf(row[index] ?? ''))));
  });
}

/** The words of a heading or sum, with the mark that a group is open (-) or closed (+). */
export function labelOf({row, isClosed}: ShownRow, text: Text): string {
  const words = row.label ? text.say(row.label) : '';
  const indent = '  '.repeat(row.level);
  if (row.kind === 'group') return `${indent}${isClosed ? '+' : '-'} ${words}`;
  return row.kind === 'row' ? '' : `${indent}${words}`;
}

/** One line. Words of a heading or sum take the room before the first figure of the row. */
export function tableLine(
  shown: ShownRow,
  cells: readonly string[],
  columns: readonly ReportColumn[],
  layout: Layout,
  cursor: {readonly isSelected: boolean; readonly column: number},
  text: Text,
): Line {
  const {row} = shown;
  const isPlaced = row.kind === 'row' || (cells[cursor.column] ?? '') !== '';
  const [span] = rowLine(cells, columns.map(listColumn), layout, cursor.isSelected, isPlaced ? cursor.column : -1);
  const line = span?.text ?? '';
  const tone = cursor.isSelected ? 'selected' : row.bold ? 'strong' : 'plain';
  if (row.kind === 'row') return [{text: line, tone}];
  const figures = line.slice(1).search(/\S/);
  const label = labelOf(shown, text);
  const end = figures < 0 ? Math.max(line.length, lengthOf(layout), widthOf(label) + 1) : figures;
  return [{text: `${line.slice(0, 1)}${fitted(cut(label, end - 1), end)}${line.slice(1 + end)}`, tone}];
}

const lengthOf = ({shown, widths}: Layout): number => shown.reduce((sum, index) => sum + (widths[index] ?? 0) + 1, 1);
