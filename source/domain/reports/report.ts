/**
 * What every report is made of: columns, rows, totals and the lines of its header, without a language and without a
 * form. Text, CSV, JSON, XLSX and the screens are made of the same structure (source/report-formats).
 */
import type {Message} from '../message.js';

/** How a cell is shown: `amount` with two decimals, `quantity` and `unitCost` with as many as they need. */
export type CellKind =
  | 'text'
  | 'caption'
  | 'message'
  | 'date'
  | 'number'
  | 'yesNo'
  | 'quantity'
  | 'unitCost'
  | 'amount';

/** A value of a row by its column's kind; figures are scaled (domain/money.ts), null is blank. */
export type Cell = string | number | bigint | boolean | Message | null;
export type Cells = Readonly<Record<string, Cell>>;

export interface Column {
  /** Key in JSON and header in CSV: the English caption (contract 4). */
  readonly key: string;
  readonly kind: CellKind;
  readonly heading: Message;
  /** Columns that stand under one heading, such as the quantity and the value of the increases. */
  readonly band?: Message;
  /** Left out of text, for figures and flags that a reader sees by the row's place. */
  readonly dataOnly?: boolean;
}

/** `row` is what JSON and CSV carry; headings of groups, sums of groups and the grand total are for readers. */
export type RowKind = 'group' | 'row' | 'subtotal' | 'total';

export interface ReportRow {
  readonly kind: RowKind;
  /** Depth of its group, 0 outside of all. */
  readonly level: number;
  readonly bold: boolean;
  /** What stands in place of the label columns, for headings and sums, and beside a row that needs a word. */
  readonly label?: Message;
  readonly cells: Cells;
}

export const reportNames = [
  'valuation',
  'wip',
  'cost-spec',
  'cost-shares',
  'aging',
  'trend',
  'costing-errors',
] as const;
export type ReportName = (typeof reportNames)[number];

export interface Report {
  readonly name: ReportName;
  readonly title: Message;
  /** What the report was asked for, as JSON carries it. */
  readonly parameters: Readonly<Record<string, string | boolean>>;
  /** Lines under the title: period, filters, which date counts. */
  readonly header: readonly Message[];
  readonly columns: readonly Column[];
  readonly rows: readonly ReportRow[];
  /** Sums as JSON carries them; nested where a report has two measures. */
  readonly totals: ReportTotals;
  /** Remarks at the end: that nothing matches, items that are gone. */
  readonly notes: readonly Message[];
  /** Whether the report lists mistakes: exit code 1. */
  readonly findings: boolean;
}

export interface ReportTotals {
  readonly [key: string]: bigint | number | null | ReportTotals;
}

/** Whether a column holds figures, which stand to the right and are added up. */
export const isFigure = ({kind}: Pick<Column, 'kind'>): boolean =>
  kind === 'quantity' || kind === 'unitCost' || kind === 'amount';

export const group = (label: Message, level = 0): ReportRow => ({kind: 'group', level, bold: true, label, cells: {}});
export const detail = (cells: Cells, level = 0, label?: Message): ReportRow => ({
  kind: 'row',
  level,
  bold: false,
  cells,
  ...(label ? {label} : {}),
});
export const subtotal = (label: Message, cells: Cells, level = 0): ReportRow => ({
  kind: 'subtotal',
  level,
  bold: true,
  label,
  cells,
});
export const grandTotal = (label: Message, cells: Cells): ReportRow => ({
  kind: 'total',
  level: 0,
  bold: true,
  label,
  cells,
});

/** The sum of one column over rows. Blank cells count as nothing. */
export function sumOf(rows: readonly Cells[], key: string): bigint {
  let sum = 0n;
  for (const row of rows) {
    const value = row[key];
    if (typeof value === 'bigint') sum += value;
  }
  return sum;
}
