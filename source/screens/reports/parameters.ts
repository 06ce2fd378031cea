/** What the pages of the reports are opened with. */
import type {ReportName} from '../../domain/reports/report.js';
import type {TrendOptions} from '../../domain/reports/trend.js';
import type {PageSettings} from '../../store/page-settings.js';

export interface ReportRequest {
  readonly report: ReportName;
  /** The values of the request page. */
  readonly values: PageSettings;
}

/** Of what a chart tells: which days, items and locations, and in which steps. */
export type ChartRequest = TrendOptions;
