/** The test of an inventory period (reports.md 5): everything that keeps it from being closed. */
import type {ReactNode} from 'react';
import {START, type Scroll} from '../../components/scroll.js';
import {wrap} from '../../components/cells.js';
import {Working} from '../../components/working.js';
import {type PeriodFinding, type TestedPeriod, testPeriods} from '../../jobs/inventory-period.js';
import type {Text} from '../../text.js';
import type {PageProps} from '../index.js';
import {entriesOfOrder} from '../list/sides.js';
import {type LinkLine, LinksView} from '../report/links-view.js';
import {useKept, useOpen, useText} from '../session.js';
import type {Opening} from '../stack.js';
import {useJob} from '../use-job.js';

interface TestState {
  readonly scroll: Scroll;
  readonly tested?: TestedPeriod[];
}

export function PeriodTestPage({parameters, width, height}: PageProps<'period-test'>): ReactNode {
  const text = useText();
  const open = useOpen();
  const [state, update] = useKept<TestState>({scroll: START});
  const {tested} = state;
  const job = useJob(context => testPeriods(context, parameters.endingDate), {
    isWanted: tested === undefined,
    onResult: result => update(before => ({...before, tested: result})),
  });
  if (!tested) return <Working job={job} scopes={['report']} text={text} width={width} height={height} />;
  return (
    <LinksView
      lines={testLines(tested, text, width, open)}
      scroll={state.scroll}
      onScroll={change => update(before => ({...before, scroll: change(before.scroll)}))}
      width={width}
      height={height}
      handlers={{again: () => update(({tested: _, ...before}) => before)}}
    />
  );
}

function testLines(
  tested: readonly TestedPeriod[],
  text: Text,
  width: number,
  open: (opening: Opening) => void,
): LinkLine[] {
  return tested.flatMap(({endingDate, findings}) => {
    const title = text.t('costing.period.tested', {date: {date: endingDate}, count: findings.length});
    const advice = (key: string): LinkLine[] =>
      wrap(text.t(key), width - 2).map(words => ({text: words, tone: 'warning' as const}));
    return [
      {text: title, tone: findings.length === 0 ? ('good' as const) : ('strong' as const)},
      ...findings.flatMap(finding => findingLines(finding, text, width, open)),
      ...(findings.some(({code}) => code === 'open-outbound-entry') ? advice('costing.period.coverFirst') : []),
      ...(findings.some(({code}) => code.endsWith('not-adjusted'))
        ? [
            {
              text: text.t('screens.periods.adjustFirst'),
              tone: 'warning' as const,
              open: () => open({page: 'adjust-request', parameters: {}}),
            },
          ]
        : []),
    ];
  });
}

function findingLines(finding: PeriodFinding, text: Text, width: number, open: (opening: Opening) => void): LinkLine[] {
  const opening = openingOf(finding, text);
  return wrap(text.say(finding.message), width - 4).map((words, index) => ({
    text: `${index === 0 ? '' : '  '}${words}`,
    ...(opening ? {open: () => open(opening)} : {}),
  }));
}

/** What a finding is about: the open entry, the order, else the item. */
function openingOf({entryNo, orderNo, itemNo}: PeriodFinding, text: Text): Opening | undefined {
  if (entryNo !== 0) return {page: 'card', parameters: {list: 'item-ledger-entries', key: [entryNo]}};
  if (orderNo !== '') return entriesOfOrder(orderNo, text);
  return itemNo === '' ? undefined : {page: 'card', parameters: {list: 'items', key: [itemNo]}};
}
