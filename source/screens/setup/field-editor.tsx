/** Editing one field below a page: typing a value, with a look-up where it names a row of another table. */
import {useState, type ReactNode} from 'react';
import {Lines} from '../../components/lines.js';
import {inputLine} from '../../components/text-input.js';
import {useTextInput} from '../../components/use-text-input.js';
import {referencedTable} from '../../jobs/typed-value.js';
import type {TableField} from '../../store/table.js';
import {useText} from '../session.js';

export interface FieldEditorProps {
  readonly field: TableField;
  readonly initial: string;
  readonly width: number;
  readonly onAccept: (value: string) => void;
  readonly onCancel: () => void;
  readonly onLookUp: () => void;
}

export function FieldEditor({field, initial, width, onAccept, onCancel, onLookUp}: FieldEditorProps): ReactNode {
  const text = useText();
  const [options] = useState(() => [...(field.options?.captions.values() ?? [])]);
  const input = useTextInput({
    initial,
    onAccept,
    onCancel,
    ...(referencedTable(field) ? {onLookUp} : {}),
  });
  const hint = options.length > 0 ? ` (${options.map(option => text.caption(option)).join(', ')})` : '';
  return <Lines height={1} lines={[inputLine(`${text.caption(field.caption)}${hint}:`, input, width)]} />;
}
