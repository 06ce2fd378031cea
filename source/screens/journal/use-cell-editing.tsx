/** Editing a cell of the item journal from a page: the line below it, or the look-up in its place. */
import {useState, type ReactNode} from 'react';
import type {JournalColumnName} from '../../jobs/item-journal.js';
import {useGuarded, useText} from '../session.js';
import {optionsOf, typedCell} from './cells.js';
import {CellEditor} from './cell-editor.js';
import {LookUpList} from './look-up-list.js';
import {lookUpOf} from './look-ups.js';
import type {Journal} from './use-journal.js';

interface Editing {
  readonly line: number;
  readonly column: JournalColumnName;
  readonly value: string;
  readonly isLookingUp: boolean;
  /** Called when the cell is written; the next cell may be edited from here. */
  readonly onWritten: () => void;
}

export interface CellEditing {
  readonly isEditing: boolean;
  edit(line: number, column: JournalColumnName, onWritten: () => void): void;
  /** In place of the page, where something is looked up. */
  readonly over: ReactNode;
  /** Below the page, while something is typed. */
  readonly below: ReactNode;
}

export function useCellEditing(journal: Journal, width: number, height: number): CellEditing {
  const text = useText();
  const guarded = useGuarded();
  const [editing, setEditing] = useState<Editing>();
  const edit: CellEditing['edit'] = (line, column, onWritten) => {
    const value = typedCell(column, journal.cell(line, column), text);
    setEditing({line, column, value, isLookingUp: false, onWritten});
  };
  if (!editing) return {isEditing: false, edit, over: undefined, below: undefined};
  const {line, column, isLookingUp} = editing;
  const write = (typed: string) =>
    guarded(async () => {
      await journal.setCell(line, column, typed);
      setEditing(undefined);
      editing.onWritten();
    });
  const lookUp = lookUpOf(column, journal.lines?.[line] ?? {});
  if (isLookingUp) {
    return {
      isEditing: true,
      edit,
      over: (
        <LookUpList
          column={column}
          lookUp={lookUp}
          width={width}
          height={height}
          onPick={write}
          onCancel={() => setEditing({...editing, isLookingUp: false})}
        />
      ),
      below: undefined,
    };
  }
  return {
    isEditing: true,
    edit,
    over: undefined,
    below: (
      <CellEditor
        key={`${line} ${column}`}
        column={column}
        initial={editing.value}
        width={width}
        onAccept={write}
        onCancel={() => setEditing(undefined)}
        {...(lookUp || optionsOf(column) ? {onLookUp: () => setEditing({...editing, isLookingUp: true})} : {})}
      />
    ),
  };
}
