/** Inventory periods (costing.md 18): a list from which they are made, tested, closed and opened again. */
import {useState, type ReactNode} from 'react';
import {Confirm} from '../../components/confirm.js';
import {LineInput} from '../../components/line-input.js';
import {isClosingDate, lastOfMonth, parseDate} from '../../domain/dates.js';
import {message} from '../../domain/message.js';
import {Refusal} from '../../errors.js';
import {addRow} from '../../jobs/edit-row.js';
import {closePeriod, reopenPeriod} from '../../jobs/inventory-period.js';
import type {Need} from '../../keys.js';
import {inventoryPeriod} from '../../store/tables/index.js';
import type {PageProps} from '../index.js';
import type {ListDefinition} from '../list/definition.js';
import {ListView} from '../list/list-view.js';
import {isoDates} from '../list/typed-filter.js';
import type {ListState} from '../list/use-rows.js';
import {jobContext, useDatabase, useGuarded, useKept, useOpen, useSession} from '../session.js';

const definition: ListDefinition = {
  id: 'inventory-periods',
  table: inventoryPeriod,
  frozen: 1,
  columns: ['endingDate', 'name', 'closed'],
};

interface Asked {
  readonly action: 'close' | 'reopen';
  readonly endingDate: string;
}

export function InventoryPeriodsPage({width, height}: PageProps<'inventory-periods'>): ReactNode {
  const session = useSession();
  const {program, say, changed} = session;
  const {text, readOnly, workDate} = program;
  const database = useDatabase();
  const guarded = useGuarded();
  const open = useOpen();
  const [state, update] = useKept<ListState>({filters: {}, column: 0, left: definition.frozen});
  const [asked, setAsked] = useState<Asked>();
  const [isTyping, setTyping] = useState(false);

  const answer = ({action, endingDate}: Asked) => {
    setAsked(undefined);
    guarded(async () => {
      const context = jobContext(session, database, () => {}, new AbortController().signal);
      if (action === 'close') await closePeriod(context, endingDate);
      else await reopenPeriod(context, endingDate);
      const date = {date: endingDate};
      say(text.t(action === 'close' ? 'costing.period.closedNow' : 'costing.period.openNow', {date}), 'good');
      changed();
    });
  };
  const add = (typed: string) =>
    guarded(async () => {
      const endingDate = parseDate(isoDates(typed.trim()));
      if (endingDate === undefined || isClosingDate(endingDate)) {
        throw new Refusal('bad-date', message('errors.bad-date', {value: typed}));
      }
      await addRow(database, inventoryPeriod, [endingDate]);
      setTyping(false);
      say(text.t('screens.edit.written'), 'good');
      changed();
    });

  if (asked) {
    const date = {date: asked.endingDate};
    return (
      <Confirm
        question={text.t(asked.action === 'close' ? 'screens.periods.close' : 'screens.periods.reopen', {date})}
        yes={text.t('screens.yes')}
        no={text.t('screens.no')}
        width={width}
        height={height}
        onYes={() => answer(asked)}
        onNo={() => setAsked(undefined)}
      />
    );
  }
  return (
    <ListView
      definition={definition}
      state={state}
      update={update}
      width={width}
      height={height}
      scopes={['periods', 'list']}
      missing={() => new Set<Need>(readOnly ? ['write'] : [])}
      handlers={row => {
        const endingDate = String(row?.values['endingDate'] ?? '');
        const test = () => open({page: 'period-test', parameters: {endingDate}});
        return {
          open: test,
          'test-period': test,
          'close-period': () => setAsked({action: 'close', endingDate}),
          'reopen-period': () => setAsked({action: 'reopen', endingDate}),
          'new-row': () => setTyping(true),
        };
      }}
    >
      {isTyping ? (
        <LineInput
          label={`${text.caption('Ending Date')}:`}
          initial={text.date(lastOfMonth(workDate))}
          width={width}
          replaces
          onAccept={add}
          onCancel={() => setTyping(false)}
        />
      ) : undefined}
    </ListView>
  );
}
