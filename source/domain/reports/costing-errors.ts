/** Costing Errors Detection (reports.md 6): where the ledgers contradict themselves. Nothing is changed. */
import type {LedgerDate} from '../dates.js';
import {message, type Message} from '../message.js';
import {type Cells, type Column, detail, group, type Report, type ReportRow, subtotal} from './report.js';
import {scopeHeader, scopeParameters} from './scope.js';

/** The checks, in the report's order, with the errors that each of them knows. */
export const costingChecks = {
  'basic-data': [
    'blank-item-no',
    'entry-no',
    'zero-quantity',
    'remaining-quantity',
    'positive',
    'open',
    'invoiced-quantity',
    'invoiced-of-value-entries',
    'no-value-entry',
    'adjustment-quantity',
    'valuation-date-9999',
    'different-valuation-dates',
    'average-flag-method',
    'average-flag-mixed',
    'average-flag-inbound',
    'entry-type',
  ],
  'application-entries': [
    'open-but-applied',
    'open-applied-quantity',
    'no-application',
    'applied-quantity',
    'double-application',
  ],
  'application-quantity': ['application-sign', 'remaining-of-applications'],
  'valued-by-average-cost': ['average-flag-fixed', 'average-flag-missing', 'cost-application'],
  'valuation-date': ['valued-before-inbound'],
  'expected-cost': ['expected-cost-left', 'expected-posted-left'],
  'missing-item-ledger-entry': ['item-ledger-entry-missing'],
  'completely-invoiced-date': [
    'invoice-date-missing',
    'completed-date-inbound',
    'completed-date-too-early',
    'completed-date-outbound',
  ],
} as const;

export type CostingCheck = keyof typeof costingChecks;
export type CostingErrorCode = (typeof costingChecks)[CostingCheck][number];
export const costingCheckNames = Object.keys(costingChecks) as readonly CostingCheck[];

/** What runs where no check is named: the last one has no tick in the ERP either, and many exports lack its dates. */
export const usualChecks = costingCheckNames.filter(name => name !== 'completely-invoiced-date');

/** What the report tells of the entry that has an error: the value entry where its item ledger entry is missing. */
export interface ErroneousEntry {
  readonly postingDate: LedgerDate;
  readonly entryType: string;
  readonly quantity: bigint;
  /** Of an item ledger entry only. */
  readonly remainingQuantity?: bigint;
  readonly positive?: boolean;
  readonly open?: boolean;
}

export interface CostingError {
  readonly check: CostingCheck;
  readonly code: CostingErrorCode;
  readonly itemNo: string;
  /** The item ledger entry; the value entry where that is missing; 0 where it is the item itself. */
  readonly entryNo: number;
  readonly entry: ErroneousEntry;
}

export interface CostingErrorsOptions {
  readonly item: string;
  readonly location?: string;
  /** Posting dates of the entries that are looked at. */
  readonly from?: LedgerDate;
  readonly to?: LedgerDate;
  /** Undefined runs the usual ones. */
  readonly check: CostingCheck | undefined;
}

/** The report: a heading a check, its items, their entries with the errors of each, and a summary of the items at the end. */
export function costingErrorsReport(
  options: CostingErrorsOptions,
  errors: readonly CostingError[],
  descriptions: ReadonlyMap<string, string>,
): Report {
  const {item, location = '', from = '', to = ''} = options;
  const scope = {item, location, from, to};
  const rows: ReportRow[] = [];
  for (const check of costingCheckNames) {
    const own = errors.filter(error => error.check === check).sort(byEntry);
    if (own.length > 0) rows.push(group(message(`reports.costingErrors.checks.${check}`)));
    for (const [index, error] of own.entries()) {
      const before = own[index - 1];
      const isNewItem = error.itemNo !== before?.itemNo;
      if (isNewItem && error.itemNo !== '') rows.push(group(itemLine(error.itemNo, descriptions), 1));
      if (isNewItem || error.entryNo !== before.entryNo) rows.push(group(entryLine(error), 2));
      rows.push(detail(cellsOf(error), 3));
    }
  }
  const items = [...new Set(errors.map(error => error.itemNo))].filter(no => no !== '').sort();
  if (items.length > 0) rows.push(group(message('reports.costingErrors.summary')));
  for (const no of items) {
    rows.push({
      ...subtotal(itemLine(no, descriptions), {}, 1),
      bold: false,
    });
  }
  return {
    name: 'costing-errors',
    title: message('reports.costingErrors.title'),
    parameters: {...scopeParameters(scope), check: options.check ?? ''},
    header: [
      options.check === undefined
        ? message('reports.costingErrors.allChecks')
        : message(`reports.costingErrors.checks.${options.check}`),
      ...scopeHeader(scope),
    ],
    columns: COLUMNS,
    rows,
    totals: {errors: errors.length, items: items.length},
    notes: errors.length === 0 ? [message('reports.costingErrors.none')] : [],
    findings: errors.length > 0,
  };
}

const byEntry = (left: CostingError, right: CostingError): number =>
  left.itemNo === right.itemNo ? left.entryNo - right.entryNo : left.itemNo < right.itemNo ? -1 : 1;

const itemLine = (no: string, descriptions: ReadonlyMap<string, string>): Message =>
  message('reports.costingErrors.item', {no, description: descriptions.get(no) ?? ''});

const yesNo = (is: boolean): {caption: string} => ({caption: is ? 'Yes' : 'No'});

function entryLine({check, entryNo, entry}: CostingError): Message {
  const {postingDate, entryType, quantity, remainingQuantity = 0n, positive = false, open = false} = entry;
  const common = {
    no: String(entryNo),
    date: {date: postingDate},
    type: {caption: entryType},
    quantity: {quantity},
  };
  return check === 'missing-item-ledger-entry'
    ? message('reports.costingErrors.valueEntry', common)
    : message('reports.costingErrors.itemLedgerEntry', {
        ...common,
        remaining: {quantity: remainingQuantity},
        positive: yesNo(positive),
        open: yesNo(open),
      });
}

const cellsOf = ({check, code, itemNo, entryNo}: CostingError): Cells => ({
  Check: check,
  'Item No.': itemNo,
  'Entry No.': entryNo,
  Message: message(`reports.costingErrors.errors.${code}`),
});

const captionOf = (caption: string) => message('reports.caption', {caption: {caption}});

const COLUMNS: readonly Column[] = [
  {key: 'Check', kind: 'text', heading: message('reports.costingErrors.check'), dataOnly: true},
  {key: 'Item No.', kind: 'text', heading: captionOf('Item No.'), dataOnly: true},
  {key: 'Entry No.', kind: 'number', heading: captionOf('Entry No.'), dataOnly: true},
  {key: 'Message', kind: 'message', heading: message('reports.costingErrors.message')},
];
