/** Fitting text into columns by its display width: a letter is one wide, an ideograph or emoji two, an accent none. */
import stringWidth from 'string-width';

export type Align = 'left' | 'right';

const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});
const ASCII = /^[\u0020-\u007e\u00a0]*$/;

/** How many columns of a terminal a text takes. */
export const widthOf = (text: string): number => (ASCII.test(text) ? text.length : stringWidth(text));

/** The text cut to a width; a cut text ends in `…`. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (width <= 0) return '';
  if (ASCII.test(text)) return `${text.slice(0, width - 1)}…`;
  let result = '';
  let used = 0;
  for (const {segment} of graphemes.segment(text)) {
    const next = stringWidth(segment);
    if (used + next > width - 1) break;
    result += segment;
    used += next;
  }
  return `${result}…`;
}

/** The text in exactly `width` columns. */
export function cell(text: string, width: number, align: Align = 'left'): string {
  const fitted = cut(text, width);
  const blanks = ' '.repeat(Math.max(0, width - widthOf(fitted)));
  return align === 'right' ? blanks + fitted : fitted + blanks;
}

/** A text at the left and a figure at the right of `width` columns; the figure is never cut. */
export function pair(left: string, right: string, width: number): string {
  return `${cell(left, Math.max(0, width - widthOf(right) - 1))} ${right}`;
}

/** The words of a text in lines no wider than `width`; a longer word is cut into pieces. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
        lines.push(line);
        line = '';
      }
      line = line === '' ? word : `${line} ${word}`;
      while (widthOf(line) > width) {
        const head = cut(line, width + 1).slice(0, -1);
        if (head === '') break;
        lines.push(head);
        line = line.slice(head.length);
      }
    }
    lines.push(line);
  }
  return lines;
}
