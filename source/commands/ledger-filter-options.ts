/** The filters that the period-end commands share (contract 4): `--from`, `--to`, `--item`, `--location`. */
import type {Command} from 'commander';
import {type LedgerDate, parseDate} from '../domain/dates.js';
import {message} from '../domain/message.js';
import {Refusal} from '../errors.js';
import type {LedgerFilters} from '../store/ledger-filters.js';
import type {Text} from '../text.js';

export interface FilterOptions {
  from?: string;
  to?: string;
  item?: string;
  location?: string;
}

export function withFilters(command: Command, text: Text): Command {
  return command
    .option('--from <date>', text.t('commands.filters.from'))
    .option('--to <date>', text.t('commands.filters.to'))
    .option('--item <filter>', text.t('commands.filters.item'))
    .option('--location <filter>', text.t('commands.filters.location'));
}

/** The filters of a command line; refuses what is no date, and a period that ends before it begins. */
export function filtersOf({from, to, item, location}: FilterOptions): LedgerFilters {
  const dates = {
    ...(from === undefined ? {} : {from: dateOf(from)}),
    ...(to === undefined ? {} : {to: dateOf(to)}),
  };
  refuseInverted(dates.from, dates.to);
  return {
    ...dates,
    ...(item === undefined ? {} : {item}),
    ...(location === undefined ? {} : {location}),
  };
}

/** The filters in words, as a report's heading tells them; blank without any. */
export function filtersText({from, to, item, location}: LedgerFilters, text: Text): string {
  const dates = from || to ? `${text.caption('Posting Date')} ${text.date(from ?? '')}..${text.date(to ?? '')}` : '';
  return [
    dates,
    item ? `${text.caption('Item No.')} ${item}` : '',
    location ? `${text.caption('Location Code')} ${location}` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** Refuses a period that ends before it begins: it holds nothing, and would seem to be in order. */
export function refuseInverted(from: LedgerDate = '', to: LedgerDate = ''): void {
  if (to === '' || from <= to) return;
  throw new Refusal('inverted-dates', message('reports.refused.inverted', {from: {date: from}, to: {date: to}}));
}

export function dateOf(value: string): LedgerDate {
  const date = parseDate(value);
  if (date === undefined) throw new Refusal('bad-date', message('errors.bad-date', {value}));
  return date;
}
