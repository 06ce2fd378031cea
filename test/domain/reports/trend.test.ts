import {expect, it} from 'vitest';
import {periodsOf} from '../../../source/domain/reports/trend.js';

const told = (from: string, to: string, length: Parameters<typeof periodsOf>[2]) =>
  periodsOf(from, to, length).map(({name, end}) => `${name} ${end}`);

it('periods are those that the days touch, the last one cut', () => {
  expect(told('2026-01-15', '2026-03-10', 'month')).toEqual([
    '2026-01 2026-01-31',
    '2026-02 2026-02-28',
    '2026-03 2026-03-10',
  ]);
  expect(told('2025-12-31', '2026-04-01', 'quarter')).toEqual([
    '2025-Q4 2025-12-31',
    '2026-Q1 2026-03-31',
    '2026-Q2 2026-04-01',
  ]);
  expect(told('2025-06-01', '2026-06-30', 'year')).toEqual(['2025 2025-12-31', '2026 2026-06-30']);
  expect(told('2026-02-28', '2026-03-01', 'day')).toEqual(['2026-02-28 2026-02-28', '2026-03-01 2026-03-01']);
});

it('weeks are named as ISO 8601 names them: the first one has the first Thursday', () => {
  expect(told('2024-12-30', '2025-01-05', 'week')).toEqual(['2025-W01 2025-01-05']);
  expect(told('2026-12-28', '2027-01-10', 'week')).toEqual(['2026-W53 2027-01-03', '2027-W01 2027-01-10']);
});
