/**
 * The matrix as a projection of the posting rules (reconciliation.md 3 and 6). A cell has the sign of its row's
 * account; in each column the rows and the total add up to zero.
 */
import {type PostingRule, type RuleKey, type RuleSwitches, rulesFor} from '../posting/rules.js';
import {
  isColumn,
  type MatrixColumn,
  matrixColumns,
  type MatrixRow,
  matrixRows,
  type Place,
  placeOf,
  places,
  transferRowOf,
} from './places.js';

/** Cost of value entries that the rules treat alike, in scaled amounts: what they say, not what is posted. */
export interface ClassCost {
  readonly key: RuleKey;
  readonly finishedWithoutOutput: boolean;
  readonly actual: bigint;
  readonly expected: bigint;
}

type Cells = Record<MatrixColumn, bigint>;

/** The item side of the matrix, in scaled amounts. */
export interface Projection {
  readonly cells: Readonly<Record<MatrixRow, Cells>>;
  /** What the subledger says of each row and column that has a G/L side. */
  readonly totals: Readonly<Record<Place, bigint>>;
}

export interface MatrixLine {
  readonly name: Place;
  readonly total: bigint;
  readonly glTotal: bigint;
  /** G/L total minus total (reconciliation.md 5). */
  readonly difference: bigint;
}

export function zeroPlaces(): Record<Place, bigint> {
  return Object.fromEntries(places.map(place => [place, 0n])) as Record<Place, bigint>;
}

/** Projects cost onto the rows and columns. An illegal combination has no rule, and no place. */
export function project(costs: Iterable<ClassCost>, switches: Omit<RuleSwitches, 'finishedWithoutOutput'>): Projection {
  const cells = Object.fromEntries(
    matrixRows.map(row => [row, Object.fromEntries(matrixColumns.map(column => [column, 0n]))]),
  ) as Record<MatrixRow, Cells>;
  const totals = zeroPlaces();
  for (const {key, finishedWithoutOutput, actual, expected} of costs) {
    for (const rule of rulesFor(key, {...switches, finishedWithoutOutput}) ?? []) {
      const amount = rule.amount === 'actual' ? actual : expected;
      totals[placeOf(rule.account)] += amount;
      totals[placeOf(rule.balancingAccount)] -= amount;
      for (const cell of cellsOf(rule)) cells[cell.row][cell.column] += cell.sign * amount;
    }
  }
  return {cells, totals};
}

/** The one or two cells that a rule's amount stands in, each with the sign of its row's account. */
export function cellsOf(rule: PostingRule): {row: MatrixRow; column: MatrixColumn; sign: 1n | -1n}[] {
  const first = placeOf(rule.account);
  const second = placeOf(rule.balancingAccount);
  if (isColumn(first) && isColumn(second)) {
    const row = transferRowOf(first, second);
    return [
      {row, column: first, sign: -1n},
      {row, column: second, sign: 1n},
    ];
  }
  if (isColumn(first) && !isColumn(second)) return [{row: second, column: first, sign: -1n}];
  if (!isColumn(first) && isColumn(second)) return [{row: first, column: second, sign: 1n}];
  // Assembly capacity: two rows, no balance sheet account. It stands in column Inventory on both (contract 4).
  return [
    {row: first as MatrixRow, column: 'Inventory', sign: 1n},
    {row: second as MatrixRow, column: 'Inventory', sign: -1n},
  ];
}

/** Total, G/L total and difference of every row and column that has a G/L side, in the page's order. */
export function compare(
  totals: Readonly<Record<Place, bigint>>,
  glTotals: Readonly<Record<Place, bigint>>,
): MatrixLine[] {
  return places.map(name => ({
    name,
    total: totals[name],
    glTotal: glTotals[name],
    difference: glTotals[name] - totals[name],
  }));
}
