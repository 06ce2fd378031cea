/**
 * How a report's columns stand on a page of a given width. Wide enough, everything of a row is on one line. Else
 * figures that belong together (quantity over value) share a place, one line each; and where that is too wide too,
 * figures flow over as many lines as they need. No figure is ever cut.
 */
import {type Column, isFigure, type Report} from '../domain/reports/report.js';
import type {Text} from '../text.js';
import {widthOf} from './page.js';
import {shownCell} from './shown.js';

export const GAP = 2;

export interface LabelPlace {
  readonly column: Column;
  readonly heading: string;
  readonly width: number;
}

/** A place for figures; `headings` are those of its lines. */
export interface Slot {
  readonly width: number;
}

export interface GridLine {
  /** Names the line where its headings do not (Quantity, Value). */
  readonly label: string;
  readonly columns: readonly (Column | undefined)[];
  /** Headings over the slots; blank lists where the first line's headings hold for all. */
  readonly headings: readonly string[];
}

export interface Layout {
  readonly width: number;
  readonly labels: readonly LabelPlace[];
  readonly labelWidth: number;
  /** Labels stand on the first line of figures, not above it. */
  readonly inline: boolean;
  readonly lineLabelWidth: number;
  readonly slots: readonly Slot[];
  readonly lines: readonly GridLine[];
}

/** The best layout of a report for pages of this width. */
export function layoutOf(report: Report, text: Text, width: number): Layout {
  const columns = report.columns.filter(column => !column.dataOnly);
  const figures = columns.filter(isFigure);
  const measure = measured(report, columns, text);
  const labels = columns.filter(column => !isFigure(column));
  const grids = [oneLine(figures, measure, text), banded(figures, measure, text)].filter(grid => grid !== undefined);
  for (const grid of grids) {
    const room = width - widthOfGrid(grid);
    const places = placed(labels, measure, text, room - (grid.slots.length > 0 ? GAP : 0));
    if (places) return {width, ...grid, labels: places, labelWidth: widthOfLabels(places), inline: true};
  }
  const grid =
    grids.slice(1).find(candidate => widthOfGrid(candidate) + GAP <= width) ?? flowing(figures, measure, text, width);
  const places = placed(labels, measure, text, width) ?? squeezed(labels, measure, text, width);
  return {width, ...grid, labels: places, labelWidth: widthOfLabels(places), inline: false};
}

type Grid = Pick<Layout, 'slots' | 'lines' | 'lineLabelWidth'>;
type Measure = ReadonlyMap<string, number>;

/** The widest content of every column, headings left out. */
function measured(report: Report, columns: readonly Column[], text: Text): Measure {
  const widths = new Map(columns.map(column => [column.key, 1]));
  for (const row of report.rows) {
    for (const column of columns) {
      const cell = row.cells[column.key];
      if (cell === undefined || cell === null || cell === '') continue;
      const width = widthOf(shownCell(cell, column, text));
      if (width > (widths.get(column.key) ?? 0)) widths.set(column.key, width);
    }
  }
  return widths;
}

const contentOf = (measure: Measure, column: Column): number => measure.get(column.key) ?? 1;

function oneLine(figures: readonly Column[], measure: Measure, text: Text): Grid {
  const headings = figures.map(column => fullHeading(column, text));
  return {
    lineLabelWidth: 0,
    slots: figures.map((column, index) => ({
      width: Math.max(contentOf(measure, column), longestWord(headings[index] ?? '')),
    })),
    lines: figures.length === 0 ? [] : [{label: '', columns: figures, headings}],
  };
}

function banded(figures: readonly Column[], measure: Measure, text: Text): Grid | undefined {
  if (figures.length === 0 || figures.some(column => !column.band)) return undefined;
  const bandOf = (column: Column) => (column.band ? text.say(column.band) : '');
  const bands = [...new Set(figures.map(bandOf))];
  const names = [...new Set(figures.map(column => text.say(column.heading)))];
  return {
    lineLabelWidth: Math.max(...names.map(widthOf)) + GAP,
    slots: bands.map(band => ({
      width: Math.max(
        longestWord(band),
        ...figures.filter(column => bandOf(column) === band).map(column => contentOf(measure, column)),
      ),
    })),
    lines: names.map((name, index) => ({
      label: name,
      columns: bands.map(band => figures.find(column => bandOf(column) === band && text.say(column.heading) === name)),
      headings: index === 0 ? bands : [],
    })),
  };
}

function flowing(figures: readonly Column[], measure: Measure, text: Text, width: number): Grid {
  const slot = Math.max(
    ...figures.map(column => Math.max(contentOf(measure, column), longestWord(fullHeading(column, text)))),
    1,
  );
  const most = Math.max(1, Math.floor((width - GAP) / (slot + GAP)));
  const count = Math.ceil(figures.length / Math.max(1, Math.ceil(figures.length / most)));
  const lines: GridLine[] = [];
  for (let from = 0; from < figures.length; from += count) {
    const part = figures.slice(from, from + count);
    lines.push({label: '', columns: part, headings: part.map(column => fullHeading(column, text))});
  }
  return {lineLabelWidth: 0, slots: Array.from({length: count}, () => ({width: slot})), lines};
}

/** Labels in a room: the widest one gives way, down to half of what it wants; undefined where that is too little. */
function placed(labels: readonly Column[], measure: Measure, text: Text, room: number): LabelPlace[] | undefined {
  const places = labels.map(column => {
    const heading = text.say(column.heading);
    return {column, heading, width: Math.max(contentOf(measure, column), longestWord(heading))};
  });
  const widest = places.reduce((found, place, index) => (place.width > (places[found]?.width ?? 0) ? index : found), 0);
  const excess = widthOfLabels(places) - room;
  if (excess <= 0) return widened(places, -excess);
  const giving = places[widest];
  if (!giving || giving.width - excess < Math.max(12, longestWord(giving.heading), Math.ceil(giving.width / 2)))
    return undefined;
  return places.map((place, index) => (index === widest ? {...place, width: place.width - excess} : place));
}

/** Spends free room on headings, so that they need not be broken. */
function widened(places: readonly LabelPlace[], room: number): LabelPlace[] {
  let left = room;
  return places.map(place => {
    const more = Math.max(0, Math.min(left, widthOf(place.heading) - place.width));
    left -= more;
    return {...place, width: place.width + more};
  });
}

/** Labels that fit at any price: all give way, the last ones first. */
function squeezed(labels: readonly Column[], measure: Measure, text: Text, room: number): LabelPlace[] {
  let left = room;
  return labels.map((column, index) => {
    const heading = text.say(column.heading);
    const rest = (labels.length - index - 1) * (6 + GAP);
    const width = Math.max(4, Math.min(Math.max(contentOf(measure, column), longestWord(heading)), left - rest));
    left -= width + GAP;
    return {column, heading, width};
  });
}

const fullHeading = (column: Column, text: Text): string =>
  column.band ? `${text.say(column.band)} ${text.say(column.heading)}` : text.say(column.heading);

const longestWord = (heading: string): number => Math.max(...heading.split(' ').map(widthOf));

const widthOfLabels = (places: readonly LabelPlace[]): number =>
  places.reduce((sum, {width}) => sum + width + GAP, -GAP);

export const widthOfGrid = ({slots, lineLabelWidth}: Pick<Layout, 'slots' | 'lineLabelWidth'>): number =>
  slots.reduce((sum, {width}) => sum + width + GAP, lineLabelWidth - GAP);
