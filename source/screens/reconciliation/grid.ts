/** The matrix as cells (reconciliation.md 1 and 6): what each shows, and what it opens. Pure functions. */
import {warningsOf} from '../../domain/reconciliation/warnings.js';
import type {MatrixLine} from '../../domain/reconciliation/matrix.js';
import {
  matrixColumns,
  matrixRows,
  type MatrixColumn,
  type MatrixRow,
  type Place,
} from '../../domain/reconciliation/places.js';
import type {Cell} from '../../domain/reconciliation/weights.js';
import type {Matrix, Reconciliation} from '../../jobs/reconcile.js';
import type {Text} from '../../text.js';

/** What Enter on a cell opens. */
export type Target =
  | {readonly type: 'items'; readonly cell: Cell}
  | {readonly type: 'accounts'; readonly place: Place}
  | {readonly type: 'causes'; readonly place: Place}
  | {readonly type: 'warning'; readonly place: Place};

export interface GridCell {
  readonly text: string;
  readonly strong: boolean;
  readonly target?: Target;
  /** The row or column that the cell belongs to, where it has a G/L side. */
  readonly place?: Place;
}

export interface Grid {
  readonly headings: readonly string[];
  readonly rows: readonly {readonly name: string; readonly strong: boolean; readonly cells: readonly GridCell[]}[];
}

const BOTTOM = ['total', 'glTotal', 'difference', 'warning'] as const;
type Kind = (typeof BOTTOM)[number];
const NOTHING: GridCell = {text: '', strong: false};

/** `causes` are those of the reconciliation once it is there; `isLooking` while they are looked for. */
export function gridOf(
  matrix: Matrix,
  reconciliation: Pick<Reconciliation, 'causes'> | undefined,
  {showWarning, isLooking}: {showWarning: boolean; isLooking: boolean},
  text: Text,
): Grid {
  const lineOf = new Map<string, MatrixLine>(matrix.lines.map(line => [line.name, line]));
  const kinds = BOTTOM.filter(kind => kind !== 'warning' || showWarning);
  const label = (kind: Kind) => text.t(`reconciliation.label.${kind}`);
  const amount = (value: bigint) => (value === 0n ? '' : text.amount(value));
  const warning = ({name, difference}: MatrixLine): string => {
    if (difference === 0n) return '';
    if (!reconciliation) return isLooking ? '…' : '';
    const [first, ...others] = warningsOf(reconciliation.causes.get(name) ?? []);
    if (!first) return '';
    return `${text.t(`reconciliation.warning.${first.code}.name`)}${others.length > 0 ? ` +${others.length}` : ''}`;
  };
  const compared = (line: MatrixLine | undefined, kind: Kind): GridCell => {
    if (!line) return {...NOTHING, strong: true};
    const place = line.name;
    const targets: Record<Kind, Target> = {
      total: {type: 'items', cell: {total: place}},
      glTotal: {type: 'accounts', place},
      difference: {type: 'causes', place},
      warning: {type: 'warning', place},
    };
    const shown = kind === 'warning' ? warning(line) : amount(line[kind]);
    return {text: shown, strong: kind !== 'warning', target: targets[kind], place};
  };
  const upper = matrixRows.map(row => ({
    name: text.caption(row),
    strong: false,
    cells: [
      ...matrixColumns.map(column => itemCell(matrix, row, column, lineOf.get(row)?.name, amount)),
      ...kinds.map(kind => compared(lineOf.get(row), kind)),
    ],
  }));
  const lower = kinds.map(kind => ({
    name: label(kind),
    strong: true,
    cells: [...matrixColumns.map(column => compared(lineOf.get(column), kind)), ...kinds.map(() => NOTHING)],
  }));
  return {
    headings: [
      text.t('reconciliation.label.name'),
      ...matrixColumns.map(column => text.caption(column)),
      ...kinds.map(label),
    ],
    rows: [...upper, ...lower],
  };
}

function itemCell(
  {projection}: Matrix,
  row: MatrixRow,
  column: MatrixColumn,
  place: Place | undefined,
  amount: (value: bigint) => string,
): GridCell {
  return {
    text: amount(projection.cells[row][column]),
    strong: false,
    target: {type: 'items', cell: {row, column}},
    ...(place ? {place} : {}),
  };
}
