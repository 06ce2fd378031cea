/** Rows of a list as lines of text: pure functions of rows, size and words. */
import {cell, widthOf, wrap, type Align} from '../../components/cells.js';
import {clean} from '../../components/clean.js';
import type {Line, Span} from '../../components/lines.js';
import {isDecimal, type FieldKind} from '../../store/table.js';
import type {Text} from '../../text.js';
import type {Column} from './definition.js';

/** A value in the reader's language, cleaned for the terminal. */
export function shownValue(kind: FieldKind, value: unknown, text: Text): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return text.t(value ? 'screens.yes' : 'screens.no');
  if (typeof value === 'bigint') {
    return kind === 'quantity' || kind === 'decimal' ? text.quantity(value) : text.amount(value);
  }
  if (kind === 'date') return clean(text.date(String(value)));
  if (kind === 'option') return clean(text.caption(String(value)));
  return clean(String(value));
}

const alignOf = (kind: FieldKind): Align => (isDecimal(kind) || kind === 'integer' ? 'right' : 'left');

/** Narrowest and widest a column of this kind is; amounts grow with what they hold, and are never cut. */
const WIDTHS: Record<FieldKind, [least: number, most: number]> = {
  amount: [14, 40],
  unitAmount: [12, 40],
  quantity: [8, 40],
  decimal: [6, 40],
  integer: [5, 11],
  boolean: [3, 5],
  date: [10, 11],
  option: [6, 26],
  code: [6, 20],
  text: [12, 32],
};

/** The caption in two lines at most. */
export function headerLines(caption: string, width: number): [string, string] {
  const lines = wrap(caption, width);
  if (lines.length <= 1) return ['', lines[0] ?? ''];
  return [lines[0] ?? '', lines.slice(1).join(' ')];
}

/** The narrowest width at which a caption takes two lines and no word is broken. */
function headerWidth(caption: string): number {
  let width = Math.max(...caption.split(' ').map(widthOf));
  while (wrap(caption, width).length > 2) width += 1;
  return width;
}

/** Widths of all columns for the cells that are shown; never narrower than they were. */
export function columnWidths(
  columns: readonly Column[],
  captions: readonly string[],
  cells: readonly (readonly string[])[],
  before: readonly number[] = [],
): number[] {
  return columns.map(({kind}, index) => {
    const [least, most] = WIDTHS[kind];
    const widest = cells.reduce((width, row) => Math.max(width, widthOf(row[index] ?? '')), 0);
    const wanted = Math.min(most, Math.max(least, widest));
    return Math.max(wanted, headerWidth(captions[index] ?? ''), before[index] ?? 0);
  });
}

export interface Layout {
  /** Indexes of the columns that are shown, frozen ones first. */
  readonly shown: readonly number[];
  readonly widths: readonly number[];
  /** First of the scrolling columns that is shown. */
  readonly left: number;
  readonly hasMore: boolean;
}

/**
 * Which columns fit. Frozen columns stay (cut to half the screen where others would have no room); of those, as many
 * as fit whole from `left` on, moved so that `current` is among them.
 */
export function layoutColumns(
  widths: readonly number[],
  frozen: number,
  current: number,
  left: number,
  width: number,
): Layout {
  const fitted = [...widths];
  const room = width - 1;
  const most = frozen < widths.length ? Math.floor(room / 2) : room;
  const taken = (upTo: number) => fitted.slice(0, upTo).reduce((sum, one) => sum + one + 1, 0);
  for (let index = frozen - 1; index >= 0 && taken(frozen) > most; index -= 1) {
    fitted[index] = Math.max(6, (fitted[index] ?? 0) - (taken(frozen) - most));
  }
  const free = room - taken(frozen);
  const fitting = (from: number): number[] => {
    const indexes: number[] = [];
    let used = 0;
    for (let index = from; index < fitted.length; index += 1) {
      used += (fitted[index] ?? 0) + 1;
      if (used > free && indexes.length > 0) break;
      indexes.push(index);
    }
    return indexes;
  };
  let from = Math.max(frozen, Math.min(left, fitted.length - 1));
  if (current >= frozen) {
    from = Math.min(from, current);
    while (from < current && !fitting(from).includes(current)) from += 1;
  }
  // A window that became wider shows what it has room for.
  while (from > frozen && fitting(from - 1).includes(fitted.length - 1)) from -= 1;
  const scrolled = fitting(from);
  const only = scrolled.length === 1 ? scrolled[0] : undefined;
  if (only !== undefined) fitted[only] = Math.min(fitted[only] ?? 0, Math.max(1, free - 1));
  return {
    shown: [...fitted.keys()].slice(0, frozen).concat(scrolled),
    widths: fitted,
    left: from,
    hasMore: (scrolled.at(-1) ?? 0) < fitted.length - 1,
  };
}

/** The two header lines; `«` and `»` say that there are columns to the left and right. */
export function headerOf(
  captions: readonly string[],
  columns: readonly Column[],
  layout: Layout,
  frozen: number,
): Line[] {
  return [0, 1].map(row => {
    const spans: Span[] = [{text: ' '}];
    for (const [place, index] of layout.shown.entries()) {
      const width = layout.widths[index] ?? 0;
      const words = headerLines(captions[index] ?? '', width)[row] ?? '';
      const isEdge = row === 0 && place === frozen && layout.left > frozen;
      spans.push(
        {text: cell(words, width, alignOf(columns[index]?.kind ?? 'text')), tone: row === 1 ? 'heading' : 'strong'},
        {text: isEdge ? '«' : row === 0 && place === layout.shown.length - 1 && layout.hasMore ? '»' : ' '},
      );
    }
    return spans;
  });
}

/** One row. The selected row has `>` before it, its current cell stands in brackets. */
export function rowLine(
  cells: readonly string[],
  columns: readonly Column[],
  layout: Layout,
  selected: boolean,
  current: number,
): Line {
  let words = selected ? '>' : ' ';
  for (const index of layout.shown) {
    const isCurrent = selected && index === current;
    if (isCurrent && words !== '>') words = `${words.slice(0, -1)}[`;
    words += cell(cells[index] ?? '', layout.widths[index] ?? 0, alignOf(columns[index]?.kind ?? 'text'));
    words += isCurrent ? ']' : ' ';
  }
  return [{text: words, tone: selected ? 'selected' : 'plain'}];
}
