/**
 * Indirect cost of an item or a centre: a percentage of the direct cost plus a rate per unit (costing.md 4, 11).
 * Everything is rounded once, to the amount precision.
 */
import {divideRounded, SCALE, type Scaled} from '../money.js';

export interface Overhead {
  /** Indirect Cost %. */
  readonly percent: Scaled;
  /** Overhead Rate, an amount per unit. */
  readonly rate: Scaled;
}

export const NO_OVERHEAD: Overhead = {percent: 0n, rate: 0n};
const HUNDRED = 100n * SCALE;

/** An amount before it is rounded: scaled by 10^10, so that a unit cost times a quantity is exact. */
export type Exact = bigint;
export const exactly = (amount: Scaled): Exact => amount * SCALE;
export const roundExact = (amount: Exact, precision: Scaled): Scaled =>
  divideRounded(amount, SCALE * precision) * precision;

/** round(direct x % / 100 + rate x quantity). */
export function overheadOf(direct: Scaled, quantity: Scaled, {percent, rate}: Overhead, precision: Scaled): Scaled {
  return divideRounded(direct * percent + rate * quantity * 100n, HUNDRED * precision) * precision;
}

/** round(direct x (1 + % / 100) + rate x quantity): expected cost, whose unit cost is not rounded first. */
export function withOverhead(direct: Exact, quantity: Scaled, {percent, rate}: Overhead, precision: Scaled): Scaled {
  const numerator = direct * (HUNDRED + percent) + rate * quantity * HUNDRED;
  return divideRounded(numerator, SCALE * HUNDRED * precision) * precision;
}

/** The direct part of a full cost: round((full - rate x quantity) / (1 + % / 100)). */
export function directPartOf(full: Scaled, quantity: Scaled, {percent, rate}: Overhead, precision: Scaled): Scaled {
  const divisor = SCALE * (HUNDRED + percent) * precision;
  if (divisor === 0n) return full;
  return divideRounded((full * SCALE - rate * quantity) * HUNDRED, divisor) * precision;
}
