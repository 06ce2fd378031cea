/**
 * How inventory value went, period by period (contract 4): its value at the end of each (actual cost), how much of it
 * the G/L does not have yet, and the difference between the inventory accounts and the inventory ledger. A day counts
 * with its closing date, but the last one only where the report goes on to it, as a date filter has it.
 */
import {addDays, addMonths, daysBetween, type LedgerDate, parts} from '../dates.js';
import {message} from '../message.js';
import {type Column, detail, type Report} from './report.js';
import {type ReportScope, scopeHeader, scopeParameters} from './scope.js';

export const periodLengths = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type PeriodLength = (typeof periodLengths)[number];

export interface TrendOptions extends ReportScope {
  readonly period: PeriodLength;
}

export interface TrendPeriod {
  readonly name: string;
  /** Last day; of the last period not after the report's. */
  readonly end: LedgerDate;
}

/** What the ledgers gained up to some day (`until`), in the order of days. */
export interface LedgerChange {
  /** A day, or the last one of a month where only the ends of months are asked for. */
  readonly until: string;
  readonly value: bigint;
  readonly posted: bigint;
  readonly gl: bigint;
}

/** The periods that touch the days from one to another. Weeks begin on Monday and are named as ISO 8601 has them. */
export function periodsOf(from: LedgerDate, to: LedgerDate, length: PeriodLength): TrendPeriod[] {
  const periods: TrendPeriod[] = [];
  for (let start = startOf(from, length); start <= to; ) {
    const next = nextStart(start, length);
    const end = addDays(next, -1);
    periods.push({name: nameOf(start, length), end: end < to ? end : to});
    start = next;
  }
  return periods;
}

const iso = (year: number, month: number): LedgerDate =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`;

function startOf(date: LedgerDate, length: PeriodLength): LedgerDate {
  const [year, month] = parts(date);
  if (length === 'day') return addDays(date, 0);
  if (length === 'week') return addDays(date, -weekday(date));
  if (length === 'month') return iso(year, month);
  return length === 'quarter' ? iso(year, month - ((month - 1) % 3)) : iso(year, 1);
}

function nextStart(start: LedgerDate, length: PeriodLength): LedgerDate {
  if (length === 'day' || length === 'week') return addDays(start, length === 'day' ? 1 : 7);
  return addMonths(start, length === 'month' ? 1 : length === 'quarter' ? 3 : 12);
}

/** 0 for Monday; 1 January 2024 was one. */
const weekday = (date: LedgerDate): number => ((daysBetween('2024-01-01', date) % 7) + 7) % 7;

function nameOf(start: LedgerDate, length: PeriodLength): string {
  const [year, month] = parts(start);
  if (length === 'day') return start;
  if (length === 'month') return start.slice(0, 7);
  if (length === 'quarter') return `${start.slice(0, 4)}-Q${Math.floor((month - 1) / 3) + 1}`;
  if (length === 'year') return String(year).padStart(4, '0');
  const thursday = addDays(start, 3);
  const week = Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1;
  return `${thursday.slice(0, 4)}-W${String(week).padStart(2, '0')}`;
}

/** `comparable` is false under an item or location filter, which the G/L does not know: then there is no difference. */
export function trendReport(
  options: TrendOptions,
  periods: readonly TrendPeriod[],
  changes: readonly LedgerChange[],
  comparable: boolean,
): Report {
  let index = 0;
  let [value, posted, gl] = [0n, 0n, 0n];
  const rows = periods.map(({name, end}) => {
    for (let change = changes[index]; change && change.until <= end; change = changes[index]) {
      value += change.value;
      posted += change.posted;
      gl += change.gl;
      index += 1;
    }
    return {
      Period: name,
      'Inventory Value': value,
      'Unposted Cost': value - posted,
      Difference: comparable ? gl - value : null,
    };
  });
  const last = rows.at(-1);
  return {
    name: 'trend',
    title: message('reports.trend.title'),
    parameters: {...scopeParameters(options), period: options.period},
    header: [
      ...scopeHeader(options),
      message('reports.header.byPostingDate'),
      ...(comparable ? [message('reports.trend.difference')] : [message('reports.trend.noDifference')]),
    ],
    columns: COLUMNS,
    rows: rows.map(cells => detail(cells)),
    totals: {
      'Inventory Value': last?.['Inventory Value'] ?? 0n,
      'Unposted Cost': last?.['Unposted Cost'] ?? 0n,
      Difference: last ? last.Difference : comparable ? 0n : null,
    },
    notes: rows.length === 0 ? [message('reports.nothing')] : [],
    findings: false,
  };
}

const COLUMNS: readonly Column[] = [
  {key: 'Period', kind: 'text', heading: message('reports.trend.period')},
  {key: 'Inventory Value', kind: 'amount', heading: message('reports.trend.value')},
  {key: 'Unposted Cost', kind: 'amount', heading: message('reports.trend.unposted')},
  {key: 'Difference', kind: 'amount', heading: message('reconciliation.label.difference')},
];
