/**
 * Invt. Valuation - Cost Spec. (reports.md 3): of which cost elements stock consists on a date, an item and a unit. It
 * goes by posting date, and takes actual and expected cost.
 */
import {message} from '../message.js';
import {abs, divideRounded, roundTo, SCALE} from '../money.js';
import type {CostEntryType} from '../options.js';
import {type Column, detail, grandTotal, group, type Report, type ReportRow, subtotal} from './report.js';
import {type ReportScope, scopeFilters, scopeParameters} from './scope.js';

/** The report's five buckets, and the sixth that the ERP's own report fails on (reports.md 3.3). */
const BUCKETS = [
  'Direct Cost',
  'Revaluation',
  'Rounding',
  'Indirect Cost',
  'Variance',
  'Direct Cost - Non Inventory',
] as const satisfies readonly CostEntryType[];
export type Bucket = (typeof BUCKETS)[number];

export const bucketOf = (entryType: string): Bucket => BUCKETS.find(bucket => bucket === entryType) ?? 'Direct Cost';

/** One item's stock while its entries are read. Amounts are kept with five more digits, and rounded at the end. */
export class ItemSpecification {
  quantity = 0n;
  private readonly fine = new Map<Bucket, bigint>();

  constructor(
    readonly itemNo: string,
    readonly description: string,
    readonly itemMissing: boolean,
    /** Costing method Average: the item's value is the plain sum of all its entries (reports.md 3.2). */
    readonly isAverage: boolean,
  ) {}

  /** All cost of a bucket up to the date: that the bucket is there, and of an Average item its amount. */
  addAll(bucket: Bucket, cost: bigint): void {
    this.add(bucket, this.isAverage ? cost * SCALE : 0n);
  }

  /** Cost of an entry that is not used up: the part that goes with its remaining quantity. */
  addRemaining(bucket: Bucket, cost: bigint, quantity: bigint, remaining: bigint): void {
    if (this.isAverage || quantity === 0n) return;
    this.add(bucket, divideRounded(cost * SCALE * abs(remaining), abs(quantity)));
  }

  private add(bucket: Bucket, fine: bigint): void {
    this.fine.set(bucket, (this.fine.get(bucket) ?? 0n) + fine);
  }

  /** Buckets that have entries, in the report's order: amount at the amount precision, cost per unit at five decimals. */
  buckets(precision: bigint): {bucket: Bucket; amount: bigint; unitCost: bigint}[] {
    return BUCKETS.flatMap(bucket => {
      const fine = this.fine.get(bucket);
      if (fine === undefined) return [];
      const unitCost = this.quantity === 0n ? 0n : divideRounded(fine, abs(this.quantity));
      return [{bucket, amount: roundTo(divideRounded(fine, SCALE), precision), unitCost}];
    });
  }
}

export interface CostSpecOptions extends Omit<ReportScope, 'from'> {}

/** The report from its items, in the order of their numbers. `precision` is the amount rounding precision. */
export function costSpecReport(
  options: CostSpecOptions,
  items: readonly ItemSpecification[],
  precision: bigint,
): Report {
  const rows: ReportRow[] = [];
  const totals = new Map<Bucket, bigint>();
  for (const item of items) {
    const name = message('reports.costSpec.item', {no: item.itemNo, description: item.description});
    rows.push(group(item.itemMissing ? message('reports.costSpec.itemMissing', {no: item.itemNo}) : name));
    const label = {'Item No.': item.itemNo, Description: item.description};
    let [amount, unitCost] = [0n, 0n];
    for (const bucket of item.buckets(precision)) {
      amount += bucket.amount;
      unitCost += bucket.unitCost;
      totals.set(bucket.bucket, (totals.get(bucket.bucket) ?? 0n) + bucket.amount);
      rows.push(
        detail(
          {
            ...label,
            'Entry Type': bucket.bucket,
            Quantity: null,
            'Cost per Unit': bucket.unitCost,
            Amount: bucket.amount,
          },
          1,
        ),
      );
    }
    const cells = {...label, 'Entry Type': 'Total', Quantity: item.quantity, 'Cost per Unit': unitCost, Amount: amount};
    rows.push({...detail(cells, 1), bold: true});
  }
  const whole = BUCKETS.flatMap(bucket => {
    const amount = totals.get(bucket);
    return amount === undefined ? [] : [{bucket, amount}];
  });
  const total = whole.reduce((sum, {amount}) => sum + amount, 0n);
  if (items.length > 0) {
    rows.push(group(message('reports.costSpec.whole')));
    for (const {bucket, amount} of whole) rows.push(subtotal(captionOf(bucket), {Amount: amount}, 1));
    rows.push(grandTotal(message('reports.total'), {Amount: total}));
  }
  const {from: _, ...parameters} = scopeParameters({...options, from: ''});
  return {
    name: 'cost-spec',
    title: message('reports.costSpec.title'),
    parameters,
    header: [
      message('reports.asOf', {date: {date: options.to}}),
      ...scopeFilters(options),
      message('reports.header.byPostingDate'),
    ],
    columns: COLUMNS,
    rows,
    totals: {...Object.fromEntries(whole.map(({bucket, amount}) => [bucket, amount])), Total: total},
    notes: [
      ...(items.length === 0 ? [message('reports.nothing')] : []),
      ...(items.some(item => item.itemMissing) ? [message('reports.itemsMissing')] : []),
    ],
    findings: false,
  };
}

const captionOf = (caption: string) => message('reports.caption', {caption: {caption}});

const COLUMNS: readonly Column[] = [
  {key: 'Item No.', kind: 'text', heading: captionOf('Item No.'), dataOnly: true},
  {key: 'Description', kind: 'text', heading: captionOf('Description'), dataOnly: true},
  {key: 'Entry Type', kind: 'caption', heading: captionOf('Entry Type')},
  {key: 'Quantity', kind: 'quantity', heading: message('reports.columns.quantity')},
  {key: 'Cost per Unit', kind: 'unitCost', heading: captionOf('Cost per Unit')},
  {key: 'Amount', kind: 'amount', heading: captionOf('Amount')},
];
