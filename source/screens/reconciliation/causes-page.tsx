/** What a difference is made of: its causes with their amounts, what each means, and the way to its entries. */
import type {ReactNode} from 'react';
import {cell, widthOf, wrap} from '../../components/cells.js';
import {Lines, line, type Line} from '../../components/lines.js';
import {Menu} from '../../components/menu.js';
import {START, type Scroll} from '../../components/scroll.js';
import type {Cause} from '../../domain/reconciliation/causes.js';
import type {Need} from '../../keys.js';
import type {Text} from '../../text.js';
import type {PageProps} from '../index.js';
import {entriesCondition} from '../list/definition.js';
import {useDatabase, useKept, useOpen, useText} from '../session.js';
import type {CausesParameters} from './parameters.js';

export function causesTitle({place}: CausesParameters, text: Text): string {
  return `${text.caption(place)} · ${text.t('reconciliation.label.difference')}`;
}

export function CausesPage({parameters, width, height}: PageProps<'causes'>): ReactNode {
  const {place, difference, causes} = parameters;
  const text = useText();
  const open = useOpen();
  const database = useDatabase();
  const [scroll, setScroll] = useKept<Scroll>(START);
  const rows = causeRows(causes, difference, text, width);
  const chosen = causes[scroll.selected];
  const show = (list: 'value-entries' | 'gl-entries', numbers: readonly number[]) =>
    chosen &&
    open({
      page: 'list',
      parameters: {
        list,
        restriction: entriesCondition(database, 'entry_no', numbers),
        subtitle: `${text.caption(place)}, ${warningName(chosen, text)}`,
      },
    });
  const values = chosen?.valueEntryNos ?? [];
  const accounts = chosen?.glEntryNos ?? [];
  const about = chosen ? causeLines(chosen, text, width) : [];
  const aboutHeight = 8;
  return (
    <>
      <Menu
        rows={rows.causes}
        scroll={scroll}
        onScroll={setScroll}
        width={width}
        height={height - aboutHeight - 3}
        scopes={['menu', 'card']}
        missing={new Set<Need>(chosen ? [] : ['row'])}
        handlers={{
          open: () => (values.length > 0 ? show('value-entries', values) : show('gl-entries', accounts)),
          ...(values.length > 0 ? {'value-entries': () => show('value-entries', values)} : {}),
          ...(accounts.length > 0 ? {'gl-entries': () => show('gl-entries', accounts)} : {}),
        }}
      />
      <Lines height={3} lines={rows.sums} />
      <Lines height={aboutHeight} lines={about} />
    </>
  );
}

/** The causes as lines with amounts, and below them what they add up to and what is left. */
function causeRows(
  causes: readonly Cause[],
  difference: bigint,
  text: Text,
  width: number,
): {causes: string[]; sums: Line[]} {
  const explained = causes.reduce((sum, {amount}) => sum + amount, 0n);
  const row = (name: string, amount: bigint) => {
    const shown = text.amount(amount);
    return `${cell(name, Math.min(width, 90) - widthOf(shown) - 4)} ${shown}`;
  };
  return {
    causes: causes.map(cause => row(`${warningName(cause, text)} (${cause.code})`, cause.amount)),
    sums: [
      line(
        `  ${row(text.t('reconciliation.unexplained'), difference - explained)}`,
        difference === explained ? 'quiet' : 'bad',
      ),
      line(`  ${row(text.t('reconciliation.label.difference'), difference)}`, 'strong'),
      [],
    ],
  };
}

function causeLines(cause: Cause, text: Text, width: number): Line[] {
  const reason = cause.finding ? text.t(`reconciliation.finding.${cause.finding}`) : '';
  const {length: values} = cause.valueEntryNos;
  const {length: accounts} = cause.glEntryNos;
  return [
    ...wrap(text.t(`reconciliation.cause.${cause.code}.message`, {reason}), width).map(words => line(words)),
    ...wrap(text.t('reconciliation.remedy', {remedy: text.t(`reconciliation.cause.${cause.code}.remedy`)}), width).map(
      words => line(words, 'good'),
    ),
    line(
      text.t('screens.reconciliation.entries', {values: text.count(values), accounts: text.count(accounts)}),
      'quiet',
    ),
  ];
}

const warningName = ({warning}: Cause, text: Text): string => text.t(`reconciliation.warning.${warning}.name`);
