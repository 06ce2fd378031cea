/** A report as the content of a file or of standard output, in any of the forms that reports have. */
import type {Report} from '../domain/reports/report.js';
import type {Text} from '../text.js';
import {reportCsv} from './csv.js';
import {reportJson} from './json.js';
import {type PageOptions, reportText} from './text.js';
import {reportXlsx} from './xlsx.js';

export const formats = ['text', 'csv', 'json', 'xlsx'] as const;
export type ReportFormat = (typeof formats)[number];

/** `page` counts for text alone, but for the company's name, which a workbook has too. */
export function reportContent(
  report: Report,
  format: ReportFormat,
  text: Text,
  page: PageOptions,
): string | Uint8Array {
  if (format === 'csv') return reportCsv(report, text);
  if (format === 'json') return `${JSON.stringify(reportJson(report, text), null, 2)}\n`;
  return format === 'xlsx' ? reportXlsx(report, text, page.company) : reportText(report, text, page);
}
