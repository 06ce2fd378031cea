/** What `tieout report` is asked for, read and checked (contract 4). */
import type {LedgerDate} from '../domain/dates.js';
import {message} from '../domain/message.js';
import type {ReportName} from '../domain/reports/report.js';
import type {ReportScope} from '../domain/reports/scope.js';
import {Refusal} from '../errors.js';
import type {ReportFormat} from '../report-formats/content.js';
import {dateOf, refuseInverted} from './ledger-filter-options.js';
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

type OwnOption = Exclude<
  keyof ReportOptions,
  keyof SharedOptions | 'item' | 'location' | 'to' | 'format' | 'out' | 'width' | 'pageLength'
>;

/** The options that only some reports know. */
const known: Record<ReportName, readonly OwnOption[]> = {
  valuation: ['from', 'includeExpectedCost', 'by'],
  wip: ['from', 'status', 'order', 'skipZero'],
  'cost-spec': [],
  'cost-shares': ['from', 'print', 'details', 'order'],
  aging: ['from'],
  trend: ['from', 'period'],
  'costing-errors': ['from', 'check'],
};
const choices = [...new Set(Object.values(known).flat())];

/** Refuses an option of another report (`bad-option`): passed over, it would seem to have been heeded. */
export function refuseOthers(name: ReportName, options: ReportOptions): void {
  const own: readonly string[] = known[name];
  const other = choices.find(choice => options[choice] !== undefined && !own.includes(choice));
  if (other !== undefined) throw notOf(name, flagOf(other));
}

/** An option that a report, or what it is asked to print, has no use for. */
export const notOf = (report: string, option: string): Refusal =>
  new Refusal('bad-option', message('reports.refused.otherReport', {option, report}));

const flagOf = (name: string): string => `--${name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;

/** Period and filters; up to `lastDay` where no end is given, blank for open. Refuses a date that is none, and a period that ends before it begins. */
export function scopeOf(options: ReportOptions, lastDay: LedgerDate): ReportScope {
  const from = options.from === undefined ? '' : dateOf(options.from);
  const to = options.to === undefined ? lastDay : dateOf(options.to);
  refuseInverted(from, to);
  return {from, to, item: options.item ?? '', location: options.location ?? ''};
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
