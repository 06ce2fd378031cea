/**
 * What a kind of value entry adds to one cell of the matrix, by the same rules that make the matrix: so that a
 * drill-down adds up to its cell (reconciliation.md 10).
 */
import type {PostingRule} from '../posting/rules.js';
import {cellsOf} from './matrix.js';
import {type MatrixColumn, type MatrixRow, type Place, placeOf} from './places.js';

/** A cell of the item side: a row in a column, or all that a row or column with a G/L side adds up to. */
export type Cell = {readonly row: MatrixRow; readonly column: MatrixColumn} | {readonly total: Place};

/** How often the cell counts the entry's actual and expected cost, with the cell's sign. */
export interface Weight {
  readonly actual: bigint;
  readonly expected: bigint;
}

/** The weight of entries that these rules post. */
export function weightOf(rules: readonly PostingRule[], cell: Cell): Weight {
  let actual = 0n;
  let expected = 0n;
  for (const rule of rules) {
    const sign = signIn(rule, cell);
    if (rule.amount === 'actual') actual += sign;
    else expected += sign;
  }
  return {actual, expected};
}

function signIn(rule: PostingRule, cell: Cell): bigint {
  if ('total' in cell) {
    const first = placeOf(rule.account) === cell.total ? 1n : 0n;
    const second = placeOf(rule.balancingAccount) === cell.total ? 1n : 0n;
    return first - second;
  }
  return cellsOf(rule)
    .filter(({row, column}) => row === cell.row && column === cell.column)
    .reduce((sum, {sign}) => sum + sign, 0n);
}
