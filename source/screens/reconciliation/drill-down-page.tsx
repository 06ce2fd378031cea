/** The items or accounts behind a cell, with their amounts and the sum, which is the cell. */
import type {ReactNode} from 'react';
import {cell, widthOf} from '../../components/cells.js';
import {clean} from '../../components/clean.js';
import {Lines, line} from '../../components/lines.js';
import {Menu} from '../../components/menu.js';
import {START, type Scroll} from '../../components/scroll.js';
import {Working} from '../../components/working.js';
import {accountsBehind, itemsBehind, type ReportEntry} from '../../jobs/drill-down.js';
import type {Text} from '../../text.js';
import type {PageProps} from '../index.js';
import {useKept, useOpen, useText} from '../session.js';
import {useJob} from '../use-job.js';
import type {DrillDownParameters} from './parameters.js';
import {filterWords} from './matrix-page.js';

interface DrillDownState {
  readonly scroll: Scroll;
  readonly entries?: readonly ReportEntry[];
}

export function drillDownTitle({target, filters}: DrillDownParameters, text: Text): string {
  const words = filterWords(filters);
  return [targetName(target, text), ...(words ? [words] : [])].join(' · ');
}

function targetName(target: DrillDownParameters['target'], text: Text): string {
  if (target.type === 'accounts') return `${text.caption(target.place)} · ${text.t('reconciliation.label.glTotal')}`;
  const {cell: of} = target;
  if ('total' in of) return `${text.caption(of.total)} · ${text.t('reconciliation.label.total')}`;
  return `${text.caption(of.row)} × ${text.caption(of.column)}`;
}

export function DrillDownPage({parameters, width, height}: PageProps<'drill-down'>): ReactNode {
  const {target, filters} = parameters;
  const text = useText();
  const open = useOpen();
  const [state, update] = useKept<DrillDownState>({scroll: START});
  const {entries, scroll} = state;
  const job = useJob(
    context =>
      target.type === 'items'
        ? itemsBehind(context, filters, target.cell)
        : accountsBehind(context, filters, target.place),
    {isWanted: !entries, onResult: found => update(before => ({...before, entries: found}))},
  );
  if (!entries) return <Working job={job} scopes={['menu']} text={text} width={width} height={height} />;
  const isItems = target.type === 'items';
  const amounts = entries.map(({amount}) => text.amount(amount));
  const sum = text.amount(entries.reduce((total, {amount}) => total + amount, 0n));
  const amountWidth = Math.max(...[text.caption('Amount'), sum, ...amounts].map(widthOf));
  const noWidth = Math.min(20, Math.max(8, ...entries.map(({no}) => widthOf(no))));
  const nameWidth = Math.min(40, width - noWidth - amountWidth - 6);
  const row = (no: string, name: string, amount: string) =>
    `${cell(clean(no), noWidth)} ${cell(clean(name), nameWidth)} ${cell(amount, amountWidth, 'right')}`;
  const rows = entries.map(({no, description}, index) =>
    row(no, no === '' ? text.t('screens.reconciliation.capacity') : description, amounts[index] ?? ''),
  );
  const heading = row(text.caption('No.'), text.caption(isItems ? 'Description' : 'Name'), text.caption('Amount'));
  return (
    <>
      <Lines height={1} lines={[line(`  ${heading}`, 'heading')]} />
      <Menu
        rows={rows}
        scroll={scroll}
        onScroll={change => update(before => ({...before, scroll: change(before.scroll)}))}
        width={width}
        height={height - 2}
        scopes={['menu']}
        missing={new Set(rows.length > 0 ? [] : (['row'] as const))}
        handlers={{
          open: () => {
            const entry = entries[scroll.selected];
            if (!entry) return;
            open({
              page: 'list',
              parameters: {
                list: isItems ? 'value-entries' : 'gl-entries',
                restriction: entry.entries,
                subtitle: `${targetName(target, text)}, ${entry.no || text.t('screens.reconciliation.capacity')}`,
              },
            });
          },
        }}
      />
      <Lines height={1} lines={[line(`  ${row('', text.t('reconciliation.label.total'), sum)}`, 'strong')]} />
    </>
  );
}
