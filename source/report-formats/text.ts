/** A report as plain text: for a terminal, a printer or a mail. Pages of a given length repeat their header. */
import type {Report, ReportRow} from '../domain/reports/report.js';
import type {Text} from '../text.js';
import {GAP, type GridLine, type Layout, layoutOf, widthOfGrid} from './layout.js';
import {cut, padEnd, padStart, widthOf, wrapped} from './page.js';
import {cleaned, shownCell} from './shown.js';

export interface PageOptions {
  /** Columns of the page: 80 or 132, or what the terminal has. */
  width: number;
  /** Lines of a page; 0 for one endless page. */
  pageLength: number;
  /** Name of the company, in the header. */
  company: string;
}

const FORM_FEED = '\f';

export function reportText(report: Report, text: Text, options: PageOptions): string {
  const layout = layoutOf(report, text, options.width);
  const header = (page: number) => [
    ...titleLines(report, text, options, page),
    ...(report.rows.length === 0 ? [] : headingLines(layout)),
  ];
  const blocks = report.rows.map((row, index) => [
    ...spaceBefore(row, report.rows[index - 1], options.width),
    ...rowLines(row, layout, text),
  ]);
  const notes = report.notes.flatMap((note, index) => [
    ...(report.rows.length > 0 || index > 0 ? [''] : []),
    ...wrapped(text.say(note), options.width),
  ]);
  if (options.pageLength === 0) return ended([...header(0), ...blocks.flat(), ...notes]);
  return paged(
    header,
    [...keptWithNext(report.rows, blocks), ...(notes.length > 0 ? [notes] : [])],
    options.pageLength,
  );
}

const ended = (lines: readonly string[]): string => `${lines.map(line => line.trimEnd()).join('\n')}\n`;

/** Fills pages with blocks that are never torn apart, unless one alone is longer than a page. */
function paged(header: (page: number) => string[], blocks: readonly string[][], pageLength: number): string {
  const pages: string[][] = [];
  let page = header(1);
  const empty = page.length;
  for (const block of blocks) {
    if (page.length > empty && page.length + block.length > pageLength) {
      pages.push(page);
      page = header(pages.length + 1);
    }
    page.push(...block);
  }
  pages.push(page);
  return pages.map(ended).join(FORM_FEED);
}

/** A heading stays with the first row of its group. */
function keptWithNext(rows: readonly ReportRow[], blocks: readonly string[][]): string[][] {
  const kept: string[][] = [];
  let held: string[] = [];
  for (const [index, block] of blocks.entries()) {
    held.push(...block);
    if (rows[index]?.kind === 'group') continue;
    kept.push(held);
    held = [];
  }
  return held.length > 0 ? [...kept, held] : kept;
}

function titleLines(report: Report, text: Text, {company, width}: PageOptions, page: number): string[] {
  const name = cleaned(company);
  const number = page === 0 ? '' : text.t('reports.page', {page});
  const first = number === '' ? cut(name, width) : `${padEnd(name, width - widthOf(number) - 1)} ${number}`;
  return [first, text.say(report.title), ...report.header.flatMap(line => wrapped(text.say(line), width)), ''];
}

function headingLines(layout: Layout): string[] {
  const labels = layout.labels.map(({heading, width}) => wrapped(heading, width));
  const grids = layout.lines.filter(line => line.headings.length > 0).map(line => headingsOf(line, layout));
  const lines: string[] = [];
  if (layout.inline) {
    const [grid = []] = grids;
    const height = Math.max(grid.length, ...labels.map(words => words.length), 1);
    for (let index = 0; index < height; index += 1) {
      lines.push(joined(labelLine(labels, layout, height, index), grid[index - height + grid.length] ?? '', layout));
    }
  } else {
    const height = Math.max(...labels.map(words => words.length), 1);
    for (let index = 0; index < height; index += 1) lines.push(labelLine(labels, layout, height, index));
    for (const grid of grids) for (const line of grid) lines.push(joined('', line, layout));
  }
  return [...lines, '-'.repeat(layout.width)];
}

const labelLine = (labels: readonly string[][], layout: Layout, height: number, index: number): string =>
  layout.labels
    .map(({width}, column) => {
      const words = labels[column] ?? [];
      return padEnd(words[index - height + words.length] ?? '', width);
    })
    .join(' '.repeat(GAP));

/** Headings over the slots of one line, set from below. */
function headingsOf(line: GridLine, layout: Layout): string[] {
  const words = line.headings.map((heading, index) => wrapped(heading, layout.slots[index]?.width ?? 1));
  const height = Math.max(...words.map(parts => parts.length), 1);
  return Array.from({length: height}, (_, index) =>
    gridLine(
      '',
      words.map(parts => parts[index - height + parts.length] ?? ''),
      layout,
    ),
  );
}

function gridLine(label: string, values: readonly string[], {slots, lineLabelWidth}: Layout): string {
  const figures = slots.map(({width}, index) => padStart(values[index] ?? '', width)).join(' '.repeat(GAP));
  return padEnd(label, lineLabelWidth) + figures;
}

/** Labels to the left, figures to the right; figures alone stand at the right edge too. */
function joined(labels: string, figures: string, layout: Layout): string {
  if (layout.inline) return padEnd(labels, layout.labelWidth) + (figures === '' ? '' : ' '.repeat(GAP) + figures);
  return ' '.repeat(Math.max(0, layout.width - widthOfGrid(layout))) + figures;
}

/** A blank line before a group, a rule before the first of the grand totals. */
function spaceBefore(row: ReportRow, previous: ReportRow | undefined, width: number): string[] {
  if (row.kind === 'group' && row.level === 0) return [''];
  return row.kind === 'total' && previous?.kind !== 'total' ? ['-'.repeat(width)] : [];
}

function rowLines(row: ReportRow, layout: Layout, text: Text): string[] {
  const figures = layout.lines
    .map(line => {
      const values = line.columns.map(column => (column ? shownCell(row.cells[column.key], column, text) : ''));
      return values.some(value => value !== '') ? gridLine(line.label, values, layout) : '';
    })
    .filter(line => line !== '');
  const labels = labelsOf(row, layout, text);
  if (labels.trim() === '') return figures.map(line => joined('', line, layout));
  const [first, ...more] = figures.map(line => joined('', line, layout));
  if (first === undefined) return wrappedLabel(labels, layout.width);
  const free = first.length - first.trimStart().length;
  if (widthOf(labels) + (layout.inline ? 0 : GAP) > free)
    return [...wrappedLabel(labels, layout.width), first, ...more];
  return [labels + first.slice(widthOf(labels)), ...more];
}

/** Words that are too long for the page go on below where they began. */
function wrappedLabel(labels: string, width: number): string[] {
  if (widthOf(labels) <= width) return [labels];
  const words = labels.trimStart();
  const indent = labels.slice(0, labels.length - words.length);
  return wrapped(words, width - indent.length).map(line => indent + line);
}

/**
 * The left part of a row: its label cells, where words that stand first are set in like their group; the words of a
 * heading or sum; or the first cell and a remark.
 */
function labelsOf(row: ReportRow, layout: Layout, text: Text): string {
  const words = row.label ? text.say(row.label) : '';
  if (row.kind !== 'row') return ' '.repeat(row.level * 2) + cleaned(words);
  const cells = layout.labels.map(({column, width}, index) => {
    const shown = shownCell(row.cells[column.key], column, text);
    if (column.kind === 'message' && index === 0) return '  '.repeat(row.level) + shown;
    return column.kind === 'number' ? padStart(shown, width) : padEnd(shown, width);
  });
  if (words === '') return cells.join(' '.repeat(GAP)).trimEnd();
  return [cells[0] ?? '', cleaned(words)].join(' '.repeat(GAP));
}
