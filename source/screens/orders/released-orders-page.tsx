/** Released production orders, and finishing one: the date is asked, then the job runs on its own page. */
import {useState, type ReactNode} from 'react';
import {wrap} from '../../components/cells.js';
import {LineInput} from '../../components/line-input.js';
import {START, type Scroll} from '../../components/scroll.js';
import {Working} from '../../components/working.js';
import {isClosingDate, parseDate} from '../../domain/dates.js';
import {message} from '../../domain/message.js';
import {Refusal} from '../../errors.js';
import {finishOrders, type FinishResult} from '../../jobs/finish-order.js';
import type {Need} from '../../keys.js';
import type {Text} from '../../text.js';
import type {PageProps} from '../index.js';
import type {ListDefinition} from '../list/definition.js';
import {productionOrders} from '../list/definitions.js';
import {ListView} from '../list/list-view.js';
import {entriesOfOrder} from '../list/sides.js';
import {isoDates} from '../list/typed-filter.js';
import type {ListState} from '../list/use-rows.js';
import {type LinkLine, LinksView} from '../report/links-view.js';
import {useGuarded, useKept, useOpen, useSession, useText} from '../session.js';
import type {Opening} from '../stack.js';
import {useJob} from '../use-job.js';

const definition: ListDefinition = {
  ...productionOrders,
  id: 'released-orders',
  frozen: 1,
  columns: productionOrders.columns.filter(column => column !== 'status' && column !== 'finishedDate'),
};
const RELEASED = {where: `"status" = 'Released'`, params: []};

export function ReleasedOrdersPage({width, height}: PageProps<'released-orders'>): ReactNode {
  const {program} = useSession();
  const {text, readOnly, workDate} = program;
  const guarded = useGuarded();
  const open = useOpen();
  const [state, update] = useKept<ListState>({filters: {}, column: 0, left: definition.frozen});
  const [finishing, setFinishing] = useState<string>();

  const finish = (orderNo: string, typed: string) =>
    guarded(async () => {
      const postingDate = typed.trim() === '' ? '' : parseDate(isoDates(typed));
      if (postingDate === undefined || isClosingDate(postingDate)) {
        throw new Refusal('bad-date', message('errors.bad-date', {value: typed}));
      }
      setFinishing(undefined);
      open({page: 'finish-report', parameters: {orderNo, postingDate}});
    });

  return (
    <ListView
      definition={definition}
      state={state}
      update={update}
      width={width}
      height={height}
      restriction={RELEASED}
      scopes={['orders', 'list']}
      missing={() => new Set<Need>(readOnly ? ['write'] : [])}
      handlers={row => ({
        open: () => row && open({page: 'card', parameters: {list: productionOrders.id, key: row.key}}),
        'finish-order': () => row && setFinishing(String(row.values['no'])),
      })}
    >
      {finishing === undefined ? undefined : (
        <LineInput
          label={text.t('screens.orders.date', {order: finishing})}
          initial={text.date(workDate)}
          width={width}
          replaces
          onAccept={typed => finish(finishing, typed)}
          onCancel={() => setFinishing(undefined)}
        />
      )}
    </ListView>
  );
}

interface FinishState {
  readonly scroll: Scroll;
  readonly result?: FinishResult;
}

export function FinishReportPage({parameters, width, height}: PageProps<'finish-report'>): ReactNode {
  const text = useText();
  const open = useOpen();
  const [state, update] = useKept<FinishState>({scroll: START});
  const {orderNo, postingDate} = parameters;
  const job = useJob(context => finishOrders(context, [{orderNo, ...(postingDate === '' ? {} : {postingDate})}]), {
    writes: true,
    isWanted: state.result === undefined,
    onResult: result => update(before => ({...before, result})),
  });
  if (!state.result) return <Working job={job} scopes={['report']} text={text} width={width} height={height} />;
  return (
    <LinksView
      lines={resultLines(state.result, orderNo, text, width, open)}
      scroll={state.scroll}
      onScroll={change => update(before => ({...before, scroll: change(before.scroll)}))}
      width={width}
      height={height}
    />
  );
}

function resultLines(
  {orders, warnings}: FinishResult,
  orderNo: string,
  text: Text,
  width: number,
  open: (opening: Opening) => void,
): LinkLine[] {
  const warned = warnings.flatMap(warning =>
    wrap(text.say(warning.message), width - 2).map(words => ({text: words, tone: 'warning' as const})),
  );
  const finished = orders.map(({order, valueEntryNos}) => ({
    text:
      valueEntryNos.length === 0
        ? text.t('costing.order.finished', {order})
        : text.t('costing.order.finishedAdjusted', {
            order,
            count: valueEntryNos.length,
            first: valueEntryNos[0] ?? 0,
            last: valueEntryNos.at(-1) ?? 0,
          }),
    tone: 'good' as const,
  }));
  return [
    ...finished,
    ...warned,
    {
      text: text.t('screens.orders.entries', {order: orderNo}),
      open: () => open(entriesOfOrder(orderNo, text)),
    },
    {
      text: text.t('screens.orders.card', {order: orderNo}),
      open: () => open({page: 'card', parameters: {list: productionOrders.id, key: ['Finished', orderNo]}}),
    },
  ];
}
