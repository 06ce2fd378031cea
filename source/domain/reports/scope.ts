/** What most reports are asked for: a period and the filters of every command (contract 4). */
import type {LedgerDate} from '../dates.js';
import {message, type Message} from '../message.js';

export interface ReportScope {
  /** First day; blank is from the beginning. */
  readonly from: LedgerDate;
  /** Last day; blank only where a report is not of a period. */
  readonly to: LedgerDate;
  /** Filter of item numbers and of location codes in the ERP's syntax; blank lets everything through. */
  readonly item: string;
  readonly location: string;
}

/** Header lines that tell period, which date counts, and filters. */
export function scopeHeader({from, to, item, location}: ReportScope): Message[] {
  return [...periodOf({from, to}), ...scopeFilters({item, location})];
}

function periodOf({from, to}: Pick<ReportScope, 'from' | 'to'>): Message[] {
  if (to === '') return from === '' ? [] : [message('reports.header.since', {from: {date: from}})];
  if (from === '') return [message('reports.header.until', {to: {date: to}})];
  return [message('reports.header.period', {from: {date: from}, to: {date: to}})];
}

export const scopeFilters = ({item, location}: Pick<ReportScope, 'item' | 'location'>): Message[] => [
  ...(item === '' ? [] : [message('reports.header.item', {filter: item})]),
  ...(location === '' ? [] : [message('reports.header.location', {filter: location})]),
];

/** The scope as JSON carries it. */
export const scopeParameters = ({from, to, item, location}: ReportScope): Record<string, string> => ({
  from,
  to,
  item,
  location,
});
