/** What surrounds every screen: its title above, the message and the keys below. */
import {Box} from 'ink';
import type {ReactNode} from 'react';
import {cut, widthOf} from './cells.js';
import {type Line, Lines, line} from './lines.js';

export interface FrameProps {
  readonly title: string;
  /** Stands at the right end of the title line. */
  readonly aside: string;
  readonly columns: number;
  readonly rows: number;
  /** A sentence in place of the blank line above the keys. */
  readonly message?: Line;
  readonly footer: Line;
  readonly children: ReactNode;
}

/** Lines of a frame that are not the screen's own: title, message, keys. */
const AROUND = 3;

export const bodyHeight = (rows: number): number => rows - AROUND;

export function Frame({title, aside, columns, rows, message, footer, children}: FrameProps): ReactNode {
  const heading = cut(title, columns);
  const right = cut(aside, Math.max(0, columns - widthOf(heading) - 2));
  const gap = ' '.repeat(Math.max(0, columns - widthOf(heading) - widthOf(right)));
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      <Lines height={1} lines={[[{text: heading, tone: 'title'}, {text: gap}, {text: right, tone: 'quiet'}]]} />
      <Box flexDirection="column" height={bodyHeight(rows)} overflow="hidden">
        {children}
      </Box>
      <Lines height={2} lines={[message ?? line(''), footer]} />
    </Box>
  );
}
