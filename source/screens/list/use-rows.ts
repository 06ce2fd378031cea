/** The state of a list: its window over the query, kept in the screen's record so that Esc comes back to it. */
import {useEffect, useRef, useState} from 'react';
import type {Database} from '../../store/database.js';
import {filterSql, joinConditions, readFilter, type Condition} from '../../store/filter-sql.js';
import {useDatabase, useGuarded, useSession} from '../session.js';
import type {ListDefinition} from './definition.js';
import {RowSource, type Sorting} from './row-source.js';
import {type Place, RowWindow} from './row-window.js';

/** What a list keeps: plain data. */
export interface ListState {
  /** Filters in the ERP's syntax, by property. */
  readonly filters: Readonly<Record<string, string>>;
  readonly sorting?: Sorting;
  /** The current column, and the first of the scrolling columns that is shown. */
  readonly column: number;
  readonly left: number;
  readonly place?: Place;
}

interface Rows {
  readonly window: RowWindow;
  readonly count: number | undefined;
}

export interface ShownRows {
  /** What was read last, while something else is read. */
  readonly rows: Rows | undefined;
  /** The rows that are asked for are not those that are shown, and may still come. */
  readonly isLoading: boolean;
}

export type UpdateList = (update: (state: ListState) => ListState) => void;

/** The condition of a list's filters. Throws the refusal `bad-filter`. */
function listCondition(
  database: Database,
  definition: ListDefinition,
  filters: Readonly<Record<string, string>>,
  restriction: Condition | undefined,
): Condition {
  const conditions = Object.entries(filters).flatMap(([property, text]) => {
    const field = definition.table.byProperty.get(property);
    return field && text !== '' ? [filterSql(database.dialect, `"${field.column}"`, readFilter(text, field))] : [];
  });
  return joinConditions('and', [...(restriction ? [restriction] : []), ...conditions]);
}

export function useRows(
  definition: ListDefinition,
  state: ListState,
  update: UpdateList,
  height: number,
  restriction: Condition | undefined,
): ShownRows {
  const database = useDatabase();
  const guarded = useGuarded();
  const {version} = useSession();
  const [rows, setRows] = useState<Rows & {readonly query: string}>();
  const [ended, setEnded] = useState<string>();
  const opening = useRef({place: state.place, height});
  opening.current = {place: state.place, height};
  const query = JSON.stringify([definition.id, state.filters, state.sorting, version]);
  const latest = useRef({definition, state});
  latest.current = {definition, state};

  useEffect(() => {
    let current = query !== '';
    const {definition: list, state: kept} = latest.current;
    guarded(async () => {
      const condition = listCondition(database, list, kept.filters, restriction);
      const source = new RowSource(database, list.table, condition, kept.sorting);
      let count: number | undefined;
      const window: RowWindow = new RowWindow(source, opening.current.height, () => {
        if (!current) return;
        setRows({query, window, count: window.knownCount ?? count});
        update(before => ({...before, place: window.place}));
      });
      await window.open(opening.current.place);
      await new Promise(resolve => setTimeout(resolve, 50));
      if (!current || window.knownCount !== undefined) return;
      count = await source.count(() => current);
      if (!current) return;
      if (count !== undefined) window.countIs(count);
      setRows({query, window, count});
    }).then(() => current && setEnded(query));
    return () => {
      current = false;
    };
  }, [database, guarded, query, restriction, update]);

  useEffect(() => rows?.window.resize(height), [rows?.window, height]);
  return {rows, isLoading: rows?.query !== query && ended !== query};
}
