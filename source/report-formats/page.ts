/** Padding by display width: what stands in a column of a printed page. */
import stringWidth from 'string-width';

export const widthOf = (value: string): number => stringWidth(value);

/** At most `width` columns of a text, with an ellipsis where something is cut. */
export function cut(value: string, width: number): string {
  if (widthOf(value) <= width) return value;
  let kept = '';
  for (const character of value) {
    if (widthOf(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

export const padEnd = (value: string, width: number): string => {
  const shown = cut(value, width);
  return shown + ' '.repeat(Math.max(0, width - widthOf(shown)));
};

/** Figures are never cut: a number that lacks digits is a wrong number. */
export const padStart = (value: string, width: number): string =>
  ' '.repeat(Math.max(0, width - widthOf(value))) + value;

/** Words in lines of at most `width`; a longer word is cut. */
export function wrapped(value: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of value.split(' ').filter(part => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = cut(word, width);
  }
  return line === '' ? lines : [...lines, line];
}
