/** The application graph around an entry as a tree that is opened level by level: pure functions of what is loaded. */
import type {CostFlow, CostLink} from '../../jobs/cost-flow.js';

export type Direction = 'from' | 'to';
const DIRECTIONS: readonly Direction[] = ['from', 'to'];

/** What is loaded of the entries in the tree: the flow around each, by its number. */
export type Flows = Readonly<Record<number, CostFlow>>;

export type TreeRow =
  | {readonly kind: 'entry'; readonly flow: CostFlow}
  | {readonly kind: 'direction'; readonly direction: Direction; readonly count: number; readonly amount: bigint}
  | {readonly kind: 'blank'}
  | LinkRow;

export interface LinkRow {
  readonly kind: 'link';
  /** Names the row among those that are open: direction, then the numbers of the entries on the way. */
  readonly path: string;
  readonly depth: number;
  readonly direction: Direction;
  readonly link: CostLink;
  readonly isOpen: boolean;
  /** Capacity and what was found to be an end have nothing behind them; an entry that stands above is not opened again. */
  readonly canOpen: boolean;
  readonly isLoop: boolean;
}

/** The rows that are shown: the entry, where its cost came from, and where it went to. */
export function treeRows(root: CostFlow, flows: Flows, opened: ReadonlySet<string>): TreeRow[] {
  return [
    {kind: 'entry', flow: root},
    ...DIRECTIONS.flatMap((direction): TreeRow[] => [
      {kind: 'blank'},
      {
        kind: 'direction',
        direction,
        count: root[direction].length,
        amount: root[direction].reduce((sum, {amount}) => sum + amount, 0n),
      },
      ...linkRows(root, direction, flows, opened, direction, [root.entryNo]),
    ]),
  ];
}

function linkRows(
  flow: CostFlow,
  direction: Direction,
  flows: Flows,
  opened: ReadonlySet<string>,
  above: string,
  way: readonly number[],
): LinkRow[] {
  return flow[direction].flatMap((link, index) => {
    const path = `${above}/${index}`;
    const isLoop = link.kind !== 'capacity' && way.includes(link.entryNo);
    const known = flows[link.entryNo];
    const canOpen = link.kind !== 'capacity' && !isLoop && known?.[direction].length !== 0;
    const isOpen = canOpen && opened.has(path);
    const row: LinkRow = {kind: 'link', path, depth: way.length - 1, direction, link, isOpen, canOpen, isLoop};
    const behind = isOpen ? known : undefined;
    return [row, ...(behind ? linkRows(behind, direction, flows, opened, path, [...way, link.entryNo]) : [])];
  });
}
