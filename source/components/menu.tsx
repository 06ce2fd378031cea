/** A list of choices that fits into memory: one line each, the selected one marked. Keys come from the screen. */
import type {ReactNode} from 'react';
import {cut} from './cells.js';
import {type Handlers, useKeys} from './keyboard.js';
import {type Line, Lines} from './lines.js';
import {type Scroll, scrollBy, scrollTo} from './scroll.js';
import type {Need, Scope} from '../keys.js';

export interface MenuProps {
  readonly rows: readonly string[];
  readonly scroll: Scroll;
  readonly onScroll: (update: (scroll: Scroll) => Scroll) => void;
  readonly width: number;
  readonly height: number;
  readonly scopes: readonly Scope[];
  readonly handlers: Handlers;
  readonly missing?: ReadonlySet<Need>;
  readonly modal?: boolean;
}

export function Menu({rows, scroll, onScroll, width, height, scopes, handlers, missing, modal}: MenuProps): ReactNode {
  useKeys({
    scopes,
    modal: modal ?? false,
    handlers: {...scrollHandlers(rows.length, height, onScroll), ...handlers},
    ...(missing ? {missing} : {}),
  });
  return <Lines height={height} lines={menuLines(rows, scroll, width, height)} />;
}

/** Moving through `count` rows. */
export function scrollHandlers(
  count: number,
  height: number,
  onScroll: (update: (scroll: Scroll) => Scroll) => void,
): Handlers {
  return {
    up: () => onScroll(scroll => scrollBy(scroll, -1, count, height)),
    down: () => onScroll(scroll => scrollBy(scroll, 1, count, height)),
    'page-up': () => onScroll(scroll => scrollBy(scroll, 1 - height, count, height)),
    'page-down': () => onScroll(scroll => scrollBy(scroll, height - 1, count, height)),
    first: () => onScroll(scroll => scrollTo(scroll, 0, count, height)),
    last: () => onScroll(scroll => scrollTo(scroll, count - 1, count, height)),
  };
}

export function menuLines(rows: readonly string[], scroll: Scroll, width: number, height: number): Line[] {
  const {selected, top} = scrollBy(scroll, 0, rows.length, height);
  return rows.slice(top, top + height).map((row, index) => {
    const isSelected = top + index === selected;
    return [{text: cut(`${isSelected ? '>' : ' '} ${row}`, width), tone: isSelected ? 'selected' : 'plain'}];
  });
}
