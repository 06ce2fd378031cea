/** On which dates may be posted (posting-rules.md 10.2): User Setup's range where it has one, else the company's. */
import {applyDateFormula} from '../date-formula.js';
import type {LedgerDate} from '../dates.js';

export interface DateRangeSetup {
  readonly allowPostingFrom: LedgerDate;
  readonly allowPostingTo: LedgerDate;
  readonly allowPostingFromDateFormula: string;
  readonly allowPostingToDateFormula: string;
}

/** First and last allowed date; blank is open. */
export interface AllowedDates {
  readonly from: LedgerDate;
  readonly to: LedgerDate;
}

/** The range in force. A formula replaces its date and counts from the work date; undefined: it cannot be read. */
export function allowedDates(
  company: DateRangeSetup | undefined,
  user: DateRangeSetup | undefined,
  workDate: LedgerDate,
): AllowedDates | undefined {
  const setup = user && Object.values(rangeOf(user)).some(value => value !== '') ? user : company;
  if (!setup) return {from: '', to: ''};
  const from = edge(setup.allowPostingFromDateFormula, setup.allowPostingFrom, workDate);
  const to = edge(setup.allowPostingToDateFormula, setup.allowPostingTo, workDate);
  return from === undefined || to === undefined ? undefined : {from, to};
}

export const isAllowed = ({from, to}: AllowedDates, date: LedgerDate): boolean =>
  (from === '' || date >= from) && (to === '' || date <= to);

const edge = (formula: string, date: LedgerDate, workDate: LedgerDate): LedgerDate | undefined =>
  formula.trim() === '' ? date : applyDateFormula(formula, workDate);

const rangeOf = (setup: DateRangeSetup) => [
  setup.allowPostingFrom,
  setup.allowPostingTo,
  setup.allowPostingFromDateFormula.trim(),
  setup.allowPostingToDateFormula.trim(),
];
