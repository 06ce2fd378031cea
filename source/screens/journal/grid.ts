/** The lines of the item journal as a grid: which columns it has at a width, and its rows. */
import {widthOf} from '../../components/cells.js';
import type {Line} from '../../components/lines.js';
import type {JournalColumnName, TypedLine} from '../../jobs/item-journal.js';
import type {Text} from '../../text.js';
import type {Column} from '../list/definition.js';
import {columnWidths, headerOf, rowLine} from '../list/presentation.js';
import {columnNames, kindOf, shownCell} from './cells.js';

/** Columns of the grid, those that stay longest on a narrow screen first; the line card has all of them. */
const FIRST: readonly JournalColumnName[] = [
  'Posting Date',
  'Entry Type',
  'Document No.',
  'Item No.',
  'Location Code',
  'Quantity',
  'Unit Cost',
  'Amount',
  'Applies-to Entry',
  'New Location Code',
  'Invoiced Quantity',
  'Item Shpt. Entry No.',
  'Applies-from Entry',
  'Order Type',
  'Order No.',
  'Order Line No.',
];
const BY_IMPORTANCE = [...FIRST, ...columnNames.filter(name => !FIRST.includes(name))];

/**
 * Widths of the columns that a screen of 80 columns has: narrower than their captions may be in some languages. A column
 * is wider where what it holds is, up to the second number.
 */
const WIDTHS: Partial<Record<JournalColumnName, readonly [least: number, most: number]>> = {
  'Posting Date': [10, 10],
  'Entry Type': [14, 17],
  'Document No.': [9, 20],
  'Item No.': [8, 20],
  'Location Code': [8, 10],
  Quantity: [8, 40],
  'Unit Cost': [10, 40],
};

export interface Grid {
  /** The columns that can be moved to, in order. */
  readonly columns: readonly JournalColumnName[];
  readonly header: readonly Line[];
  /** Rows of the lines that were asked for. */
  readonly rows: readonly Line[];
}

const NUMBER: Column = {caption: '', kind: 'integer'};

/** The grid of some lines, numbered from `first` + 1; `selected` and `column` count from 0. */
export function gridOf(
  lines: readonly TypedLine[],
  first: number,
  selected: number,
  column: number,
  text: Text,
  width: number,
): Grid {
  const every: readonly Column[] = [NUMBER, ...BY_IMPORTANCE.map(name => ({caption: name, kind: kindOf(name)}))];
  const cells = lines.map((line, index) => [
    String(first + index + 1),
    ...BY_IMPORTANCE.map(name => shownCell(name, line[name] ?? '', text)),
  ]);
  const captions = every.map(({caption}) => (caption === '' ? '' : text.caption(caption)));
  const fitted = widthsOf(cells, every, captions);
  const shown: number[] = [];
  let used = 1;
  for (const [index, one] of fitted.entries()) {
    used += one + 1;
    if (used > width) break;
    shown.push(index);
  }
  const layout = {shown, widths: fitted, left: 0, hasMore: false};
  return {
    columns: shown.slice(1).flatMap(index => BY_IMPORTANCE[index - 1] ?? []),
    header: headerOf(captions, every, layout, 1),
    rows: cells.map((row, index) => rowLine(row, every, layout, first + index === selected, column + 1)),
  };
}

function widthsOf(
  cells: readonly (readonly string[])[],
  columns: readonly Column[],
  captions: readonly string[],
): number[] {
  const natural = columnWidths(columns, captions, cells);
  return columns.map((column, index) => {
    const widest = cells.reduce((most, row) => Math.max(most, widthOf(row[index] ?? '')), 0);
    if (column === NUMBER) return Math.max(3, widest);
    const own = WIDTHS[column.caption as JournalColumnName];
    return own ? Math.min(own[1], Math.max(own[0], widest)) : (natural[index] ?? 0);
  });
}
