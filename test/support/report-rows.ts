import type {Report} from '../../source/domain/reports/report.js';
import {reportJson} from '../../source/report-formats/json.js';
import {Text} from '../../source/text.js';

export type JsonRow = Record<string, string | number | boolean | null>;

/** Rows and totals of a report as JSON carries them. */
export function jsonOf(report: Report): {parameters: JsonRow; rows: JsonRow[]; totals: Record<string, unknown>} {
  return reportJson(report, new Text('en')) as ReturnType<typeof jsonOf>;
}

/** Only these keys of every row, in their order. */
export const only = (rows: readonly JsonRow[], ...keys: string[]): unknown[][] =>
  rows.map(row => keys.map(key => row[key]));
