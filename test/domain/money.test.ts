import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
  divide,
  formatAmount,
  formatScaled,
  multiply,
  parseScaled,
  proportion,
  roundTo,
  scaled,
} from '../../source/domain/money.js';

describe('money', () => {
  it('rounds halves away from zero (costing.md 13)', () => {
    expect(formatAmount(roundTo(scaled('4.125')))).toBe('4.13');
    expect(formatAmount(roundTo(scaled('-4.125')))).toBe('-4.13');
  });

  it('reads and writes plain decimals', () => {
    expect(formatAmount(scaled('-80'))).toBe('-80.00');
    expect(formatScaled(scaled('0.33333'))).toBe('0.33333');
    expect(parseScaled('1.234567')).toBeUndefined();
    expect(parseScaled('')).toBeUndefined();
    expect(parseScaled('12,5')).toBeUndefined();
  });

  it('multiplies, divides and shares with one rounding', () => {
    expect(multiply(scaled(3), scaled('3.33333'))).toBe(scaled(10));
    expect(divide(scaled(10), scaled(3))).toBe(scaled('3.33333'));
    expect(proportion(scaled(95), 4n, 10n)).toBe(scaled(38));
  });

  it('writes what it reads, whatever the size', () => {
    fc.assert(
      fc.property(
        fc.bigInt({min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n}),
        value => parseScaled(formatScaled(value)) === value,
      ),
    );
  });
});
