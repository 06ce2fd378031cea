/** One line at the bottom of a page into which something is typed. */
import type {ReactNode} from 'react';
import {Lines} from './lines.js';
import {inputLine} from './text-input.js';
import {useTextInput, type TextInputOptions} from './use-text-input.js';

export interface LineInputProps extends Pick<TextInputOptions, 'initial' | 'onAccept' | 'onCancel' | 'replaces'> {
  readonly label: string;
  readonly width: number;
}

export function LineInput({label, width, ...options}: LineInputProps): ReactNode {
  const input = useTextInput(options);
  return <Lines height={1} lines={[inputLine(label, input, width)]} />;
}
