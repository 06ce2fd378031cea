/**
 * The pages. To add one:
 *
 * 1. `pages.ts`: a line in `Pages` with the parameters it is opened with (plain data: they lie on the screen stack).
 * 2. A folder here with its component, which is given `parameters`, `width` and `height`, and draws exactly `height`
 *    lines: lists with `ListView` (list/list-view.tsx), short choices with `Menu`, anything else with `Lines`.
 *    Keys: `useKeys({scopes, handlers})`, commands and keys from `source/keys.ts`, never `useInput`.
 *    Data: `useLoaded(key, database => …)`; work that may be refused: `useGuarded()`; jobs: `useJob()`.
 *    State that Esc must give back: `useKept(initial)`. Other pages: `useOpen()({page, parameters})`.
 * 3. A row in `pages` below: its component and its title.
 * 4. A row in `SEARCHABLE` where the search should find it: its name, and how it opens.
 * 5. Words in `source/locales/{en,nb}/screens.json`.
 */
import type {ComponentType} from 'react';
import {Text} from '../text.js';
import {AdjustReportPage, AdjustRequestPage} from './adjust/adjust-pages.js';
import {CardPage, cardTitle} from './card/card-page.js';
import {CostFlowPage, CostFlowRequestPage} from './cost-flow/cost-flow-page.js';
import {HomePage} from './home/home-page.js';
import {ImportReportPage, ImportRequestPage} from './import/import-pages.js';
import {ItemJournalPage} from './journal/item-journal-page.js';
import {JournalLinePage, journalLineTitle} from './journal/journal-line-page.js';
import {JournalReportPage, journalReportTitle} from './journal/report-page.js';
import {lists} from './list/definitions.js';
import {ListPage, listTitle} from './list/list-page.js';
import {FinishReportPage, ReleasedOrdersPage} from './orders/released-orders-page.js';
import type {PageId, Pages} from './pages.js';
import {PeriodTestPage} from './periods/period-test-page.js';
import {InventoryPeriodsPage} from './periods/periods-page.js';
import {PostReportPage, TestReportPage} from './posting/report-pages.js';
import {PostRequestPage, TestRequestPage} from './posting/request-pages.js';
import {CausesPage, causesTitle} from './reconciliation/causes-page.js';
import {DrillDownPage, drillDownTitle} from './reconciliation/drill-down-page.js';
import {MatrixPage, matrixTitle} from './reconciliation/matrix-page.js';
import {ReconciliationRequestPage} from './reconciliation/request-page.js';
import {WarningPage, warningTitle} from './reconciliation/warning-page.js';
import {ChartPage} from './reports/chart-page.js';
import {reports} from './reports/definitions.js';
import {ReportPage, reportTitle} from './reports/report-page.js';
import {ReportRequestPage} from './reports/request-page.js';
import {InventorySetupPage} from './setup/inventory-setup-page.js';
import type {Opening} from './stack.js';

export interface PageProps<Id extends PageId> {
  readonly parameters: Pages[Id];
  readonly width: number;
  readonly height: number;
}

interface Page<Id extends PageId> {
  readonly component: ComponentType<PageProps<Id>>;
  readonly title: (parameters: Pages[Id], text: Text) => string;
}

export const pages: {readonly [Id in PageId]: Page<Id>} = {
  home: {component: HomePage, title: (_, text) => text.t('screens.pages.home')},
  list: {component: ListPage, title: listTitle},
  card: {component: CardPage, title: cardTitle},
  'post-request': {component: PostRequestPage, title: (_, text) => text.t('screens.pages.post')},
  'post-report': {component: PostReportPage, title: (_, text) => text.t('screens.pages.post')},
  'test-request': {component: TestRequestPage, title: (_, text) => text.t('screens.pages.test')},
  'test-report': {component: TestReportPage, title: (_, text) => text.t('screens.pages.test')},
  'reconciliation-request': {
    component: ReconciliationRequestPage,
    title: (_, text) => text.t('reconciliation.title'),
  },
  matrix: {component: MatrixPage, title: matrixTitle},
  'drill-down': {component: DrillDownPage, title: drillDownTitle},
  causes: {component: CausesPage, title: causesTitle},
  warning: {component: WarningPage, title: warningTitle},
  'report-request': {component: ReportRequestPage, title: reportTitle},
  report: {component: ReportPage, title: reportTitle},
  chart: {component: ChartPage, title: (_, text) => text.t('reports.trend.title')},
  'import-request': {component: ImportRequestPage, title: (_, text) => text.t('screens.pages.import')},
  'import-report': {component: ImportReportPage, title: (_, text) => text.t('screens.pages.import')},
  'inventory-setup': {component: InventorySetupPage, title: (_, text) => text.caption('Inventory Setup')},
  'adjust-request': {component: AdjustRequestPage, title: (_, text) => text.t('screens.pages.adjust')},
  'adjust-report': {component: AdjustReportPage, title: (_, text) => text.t('screens.pages.adjust')},
  'inventory-periods': {component: InventoryPeriodsPage, title: (_, text) => text.caption('Inventory Periods')},
  'period-test': {
    component: PeriodTestPage,
    title: ({endingDate}, text) => text.t('screens.periods.testTitle', {date: {date: endingDate}}),
  },
  'released-orders': {component: ReleasedOrdersPage, title: (_, text) => text.t('screens.pages.finish')},
  'finish-report': {component: FinishReportPage, title: (_, text) => text.t('screens.pages.finish')},
  'cost-flow-request': {component: CostFlowRequestPage, title: (_, text) => text.t('screens.pages.costFlow')},
  'cost-flow': {component: CostFlowPage, title: (_, text) => text.t('screens.pages.costFlow')},
  'item-journal': {component: ItemJournalPage, title: (_, text) => text.caption('Item Journal')},
  'journal-line': {component: JournalLinePage, title: journalLineTitle},
  'journal-report': {component: JournalReportPage, title: journalReportTitle},
};

/** Pages that the search finds, in the order in which it shows them before anything is typed. */
const SEARCHABLE: readonly {readonly name: (text: Text) => string; readonly opening: Opening}[] = [
  {name: text => text.t('reconciliation.title'), opening: {page: 'reconciliation-request', parameters: {}}},
  {name: text => text.t('screens.pages.post'), opening: {page: 'post-request', parameters: {}}},
  {name: text => text.t('screens.pages.test'), opening: {page: 'test-request', parameters: {}}},
  {name: text => text.t('screens.pages.adjust'), opening: {page: 'adjust-request', parameters: {}}},
  {name: text => text.caption('Item Journal'), opening: {page: 'item-journal', parameters: {}}},
  {name: text => text.t('screens.pages.finish'), opening: {page: 'released-orders', parameters: {}}},
  {name: text => text.caption('Inventory Periods'), opening: {page: 'inventory-periods', parameters: {}}},
  {name: text => text.t('screens.pages.costFlow'), opening: {page: 'cost-flow-request', parameters: {}}},
  ...reports.map(({name, title}) => ({
    name: (text: Text) => text.t(title),
    opening: {page: 'report-request', parameters: {report: name}} as const,
  })),
  {name: text => text.t('screens.pages.import'), opening: {page: 'import-request', parameters: {}}},
  ...lists.map(list => ({
    name: (text: Text) => text.caption(list.table.listName),
    opening: {page: 'list', parameters: {list: list.id, ...(list.sorting ? {sorting: list.sorting} : {})}} as const,
  })),
  {name: text => text.caption('Inventory Setup'), opening: {page: 'inventory-setup', parameters: {}}},
  {name: text => text.t('screens.pages.home'), opening: {page: 'home', parameters: {}}},
];

export interface SearchEntry {
  /** English, then Norwegian. */
  readonly names: readonly [string, string];
  readonly opening: Opening;
}

const english = new Text('en');
const norwegian = new Text('nb');

export function searchEntries(): SearchEntry[] {
  return SEARCHABLE.map(({name, opening}) => ({names: [name(english), name(norwegian)], opening}));
}
