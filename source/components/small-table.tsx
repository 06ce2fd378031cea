/** A short table of fixed size, with a frame around it: a few figures beside their names. Long lists are ListView's. */
import {Box, Text as InkText} from 'ink';
import {Table} from 'ink-table';
import {useContext, type PropsWithChildren, type ReactNode} from 'react';
import {clean} from './clean.js';
import {ThemeContext} from './lines.js';

export interface SmallTableProps {
  /** Headings by key, in the order of the columns; the last column holds figures. */
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Lines that a table of so many rows takes: the headings, the rows, and a rule around each. */
export const smallTableHeight = (rows: number): number => 3 + rows * 2;

export function SmallTable({headings, rows}: SmallTableProps): ReactNode {
  const data = rows.map(row =>
    Object.fromEntries(headings.map((heading, index) => [heading, clean(row[index] ?? '')])),
  );
  return (
    <Box flexDirection="column" height={smallTableHeight(rows.length)} flexShrink={0} overflow="hidden">
      <Table
        data={data}
        columns={headings.map((key, index) => ({key, align: index === headings.length - 1 ? 'right' : 'left'}))}
        header={Heading}
        cell={Plain}
        skeleton={Rule}
      />
    </Box>
  );
}

function Heading({children}: PropsWithChildren) {
  const theme = useContext(ThemeContext);
  return <InkText {...theme.strong}>{children}</InkText>;
}

const Plain = ({children}: PropsWithChildren) => <InkText>{children}</InkText>;

function Rule({children}: PropsWithChildren) {
  const theme = useContext(ThemeContext);
  return <InkText {...theme.quiet}>{children}</InkText>;
}
