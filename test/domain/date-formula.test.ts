import {describe, expect, it} from 'vitest';
import {applyDateFormula} from '../../source/domain/date-formula.js';

describe('date formulas', () => {
  it.each([
    ['-1M', '2026-03-31', '2026-02-28'],
    ['CM', '2026-02-10', '2026-02-28'],
    ['<-CM>', '2026-02-10', '2026-02-01'],
    ['CM+10D', '2026-02-10', '2026-03-10'],
    ['-CM-1D', '2026-02-10', '2026-01-31'],
    ['CQ', '2026-02-10', '2026-03-31'],
    ['-CY', '2026-08-10', '2026-01-01'],
    ['CW', '2026-11-24', '2026-11-29'],
    ['-CW', '2026-11-29', '2026-11-23'],
    ['2W', '2026-11-24', '2026-12-08'],
    ['1Q', '2026-11-30', '2027-02-28'],
    ['D15', '2026-11-15', '2026-12-15'],
    ['-WD1', '2026-11-24', '2026-11-23'],
    ['0D', '2026-11-24', '2026-11-24'],
    ['cm', '2026-11-24', '2026-11-30'],
  ])('%s from %s is %s', (formula, from, to) => {
    expect(applyDateFormula(formula, from)).toBe(to);
  });

  it.each(['', '1', 'M1', '1M2M', 'CX', '1M+', 'tomorrow', 'WD8', 'D32'])('%j is none', formula => {
    expect(applyDateFormula(formula, '2026-11-24')).toBeUndefined();
  });
});
