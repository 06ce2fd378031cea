/** Charts of inventory value, unposted cost and the difference to the G/L over time, in steps from days to years. */
import type {ReactNode} from 'react';
import {cut} from '../../components/cells.js';
import {useKeys} from '../../components/keyboard.js';
import {Lines, line} from '../../components/lines.js';
import {progressLines} from '../../components/progress.js';
import type {Report} from '../../domain/reports/report.js';
import {type PeriodLength, periodLengths} from '../../domain/reports/trend.js';
import {inventoryTrend} from '../../jobs/reports/trend.js';
import type {PageProps} from '../index.js';
import {useKept, useOpen, useSession} from '../session.js';
import {useJob} from '../use-job.js';
import {chartLines} from './chart-lines.js';

interface ChartState {
  readonly period: PeriodLength;
  readonly report?: Report;
}

export function ChartPage({parameters, width, height}: PageProps<'chart'>): ReactNode {
  const {program} = useSession();
  const {text, asciiCharts = false} = program;
  const open = useOpen();
  const [state, update] = useKept<ChartState>({period: parameters.period});
  const {period, report} = state;
  const job = useJob(context => inventoryTrend(context, {...parameters, period}), {
    isWanted: !report,
    onResult: made => update(before => ({...before, report: made})),
  });
  const {from, to, item, location} = parameters;
  useKeys({
    scopes: ['chart'],
    isWorking: !report && job.failure === undefined,
    missing: new Set(report ? [] : (['row'] as const)),
    handlers: {
      open: () => open({page: 'report', parameters: {report: 'trend', values: {from, to, item, location, period}}}),
      // A job that still works is not asked for something else: its result would come for the wrong steps.
      period: () => report && update(() => ({period: after(period)})),
    },
  });
  if (!report) return <Lines height={height} lines={progressLines(job, text, width)} />;
  const covers = [
    text.t('screens.reports.steps', {period: text.t(`screens.reports.periods.${period}`)}),
    ...report.header.map(part => text.say(part)),
  ].join(' · ');
  return (
    <Lines
      height={height}
      lines={[
        line(cut(covers, width), 'quiet'),
        ...chartLines(report, {width, height: height - 1}, {blocks: !asciiCharts}, text),
      ]}
    />
  );
}

const after = (period: PeriodLength): PeriodLength =>
  periodLengths[(periodLengths.indexOf(period) + 1) % periodLengths.length] ?? period;
