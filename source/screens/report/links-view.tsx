/** Lines of which some lead to a page: a job's result, a test's findings. Enter opens what the line stands for. */
import type {ReactNode} from 'react';
import {cut} from '../../components/cells.js';
import {clean} from '../../components/clean.js';
import {type Handlers, useKeys} from '../../components/keyboard.js';
import {type Line, Lines} from '../../components/lines.js';
import {scrollHandlers} from '../../components/menu.js';
import {scrollBy, type Scroll} from '../../components/scroll.js';
import type {Need} from '../../keys.js';
import type {Tone} from '../../theme.js';

export interface LinkLine {
  readonly text: string;
  readonly tone?: Tone;
  readonly open?: () => void;
}

export interface LinksViewProps {
  readonly lines: readonly LinkLine[];
  readonly scroll: Scroll;
  readonly onScroll: (update: (scroll: Scroll) => Scroll) => void;
  readonly width: number;
  readonly height: number;
  readonly handlers?: Handlers;
}

export function LinksView({lines, scroll, onScroll, width, height, handlers = {}}: LinksViewProps): ReactNode {
  const {selected, top} = scrollBy(scroll, 0, lines.length, height);
  const open = lines[selected]?.open;
  useKeys({
    scopes: ['report'],
    missing: new Set<Need>(open ? [] : ['row']),
    handlers: {...scrollHandlers(lines.length, height, onScroll), open: () => open?.(), ...handlers},
  });
  const shown: Line[] = lines.slice(top, top + height).map(({text, tone}, index) => {
    const isSelected = top + index === selected;
    return [
      {text: cut(`${isSelected ? '>' : ' '} ${clean(text)}`, width), tone: isSelected ? 'selected' : (tone ?? 'plain')},
    ];
  });
  return <Lines height={height} lines={shown} />;
}
