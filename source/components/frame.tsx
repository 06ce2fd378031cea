/** What surrounds every screen: its title above, the message and the keys below. */
import {Box} from 'ink';
import type {ReactNode} from 'react';
import {cut, widthOf} from './cells.js';
import {type Line, Lines} from './lines.js';

export interface FrameProps {
  readonly title: string;
  /** Stands at the right end of the title line. */
  readonly aside: string;
  readonly columns: number;
  readonly rows: number;
  /** What was said last, above the keys; a blank line where nothing was. */
  readonly message: readonly Line[];
  readonly footer: Line;
  readonly children: ReactNode;
}

/** Lines that are left for the screen between title, message and keys. */
export const bodyHeight = (rows: number, message: readonly Line[]): number => rows - 2 - message.length;

export function Frame({title, aside, columns, rows, message, footer, children}: FrameProps): ReactNode {
  const heading = cut(title, columns);
  const right = cut(aside, Math.max(0, columns - widthOf(heading) - 2));
  const gap = ' '.repeat(Math.max(0, columns - widthOf(heading) - widthOf(right)));
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      <Lines height={1} lines={[[{text: heading, tone: 'title'}, {text: gap}, {text: right, tone: 'quiet'}]]} />
      <Box flexDirection="column" height={bodyHeight(rows, message)} overflow="hidden">
        {children}
      </Box>
      <Lines height={message.length + 1} lines={[...message, footer]} />
    </Box>
  );
}
