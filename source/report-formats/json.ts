/** A report as JSON (contract 4): its parameters, the rows under their English keys, and the totals. */
import {formatDate} from '../domain/dates.js';
import {formatAmount, formatScaled} from '../domain/money.js';
import type {Message} from '../domain/message.js';
import type {Cell, Cells, Column, Report, ReportTotals} from '../domain/reports/report.js';
import type {Text} from '../text.js';

export function reportJson(report: Report, text: Text): unknown {
  const kinds = new Map(report.columns.map(column => [column.key, column]));
  return {
    parameters: Object.fromEntries(
      Object.entries(report.parameters).map(([key, value]) => [
        key,
        (key === 'from' || key === 'to') && typeof value === 'string' ? formatDate(value) : value,
      ]),
    ),
    rows: report.rows.filter(row => row.kind === 'row').map(row => rowJson(row.cells, report.columns, text)),
    totals: totalsJson(report.totals, kinds),
  };
}

const rowJson = (cells: Cells, columns: readonly Column[], text: Text) =>
  Object.fromEntries(columns.map(column => [column.key, plainCell(cells[column.key] ?? null, column, text)]));

/** A cell as data: figures and dates in the form of every file, words only where the cell is a sentence. */
export function plainCell(cell: Cell, {kind}: Pick<Column, 'kind'>, text: Text): string | number | boolean | null {
  if (cell === null) return null;
  if (typeof cell === 'bigint') return kind === 'amount' ? formatAmount(cell) : formatScaled(cell);
  if (typeof cell === 'object') return text.say(cell as Message);
  return kind === 'date' && typeof cell === 'string' ? formatDate(cell) : cell;
}

function totalsJson(totals: ReportTotals, columns: ReadonlyMap<string, Column>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(totals).map(([key, value]) => [
      key,
      value !== null && typeof value === 'object'
        ? totalsJson(value, columns)
        : typeof value === 'bigint' && (columns.get(key)?.kind ?? 'amount') === 'amount'
          ? formatAmount(value)
          : typeof value === 'bigint'
            ? formatScaled(value)
            : value,
    ]),
  );
}
