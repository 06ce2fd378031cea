/**
 * Dates are strings that sort as they follow one another: `2025-12-31`, and `2025-12-31C` for the closing date,
 * the moment after that day (contract 2). A blank date is the empty string. Files, JSON, filters and journals
 * write a closing date `C2025-12-31`.
 */
export type LedgerDate = string;

const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

export const isClosingDate = (date: LedgerDate): boolean => date.endsWith('C');
/** The calendar day of a date, closing or not. */
export const dayOf = (date: LedgerDate): LedgerDate => date.slice(0, 10);
export const closingDateOf = (date: LedgerDate): LedgerDate => `${dayOf(date)}C`;
/** `2025-12-31C` as people and files write it. */
export const formatDate = (date: LedgerDate): string => (isClosingDate(date) ? `C${dayOf(date)}` : date);

/** Whether a string is a day that exists, written YYYY-MM-DD. */
export function isDay(value: string): boolean {
  const match = ISO.exec(value);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Reads `2025-12-31` or `C2025-12-31` (also the stored `2025-12-31C`); undefined where it is no date. */
export function parseDate(value: string): LedgerDate | undefined {
  const text = value.trim();
  if (/^[Cc]/.test(text)) return isDay(text.slice(1)) ? `${text.slice(1)}C` : undefined;
  if (text.endsWith('C')) return isDay(text.slice(0, -1)) ? text : undefined;
  return isDay(text) ? text : undefined;
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The day `days` after (or before) a date. */
export function addDays(date: LedgerDate, days: number): LedgerDate {
  const [year, month, day] = parts(date);
  return iso(new Date(Date.UTC(year, month - 1, day + days)));
}

/** The same day `months` later, or the last day of that month where it has no such day. */
export function addMonths(date: LedgerDate, months: number): LedgerDate {
  const [year, month, day] = parts(date);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = daysInMonth(first.getUTCFullYear(), first.getUTCMonth() + 1);
  return iso(new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(day, last))));
}

/** `2025-12` of a date: the key of the totals that are kept per month. */
export const monthOf = (date: LedgerDate): string => date.slice(0, 7);
export const firstOfMonth = (date: LedgerDate): LedgerDate => `${monthOf(date)}-01`;
export function lastOfMonth(date: LedgerDate): LedgerDate {
  const [year, month] = parts(date);
  return `${monthOf(date)}-${String(daysInMonth(year, month)).padStart(2, '0')}`;
}

/** Days from one date to another, closing dates counted as their day. */
export function daysBetween(from: LedgerDate, to: LedgerDate): number {
  return Math.round((toUtc(to) - toUtc(from)) / 86_400_000);
}

function toUtc(date: LedgerDate): number {
  const [year, month, day] = parts(date);
  return Date.UTC(year, month - 1, day);
}

/** The later of two dates; a closing date follows its day. */
export function laterOf(left: LedgerDate, right: LedgerDate): LedgerDate {
  if (left > right) return left;
  return right;
}

/** The earlier of two dates. */
export function earlierOf(left: LedgerDate, right: LedgerDate): LedgerDate {
  if (left < right) return left;
  return right;
}

/** Year, month (1 to 12) and day of a date. */
export function parts(date: LedgerDate): [year: number, month: number, day: number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

function iso(date: Date): LedgerDate {
  return date.toISOString().slice(0, 10);
}
