/** A list on the screen: headers, filters, the rows of its window and a line that says where one is. */
import {useRef, useState, type ReactNode} from 'react';
import {Lines, line, type Line} from '../../components/lines.js';
import {cut} from '../../components/cells.js';
import {inputLine} from '../../components/text-input.js';
import {type Handlers, useKeys} from '../../components/keyboard.js';
import {useTextInput} from '../../components/use-text-input.js';
import type {Need, Scope} from '../../keys.js';
import type {Condition} from '../../store/filter-sql.js';
import {readFilter} from '../../store/filter-sql.js';
import type {Text} from '../../text.js';
import {useGuarded, useSession, useText} from '../session.js';
import {columnsOf, type Column, type ListDefinition} from './definition.js';
import {columnWidths, headerOf, layoutColumns, rowLine, shownValue, type Layout} from './presentation.js';
import type {ListRow} from './row-source.js';
import {typedFilter} from './typed-filter.js';
import {useCalculated} from './use-calculated.js';
import {useRows, type ListState, type ShownRows, type UpdateList} from './use-rows.js';

export interface ListViewProps {
  readonly definition: ListDefinition;
  readonly state: ListState;
  readonly update: UpdateList;
  readonly width: number;
  readonly height: number;
  readonly restriction?: Condition;
  readonly scopes: readonly Scope[];
  /** Keys of the page beside those of every list, for the selected row and current column. */
  readonly handlers: (row: ListRow | undefined, column: Column | undefined) => Handlers;
  /** Needs that the selected row does not meet. */
  readonly missing?: (row: ListRow | undefined, column: Column | undefined) => ReadonlySet<Need>;
  /** What the page says below the rows instead of the list's own line: a field that is being edited. */
  readonly children?: ReactNode;
  readonly modal?: boolean;
}

/** Lines around the rows: two of headers, one of filters, one that says where one is. */
const AROUND = 4;

export function ListView(props: ListViewProps): ReactNode {
  const {definition, state, update, width, height} = props;
  const text = useText();
  const columns = columnsOf(definition);
  const captions = columns.map(column => text.caption(column.caption));
  const room = Math.max(1, height - AROUND);
  const shown = useRows(definition, state, update, room, props.restriction);
  const {rows} = shown;
  const calculated = useCalculated(definition, rows?.window.visible ?? []);
  const [isFiltering, setFiltering] = useState(false);
  const remembered = useRef<number[]>([]);

  const cells = (rows?.window.visible ?? []).map(row =>
    columns.map(column =>
      shownValue(column.kind, column.property ? row.values[column.property] : calculated(column, row), text),
    ),
  );
  remembered.current = columnWidths(columns, captions, cells, remembered.current);
  const layout = layoutColumns(remembered.current, definition.frozen, state.column, state.left, width);
  const column = columns[state.column];
  useListKeys(props, columns, layout, shown, () => setFiltering(true));

  const selected = rows ? rows.window.cursor - rows.window.top : -1;
  const body = cells.map((row, index) => rowLine(row, columns, layout, index === selected, state.column));
  const lines: Line[] = [
    ...headerOf(captions, columns, layout, definition.frozen),
    filterLine(state, columns, text, width),
    ...(rows?.window.isLoaded && body.length === 0 ? [line(text.t('screens.list.empty'), 'quiet')] : body),
  ];
  return (
    <>
      <Lines lines={lines} height={height - 1} />
      {isFiltering && column ? (
        <FilterInput
          column={column}
          definition={definition}
          state={state}
          update={update}
          width={width}
          onDone={() => setFiltering(false)}
        />
      ) : (
        (props.children ?? <Lines height={1} lines={[line(cut(status(state, columns, rows, text), width), 'quiet')]} />)
      )}
    </>
  );
}

function useListKeys(
  {definition, state, update, scopes, handlers, missing, modal}: ListViewProps,
  columns: readonly Column[],
  layout: Layout,
  {rows, isLoading}: ShownRows,
  onFilter: () => void,
): void {
  const {say} = useSession();
  const text = useText();
  const guarded = useGuarded();
  const window = rows?.window;
  const row = window?.selected;
  const column = columns[state.column];
  const act = (work: (() => Promise<void>) | undefined) => work && guarded(work);
  const toColumn = (to: number) => {
    const next = Math.max(0, Math.min(columns.length - 1, to));
    update(before => ({...before, column: next, left: layout.left}));
  };
  const filterable = column?.property !== undefined;
  const needsColumn = (work: () => void) => () => (filterable ? work() : say(text.t('screens.list.calculated')));
  useKeys({
    scopes,
    modal: modal ?? false,
    isLoading,
    missing: new Set([...(row ? [] : (['row'] as const)), ...(missing?.(row, column) ?? [])]),
    handlers: {
      ...handlers(row, column),
      up: () => act(window && (() => window.move(-1))),
      down: () => act(window && (() => window.move(1))),
      'page-up': () => act(window && (() => window.page(-1))),
      'page-down': () => act(window && (() => window.page(1))),
      first: () => act(window && (() => window.first())),
      last: () => act(window && (() => window.last(rows?.count))),
      left: () => toColumn(state.column - 1),
      right: () => toColumn(state.column + 1),
      filter: needsColumn(onFilter),
      sort: needsColumn(() => update(before => sorted(before, column?.property ?? '', definition))),
      'clear-filters': () => update(before => ({...before, filters: {}, place: undefined})),
    },
  });
}

/** First press sorts by the column, the second the other way round, the third as the table's key says. */
function sorted(state: ListState, property: string, definition: ListDefinition): ListState {
  const {sorting, ...rest} = {...state, place: undefined};
  if (sorting?.property !== property) {
    const isKey = definition.table.key[0] === property;
    return {...rest, sorting: {property, descending: isKey}};
  }
  return sorting.descending ? rest : {...rest, sorting: {property, descending: true}};
}

interface FilterInputProps {
  readonly column: Column;
  readonly definition: ListDefinition;
  readonly state: ListState;
  readonly update: UpdateList;
  readonly width: number;
  readonly onDone: () => void;
}

/** Typing the filter of one column. A text that is no filter is said to be none, and stays to be mended. */
function FilterInput({column, definition, state, update, width, onDone}: FilterInputProps): ReactNode {
  const text = useText();
  const guarded = useGuarded();
  const property = column.property ?? '';
  const input = useTextInput({
    initial: state.filters[property] ?? '',
    onCancel: onDone,
    onAccept: value =>
      guarded(async () => {
        const field = definition.table.byProperty.get(property);
        const filter = field ? typedFilter(value, field, text) : value;
        if (field) readFilter(filter, field);
        const {[property]: _, ...others} = state.filters;
        const filters = value.trim() === '' ? others : {...others, [property]: filter};
        update(before => ({...before, filters, place: undefined}));
        onDone();
      }),
  });
  const label = text.t('screens.list.filterOf', {column: text.caption(column.caption)});
  return <Lines height={1} lines={[inputLine(label, input, width)]} />;
}

/** All filters that are set, in words; a hint where there are none. */
function filterLine(state: ListState, columns: readonly Column[], text: Text, width: number): Line {
  const filters = columns.flatMap(({property, caption}) => {
    const filter = property === undefined ? undefined : state.filters[property];
    return filter ? [`${text.caption(caption)}: ${filter}`] : [];
  });
  if (filters.length === 0) return line(cut(text.t('screens.list.noFilter'), width), 'quiet');
  return line(cut(text.t('screens.list.filters', {filters: filters.join('  ')}), width), 'warning');
}

function status(state: ListState, columns: readonly Column[], rows: ShownRows['rows'], text: Text): string {
  if (!rows?.window.isLoaded) return text.t('screens.loading');
  const {number} = rows.window;
  const count = rows.count === undefined ? '…' : text.count(rows.count);
  const {sorting} = state;
  const current = columns[state.column];
  const order = sorting && text.caption(definitionCaption(columns, sorting.property));
  return [
    text.t('screens.list.row', {
      number: number === undefined || !rows.window.selected ? '–' : text.count(number),
      count,
    }),
    ...(sorting && sorting.property === current?.property
      ? []
      : [text.t('screens.list.column', {column: text.caption(current?.caption ?? '')})]),
    ...(sorting
      ? [text.t(sorting.descending ? 'screens.list.descending' : 'screens.list.ascending', {column: order ?? ''})]
      : []),
  ].join(' · ');
}

const definitionCaption = (columns: readonly Column[], property: string): string =>
  columns.find(column => column.property === property)?.caption ?? property;
