/** A setup table edited in place: Enter on a cell, type or look up, Enter writes it. */
import {useState, type ReactNode} from 'react';
import {addRow, editField} from '../../jobs/edit-row.js';
import {referencedTable} from '../../jobs/typed-value.js';
import type {Need} from '../../keys.js';
import type {Condition} from '../../store/filter-sql.js';
import type {TableField} from '../../store/table.js';
import type {ListDefinition} from '../list/definition.js';
import {ListView} from '../list/list-view.js';
import type {ListRow} from '../list/row-source.js';
import type {ListState, UpdateList} from '../list/use-rows.js';
import {useDatabase, useGuarded, useSession} from '../session.js';
import {FieldEditor} from './field-editor.js';
import {Lookup} from './lookup.js';

export interface SetupListProps {
  readonly definition: ListDefinition;
  readonly state: ListState;
  readonly update: UpdateList;
  readonly width: number;
  readonly height: number;
  readonly restriction?: Condition;
  /** The key that a new row is offered. */
  readonly proposedKey: readonly (string | number)[];
}

/** What is being typed: a field of a row, or a field of the key of a new one. */
interface Editing {
  readonly field: TableField;
  readonly value: string;
  readonly row?: ListRow;
  /** Key of a new row as far as it is typed. */
  readonly typed: readonly string[];
  readonly isLookingUp: boolean;
}

export function SetupList(props: SetupListProps): ReactNode {
  const {definition, width, height, proposedKey} = props;
  const {table} = definition;
  const {program, say, changed} = useSession();
  const database = useDatabase();
  const guarded = useGuarded();
  const [editing, setEditing] = useState<Editing>();
  const {text} = program;

  const accept = (value: string) =>
    guarded(async () => {
      if (!editing) return;
      const {row, field, typed} = editing;
      if (row) {
        await editField(database, table, row.key, field.property, value);
      } else {
        const key = [...typed, value];
        const next = table.byProperty.get(table.key[key.length] ?? '');
        const proposed = String(proposedKey[key.length] ?? '');
        if (next) return setEditing({field: next, value: proposed, typed: key, isLookingUp: false});
        await addRow(database, table, key);
      }
      setEditing(undefined);
      say(text.t('screens.edit.written'), 'good');
      changed();
    });

  if (editing?.isLookingUp) {
    const lookup = referencedTable(editing.field) ?? table;
    const close = (value: string) => setEditing({...editing, value, isLookingUp: false});
    return <Lookup table={lookup} width={width} height={height} onPick={close} onCancel={() => close(editing.value)} />;
  }
  const firstKey = table.byProperty.get(table.key[0] ?? '');
  return (
    <ListView
      {...props}
      scopes={['setup']}
      missing={() => new Set<Need>(program.readOnly ? ['write'] : [])}
      handlers={(row, column) => ({
        edit: () => {
          const field = table.byProperty.get(column?.property ?? '');
          if (!row || !field) return;
          if (table.key.includes(field.property)) return say(text.t('screens.edit.key'));
          if (field.kind === 'boolean') {
            const value = String(!row.values[field.property]);
            return guarded(async () => {
              await editField(database, table, row.key, field.property, value);
              changed();
            });
          }
          setEditing({field, row, value: String(row.values[field.property] ?? ''), typed: [], isLookingUp: false});
        },
        'new-row': () => {
          const value = String(proposedKey[0] ?? '');
          if (firstKey) setEditing({field: firstKey, value, typed: [], isLookingUp: false});
        },
      })}
    >
      {editing ? (
        <FieldEditor
          key={editing.field.property}
          field={editing.field}
          initial={editing.value}
          width={width}
          onAccept={accept}
          onCancel={() => setEditing(undefined)}
          onLookUp={() => setEditing({...editing, isLookingUp: true})}
        />
      ) : undefined}
    </ListView>
  );
}
