/** A list page: any table of definitions.ts, with the way to an entry's card and to its other sides. */
import type {ReactNode} from 'react';
import {useOpen, useKept, useText} from '../session.js';
import type {Text} from '../../text.js';
import type {PageProps} from '../index.js';
import type {ListParameters} from './definition.js';
import {listOf} from './definitions.js';
import {ListView} from './list-view.js';
import {missingSides, sideHandlers} from './sides.js';
import type {ListState} from './use-rows.js';
import {SetupList} from '../setup/setup-list.js';

export function listTitle({list, subtitle}: ListParameters, text: Text): string {
  const name = text.caption(listOf(list).table.listName);
  return subtitle ? `${name} · ${subtitle}` : name;
}

export function ListPage({parameters, width, height}: PageProps<'list'>): ReactNode {
  const definition = listOf(parameters.list);
  const open = useOpen();
  const text = useText();
  const [state, update] = useKept<ListState>({
    filters: parameters.filters ?? {},
    column: Math.max(0, definition.columns.indexOf(parameters.column ?? '')),
    left: definition.frozen,
    ...(parameters.sorting ? {sorting: parameters.sorting} : {}),
    ...(parameters.at ? {place: {top: parameters.at, offset: 0}} : {}),
  });
  const shared = {
    definition,
    state,
    update,
    width,
    height,
    ...(parameters.restriction ? {restriction: parameters.restriction} : {}),
  };
  if (definition.editable) return <SetupList {...shared} proposedKey={parameters.at ?? []} />;
  return (
    <ListView
      {...shared}
      scopes={['list']}
      handlers={row => ({
        ...sideHandlers(definition.table.name, row?.values, open, text),
        open: () => row && open({page: 'card', parameters: {list: definition.id, key: row.key}}),
      })}
      missing={row => missingSides(definition.table.name, row?.values)}
    />
  );
}
