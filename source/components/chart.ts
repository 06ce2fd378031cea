/**
 * Charts as lines of text: pure functions from figures to lines. Eighths of a block where the terminal has them, plain
 * ASCII where it has not. Bars stand on the line of nought, and hang below it where a figure is negative.
 */
import {cell, widthOf} from './cells.js';

const EIGHTHS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const ASCII_LEVELS = ['_', '.', '-', '=', '+', '*', '%', '#'] as const;
const LEVELS = BigInt(EIGHTHS.length);

/** How a chart is drawn. */
export interface Pen {
  /** Block characters, for terminals that have them. */
  readonly blocks: boolean;
}

/** A figure of a period, scaled; null where there is none. */
export interface Point {
  readonly name: string;
  readonly value: bigint | null;
}

/** One character a figure, the last ones that fit, from the smallest (or nought, where all are above it) to the largest. */
export function sparkline(values: readonly (bigint | null)[], width: number, {blocks}: Pen): string {
  const shown = values.slice(-Math.max(0, width));
  const {least, most} = rangeOf(shown);
  const levels = blocks ? EIGHTHS : ASCII_LEVELS;
  return shown
    .map(value => {
      if (value === null) return ' ';
      const level =
        most === least ? 0n : ((value - least) * (LEVELS - 1n) * 2n + (most - least)) / ((most - least) * 2n);
      return levels[Number(level)] ?? ' ';
    })
    .join('');
}

/** Smallest and largest of the figures and nought. */
function rangeOf(values: readonly (bigint | null)[]): {least: bigint; most: bigint} {
  let [least, most] = [0n, 0n];
  for (const value of values) {
    if (value === null) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return {least, most};
}

export interface ChartSize {
  readonly width: number;
  /** Lines of the whole chart, with the names of the periods below; 3 at least. */
  readonly height: number;
  /** Least width of the figures at the left, so that charts one below the other have their bars below one another. */
  readonly labelWidth?: number;
}

/** Width of the figures at the left of a chart. */
export function chartLabelWidth(points: readonly Point[], shown: (value: bigint) => string): number {
  const {least, most} = rangeOf(points.map(({value}) => value));
  return Math.max(...[least, 0n, most].map(value => widthOf(shown(value))));
}

/** Widest a bar is, with the gap behind it. */
const WIDEST = 8;

/**
 * A chart of bars: exactly `height` lines, none wider than `width`. At the left the largest figure, nought and the
 * smallest; below the first and the last period. Where not all periods fit, the last ones are shown.
 */
export function barChart(
  points: readonly Point[],
  {width, height, labelWidth = 0}: ChartSize,
  pen: Pen,
  shown: (value: bigint) => string,
): string[] {
  const rows = Math.max(2, height - 1);
  const {least, most} = rangeOf(points.map(({value}) => value));
  const axisWidth = Math.max(labelWidth, chartLabelWidth(points, shown)) + 2;
  const room = Math.max(1, width - axisWidth);
  const step = Math.max(1, Math.min(WIDEST, Math.floor(room / Math.max(1, points.length))));
  const bars = points.slice(-Math.floor(room / step));
  const {above, below} = shares(rows, least, most);
  const lines: string[] = [];
  for (let row = 0; row < rows; row += 1) {
    const isAbove = row < above;
    const cells = bars.map(({value}) => {
      const mark = isAbove
        ? risen(value ?? 0n, above - 1 - row, above, most, pen)
        : hung(value ?? 0n, row - above, below, least, pen);
      return step > 2 ? `${mark.repeat(step - 1)} ` : mark.repeat(step);
    });
    lines.push(`${axisOf(row, {rows, above, below}, {least, most}, axisWidth, shown)}${cells.join('')}`.trimEnd());
  }
  return [...lines, namesBelow(bars, step, axisWidth)];
}

/** Lines above and below nought, by what the figures need; a side that has figures has a line at least. */
function shares(rows: number, least: bigint, most: bigint): {above: number; below: number} {
  if (least === 0n) return {above: rows, below: 0};
  if (most === 0n) return {above: 0, below: rows};
  const below = Number((-least * BigInt(rows) * 2n + (most - least)) / ((most - least) * 2n));
  const kept = Math.max(1, Math.min(rows - 1, below));
  return {above: rows - kept, below: kept};
}

/** What a bar above nought has in the line that is `line` lines up. A figure that is not nought is always seen. */
function risen(value: bigint, line: number, lines: number, most: bigint, {blocks}: Pen): string {
  if (value <= 0n || most === 0n) return ' ';
  const eighths = rounded(value * BigInt(lines) * LEVELS, most);
  const rest = (eighths === 0 ? 1 : eighths) - line * EIGHTHS.length;
  if (rest <= 0) return ' ';
  if (blocks) return EIGHTHS[Math.min(rest, EIGHTHS.length) - 1] ?? ' ';
  return rest >= EIGHTHS.length / 2 ? '#' : '.';
}

/** The same downwards: terminals have the upper half of a block, but no other part of it. */
function hung(value: bigint, line: number, lines: number, least: bigint, {blocks}: Pen): string {
  if (value >= 0n || least === 0n) return ' ';
  const halves = rounded(value * BigInt(lines) * 2n, least);
  const rest = (halves === 0 ? 1 : halves) - line * 2;
  if (rest <= 0) return ' ';
  if (blocks) return rest >= 2 ? '█' : '▀';
  return rest >= 2 ? '#' : "'";
}

/** Of two figures with the same sign, rounded half up. */
function rounded(part: bigint, whole: bigint): number {
  const [dividend, divisor] = whole < 0n ? [-part, -whole] : [part, whole];
  return Number((dividend * 2n + divisor) / (divisor * 2n));
}

function axisOf(
  row: number,
  {rows, above, below}: {rows: number; above: number; below: number},
  {least, most}: {least: bigint; most: bigint},
  width: number,
  shown: (value: bigint) => string,
): string {
  const isNought = below === 0 ? row === rows - 1 : row === Math.max(0, above - 1);
  const label =
    row === 0 && most !== 0n
      ? shown(most)
      : row === rows - 1 && least !== 0n
        ? shown(least)
        : isNought
          ? shown(0n)
          : '';
  return `${cell(label, width - 2, 'right')} |`;
}

/** The first and the last name, and others between them where there is room. */
function namesBelow(bars: readonly Point[], step: number, axisWidth: number): string {
  let line = ' '.repeat(axisWidth);
  const last = bars.length - 1;
  const lastName = bars[last]?.name ?? '';
  const lastAt = Math.max(axisWidth, axisWidth + last * step + Math.min(step, widthOf(lastName)) - widthOf(lastName));
  for (const [index, {name}] of bars.entries()) {
    const at = axisWidth + index * step;
    const isFree = at === axisWidth || at > widthOf(line.trimEnd()) + 1;
    if (index === last || !isFree || at + widthOf(name) + 1 > lastAt) continue;
    line = `${cell(line, at)}${name}`;
  }
  return bars.length === 0 ? '' : `${cell(line, lastAt)}${lastName}`;
}
