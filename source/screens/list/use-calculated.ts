/** Calculated columns of the rows on the screen: read after the rows are shown, so that no list waits for them. */
import {useEffect, useRef, useState} from 'react';
import {useDatabase, useGuarded, useSession} from '../session.js';
import type {Column, ListDefinition} from './definition.js';
import type {ListRow} from './row-source.js';

type Values = ReadonlyMap<string, ReadonlyMap<string, bigint | string>>;

const keyOf = (row: ListRow): string => row.key.join(' ');

export function useCalculated(
  definition: ListDefinition,
  rows: readonly ListRow[],
): (column: Column, row: ListRow) => bigint | string | undefined {
  const database = useDatabase();
  const guarded = useGuarded();
  const {version} = useSession();
  const [values, setValues] = useState<Values>(new Map());
  const shown = `${version} ${definition.id} ${rows.map(keyOf).join('|')}`;
  const latest = useRef({definition, rows});
  latest.current = {definition, rows};
  useEffect(() => {
    const {definition: list, rows: visible} = latest.current;
    if (!list.calculated || visible.length === 0 || shown === '') return;
    const timer = setTimeout(() => {
      guarded(async () => {
        const loaded = new Map<string, ReadonlyMap<string, bigint | string>>();
        for (const column of list.calculated ?? []) loaded.set(column.caption, await column.load(database, visible));
        setValues(loaded);
      });
    }, 20);
    return () => clearTimeout(timer);
  }, [database, guarded, shown]);
  return (column, row) => values.get(column.caption)?.get(keyOf(row));
}
