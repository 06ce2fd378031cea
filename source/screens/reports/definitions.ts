/** The reports as the screens ask for them: the fields of each request page, and the report that its values make. */
import {message} from '../../domain/message.js';
import {printed} from '../../domain/reports/cost-shares-report.js';
import {costingCheckNames} from '../../domain/reports/costing-errors.js';
import type {Report, ReportName} from '../../domain/reports/report.js';
import type {ReportScope} from '../../domain/reports/scope.js';
import {periodLengths} from '../../domain/reports/trend.js';
import {Refusal} from '../../errors.js';
import type {JobContext} from '../../jobs/job.js';
import {interimAging} from '../../jobs/reports/aging.js';
import {costShares} from '../../jobs/reports/cost-shares.js';
import {costSpecification} from '../../jobs/reports/cost-spec.js';
import {costingErrors} from '../../jobs/reports/costing-errors.js';
import {inventoryTrend} from '../../jobs/reports/trend.js';
import {inventoryValuation} from '../../jobs/reports/valuation.js';
import {workInProcess} from '../../jobs/reports/wip.js';
import type {PageSettings} from '../../store/page-settings.js';
import {filterFields, type FormField, formFilters} from '../form/fields.js';

type Make = (context: JobContext) => Promise<Report>;

export interface ReportDefinition {
  readonly name: ReportName;
  /** Catalogue key of its name. */
  readonly title: string;
  readonly fields: readonly FormField[];
  /** Reads the values, and gives what makes the report. Refuses dates, filters and periods that make no sense. */
  readonly read: (values: PageSettings, workDate: string) => Make;
}

const [FROM, TO, ITEM, LOCATION] = filterFields as readonly [FormField, FormField, FormField, FormField];
const ORDER: FormField = {name: 'order', label: 'screens.reports.order', kind: 'text', initial: ''};
const toggle = (name: string, label: string): FormField => ({name, label, kind: 'toggle', initial: 'no'});

/** Period and filters; up to the work date where no end is given. */
function reportScope(values: PageSettings, workDate: string): ReportScope {
  const {from = '', to = workDate, item = '', location = ''} = formFilters(values);
  if (from > to) {
    throw new Refusal('inverted-dates', message('reports.refused.inverted', {from: {date: from}, to: {date: to}}));
  }
  return {from, to, item, location};
}

const isOn = (value: string | undefined): boolean => value === 'yes';

/** The one of the choices that a value names; the first where it names none. */
const chosen = <const Choice extends string>(
  value: string | undefined,
  choices: readonly [Choice, ...Choice[]],
): Choice => choices.find(choice => choice === value) ?? choices[0];

export const reports: readonly ReportDefinition[] = [
  {
    name: 'valuation',
    title: 'reports.valuation.title',
    fields: [
      ...filterFields,
      toggle('includeExpectedCost', 'screens.reports.includeExpectedCost'),
      toggle('byLocation', 'screens.reports.byLocation'),
    ],
    read: (values, workDate) => {
      const options = {
        ...reportScope(values, workDate),
        includeExpectedCost: isOn(values['includeExpectedCost']),
        byLocation: isOn(values['byLocation']),
      };
      return context => inventoryValuation(context, options);
    },
  },
  {
    name: 'wip',
    title: 'reports.wip.title',
    fields: [
      ...filterFields,
      {name: 'status', label: 'screens.reports.status', kind: 'text', initial: ''},
      ORDER,
      toggle('skipZero', 'screens.reports.skipZero'),
    ],
    read: (values, workDate) => {
      const options = {
        ...reportScope(values, workDate),
        status: values['status'] ?? '',
        order: values['order'] ?? '',
        skipZero: isOn(values['skipZero']),
      };
      return context => workInProcess(context, options);
    },
  },
  {
    name: 'cost-spec',
    title: 'reports.costSpec.title',
    fields: [{...TO, label: 'screens.reports.valuationDate'}, ITEM, LOCATION],
    read: (values, workDate) => {
      const {from: _, ...options} = reportScope({...values, from: ''}, workDate);
      return context => costSpecification(context, options);
    },
  },
  {
    name: 'cost-shares',
    title: 'reports.costShares.title',
    fields: [
      {
        name: 'print',
        label: 'screens.reports.print',
        kind: 'choice',
        choices: printed.map(what => [what, `screens.reports.printed.${what}`] as const),
        initial: 'inventory',
      },
      toggle('details', 'screens.reports.details'),
      ...filterFields,
      ORDER,
    ],
    read: (values, workDate) => {
      const options = {
        ...reportScope(values, workDate),
        print: chosen(values['print'], ['inventory', 'sales', 'wip']),
        details: isOn(values['details']),
        order: values['order'] ?? '',
      };
      return context => costShares(context, options);
    },
  },
  {
    name: 'aging',
    title: 'reports.aging.title',
    fields: filterFields,
    read: (values, workDate) => {
      const options = reportScope(values, workDate);
      return context => interimAging(context, options);
    },
  },
  {
    name: 'trend',
    title: 'reports.trend.title',
    fields: [
      {
        name: 'period',
        label: 'screens.reports.period',
        kind: 'choice',
        choices: periodLengths.map(length => [length, `screens.reports.periods.${length}`] as const),
        initial: 'month',
      },
      FROM,
      TO,
      ITEM,
      LOCATION,
    ],
    read: (values, workDate) => {
      const period = chosen(values['period'], ['month', 'day', 'week', 'quarter', 'year']);
      const options = {...reportScope(values, workDate), period};
      return context => inventoryTrend(context, options);
    },
  },
  {
    name: 'costing-errors',
    title: 'reports.costingErrors.title',
    fields: [
      ITEM,
      {
        name: 'check',
        label: 'screens.reports.check',
        kind: 'choice',
        choices: [
          ['', 'reports.costingErrors.allChecks'],
          ...costingCheckNames.map(name => [name, `reports.costingErrors.checks.${name}`] as const),
        ],
        initial: '',
      },
    ],
    read: values => {
      const {item = ''} = formFilters({item: values['item'] ?? ''});
      const options = {item, check: costingCheckNames.find(name => name === values['check'])};
      return context => costingErrors(context, options);
    },
  },
];

export function reportOf(name: ReportName): ReportDefinition {
  const found = reports.find(report => report.name === name);
  if (!found) throw new Error(`no report ${name}`);
  return found;
}
