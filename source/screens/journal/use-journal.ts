/** The user's item journal on a screen: its lines, and changing them where they are kept. */
import {useRef, useState} from 'react';
import {
  changeItemJournal,
  checkedCell,
  type JournalColumnName,
  readItemJournal,
  type TypedLine,
} from '../../jobs/item-journal.js';
import {useDatabase, useLoaded, useSession} from '../session.js';
import {keptCell} from './cells.js';

export interface Journal {
  /** Undefined until they are read. */
  readonly lines: readonly TypedLine[] | undefined;
  /** A cell as it is kept now, even before the change that was just made is drawn. */
  cell(line: number, column: JournalColumnName): string;
  /** Writes a cell as it was typed. Refuses what the column cannot hold. `line` counts from 0. */
  setCell(line: number, column: JournalColumnName, typed: string): Promise<void>;
  /** Adds a line after another, with what usually stays the same from line to line. Returns its place. */
  addAfter(line: number): Promise<number>;
  remove(line: number): Promise<void>;
}

export function useJournal(): Journal {
  const {program} = useSession();
  const {text, userId, workDate} = program;
  const database = useDatabase();
  const read = useLoaded('item journal', from => readItemJournal(from, userId));
  const [changed, setChanged] = useState<readonly TypedLine[]>();
  const lines = changed ?? read;
  const now = useRef(lines);
  now.current = lines;
  const change = async (how: (lines: readonly TypedLine[]) => readonly TypedLine[]) => {
    now.current = await changeItemJournal(database, userId, how);
    setChanged(now.current);
  };
  return {
    lines,
    cell: (line, column) => now.current?.[line]?.[column] ?? '',
    setCell: async (at, column, typed) => {
      const line = now.current?.[at] ?? {};
      const value = await checkedCell(database, column, keptCell(column, typed, text), line);
      await change(kept =>
        kept.map((one, index) => {
          if (index !== at) return one;
          const {[column]: _, ...others} = one;
          return value === '' ? others : {...others, [column]: value};
        }),
      );
    },
    addAfter: async at => {
      const place = Math.min(at + 1, now.current?.length ?? 0);
      await change(kept => kept.toSpliced(place, 0, nextLine(kept[at], workDate)));
      return place;
    },
    remove: at => change(kept => kept.toSpliced(at, 1)),
  };
}

/** A new line begins with the date, type, document and location of the one above. */
function nextLine(above: TypedLine | undefined, workDate: string): TypedLine {
  if (!above) return {'Posting Date': workDate};
  const same = ['Posting Date', 'Entry Type', 'Document No.', 'Location Code'] as const;
  return Object.fromEntries(same.flatMap(column => (above[column] ? [[column, above[column]]] : [])));
}
