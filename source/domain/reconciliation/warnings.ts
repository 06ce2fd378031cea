/** The warnings of a row or column: its causes summed under the classic page's names (contract 4, `check`). */
import {abs} from '../money.js';
import type {Cause, Warning} from './causes.js';

export interface CellWarning {
  readonly code: Warning;
  readonly amount: bigint;
}

/** The causes of a row or column under the classic page's names, the largest first. */
export function warningsOf(causes: readonly Cause[]): CellWarning[] {
  const sums = new Map<Warning, bigint>();
  for (const {warning, amount} of causes) sums.set(warning, (sums.get(warning) ?? 0n) + amount);
  return [...sums]
    .filter(([, amount]) => amount !== 0n)
    .map(([code, amount]) => ({code, amount}))
    .sort((left, right) => (abs(right.amount) > abs(left.amount) ? 1 : abs(right.amount) < abs(left.amount) ? -1 : 0));
}
