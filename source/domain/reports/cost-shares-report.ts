/** What Cost Shares Breakdown prints (reports.md 4.2 and 4.4), from entries whose shares are made. */
import {message} from '../message.js';
import {divideRounded} from '../money.js';
import {addShares, FINE, noShares, type SharedEntry, type Shares, totalOf, VARIANCES} from './cost-shares.js';
import {type Cells, type Column, detail, grandTotal, type Report, sumOf} from './report.js';
import {type ReportScope, scopeHeader, scopeParameters} from './scope.js';

export const printed = ['sales', 'inventory', 'wip'] as const;
export type Printed = (typeof printed)[number];

export interface CostSharesOptions extends ReportScope {
  readonly print: Printed;
  /** One row an entry instead of one an item or order. */
  readonly details: boolean;
  /** Filter of production orders, for WIP. */
  readonly order: string;
}

/** One line before rounding: an item's, an order's, or an entry's. */
export interface ShareLine {
  readonly no: string;
  readonly description: string;
  /** 0 on lines that sum several entries, and of capacity. */
  readonly itemLedgerEntryNo: number;
  readonly quantity: bigint;
  readonly shares: Shares;
}

/**
 * The lines of one item for Sales or Inventory. Sales: sale entries of the period, without their own revaluation, which
 * is no cost of a sale. Inventory: entries of which something is left; what is left over from others (costs that are
 * not adjusted yet, fractions of a cent) counts as material, so that the item's total is its stock value.
 */
export function itemLines(
  options: CostSharesOptions,
  {no, description}: {no: string; description: string},
  entries: Iterable<SharedEntry>,
  ownRevaluation: ReadonlyMap<number, bigint>,
  isInside: (entry: SharedEntry) => boolean,
): ShareLine[] {
  const lines: ShareLine[] = [];
  for (const entry of entries) {
    if (!isInside(entry)) continue;
    const line = options.print === 'sales' ? saleLine(options, entry, ownRevaluation) : stockLine(entry);
    if (line) lines.push({...line, no, description, itemLedgerEntryNo: entry.entryNo});
  }
  if (options.details || lines.length === 0) return lines;
  const shares = noShares();
  for (const line of lines) addShares(shares, line.shares);
  const quantity = lines.reduce((sum, line) => sum + line.quantity, 0n);
  return [{no, description, itemLedgerEntryNo: 0, quantity, shares}];
}

type Figures = Pick<ShareLine, 'quantity' | 'shares'>;

function saleLine(
  {from}: CostSharesOptions,
  entry: SharedEntry,
  ownRevaluation: ReadonlyMap<number, bigint>,
): Figures | undefined {
  if (entry.entryType !== 'Sale' || entry.postingDate < from) return undefined;
  const revaluation = entry.shares.revaluation - (ownRevaluation.get(entry.entryNo) ?? 0n);
  return {quantity: entry.quantity, shares: {...entry.shares, revaluation}};
}

function stockLine(entry: SharedEntry): Figures | undefined {
  const partial = entry.partialRevaluations.reduce((sum, {amount}) => sum + amount, 0n);
  const shares = {...entry.shares, revaluation: entry.shares.revaluation + partial};
  if (entry.remaining !== 0n) return {quantity: entry.remaining, shares};
  const rest = totalOf(shares);
  return rest === 0n ? undefined : {quantity: 0n, shares: {...noShares(), direct: rest}};
}

/** The report from its lines. `precision` is the amount rounding precision. */
export function costSharesReport(options: CostSharesOptions, lines: readonly ShareLine[], precision: bigint): Report {
  const rows = lines
    .map(line => cellsOf(line, options, precision))
    .filter(cells => cells['Quantity'] !== 0n || FIGURES.some(key => cells[key] !== 0n));
  const totals = Object.fromEntries(FIGURES.map(key => [key, sumOf(rows, key)]));
  const hasVariances = VARIANCE_KEYS.some(key => rows.some(cells => cells[key] !== 0n));
  return {
    name: 'cost-shares',
    title: message('reports.costShares.title'),
    parameters: {...scopeParameters(options), print: options.print, details: options.details, order: options.order},
    header: [
      message(`reports.costShares.of.${options.print}`),
      ...scopeHeader(options),
      ...(options.order === '' ? [] : [message('reports.header.order', {filter: options.order})]),
      message('reports.header.byPostingDate'),
    ],
    columns: columnsOf(options, hasVariances),
    rows: [
      ...rows.map(cells => detail(cells)),
      ...(rows.length === 0 ? [] : [grandTotal(message('reports.total'), totals)]),
    ],
    totals,
    notes: rows.length === 0 ? [message('reports.nothing')] : [],
    findings: false,
  };
}

/** Each cell is rounded for itself; what that leaves of the total goes to Material (reports.md 4.3, step 7). */
function cellsOf(
  {no, description, itemLedgerEntryNo, quantity, shares}: ShareLine,
  {details}: CostSharesOptions,
  precision: bigint,
): Cells {
  const rounded = (fine: bigint) => divideRounded(fine, FINE * precision) * precision;
  const variances = VARIANCES.map(variance => rounded(shares[variance]));
  const others = {
    Capacity: rounded(shares.capacity),
    'Capacity Overhead': rounded(shares.capacityOverhead),
    'Material Overhead': rounded(shares.materialOverhead),
    Subcontracted: rounded(shares.subcontracted),
    Variance: variances.reduce((sum, variance) => sum + variance, 0n),
    Revaluation: rounded(shares.revaluation),
    Rounding: rounded(shares.rounding),
  };
  const total = rounded(totalOf(shares));
  return {
    'No.': no,
    Description: description,
    ...(details ? {'Item Ledger Entry No.': itemLedgerEntryNo === 0 ? null : itemLedgerEntryNo} : {}),
    Quantity: quantity,
    Material: total - Object.values(others).reduce((sum, other) => sum + other, 0n),
    ...others,
    Total: total,
    ...Object.fromEntries(VARIANCE_KEYS.map((key, index) => [key, variances[index] ?? 0n])),
  };
}

const SHARE_KEYS = [
  'Material',
  'Capacity',
  'Capacity Overhead',
  'Material Overhead',
  'Subcontracted',
  'Variance',
  'Revaluation',
  'Rounding',
  'Total',
] as const;
/** In the order of {@link VARIANCES}. */
const VARIANCE_KEYS = [
  'Purchase Variance',
  'Material Variance',
  'Capacity Variance',
  'Capacity Overhead Variance',
  'Mfg. Overhead Variance',
  'Subcontracted Variance',
] as const;
const FIGURES = [...SHARE_KEYS, ...VARIANCE_KEYS];

function columnsOf({details}: CostSharesOptions, hasVariances: boolean): Column[] {
  const caption = (key: string) => message('reports.caption', {caption: {caption: key}});
  const heading = (key: string) => message(`reports.costShares.columns.${key.replaceAll(/[ .]+/g, '-').toLowerCase()}`);
  return [
    {key: 'No.', kind: 'text', heading: caption('No.')},
    {key: 'Description', kind: 'text', heading: caption('Description')},
    ...(details
      ? [{key: 'Item Ledger Entry No.', kind: 'number', heading: caption('Item Ledger Entry No.')} as const]
      : []),
    {key: 'Quantity', kind: 'quantity', heading: message('reports.columns.quantity')},
    ...SHARE_KEYS.map((key): Column => ({key, kind: 'amount', heading: heading(key)})),
    ...VARIANCE_KEYS.map(
      (key): Column => ({key, kind: 'amount', heading: heading(key), ...(hasVariances ? {} : {dataOnly: true})}),
    ),
  ];
}
