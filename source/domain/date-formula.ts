/**
 * The ERP's date formulas: `-1M`, `CM`, `<-CM>`, `CM+10D`, `D15`, `WD1`. Units: D day, WD weekday (1 is Monday),
 * W week, M month, Q quarter, Y year. `C` before a unit is the end of the current one (the beginning with a minus
 * sign); a unit before a number is the next (or last) day of that number.
 */
import {addDays, addMonths, daysInMonth, dayOf, type LedgerDate, parts} from './dates.js';

type Unit = 'D' | 'WD' | 'W' | 'M' | 'Q' | 'Y';

const TERM = /^([+-]?)(?:C(WD|D|W|M|Q|Y)|(\d{1,4})(WD|D|W|M|Q|Y)|(WD|D)(\d{1,2}))/i;

/** The day that a formula leads to from a day; undefined where it is no formula. */
export function applyDateFormula(formula: string, from: LedgerDate): LedgerDate | undefined {
  let rest = formula.replace(/^<(.*)>$/, '$1').replaceAll(' ', '');
  if (rest === '') return undefined;
  let day = dayOf(from);
  while (rest !== '') {
    const match = TERM.exec(rest);
    if (!match) return undefined;
    const back = match[1] === '-';
    const [, , current, count, unit, dayUnit, dayNo] = match;
    const next = current
      ? edgeOf(day, current.toUpperCase() as Unit, back)
      : unit
        ? move(day, (back ? -1 : 1) * Number(count), unit.toUpperCase() as Unit)
        : nextDay(day, (dayUnit ?? '').toUpperCase() === 'WD', Number(dayNo), back);
    if (next === undefined) return undefined;
    day = next;
    rest = rest.slice(match[0].length);
    if (rest !== '' && !/^[+-]/.test(rest)) return undefined;
  }
  return day;
}

function move(day: LedgerDate, count: number, unit: Unit): LedgerDate {
  if (unit === 'D' || unit === 'WD') return addDays(day, count);
  if (unit === 'W') return addDays(day, 7 * count);
  return addMonths(day, count * (unit === 'M' ? 1 : unit === 'Q' ? 3 : 12));
}

/** The first (`back`) or last day of the week, month, quarter or year that a day is in. */
function edgeOf(day: LedgerDate, unit: Unit, back: boolean): LedgerDate {
  if (unit === 'D' || unit === 'WD') return day;
  if (unit === 'W') return addDays(day, back ? 1 - weekday(day) : 7 - weekday(day));
  const [year, month] = parts(day);
  const length = unit === 'M' ? 1 : unit === 'Q' ? 3 : 12;
  const first = month - ((month - 1) % length);
  const edge = back ? first : first + length - 1;
  return iso(year, edge, back ? 1 : daysInMonth(year, edge));
}

/** The next or last day of the month (or week) with this number, never the day itself. */
function nextDay(day: LedgerDate, ofWeek: boolean, wanted: number, back: boolean): LedgerDate | undefined {
  if (wanted < 1 || wanted > (ofWeek ? 7 : 31)) return undefined;
  const step = back ? -1 : 1;
  let found = addDays(day, step);
  while ((ofWeek ? weekday(found) : parts(found)[2]) !== wanted) found = addDays(found, step);
  return found;
}

/** 1 is Monday, 7 is Sunday. */
function weekday(day: LedgerDate): number {
  const [year, month, date] = parts(day);
  return new Date(Date.UTC(year, month - 1, date)).getUTCDay() || 7;
}

const iso = (year: number, month: number, day: number): LedgerDate =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
