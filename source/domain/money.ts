/**
 * Money, unit costs and quantities are integers scaled by 10^5, held as `bigint`: exact, and as fast as the
 * database. Rounding is always half away from zero (costing.md 13), and happens only in functions that say so.
 */
import {Decimal as DecimalClass} from 'decimal.js';

/** decimal.js with room for every sum that a ledger can hold (its default of 20 digits is too few). */
export const Decimal = DecimalClass.clone({
  precision: 60,
  rounding: DecimalClass.ROUND_HALF_UP,
  toExpNeg: -60,
  toExpPos: 60,
});
export type Decimal = DecimalClass;

/** A value times 100,000. */
export type Scaled = bigint;

export const SCALE = 100_000n;
/** The largest value a row can hold, ±92,233,720,368,547.75807. */
export const LARGEST: Scaled = 9_223_372_036_854_775_807n;

const PLAIN = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/**
 * Reads a plain decimal string such as `-80.00` or `0.33333`.
 * Returns undefined where it is none, or has more than five decimals that count.
 */
export function parseScaled(value: string): Scaled | undefined {
  const match = PLAIN.exec(value.trim());
  if (!match) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  if (whole === '' && fraction === '') return undefined;
  if (/[^0]/.test(fraction.slice(5))) return undefined;
  const scaled = BigInt(`${whole || '0'}${fraction.slice(0, 5).padEnd(5, '0')}`);
  return sign === '-' ? -scaled : scaled;
}

/** `scaled('12.5')`: a constant in code or a test; throws where {@link parseScaled} finds no number. */
export function scaled(value: string | number): Scaled {
  const parsed = parseScaled(String(value));
  if (parsed === undefined) throw new RangeError(`not a decimal of five places: ${value}`);
  return parsed;
}

/** The plain decimal string of a scaled value, with at least `decimals` places and no more than it needs. */
export function formatScaled(value: Scaled, decimals = 0): string {
  const digits = abs(value).toString().padStart(6, '0');
  let fraction = digits.slice(-5);
  let length = 5;
  while (length > decimals && fraction[length - 1] === '0') length -= 1;
  fraction = fraction.slice(0, length).padEnd(decimals, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -5)}${fraction ? `.${fraction}` : ''}`;
}

/** An amount as JSON and files carry it: two decimals, more only where the value has them. */
export const formatAmount = (value: Scaled): string => formatScaled(value, 2);

export const toDecimal = (value: Scaled): Decimal => new Decimal(value.toString()).div(100_000);
export const fromDecimal = (value: Decimal): Scaled => BigInt(value.times(100_000).toFixed(0));

export const abs = (value: bigint): bigint => (value < 0n ? -value : value);
export const sign = (value: bigint): -1 | 0 | 1 => (value < 0n ? -1 : value > 0n ? 1 : 0);

/** The smaller of two integers. */
export function smallerOf(left: bigint, right: bigint): bigint {
  if (left < right) return left;
  return right;
}

/** `numerator / denominator`, rounded to a whole number, half away from zero. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError('division by zero');
  const n = abs(numerator);
  const d = abs(denominator);
  const quotient = (2n * n + d) / (2n * d);
  return numerator < 0n === denominator < 0n ? quotient : -quotient;
}

/** Rounds to a multiple of `precision` (0.01 by default), half away from zero: 4.125 → 4.13, -4.125 → -4.13. */
export function roundTo(value: Scaled, precision: Scaled = 1000n): Scaled {
  return divideRounded(value, precision) * precision;
}

/**
 * `value × multiplier / divisor`, computed exactly and rounded once to a multiple of `precision`.
 * All three are of any scale as long as `multiplier` and `divisor` share theirs.
 */
export function proportion(value: Scaled, multiplier: bigint, divisor: bigint, precision: Scaled = 1000n): Scaled {
  return divideRounded(value * multiplier, divisor * precision) * precision;
}

/** The product of two scaled values (a unit cost and a quantity), rounded once to a multiple of `precision`. */
export function multiply(left: Scaled, right: Scaled, precision: Scaled = 1000n): Scaled {
  return divideRounded(left * right, SCALE * precision) * precision;
}

/** The quotient of two scaled values (an amount by a quantity), rounded to `precision` (five decimals by default). */
export function divide(left: Scaled, right: Scaled, precision: Scaled = 1n): Scaled {
  return divideRounded(left * SCALE, right * precision) * precision;
}
