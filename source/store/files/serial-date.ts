import {addDays, closingDateOf, isDay} from '../../domain/dates.js';

/** A second before midnight, as the part of a day: what a closing date is in a workbook. */
const LAST_SECOND = 86_399 / 86_400;

/**
 * The date of a workbook's day number. Days count from 1900, with a 29 February 1900 that never was (number 60), or
 * from 1904. A time of 23:59:59 makes it a closing date; other times are left out. Undefined beyond the calendar.
 */
export function serialDate(number: string, date1904: boolean): string | undefined {
  const value = Number(number);
  if (!Number.isFinite(value) || value < 0 || value > 2_958_466) return undefined;
  const whole = Math.floor(value + 1e-9);
  if (!date1904 && (whole === 60 || whole < 1)) return undefined;
  const day = date1904 ? addDays('1904-01-01', whole) : addDays('1899-12-31', whole > 60 ? whole - 1 : whole);
  if (!isDay(day)) return undefined;
  return value - whole >= LAST_SECOND - 1e-6 ? closingDateOf(day) : day;
}
