/**
 * Inventory Valuation - WIP (reports.md 2): what is in work in each production order at the start and the end of a
 * period, and what went in and came out. It goes by posting date. Value that goes into work is positive, output is
 * negative.
 */
import {addDays} from '../dates.js';
import {message} from '../message.js';
import type {ProdOrderSourceType, ProductionOrderStatus} from '../options.js';
import {type Cells, type Column, detail, grandTotal, type Report, sumOf} from './report.js';
import {type ReportScope, scopeHeader, scopeParameters} from './scope.js';

export interface WipOptions extends ReportScope {
  /** Filters of the orders' status and number. */
  readonly status: string;
  readonly order: string;
  /** Leave out orders whose closing and posted cost are both 0. */
  readonly skipZero: boolean;
}

/** A heading of an order; one that the ledger names but nobody keeps has a blank status. */
export interface WipOrder {
  readonly status: ProductionOrderStatus | '';
  readonly no: string;
  readonly description: string;
  readonly sourceType: ProdOrderSourceType | '';
  readonly sourceNo: string;
  readonly quantity: bigint;
}

/** Value entries of an order that concern work (reports.md 2.3), summed by what they are to the report. */
export interface WipAmounts {
  readonly beforePeriod: boolean;
  readonly kind: 'Capacity' | 'Consumption' | 'Output';
  readonly isRevaluation: boolean;
  /** Goods returned from work to stock: their revaluation concerns inventory, not work. */
  readonly positiveConsumption: boolean;
  /** Not 0 in the entry itself: the actual part of a revaluation concerns inventory. */
  readonly hasActual: boolean;
  readonly actual: bigint;
  readonly expected: bigint;
  readonly posted: bigint;
  readonly expectedPosted: bigint;
}

export interface WipFigures {
  readonly opening: bigint;
  readonly consumption: bigint;
  readonly capacity: bigint;
  readonly output: bigint;
  readonly closing: bigint;
  readonly posted: bigint;
}

/** Whether all output of an order has its actual cost: the expected amounts add up to nothing. */
export const isCompletelyInvoiced = (amounts: readonly WipAmounts[]): boolean =>
  amounts.reduce((sum, {kind, expected}) => (kind === 'Output' ? sum + expected : sum), 0n) === 0n;

/** The figures of one order. */
export function wipFigures(amounts: readonly WipAmounts[]): WipFigures {
  const figures = {opening: 0n, Consumption: 0n, Capacity: 0n, Output: 0n, posted: 0n};
  const invoiced = isCompletelyInvoiced(amounts);
  for (const entry of amounts) {
    const value = workOf(entry, invoiced);
    if (entry.beforePeriod) figures.opening += value.cost;
    else figures[entry.kind] += value.cost;
    figures.posted += value.posted;
  }
  const {opening, Consumption: consumption, Capacity: capacity, Output: output, posted} = figures;
  return {opening, consumption, capacity, output, closing: opening + consumption + capacity + output, posted};
}

/**
 * What entries put into work, and how much of it is posted. Revaluations concern inventory, not work: those of returned
 * components always, those of finished goods with their actual part once the order is completely invoiced, and before
 * the period altogether. Cost that does not count does not count as posted either.
 */
export function workOf(entry: WipAmounts, completelyInvoiced: boolean): {cost: bigint; posted: bigint} {
  const {kind, isRevaluation, actual, expected, posted, expectedPosted} = entry;
  if (kind === 'Capacity') return {cost: actual, posted: posted + expectedPosted};
  if (isRevaluation && entry.positiveConsumption) return {cost: 0n, posted: 0n};
  if (isRevaluation && entry.hasActual) {
    if (entry.beforePeriod) return {cost: 0n, posted: 0n};
    if (kind === 'Output' && completelyInvoiced) return {cost: -expected, posted: -expectedPosted};
  }
  return {cost: kind === 'Output' ? -(actual + expected) : -actual, posted: -(posted + expectedPosted)};
}

export function wipReport(options: WipOptions, orders: readonly {order: WipOrder; figures: WipFigures}[]): Report {
  const shown = orders.filter(({figures}) => !options.skipZero || figures.closing !== 0n || figures.posted !== 0n);
  const rows = shown.map(({order, figures}) => cellsOf(order, figures));
  const totals = Object.fromEntries(FIGURES.map(key => [key, sumOf(rows, key)]));
  const missing = shown.some(({order}) => order.status === '');
  return {
    name: 'wip',
    title: message('reports.wip.title'),
    parameters: {
      ...scopeParameters(options),
      status: options.status,
      order: options.order,
      skipZero: options.skipZero,
    },
    header: [
      ...scopeHeader(options),
      ...(options.status === '' ? [] : [message('reports.header.status', {filter: options.status})]),
      ...(options.order === '' ? [] : [message('reports.header.order', {filter: options.order})]),
      message('reports.header.byPostingDate'),
    ],
    columns: columnsOf(options),
    rows: [
      ...rows.map((cells, index) =>
        detail(cells, 0, shown[index]?.order.status === '' ? message('reports.wip.orderMissing') : undefined),
      ),
      ...(rows.length === 0 ? [] : [grandTotal(message('reports.total'), totals)]),
    ],
    totals,
    notes: [
      ...(rows.length === 0 ? [message('reports.nothing')] : []),
      ...(missing ? [message('reports.wip.ordersMissing')] : []),
    ],
    findings: false,
  };
}

const FIGURES = ['Opening', 'Consumption', 'Capacity', 'Output', 'Closing', 'Cost Posted to G/L'] as const;

const cellsOf = (order: WipOrder, figures: WipFigures): Cells => ({
  'No.': order.no,
  Status: order.status,
  Description: order.description,
  'Source Type': order.sourceType,
  'Source No.': order.sourceNo,
  Opening: figures.opening,
  Consumption: figures.consumption,
  Capacity: figures.capacity,
  Output: figures.output,
  Closing: figures.closing,
  'Cost Posted to G/L': figures.posted,
});

function columnsOf({from, to}: WipOptions): Column[] {
  const label = (key: string, kind: Column['kind'] = 'text'): Column => ({key, kind, heading: captionOf(key)});
  const headings = {
    Opening: from === '' ? message('reports.atStart') : message('reports.asOf', {date: {date: addDays(from, -1)}}),
    Consumption: captionOf('Consumption'),
    Capacity: captionOf('Capacity'),
    Output: captionOf('Output'),
    Closing: message('reports.asOf', {date: {date: to}}),
    'Cost Posted to G/L': captionOf('Cost Posted to G/L'),
  };
  return [
    label('No.'),
    label('Status', 'caption'),
    label('Description'),
    label('Source Type', 'caption'),
    label('Source No.'),
    ...FIGURES.map((key): Column => ({key, kind: 'amount', heading: headings[key]})),
  ];
}

const captionOf = (caption: string) => message('reports.caption', {caption: {caption}});
