/** The matrix as lines of a stated width: names stay, columns scroll sideways, the current cell stands in brackets. */
import {cell} from '../../components/cells.js';
import type {Line, Span} from '../../components/lines.js';
import type {Tone} from '../../theme.js';
import {columnWidths, headerOf, layoutColumns, type Layout} from '../list/presentation.js';
import type {Column} from '../list/definition.js';
import type {Grid, GridCell} from './grid.js';

export interface GridCursor {
  readonly row: number;
  /** Column of the grid, names not counted. */
  readonly column: number;
  readonly left: number;
}

const NAME: Column = {caption: '', kind: 'text'};
const AMOUNT: Column = {caption: '', kind: 'amount'};

export function layoutGrid(grid: Grid, cursor: GridCursor, width: number): Layout {
  const columns = columnsOf(grid);
  const cells = grid.rows.map(row => [
    row.name,
    ...row.cells.map(cellOf => (widens(cellOf, row.strong) ? cellOf.text : '')),
  ]);
  return layoutColumns(columnWidths(columns, grid.headings, cells), 1, cursor.column + 1, cursor.left, width);
}

/** The warning below an amount column is cut to the amounts' width: Explain tells it whole. */
const widens = ({target}: GridCell, isBottom: boolean): boolean => !(isBottom && target?.type === 'warning');

export function matrixLines(grid: Grid, cursor: GridCursor, layout: Layout): Line[] {
  return [
    ...headerOf(grid.headings, columnsOf(grid), layout, 1),
    ...grid.rows.map((row, index) => {
      const isCurrentRow = index === cursor.row;
      const spans: Span[] = [
        {text: isCurrentRow ? '>' : ' '},
        {text: cell(row.name, layout.widths[0] ?? 0), tone: row.strong ? 'strong' : 'plain'},
      ];
      for (const place of layout.shown.slice(1)) {
        const {text = '', strong = false} = row.cells[place - 1] ?? {};
        const isCurrent = isCurrentRow && place === cursor.column + 1;
        const tone: Tone = isCurrent ? 'selected' : row.strong || strong ? 'strong' : 'plain';
        spans.push({text: isCurrent ? '[' : ' '}, {text: cell(text, layout.widths[place] ?? 0, 'right'), tone});
        if (isCurrent) spans.push({text: ']'});
      }
      return closed(spans);
    }),
  ];
}

const columnsOf = (grid: Grid): Column[] => grid.headings.map((_, index) => (index === 0 ? NAME : AMOUNT));

/** After the bracket that closes the current cell no blank is needed. */
function closed(spans: readonly Span[]): Line {
  return spans.filter((span, index) => !(span.text === ' ' && index > 0 && spans[index - 1]?.text === ']'));
}
