/** Editing one line of text: a state and what keys do to it. Knows nothing of keys or screens. */
import {cut, widthOf} from './cells.js';
import type {Line} from './lines.js';

export interface TextInput {
  readonly value: string;
  /** Characters (by code point) before the cursor. */
  readonly cursor: number;
}

export type TextEdit =
  | {readonly type: 'insert'; readonly text: string}
  | {readonly type: 'erase' | 'erase-all' | 'left' | 'right' | 'start' | 'end'};

export const startText = (value: string): TextInput => ({value, cursor: [...value].length});

export function editText(input: TextInput, edit: TextEdit): TextInput {
  const characters = [...input.value];
  const {cursor} = input;
  switch (edit.type) {
    case 'insert': {
      const added = [...edit.text];
      return {value: characters.toSpliced(cursor, 0, ...added).join(''), cursor: cursor + added.length};
    }
    case 'erase':
      if (cursor === 0) return input;
      return {value: characters.toSpliced(cursor - 1, 1).join(''), cursor: cursor - 1};
    case 'erase-all':
      return {value: '', cursor: 0};
    case 'left':
      return {...input, cursor: Math.max(0, cursor - 1)};
    case 'right':
      return {...input, cursor: Math.min(characters.length, cursor + 1)};
    case 'start':
      return {...input, cursor: 0};
    case 'end':
      return {...input, cursor: characters.length};
  }
}

/** The text with its cursor, the part around the cursor where it is wider than the room. */
export function inputLine(label: string, {value, cursor}: TextInput, width: number): Line {
  const head = label === '' ? '' : `${label} `;
  const room = Math.max(4, width - widthOf(head) - 1);
  const characters = [...value];
  let from = 0;
  while (widthOf(characters.slice(from, cursor).join('')) >= room) from += 1;
  const before = characters.slice(from, cursor).join('');
  const at = characters[cursor] ?? ' ';
  const after = cut(characters.slice(cursor + 1).join(''), Math.max(0, room - widthOf(before) - widthOf(at)));
  return [{text: head, tone: 'strong'}, {text: before}, {text: at === ' ' ? '_' : at, tone: 'selected'}, {text: after}];
}
