/** The figures of Inventory Value over Time as charts: one below the other, or a line each. */
import {cell, cut, widthOf} from '../../components/cells.js';
import {barChart, chartLabelWidth, type Pen, type Point, sparkline} from '../../components/chart.js';
import {type Line, line} from '../../components/lines.js';
import type {Report} from '../../domain/reports/report.js';
import type {Text} from '../../text.js';

interface Series {
  readonly name: string;
  readonly points: readonly Point[];
  /** The last figure, which is the present one. */
  readonly last: bigint;
}

/** Series that have figures: under a filter there is no difference. */
function seriesOf(report: Report, text: Text): Series[] {
  const rows = report.rows.filter(({kind}) => kind === 'row');
  const columns = report.columns.filter(({kind}) => kind === 'amount');
  return columns.flatMap(({key, heading}) => {
    const points = rows.map(({cells}): Point => {
      const value = cells[key];
      return {name: String(cells['Period'] ?? ''), value: typeof value === 'bigint' ? value : null};
    });
    const last = points.at(-1)?.value ?? null;
    return last === null ? [] : [{name: text.say(heading), points, last}];
  });
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Fewest lines of a chart with its title. */
const LEAST = 4;

/** A chart for each series, with its name and present figure above. Not more than `height` lines. */
export function chartLines(report: Report, {width, height}: Size, pen: Pen, text: Text): Line[] {
  const series = seriesOf(report, text);
  if (series.length === 0) return report.notes.map(note => line(cut(text.say(note), width), 'warning'));
  const shown = (value: bigint) => text.amount(value);
  const labelWidth = Math.max(...series.map(({points}) => chartLabelWidth(points, shown)));
  const each = Math.max(LEAST, Math.floor(height / series.length));
  return series.flatMap(({name, points, last}) => [
    line(cut(`${name}: ${text.amount(last)}`, width), 'strong'),
    ...barChart(points, {width, height: each - 1, labelWidth}, pen, shown).map(row => line(row)),
  ]);
}

/** A line for each series: its name, its small bars, and its present figure. Nothing where there is but one period. */
export function sparkLines(report: Report, width: number, labelWidth: number, pen: Pen, text: Text): Line[] {
  const series = seriesOf(report, text);
  if ((series[0]?.points.length ?? 0) < 2) return [];
  const figures = series.map(({last}) => text.amount(last));
  const room = width - labelWidth - Math.max(...figures.map(widthOf)) - 2;
  const bars = series.map(({points}) =>
    sparkline(
      points.map(({value}) => value),
      room,
      pen,
    ),
  );
  const barWidth = Math.max(...bars.map(widthOf));
  const figureWidth = Math.max(...figures.map(widthOf));
  return series.map(({name}, index) => [
    {text: cell(name, labelWidth), tone: 'quiet'},
    {text: `${cell(bars[index] ?? '', barWidth)}  ${cell(figures[index] ?? '', figureWidth, 'right')}`},
  ]);
}
