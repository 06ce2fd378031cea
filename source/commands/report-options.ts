/** What `tieout report` is asked for, read and checked (contract 4). */
import {type LedgerDate, parseDate} from '../domain/dates.js';
import {message} from '../domain/message.js';
import type {ReportScope} from '../domain/reports/scope.js';
import {Refusal} from '../errors.js';
import type {ReportFormat} from '../report-formats/content.js';
import type {SharedOptions} from './run.js';

/** Options of all reports as the command line gives them. */
export interface ReportOptions extends SharedOptions {
  from?: string | undefined;
  to?: string;
  item?: string;
  location?: string;
  includeExpectedCost?: boolean;
  by?: string;
  status?: string;
  order?: string;
  skipZero?: boolean;
  print?: string;
  details?: boolean;
  period?: string;
  check?: string;
  format?: ReportFormat;
  out?: string;
  width?: string;
  pageLength?: string;
}

/** Period and filters. Refuses a date that is none, and a period that ends before it begins. */
export function scopeOf(options: ReportOptions, workDate: LedgerDate): ReportScope {
  const from = options.from === undefined ? '' : dateOf(options.from);
  const to = options.to === undefined ? workDate : dateOf(options.to);
  if (from > to) {
    throw new Refusal('inverted-dates', message('reports.refused.inverted', {from: {date: from}, to: {date: to}}));
  }
  return {from, to, item: options.item ?? '', location: options.location ?? ''};
}

function dateOf(value: string): LedgerDate {
  const date = parseDate(value);
  if (date === undefined) throw new Refusal('bad-date', message('errors.bad-date', {value}));
  return date;
}

/** The one of `choices` that an option names; refuses anything else. */
export function choiceOf<const Choice extends string>(
  option: string,
  value: string | undefined,
  choices: readonly Choice[],
  initial?: Choice,
): Choice {
  const given = value ?? initial;
  const found = choices.find(choice => choice === given);
  if (found === undefined) {
    throw new Refusal(
      given === undefined ? 'missing-option' : 'bad-option',
      message('reports.refused.choice', {option, choices: choices.join(', ')}),
    );
  }
  return found;
}

/** A whole number of an option, at least `least`. */
export function numberOf(option: string, value: string | undefined, least: number, initial: number): number {
  if (value === undefined) return initial;
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= least && number <= 100_000)) {
    throw new Refusal('bad-option', message('reports.refused.number', {option, least}));
  }
  return number;
}
