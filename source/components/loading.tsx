/** A screen whose content is not read yet: says so, and lets the keys of its scopes wait for what comes. */
import type {ReactNode} from 'react';
import type {Scope} from '../keys.js';
import {useKeys} from './keyboard.js';
import {Lines, line} from './lines.js';

export interface LoadingProps {
  readonly words: string;
  /** Those of the screen that comes. */
  readonly scopes: readonly Scope[];
  readonly height: number;
}

export function Loading({words, scopes, height}: LoadingProps): ReactNode {
  useKeys({scopes, handlers: {}, isLoading: true});
  return <Lines height={height} lines={[line(words, 'quiet')]} />;
}
