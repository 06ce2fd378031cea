/** Typing one cell of the item journal, checked while it is typed; Tab looks up what it may name. */
import {useState, type ReactNode} from 'react';
import {cut} from '../../components/cells.js';
import {clean} from '../../components/clean.js';
import {Lines, line, type Line} from '../../components/lines.js';
import {inputLine} from '../../components/text-input.js';
import {useTextInput} from '../../components/use-text-input.js';
import {cellProblem, type JournalColumnName} from '../../jobs/item-journal.js';
import type {Text} from '../../text.js';
import {useText} from '../session.js';
import {keptCell, optionsBeginning, optionsOf} from './cells.js';

/** Lines that the editor takes: what is wrong or possible, and what is typed. */
export const EDITOR_HEIGHT = 2;

export interface CellEditorProps {
  readonly column: JournalColumnName;
  readonly initial: string;
  readonly width: number;
  readonly onAccept: (typed: string) => unknown;
  readonly onCancel: () => void;
  /** Not there where the column names nothing. */
  readonly onLookUp?: () => void;
}

export function CellEditor({column, initial, width, onLookUp, ...options}: CellEditorProps): ReactNode {
  const text = useText();
  const [typed, setTyped] = useState(initial);
  const input = useTextInput({
    ...options,
    initial,
    replaces: true,
    onChange: setTyped,
    ...(onLookUp ? {onLookUp} : {}),
  });
  return (
    <Lines
      height={EDITOR_HEIGHT}
      lines={[hint(column, typed, text, width), inputLine(`${text.caption(column)}:`, input, width)]}
    />
  );
}

function hint(column: JournalColumnName, typed: string, text: Text, width: number): Line {
  if (optionsOf(column)) {
    const possible = optionsBeginning(column, typed, text);
    if (possible.length > 0) return line(cut(possible.map(option => text.caption(option)).join(', '), width), 'quiet');
  }
  const problem = cellProblem(column, keptCell(column, typed, text));
  return problem ? line(cut(clean(text.say(problem)), width), 'warning') : [];
}
