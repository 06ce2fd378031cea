/** Aligned lines of plain text for the posting reports, none wider than the page. */
import stringWidth from 'string-width';

export interface TextColumn {
  readonly heading: string;
  readonly right?: boolean;
  /** Never gives way: a date. */
  readonly fixed?: boolean;
}

const GAP = '  ';

/**
 * Rows under their headings, columns as wide as their content; where that is too wide, the widest columns of text
 * give way and what does not fit ends in `…` (figures and dates never do).
 */
export function alignedTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  width: number,
  indent = '',
): {heading: string; lines: string[]} {
  const widths = columns.map((column, index) =>
    rows.reduce((widest, row) => Math.max(widest, stringWidth(row[index] ?? '')), stringWidth(column.heading)),
  );
  const total = () => indent.length + widths.reduce((sum, one) => sum + one, 0) + GAP.length * (columns.length - 1);
  const gives = ({right, fixed}: TextColumn) => !right && !fixed;
  while (total() > width) {
    const widest = columns.reduce(
      (found, column, index) => (gives(column) && (widths[index] ?? 0) > (widths[found] ?? 0) ? index : found),
      columns.findIndex(gives),
    );
    const present = widths[widest] ?? 0;
    if (present <= 4) break;
    widths[widest] = present - 1;
  }
  const line = (cells: readonly string[]) =>
    `${indent}${columns
      .map((column, index) => fitted(cells[index] ?? '', widths[index] ?? 0, column.right ?? false))
      .join(GAP)}`.trimEnd();
  return {heading: line(columns.map(({heading}) => heading)), lines: rows.map(line)};
}

/** Pieces side by side, as many on a line as fit. */
export function flowed(pieces: readonly string[], width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && stringWidth(indent) + stringWidth(line) + GAP.length + stringWidth(piece) > width) {
      lines.push(indent + line);
      line = '';
    }
    line = line === '' ? piece : `${line}${GAP}${piece}`;
  }
  return line === '' ? lines : [...lines, indent + line];
}

/** A sentence folded at blanks. */
export function folded(sentence: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of sentence.split(' ')) {
    if (line !== '' && stringWidth(indent) + stringWidth(line) + 1 + stringWidth(word) > width) {
      lines.push(indent + line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}

/** A text at the left and one at the right edge of the page. */
export function edges(left: string, right: string, width: number): string {
  return `${left}${' '.repeat(Math.max(2, width - stringWidth(left) - stringWidth(right)))}${right}`.trimEnd();
}

/** A text padded to a width, or cut to it with `…`. */
export function fitted(text: string, width: number, right: boolean): string {
  let shown = text;
  if (stringWidth(shown) > width) {
    const characters = [...text];
    while (characters.length > 0 && stringWidth(characters.join('')) > width - 1) characters.pop();
    shown = `${characters.join('')}…`;
  }
  const padding = ' '.repeat(Math.max(0, width - stringWidth(shown)));
  return right ? padding + shown : shown + padding;
}
