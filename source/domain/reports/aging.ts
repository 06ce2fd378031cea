/**
 * The age of interim balances (contract 4): what was received, shipped or put out and is not invoiced, document by
 * document. Expected cost opens a balance, its revaluation changes it, the invoice clears it. Opening + new - cleared = closing. A balance is as
 * old as the receipt, shipment or output that opened it.
 */
import {daysBetween, type LedgerDate} from '../dates.js';
import {message} from '../message.js';
import type {ItemLedgerEntryType} from '../options.js';
import {
  type Cells,
  type Column,
  detail,
  grandTotal,
  group,
  type Report,
  type ReportRow,
  subtotal,
  sumOf,
} from './report.js';
import {type ReportScope, scopeHeader, scopeParameters} from './scope.js';

/** What stands behind a part of Inventory (Interim). The last holds adjustments and transfers at expected cost. */
export const interimKinds = {
  receipts: 'Inventory (Interim) of receipts',
  shipments: 'Inventory (Interim) of shipments',
  output: 'Inventory (Interim) of output',
  others: 'Inventory (Interim) of adjustments',
} as const;
export type InterimKind = keyof typeof interimKinds;

export function interimKindOf(type: ItemLedgerEntryType): InterimKind {
  if (type === 'Purchase') return 'receipts';
  if (type === 'Sale') return 'shipments';
  return type === 'Output' ? 'output' : 'others';
}

export interface InterimBalance {
  readonly kind: InterimKind;
  readonly documentNo: string;
  readonly sourceNo: string;
  readonly itemNo: string;
  /** Posting date of the first receipt, shipment or output of the document. */
  readonly since: LedgerDate;
  readonly opening: bigint;
  /** Expected cost of the period, and its revaluations. */
  readonly added: bigint;
  /** What invoices of the period took back, sign reversed. */
  readonly cleared: bigint;
}

const FIGURES = ['Opening', 'New', 'Cleared', 'Closing'] as const;

/** The report: a group an account type, the oldest balance first. */
export function agingReport(options: ReportScope, balances: readonly InterimBalance[]): Report {
  const rows: ReportRow[] = [];
  const all: Cells[] = [];
  for (const kind of Object.keys(interimKinds) as InterimKind[]) {
    const own = balances.filter(balance => balance.kind === kind).sort(byAge);
    if (own.length === 0) continue;
    const cells = own.map(balance => cellsOf(balance, options.to));
    rows.push(group(message(`reports.aging.${kind}`)), ...cells.map(row => detail(row, 1)));
    rows.push(subtotal(message(`reports.aging.${kind}Total`), sums(cells), 1));
    all.push(...cells);
  }
  const totals = sums(all);
  if (all.length > 0) rows.push(grandTotal(message('reports.total'), totals));
  return {
    name: 'aging',
    title: message('reports.aging.title'),
    parameters: scopeParameters(options),
    header: [...scopeHeader(options), message('reports.header.byPostingDate')],
    columns: COLUMNS,
    rows,
    totals,
    notes: all.length === 0 ? [message('reports.nothing')] : [],
    findings: false,
  };
}

const sums = (rows: readonly Cells[]): Record<string, bigint> =>
  Object.fromEntries(FIGURES.map(key => [key, sumOf(rows, key)]));

function byAge(left: InterimBalance, right: InterimBalance): number {
  for (const key of ['since', 'documentNo', 'itemNo', 'sourceNo'] as const) {
    if (left[key] !== right[key]) return left[key] < right[key] ? -1 : 1;
  }
  return 0;
}

const cellsOf = (balance: InterimBalance, to: LedgerDate): Cells => ({
  'Account Type': interimKinds[balance.kind],
  'Document No.': balance.documentNo,
  'Source No.': balance.sourceNo,
  'Item No.': balance.itemNo,
  Opening: balance.opening,
  New: balance.added,
  Cleared: balance.cleared,
  Closing: balance.opening + balance.added - balance.cleared,
  'Age (Days)': daysBetween(balance.since, to),
});

const captionOf = (caption: string) => message('reports.caption', {caption: {caption}});

const COLUMNS: readonly Column[] = [
  {key: 'Account Type', kind: 'text', heading: captionOf('Account Type'), dataOnly: true},
  {key: 'Document No.', kind: 'text', heading: captionOf('Document No.')},
  {key: 'Source No.', kind: 'text', heading: captionOf('Source No.')},
  {key: 'Item No.', kind: 'text', heading: captionOf('Item No.')},
  {key: 'Opening', kind: 'amount', heading: message('reports.atStart')},
  {key: 'New', kind: 'amount', heading: message('reports.aging.new')},
  {key: 'Cleared', kind: 'amount', heading: message('reports.aging.cleared')},
  {key: 'Closing', kind: 'amount', heading: message('reports.atEnd')},
  {key: 'Age (Days)', kind: 'number', heading: message('reports.aging.age')},
];
