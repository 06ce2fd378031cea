import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {addDays} from '../../../source/domain/dates.js';
import {DateFormatFinder, parseDateIn} from '../../../source/store/files/date-format.js';
import {serialDate} from '../../../source/store/files/serial-date.js';

const told = (cells: string[]) => {
  const finder = new DateFormatFinder();
  for (const [index, cell] of cells.entries()) finder.see(cell, index + 2);
  return finder.answer();
};

describe('a date', () => {
  it.each([
    ['2026-01-31', 'mdy', '2026-01-31'],
    ['2026-01-31T00:00:00Z', 'dmy', '2026-01-31'],
    ['2026/1/31', 'dmy', '2026-01-31'],
    ['31.01.2026', 'mdy', '2026-01-31'],
    ['31.1.26', 'dmy', '2026-01-31'],
    ['31.12.99', 'dmy', '1999-12-31'],
    ['1/31/2026', 'mdy', '2026-01-31'],
    ['31/01/2026', 'dmy', '2026-01-31'],
    ['26-01-31', 'ymd', '2026-01-31'],
    ['C31.12.25', 'dmy', '2025-12-31C'],
    ['C12/31/2025', 'mdy', '2025-12-31C'],
    ['C2025-12-31', 'dmy', '2025-12-31C'],
    ['31.12.2025 23:59:59', 'dmy', '2025-12-31C'],
    ['12/31/2025 11:59:59 PM', 'mdy', '2025-12-31C'],
    ['2025-12-31T23:59:59.000Z', 'ymd', '2025-12-31C'],
    ['0001-01-01', 'ymd', ''],
    ['0001-01-01T00:00:00Z', 'ymd', ''],
    ['29.02.2024', 'dmy', '2024-02-29'],
  ] as const)('%s in the order %s is %s', (text, order, date) => expect(parseDateIn(text, order)).toBe(date));

  it.each([
    ['29.02.2023', 'dmy'],
    ['31/01/2026', 'mdy'],
    ['12.31.2025', 'mdy'],
    ['2026-13-01', 'ymd'],
    ['2026-01', 'ymd'],
    ['1.2.3', 'dmy'],
    ['today', 'dmy'],
    ['01/02.2026', 'dmy'],
  ] as const)('%s in the order %s is none', (text, order) => expect(parseDateIn(text, order)).toBeUndefined());
});

describe('a column of dates', () => {
  it.each([
    [['01/02/2026', '13/02/2026'], 'dmy'],
    [['01/02/2026', '02/13/2026'], 'mdy'],
    [['05/05/2026'], 'dmy'],
  ] as const)('%j is read as %s', (cells, order) => {
    expect(told([...cells])).toBe(order);
  });

  it('is never guessed from cells that could be either', () => {
    expect(told(['05/05/2026', '01/02/2026', '03/04/2026'])).toEqual({line: 3, value: '01/02/2026'});
    expect(told(['31-12-25'])).toEqual({line: 2, value: '31-12-25'}); // December 2025, or 1931 in a year-first locale
    expect(told(['01-02-03'])).toEqual({line: 2, value: '01-02-03'});
  });

  it('of ISO dates or dates with points needs no order', () => {
    expect(typeof told(['2026-02-01', '01.02.2026'])).toBe('string');
  });
});

describe("a workbook's day number", () => {
  it.each([
    ['1', '1900-01-01'],
    ['59', '1900-02-28'],
    ['61', '1900-03-01'],
    ['46053', '2026-01-31'],
    ['46022.99998842592', '2025-12-31C'],
    ['46022.5', '2025-12-31'],
    ['2958465', '9999-12-31'],
  ])('%s is %s', (number, date) => expect(serialDate(number, false)).toBe(date));

  it.each(['0', '60', '-1', '2958466'])('%s is no day', number => expect(serialDate(number, false)).toBeUndefined());

  it('counts from 1904 where the workbook says so', () => expect(serialDate('44591', true)).toBe('2026-01-31'));

  it('follows the calendar', () => {
    fc.assert(
      fc.property(fc.integer({min: 61, max: 2_958_465}), day => {
        expect(serialDate(String(day), false)).toBe(addDays('1899-12-30', day));
      }),
    );
  });
});
