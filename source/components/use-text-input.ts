/** A line of text that is being typed: keys to edits. The layer is modal: nothing below hears a key. */
import {useState} from 'react';
import {useKeys} from './keyboard.js';
import {editText, startText, type TextInput} from './text-input.js';

export interface TextInputOptions {
  readonly initial: string;
  readonly onAccept: (value: string) => unknown;
  readonly onCancel: () => void;
  /** What is typed first takes the place of the text that was there. */
  readonly replaces?: boolean;
  /** Tells every change, where somebody searches as one types. */
  readonly onChange?: (value: string) => void;
  readonly onLookUp?: () => void;
  readonly onMove?: (by: number) => void;
}

export function useTextInput(options: TextInputOptions): TextInput {
  const [input, setInput] = useState(() => startText(options.initial));
  const [isUntouched, setUntouched] = useState(options.replaces ?? false);
  const edit = (change: Parameters<typeof editText>[1]) => {
    const next = editText(isUntouched && change.type === 'insert' ? startText('') : input, change);
    setUntouched(false);
    setInput(next);
    if (next.value !== input.value) options.onChange?.(next.value);
  };
  const {onMove, onLookUp} = options;
  useKeys({
    scopes: onMove ? ['input', 'choice'] : ['input'],
    modal: true,
    onText: text => edit({type: 'insert', text}),
    handlers: {
      accept: () => options.onAccept(input.value),
      cancel: options.onCancel,
      erase: () => edit({type: 'erase'}),
      'erase-all': () => edit({type: 'erase-all'}),
      'cursor-left': () => edit({type: 'left'}),
      'cursor-right': () => edit({type: 'right'}),
      'cursor-start': () => edit({type: 'start'}),
      'cursor-end': () => edit({type: 'end'}),
      ...(onLookUp ? {'look-up': onLookUp} : {}),
      ...(onMove ? {up: () => onMove(-1), down: () => onMove(1)} : {}),
    },
  });
  return input;
}
