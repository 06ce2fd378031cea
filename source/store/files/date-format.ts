/**
 * Dates as exports write them: ISO, or in the order of somebody's locale, with a `C` before a closing date or a time
 * of 23:59:59 behind it (contract 2). Which order it is is told from a whole column, never from one cell.
 */
import {closingDateOf, isDay} from '../../domain/dates.js';

export type DateOrder = 'dmy' | 'mdy' | 'ymd';

const ORDERS: readonly DateOrder[] = ['dmy', 'mdy', 'ymd'];
const SHAPE =
  /^(C?)(\d{1,4})([./-])(\d{1,2})\3(\d{1,4})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp][Mm])?\s*(?:Z|[+-]\d{2}:?\d{2})?)?$/i;

interface Shape {
  closing: boolean;
  first: string;
  separator: string;
  second: string;
  third: string;
}

function shapeOf(text: string): Shape | undefined {
  const match = SHAPE.exec(text);
  if (!match) return undefined;
  const [, mark, first = '', separator = '', second = '', third = '', hour = '', minute, seconds, half] = match;
  const evening = Number(hour) + (half?.toLowerCase() === 'pm' && Number(hour) < 12 ? 12 : 0);
  const lastSecond = evening === 23 && minute === '59' && seconds === '59';
  return {closing: mark !== '' || lastSecond, first, separator, second, third};
}

/** The orders in which a shape could be read at all, before its numbers are looked at. */
function ordersOf({first, separator, third}: Shape): readonly DateOrder[] {
  if (first.length === 4) return ['ymd'];
  if (first.length > 2 || (third.length !== 2 && third.length !== 4)) return [];
  if (separator === '.') return ['dmy'];
  // Nobody writes a year of two digits first with slashes; with dashes some do (25-12-31).
  return third.length === 4 || separator === '/' ? ['dmy', 'mdy'] : ORDERS;
}

/** Years of two digits: 00 to 49 are 2000 to 2049, 50 to 99 are 1950 to 1999. */
const fullYear = (digits: string): string =>
  digits.length === 4 ? digits : `${Number(digits) < 50 ? '20' : '19'}${digits.padStart(2, '0')}`;

function readIn(shape: Shape, order: DateOrder): string | undefined {
  const {first, second, third} = shape;
  const [year, month, day] =
    order === 'ymd' ? [first, second, third] : order === 'dmy' ? [third, second, first] : [third, first, second];
  if (month.length > 2 || day.length > 2) return undefined;
  const date = `${fullYear(year)}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isDay(date)) return undefined;
  if (date === '0001-01-01') return '';
  return shape.closing ? closingDateOf(date) : date;
}

/**
 * Reads a trimmed date in one order; one that can be meant in one way only (ISO, or day-month-year with points) is
 * read that way whatever the order. OData's 0001-01-01 is blank. Undefined where it is no date.
 */
export function parseDateIn(text: string, order: DateOrder): string | undefined {
  const shape = shapeOf(text);
  if (!shape) return undefined;
  const orders = ordersOf(shape);
  const only = orders.length === 1 ? orders[0] : undefined;
  return orders.length === 0 ? undefined : readIn(shape, only ?? order);
}

/** Tells the order of a column's dates from its cells. */
export class DateFormatFinder {
  private orders: readonly DateOrder[] = ORDERS;
  private unsure: {line: number; value: string} | undefined;

  get decided(): boolean {
    return this.orders.length === 1;
  }

  see(text: string, line: number): void {
    if (this.orders.length === 1 || text.charCodeAt(4) === 45) return; // ISO says nothing about other dates
    const shape = shapeOf(text);
    if (!shape) return;
    const possible = ordersOf(shape);
    if (possible.length < 2) return;
    const readings = this.orders
      .filter(order => possible.includes(order))
      .map(order => ({order, date: readIn(shape, order)}))
      .filter(reading => reading.date !== undefined);
    if (readings.length === 0) return;
    if (new Set(readings.map(reading => reading.date)).size > 1) this.unsure ??= {line, value: text};
    this.orders = readings.map(reading => reading.order);
  }

  /** The order, or the first cell that could be read in two ways. */
  answer(): DateOrder | {line: number; value: string} {
    const [order = 'ymd'] = this.orders;
    return this.orders.length > 1 && this.unsure ? this.unsure : order;
  }
}
