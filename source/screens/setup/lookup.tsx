/** Choosing a code from the table it names: a list over the page, closed by Enter or Esc. */
import {useState, type ReactNode} from 'react';
import {Lines, line} from '../../components/lines.js';
import type {Table} from '../../store/table.js';
import {chartOfAccounts} from '../list/definitions.js';
import type {ListDefinition} from '../list/definition.js';
import {ListView} from '../list/list-view.js';
import type {ListState} from '../list/use-rows.js';
import {useText} from '../session.js';

export interface LookupProps {
  readonly table: Table;
  readonly width: number;
  readonly height: number;
  readonly onPick: (code: string) => void;
  readonly onCancel: () => void;
}

export function Lookup({table, width, height, onPick, onCancel}: LookupProps): ReactNode {
  const definition = lookupList(table);
  const [state, setState] = useState<ListState>({filters: {}, column: 0, left: definition.frozen});
  const text = useText();
  return (
    <>
      <Lines height={1} lines={[line(text.t('screens.setup.choose', {table: {caption: table.listName}}), 'title')]} />
      <ListView
        definition={definition}
        state={state}
        update={setState}
        width={width}
        height={height - 1}
        modal
        scopes={['list', 'choice']}
        handlers={row => ({open: () => row && onPick(String(row.key[0])), cancel: onCancel})}
      />
    </>
  );
}

/** The table's list page; a small table without one shows its key and name. */
function lookupList(table: Table): ListDefinition {
  if (table.id === chartOfAccounts.table.id) return chartOfAccounts;
  return {
    id: `lookup-${table.id}`,
    table,
    frozen: 1,
    columns: table.fields.slice(0, 2).map(field => field.property),
  };
}
