/**
 * A report on the screen: sections of lines, made only where they are seen, so that a report of a million entries
 * opens at once. A line may stand for an entry, and for what is wrong with it.
 */
import type {ReactNode} from 'react';
import {cut} from '../../components/cells.js';
import {clean} from '../../components/clean.js';
import {type Handlers, useKeys} from '../../components/keyboard.js';
import {type Line, Lines} from '../../components/lines.js';
import {scrollHandlers} from '../../components/menu.js';
import {scrollBy, type Scroll} from '../../components/scroll.js';
import type {Finding} from '../../domain/posting/findings.js';
import type {Need} from '../../keys.js';
import type {Tone} from '../../theme.js';

export interface ReportLine {
  readonly text: string;
  readonly tone?: Tone;
  /** Value entry that the line stands for. */
  readonly valueEntryNo?: number;
  readonly finding?: Finding;
}

export interface Section {
  readonly title: string;
  readonly count: number;
  readonly lineAt: (index: number) => ReportLine;
}

export interface ReportViewProps {
  readonly sections: readonly Section[];
  readonly scroll: Scroll;
  readonly onScroll: (update: (scroll: Scroll) => Scroll) => void;
  readonly width: number;
  readonly height: number;
  readonly handlers: (line: ReportLine) => Handlers;
}

export function ReportView({sections, scroll, onScroll, width, height, handlers}: ReportViewProps): ReactNode {
  const count = lineCount(sections);
  const {selected, top} = scrollBy(scroll, 0, count, height);
  const current = lineAt(sections, selected);
  const missing = new Set<Need>();
  if (current.valueEntryNo === undefined) missing.add('row');
  if (!current.finding?.setup) missing.add('setupLine');
  useKeys({
    scopes: ['report'],
    missing,
    handlers: {...scrollHandlers(count, height, onScroll), ...handlers(current)},
  });
  const lines: Line[] = Array.from({length: Math.min(height, count - top)}, (_, index) => {
    const {text, tone} = lineAt(sections, top + index);
    const isSelected = top + index === selected;
    return [
      {text: cut(`${isSelected ? '>' : ' '} ${clean(text)}`, width), tone: isSelected ? 'selected' : (tone ?? 'plain')},
    ];
  });
  return <Lines height={height} lines={lines} />;
}

/** Each section is its title, its lines and a blank line. */
const lineCount = (sections: readonly Section[]): number =>
  sections.reduce((sum, section) => sum + section.count + 2, 0);

function lineAt(sections: readonly Section[], index: number): ReportLine {
  let rest = index;
  for (const section of sections) {
    if (rest === 0) return {text: section.title, tone: 'strong'};
    if (rest <= section.count) return section.lineAt(rest - 1);
    if (rest === section.count + 1) return {text: ''};
    rest -= section.count + 2;
  }
  return {text: ''};
}

/** A section of lines that are there already. */
export const linesSection = (title: string, lines: readonly ReportLine[]): Section => ({
  title,
  count: lines.length,
  lineAt: index => lines[index] ?? {text: ''},
});
