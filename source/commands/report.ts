import {message} from '../domain/message.js';
import {printed} from '../domain/reports/cost-shares-report.js';
import {costingCheckNames} from '../domain/reports/costing-errors.js';
import {periodLengths} from '../domain/reports/trend.js';
import {type Report, type ReportName, reportNames} from '../domain/reports/report.js';
import {Refusal} from '../errors.js';
import type {JobContext} from '../jobs/job.js';
import {interimAging} from '../jobs/reports/aging.js';
import {costShares} from '../jobs/reports/cost-shares.js';
import {costSpecification} from '../jobs/reports/cost-spec.js';
import {costingErrors} from '../jobs/reports/costing-errors.js';
import {inventoryTrend} from '../jobs/reports/trend.js';
import {inventoryValuation} from '../jobs/reports/valuation.js';
import {workInProcess} from '../jobs/reports/wip.js';
import {companyName} from './location.js';
import type {Registration} from './program.js';
import {formats, reportContent, type ReportFormat} from '../report-formats/content.js';
import {reportJson} from '../report-formats/json.js';
import type {PageOptions} from '../report-formats/text.js';
import {choiceOf, notOf, numberOf, refuseOthers, type ReportOptions, scopeOf} from './report-options.js';
import type {CommandRunner, Outcome} from './run.js';
import {writeWhole} from '../report-formats/write-file.js';

type Maker = (context: JobContext, options: ReportOptions) => Promise<Report>;

const makers: Record<ReportName, Maker> = {
  valuation: (context, options) =>
    inventoryValuation(context, {
      ...scopeOf(options, context.workDate),
      includeExpectedCost: options.includeExpectedCost ?? false,
      byLocation: options.by !== undefined && choiceOf('--by', options.by, ['location']) === 'location',
    }),
  wip: (context, options) =>
    workInProcess(context, {
      ...scopeOf(options, context.workDate),
      status: options.status ?? '',
      order: options.order ?? '',
      skipZero: options.skipZero ?? false,
    }),
  'cost-spec': (context, options) => {
    if (options.to === undefined) throw new Refusal('missing-option', message('reports.refused.needsDate'));
    const {from: _, ...scope} = scopeOf(options, context.workDate);
    return costSpecification(context, scope);
  },
  'cost-shares': (context, options) => {
    const print = choiceOf('--print', options.print, printed);
    if (options.order !== undefined && print !== 'wip') throw notOf(`cost-shares --print ${print}`, '--order');
    return costShares(context, {
      ...scopeOf(options, context.workDate),
      print,
      details: options.details ?? false,
      order: options.order ?? '',
    });
  },
  aging: (context, options) => interimAging(context, scopeOf(options, context.workDate)),
  trend: (context, options) =>
    inventoryTrend(context, {
      ...scopeOf(options, context.workDate),
      period: choiceOf('--period', options.period, periodLengths, 'month'),
    }),
  'costing-errors': (context, options) =>
    costingErrors(context, {
      ...scopeOf(options, ''),
      check: options.check === undefined ? undefined : choiceOf('--check', options.check, costingCheckNames),
    }),
};

/** `tieout report <name>`: the reports of reports.md as text, CSV, JSON or XLSX (contract 4). */
export const report: Registration = (add, runner) => {
  const {text} = runner;
  const words = (key: string) => text.t(`commands.report.${key}`);
  add('report')
    .argument('<name>', words('name'))
    .option('--from <date>', words('from'))
    .option('--to <date>', words('to'))
    .option('--item <filter>', words('item'))
    .option('--location <filter>', words('location'))
    .option('--include-expected-cost', words('includeExpectedCost'))
    .option('--by <field>', words('by'))
    .option('--status <filter>', words('status'))
    .option('--order <filter>', words('order'))
    .option('--skip-zero', words('skipZero'))
    .option('--print <what>', words('print'))
    .option('--details', words('details'))
    .option('--period <length>', words('period'))
    .option('--check <name>', words('check'))
    .option('--format <format>', words('format'))
    .option('--out <file>', words('out'))
    .option('--width <columns>', words('width'))
    .option('--page-length <lines>', words('pageLength'))
    .action(async (name: string, options: ReportOptions) => {
      await runner.onCompany(options, async context => {
        const wanted = choiceOf('report', name, reportNames);
        const format = choiceOf('--format', options.format, formats, options.json ? 'json' : 'text');
        const page = {
          width: numberOf('--width', options.width, 40, runner.streams.outColumns ?? 80),
          pageLength: numberOf('--page-length', options.pageLength, 10, 0),
          company: companyName(options.db),
        };
        refuseOthers(wanted, options);
        const made = await makers[wanted](context, options);
        return outcomeOf(made, {format, page, options, runner});
      });
    });
};

interface Printing {
  format: ReportFormat;
  page: PageOptions;
  options: ReportOptions;
  runner: CommandRunner;
}

async function outcomeOf(made: Report, {format, page, options, runner}: Printing): Promise<Outcome> {
  const {text, streams} = runner;
  const json = () => reportJson(made, text);
  const {findings} = made;
  const content = async () => reportContent(made, format, text, page);
  if (options.out !== undefined) {
    await writeWhole(options.out, await content());
    const rows = made.rows.filter(row => row.kind === 'row').length;
    return {json, findings, text: () => text.t('commands.report.written', {file: options.out ?? '', count: rows})};
  }
  if (options.json) return {json, findings, text: () => ''};
  if (format === 'xlsx' && streams.outColumns !== undefined) {
    throw new Refusal('needs-out', message('reports.refused.needsOut'));
  }
  const shown = await content();
  return {json, findings, text: () => shown};
}
