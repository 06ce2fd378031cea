/**
 * A date filter over totals that are kept per month: which months count whole, and which days are added or taken off
 * at the edges. Of a month that is cut, the shorter part is read entry by entry.
 */
import {closingDateOf, firstOfMonth, lastOfMonth, type LedgerDate, monthOf, parts} from '../domain/dates.js';

export interface DayRange {
  /** 1: these days are added to the whole months; -1: they are taken off. */
  readonly sign: 1 | -1;
  readonly from: LedgerDate;
  readonly to: LedgerDate;
  /** The range ends just before `to`, or begins just after `from`. */
  readonly withoutFrom?: boolean;
  readonly withoutTo?: boolean;
}

export interface MonthRanges {
  /** First and last month that count whole (YYYY-MM); undefined is unbounded. Empty where `fromMonth` > `toMonth`. */
  readonly fromMonth?: string;
  readonly toMonth?: string;
  readonly days: readonly DayRange[];
}

/** Splits a date filter. Both ends count; a closing date is the last moment of its day's month. */
export function monthRanges(from: LedgerDate | undefined, to: LedgerDate | undefined): MonthRanges {
  if (from && to && from > to) return {fromMonth: '9999-12', toMonth: '0000-01', days: []};
  const startOf = (date: LedgerDate) => firstOfMonth(date);
  const endOf = (date: LedgerDate) => closingDateOf(lastOfMonth(date));
  const cutStart = from !== undefined && from > startOf(from);
  const cutEnd = to !== undefined && to < endOf(to);
  if (from && to && monthOf(from) === monthOf(to) && (cutStart || cutEnd)) {
    return {fromMonth: '9999-12', toMonth: '0000-01', days: [{sign: 1, from, to}]};
  }
  const days: DayRange[] = [];
  let fromMonth = from && monthOf(from);
  let toMonth = to && monthOf(to);
  if (from && cutStart) {
    if (parts(from)[2] <= 15) days.push({sign: -1, from: startOf(from), to: from, withoutTo: true});
    else {
      days.push({sign: 1, from, to: endOf(from)});
      fromMonth = nextMonth(from);
    }
  }
  if (to && cutEnd) {
    if (parts(to)[2] > 15) days.push({sign: -1, from: to, to: endOf(to), withoutFrom: true});
    else {
      days.push({sign: 1, from: startOf(to), to});
      toMonth = previousMonth(to);
    }
  }
  return {...(fromMonth ? {fromMonth} : {}), ...(toMonth ? {toMonth} : {}), days};
}

const text = (year: number, month: number) => `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;

function nextMonth(date: LedgerDate): string {
  const [year, month] = parts(date);
  return month === 12 ? text(year + 1, 1) : text(year, month + 1);
}

function previousMonth(date: LedgerDate): string {
  const [year, month] = parts(date);
  return month === 1 ? text(year - 1, 12) : text(year, month - 1);
}
