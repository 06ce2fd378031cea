/**
 * A report as CSV (RFC 4180, English headers): the rows alone, so that a spreadsheet can add them up. It opens safely:
 * a text that a spreadsheet would take for a formula gets an apostrophe before it. Figures stay numbers.
 */
import type {Report} from '../domain/reports/report.js';
import type {Text} from '../text.js';
import {plainCell} from './json.js';

export function reportCsv(report: Report, text: Text): string {
  const lines = [report.columns.map(column => escaped(column.key))];
  for (const row of report.rows) {
    if (row.kind !== 'row') continue;
    lines.push(
      report.columns.map(column => {
        const cell = row.cells[column.key] ?? null;
        const plain = plainCell(cell, column, text);
        if (plain === null) return '';
        return escaped(typeof cell === 'bigint' || typeof plain !== 'string' ? String(plain) : harmless(plain));
      }),
    );
  }
  return lines.map(cells => `${cells.join(',')}\r\n`).join('');
}

/** What a spreadsheet would read as a formula, told to be text (=, +, -, @, tab, carriage return, and their wide forms). */
const harmless = (value: string): string => (/^[\s]*[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value);

const escaped = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
