/** The rows of a report as the screen shows them: groups opened or closed, rows sorted within their group. */
import type {Message} from '../../domain/message.js';
import {
  type Cell,
  type Cells,
  type Column,
  isFigure,
  type Report,
  type ReportRow,
} from '../../domain/reports/report.js';

export interface ReportSorting {
  /** Key of the column. */
  readonly key: string;
  readonly descending: boolean;
}

/** A row on the screen. */
export interface ShownRow {
  readonly row: ReportRow;
  /** Number of the group that a heading opens and closes; undefined on other rows. */
  readonly group?: number;
  readonly isClosed: boolean;
}

/** A heading with all that follows it, up to the next heading or the grand totals. */
interface Block {
  readonly heading: ReportRow | undefined;
  readonly number: number;
  readonly rows: readonly ReportRow[];
}

/** `words` makes the words of a cell that is a sentence, to sort by them. */
export function arrangeRows(
  report: Report,
  closed: ReadonlySet<number>,
  sorting: ReportSorting | undefined,
  words: (message: Message) => string,
): ShownRow[] {
  const {blocks, totals} = blocksOf(report.rows);
  const column = report.columns.find(({key}) => key === sorting?.key);
  const compare = sorting && column ? comparison(sorting, words) : undefined;
  const ordered = compare && column ? sortBlocks(blocks, column, compare) : blocks;
  const shown = ordered.flatMap(({heading, number, rows}): ShownRow[] => {
    const isClosed = heading !== undefined && closed.has(number);
    const kept = isClosed ? rows.filter(row => row.bold) : compare ? sortRows(rows, compare) : rows;
    return [
      ...(heading ? [{row: heading, group: number, isClosed}] : []),
      ...kept.map(row => ({row, isClosed: false})),
    ];
  });
  return [...shown, ...totals.map(row => ({row, isClosed: false}))];
}

/** The numbers of all groups of a report. */
export const groupsOf = (report: Report): number[] =>
  blocksOf(report.rows).blocks.flatMap(({heading, number}) => (heading ? [number] : []));

/** The cells of the row, or those of the rows that a sum adds up: of its group, or of the report. */
export function rowsBehind(report: Report, row: ReportRow): Cells[] {
  if (row.kind === 'row') return [row.cells];
  const {blocks} = blocksOf(report.rows);
  const rows = row.kind === 'total' ? report.rows : (blocks.find(block => block.rows.includes(row))?.rows ?? []);
  return rows.filter(({kind, bold}) => kind === 'row' && !bold).map(({cells}) => cells);
}

function blocksOf(rows: readonly ReportRow[]): {blocks: Block[]; totals: ReportRow[]} {
  const totals = rows.filter(({kind}) => kind === 'total');
  const blocks: {heading: ReportRow | undefined; number: number; rows: ReportRow[]}[] = [];
  for (const row of rows) {
    if (row.kind === 'total') continue;
    const last = blocks.at(-1);
    if (row.kind === 'group') blocks.push({heading: row, number: blocks.length, rows: []});
    else if (last) last.rows.push(row);
    else blocks.push({heading: undefined, number: 0, rows: [row]});
  }
  return {blocks, totals};
}

type Compare = (left: ReportRow, right: ReportRow) => number;

/** Blank cells come last either way, so that what one sorts for is at the top. */
function comparison({key, descending}: ReportSorting, words: (message: Message) => string): Compare {
  const plain = (cell: Cell | undefined) =>
    cell !== null && typeof cell === 'object' ? words(cell) : (cell ?? undefined);
  return (left, right) => {
    const [one, other] = [plain(left.cells[key]), plain(right.cells[key])];
    if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
    const order = one < other ? -1 : one > other ? 1 : 0;
    return descending ? -order : order;
  };
}

/** Groups by their sums, where the column has any; a summary, which has no rows of its own, stays where it is: last. */
function sortBlocks(blocks: readonly Block[], column: Column, compare: Compare): readonly Block[] {
  if (!isFigure(column)) return blocks;
  const sumOf = ({rows}: Block) => rows.find(({bold}) => bold);
  const isSummary = ({rows}: Block) => rows.every(({kind}) => kind !== 'row');
  return [...blocks].sort((left, right) => {
    if (isSummary(left) || isSummary(right)) return Number(isSummary(left)) - Number(isSummary(right));
    const [one, other] = [sumOf(left), sumOf(right)];
    return one && other ? compare(one, other) : 0;
  });
}

/** Sums stay where they are; a second line of an item (expected cost included) stays with its first. */
function sortRows(rows: readonly ReportRow[], compare: Compare): ReportRow[] {
  const sorted: ReportRow[] = [];
  let units: [ReportRow, ...ReportRow[]][] = [];
  const flush = () => {
    sorted.push(...units.sort(([left], [right]) => compare(left, right)).flat());
    units = [];
  };
  for (const row of rows) {
    const unit = units.at(-1);
    if (row.kind !== 'row' || row.bold) {
      flush();
      sorted.push(row);
    } else if (unit && row.cells['Expected Cost Included'] === true) unit.push(row);
    else units.push([row]);
  }
  flush();
  return sorted;
}
