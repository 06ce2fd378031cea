import {Argument} from 'commander';
import {formatDate, isClosingDate, type LedgerDate, parseDate} from '../domain/dates.js';
import {message} from '../domain/message.js';
import {Refusal} from '../errors.js';
import {wrapped} from '../report-formats/page.js';
import {closePeriod, listPeriods, reopenPeriod, type TestedPeriod, testPeriods} from '../jobs/inventory-period.js';
import type {JobContext} from '../jobs/job.js';
import type {InventoryPeriod} from '../store/tables/index.js';
import type {Text} from '../text.js';
import type {Registration} from './program.js';
import type {Outcome, SharedOptions} from './run.js';

const WIDTH = 80;
const ACTIONS = ['list', 'test', 'close', 'reopen'] as const;

/** `tieout period list|test|close|reopen <ending date>`: inventory periods (contract 4). */
export const period: Registration = (add, runner) => {
  const {text} = runner;
  add('period')
    .addArgument(new Argument('<action>', text.t('commands.period.action')).choices(ACTIONS))
    .argument('[ending-date]', text.t('commands.period.endingDate'))
    .action(async (action: (typeof ACTIONS)[number], endingDate: string | undefined, options: SharedOptions) => {
      await runner.onCompany(options, async context => {
        if (action === 'list') return listed(text, await listPeriods(context));
        if (action === 'test') return tested(text, await testPeriods(context, endingDate ?? ''));
        if (options.readOnly) throw new Refusal('read-only', message('errors.read-only'));
        return changed(text, context, action, dateOf(endingDate));
      });
    });
};

function dateOf(value: string | undefined): LedgerDate {
  if (value === undefined) throw new Refusal('no-ending-date', message('costing.period.noEndingDate'));
  const date = parseDate(value);
  if (date === undefined || isClosingDate(date)) throw new Refusal('bad-date', message('errors.bad-date', {value}));
  return date;
}

const shown = ({endingDate, name, closed}: InventoryPeriod) => ({endingDate: formatDate(endingDate), name, closed});

function listed(text: Text, periods: readonly InventoryPeriod[]): Outcome {
  return {
    json: () => ({periods: periods.map(shown)}),
    text: () => (periods.length === 0 ? text.t('costing.period.noPeriods') : periods.map(line(text)).join('\n')),
  };
}

const line =
  (text: Text) =>
  ({endingDate, name, closed}: InventoryPeriod): string =>
    [text.date(endingDate), text.t(closed ? 'costing.period.closed' : 'costing.period.open'), name]
      .filter(Boolean)
      .join('  ');

function tested(text: Text, periods: readonly TestedPeriod[]): Outcome {
  return {
    json: () => ({
      periods: periods.map(({endingDate, findings}) => ({
        endingDate: formatDate(endingDate),
        findings: findings.map(finding => ({...finding, message: text.say(finding.message)})),
      })),
    }),
    text: () => {
      if (periods.length === 0) return text.t('costing.period.noPeriods');
      const lines: string[] = [];
      for (const period of periods) {
        const {endingDate, findings} = period;
        lines.push(
          line(text)(period),
          text.t('costing.period.tested', {date: {date: endingDate}, count: findings.length}),
          ...byItem(text, period),
        );
        if (findings.some(({code}) => code === 'open-outbound-entry'))
          lines.push(...wrapped(text.t('costing.period.coverFirst'), WIDTH));
        if (findings.some(({code}) => code.endsWith('not-adjusted')))
          lines.push(...wrapped(text.t('costing.period.adjustFirst'), WIDTH));
      }
      return lines.join('\n');
    },
    findings: periods.some(({findings}) => findings.length > 0),
  };
}

/** Findings under their items, which come in the order of their numbers (reports.md 5). */
function byItem(text: Text, {findings, descriptions}: TestedPeriod): string[] {
  let current = '';
  return findings.flatMap(({itemNo, message: words}) => {
    const heading = itemNo === current ? [] : [`  ${itemNo}  ${descriptions.get(itemNo) ?? ''}`.trimEnd()];
    current = itemNo;
    return [...heading, ...wrapped(text.say(words), WIDTH - 4).map(line => `    ${line}`)];
  });
}

async function changed(
  text: Text,
  context: JobContext,
  action: 'close' | 'reopen',
  endingDate: LedgerDate,
): Promise<Outcome> {
  const result = action === 'close' ? await closePeriod(context, endingDate) : await reopenPeriod(context, endingDate);
  return {
    json: () => shown(result),
    text: () =>
      wrapped(
        text.t(`costing.period.${action === 'close' ? 'closedNow' : 'openNow'}`, {date: {date: endingDate}}),
        WIDTH,
      ).join('\n'),
  };
}
