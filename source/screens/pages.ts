/** Every page and what it is opened with. A new page has its line here and its row in ./index.ts. */
import type {ImportRequest} from '../jobs/import.js';
import type {PostingRequest} from '../jobs/post.js';
import type {AdjustmentRequest} from './adjust/fields.js';
import type {ListParameters} from './list/definition.js';
import type {JournalAction, JournalPlace} from './journal/parameters.js';
import type {ChartRequest, ReportRequest} from './reports/parameters.js';
import type {CausesParameters, DrillDownParameters, MatrixParameters} from './reconciliation/parameters.js';

export interface Pages {
  home: Record<string, never>;
  list: ListParameters;
  card: CardParameters;
  'post-request': Record<string, never>;
  'post-report': PostingRequest & {readonly post: boolean};
  'test-request': Record<string, never>;
  'test-report': PostingRequest & {readonly showDimensions: boolean; readonly onlyWarnings: boolean};
  'reconciliation-request': Record<string, never>;
  matrix: MatrixParameters;
  'drill-down': DrillDownParameters;
  causes: CausesParameters;
  warning: CausesParameters;
  'report-request': Pick<ReportRequest, 'report'>;
  report: ReportRequest;
  chart: ChartRequest;
  'import-request': Record<string, never>;
  'import-report': ImportRequest;
  'inventory-setup': Record<string, never>;
  'adjust-request': Record<string, never>;
  'adjust-report': AdjustmentRequest;
  'inventory-periods': Record<string, never>;
  'period-test': {readonly endingDate: string};
  'released-orders': Record<string, never>;
  'finish-report': {readonly orderNo: string; readonly postingDate: string};
  'cost-flow-request': Record<string, never>;
  'cost-flow': {readonly entryNo: number};
  'item-journal': JournalPlace;
  'journal-line': {readonly line: number};
  'journal-report': {readonly action: JournalAction};
}

/** One row of a table, by its key in the order of the table's key. */
export interface CardParameters {
  readonly list: string;
  readonly key: readonly (string | number)[];
}

export type PageId = keyof Pages;
