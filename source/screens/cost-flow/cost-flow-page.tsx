/** Where an entry's cost came from and where it went to (costing.md 15.2, 16), opened level by level. */
import {useMemo, type ReactNode} from 'react';
import {cell, cut, pair} from '../../components/cells.js';
import {clean} from '../../components/clean.js';
import {useKeys} from '../../components/keyboard.js';
import {Lines, line, type Line} from '../../components/lines.js';
import {scrollHandlers} from '../../components/menu.js';
import {START, scrollBy, scrollTo, type Scroll} from '../../components/scroll.js';
import {message} from '../../domain/message.js';
import {Refusal} from '../../errors.js';
import {costFlow, type CostFlow} from '../../jobs/cost-flow.js';
import type {Need} from '../../keys.js';
import {itemLedgerEntry} from '../../store/tables/index.js';
import type {Text} from '../../text.js';
import {RequestPage} from '../form/request-page.js';
import type {PageProps} from '../index.js';
import {jobContext, useDatabase, useGuarded, useKept, useLoaded, useOpen, useSession} from '../session.js';
import type {Opening} from '../stack.js';
import {type Flows, type LinkRow, type TreeRow, treeRows} from './tree.js';

export function CostFlowRequestPage({width, height}: PageProps<'cost-flow-request'>): ReactNode {
  const open = useOpen();
  const database = useDatabase();
  return (
    <RequestPage
      page="cost-flow"
      about="screens.costFlow.about"
      fields={[{name: 'entryNo', label: 'screens.costFlow.entryNo', kind: 'text', initial: ''}]}
      width={width}
      height={height}
      onRun={async values => {
        const typed = (values['entryNo'] ?? '').trim();
        const entryNo = /^\d{1,9}$/.test(typed) ? Number(typed) : 0;
        if (!(await database.find(itemLedgerEntry, entryNo))) {
          throw new Refusal('no-such-entry', message('costing.journal.unknown-entry', {entry: typed}));
        }
        open({page: 'cost-flow', parameters: {entryNo}});
      }}
    />
  );
}

interface FlowState {
  readonly scroll: Scroll;
  readonly flows: Flows;
  readonly opened: readonly string[];
}

export function CostFlowPage({parameters, width, height}: PageProps<'cost-flow'>): ReactNode {
  const session = useSession();
  const {text} = session.program;
  const database = useDatabase();
  const guarded = useGuarded();
  const open = useOpen();
  const [state, update] = useKept<FlowState>({scroll: START, flows: {}, opened: []});
  const load = (entryNo: number) =>
    costFlow(
      jobContext(session, database, () => {}, new AbortController().signal),
      entryNo,
    );
  const root = useLoaded(`cost flow ${parameters.entryNo}`, async () => ({flow: await load(parameters.entryNo)}));
  const rows = useMemo(
    () => (root?.flow ? treeRows(root.flow, state.flows, new Set(state.opened)) : []),
    [root, state.flows, state.opened],
  );
  const room = height - 1;
  const {selected, top} = scrollBy(state.scroll, 0, rows.length, room);
  const row = rows[selected];
  const setScroll = (change: (scroll: Scroll) => Scroll) =>
    update(before => ({...before, scroll: change(before.scroll)}));

  const expand = (of: LinkRow) =>
    guarded(async () => {
      const {entryNo} = of.link;
      const flow = state.flows[entryNo] ?? (await load(entryNo));
      if (!flow) return;
      update(before => ({
        ...before,
        flows: {...before.flows, [entryNo]: flow},
        opened: [...before.opened.filter(path => path !== of.path), of.path],
      }));
    });
  const collapse = (of: LinkRow) => {
    if (of.isOpen) return update(before => ({...before, opened: before.opened.filter(path => path !== of.path)}));
    const parent = of.path.slice(0, of.path.lastIndexOf('/'));
    const at = rows.findIndex(other => other.kind === 'link' && other.path === parent);
    if (at >= 0) setScroll(scroll => scrollTo(scroll, at, rows.length, room));
  };
  const opening = row && openingOf(row, text);
  const values = row && valuesOf(row, text);
  const entryNo = row?.kind === 'link' && row.link.kind !== 'capacity' ? row.link.entryNo : undefined;
  const missing = new Set<Need>([
    ...(opening ? [] : (['row'] as const)),
    ...(row?.kind === 'link' && row.canOpen ? [] : (['branch'] as const)),
    ...(row?.kind === 'link' && row.link.kind === 'capacity' ? (['itemSide'] as const) : []),
  ]);
  useKeys({
    scopes: ['tree'],
    isLoading: !root,
    missing,
    handlers: {
      ...scrollHandlers(rows.length, room, setScroll),
      open: () => opening && open(opening),
      expand: () => row?.kind === 'link' && expand(row),
      collapse: () => row?.kind === 'link' && collapse(row),
      'value-entries': () => values && open(values),
      'cost-flow': () => entryNo !== undefined && open({page: 'cost-flow', parameters: {entryNo}}),
    },
  });
  if (!root) return <Lines height={height} lines={[line(text.t('screens.loading'), 'quiet')]} />;
  const shown: Line[] = rows.slice(top, top + room).map((one, index) => {
    const isSelected = top + index === selected;
    return [
      {
        text: cut(`${isSelected ? '>' : ' '} ${clean(rowText(one, text, Math.min(width, 120) - 2))}`, width),
        tone: isSelected ? 'selected' : one.kind === 'link' ? 'plain' : 'strong',
      },
    ];
  });
  return (
    <Lines
      height={height}
      lines={[
        ...(rows.length === 0 ? [line(text.t('screens.card.gone'), 'warning')] : shown),
        ...Array.from({length: Math.max(0, room - Math.max(1, shown.length))}, (): Line => []),
        line(cut(row ? kindOf(row, text) : '', width), 'quiet'),
      ]}
    />
  );
}

/** The page of what a row stands for; of capacity its value entries. */
function openingOf(row: TreeRow, text: Text): Opening | undefined {
  if (row.kind === 'entry') return card(row.flow.entryNo);
  if (row.kind !== 'link') return undefined;
  return row.link.kind === 'capacity' ? valuesOf(row, text) : card(row.link.entryNo);
}

/** The value entries of what a row stands for. */
function valuesOf(row: TreeRow, text: Text): Opening | undefined {
  if (row.kind !== 'entry' && row.kind !== 'link') return undefined;
  const isCapacity = row.kind === 'link' && row.link.kind === 'capacity';
  const entryNo = row.kind === 'link' ? row.link.entryNo : row.flow.entryNo;
  const column = isCapacity ? 'capacity_ledger_entry_no' : 'item_ledger_entry_no';
  return {
    page: 'list',
    parameters: {
      list: 'value-entries',
      restriction: {where: `"${column}" = ?`, params: [entryNo]},
      subtitle: text.t('screens.list.of', {
        table: {caption: isCapacity ? 'Capacity Ledger Entry' : 'Item Ledger Entry'},
        key: String(entryNo),
      }),
    },
  };
}

const card = (entryNo: number): Opening => ({
  page: 'card',
  parameters: {list: 'item-ledger-entries', key: [entryNo]},
});

/** A row in words: the entry at the left, its amount at the right. */
function rowText(row: TreeRow, text: Text, width: number): string {
  switch (row.kind) {
    case 'blank':
      return '';
    case 'entry':
      return pair(entryWords(row.flow, text), text.amount(row.flow.cost), width);
    case 'direction': {
      const words = text.t(row.direction === 'from' ? 'screens.costFlow.from' : 'screens.costFlow.to', {
        count: row.count,
      });
      return row.count === 0 ? words : pair(words, text.amount(row.amount), width);
    }
    case 'link': {
      const {link, depth, isOpen, canOpen} = row;
      const mark = isOpen ? '▾' : canOpen ? '▸' : '·';
      const type = text.caption(link.kind === 'capacity' ? 'Capacity' : link.entryType);
      const head = `${'  '.repeat(depth)}${mark} ${cell(type, 15)} ${cell(String(link.entryNo), 6, 'right')} ${text.date(link.postingDate)} ${cell(link.itemNo, width > 100 ? 20 : 10)} ${link.documentNo}`;
      return pair(
        head,
        `${cell(text.quantity(link.quantity), 9, 'right')} ${cell(text.amount(link.amount), 14, 'right')}`,
        width,
      );
    }
  }
}

const entryWords = ({entryNo, itemNo, quantity}: CostFlow, text: Text): string =>
  text.t('screens.costFlow.entry', {entry: entryNo, item: itemNo, quantity: {quantity}});

/** How the cost of the selected row flows, for the line below. */
function kindOf(row: TreeRow, text: Text): string {
  if (row.kind !== 'link') return text.t('screens.costFlow.hint');
  const words = text.t(`screens.costFlow.kind.${row.link.kind}`);
  return row.isLoop ? `${words} ${text.t('screens.costFlow.loop')}` : words;
}
