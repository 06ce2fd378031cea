/**
 * The part of the item ledger that cost adjustment works on, in memory: item ledger entries of one item with their
 * value entries and the applications that link them. The store loads it (store/costing-ledger.ts); the algorithms
 * of this folder read it and collect the differences they find in it ({@link record}).
 */
import type {
  CostEntryType,
  CostVarianceType,
  InventoryOrderType,
  ItemLedgerDocumentType,
  ItemLedgerEntryType,
} from '../../options.js';

/** Cost in local currency and in the additional reporting currency. */
export interface Money {
  lcy: bigint;
  acy: bigint;
}

export type Currency = keyof Money;

/** A value entry. Only inventoriable ones take part. */
export interface CostValue {
  /** 0 for an entry that this run is about to write. */
  readonly no: number;
  readonly type: CostEntryType;
  readonly varianceType: CostVarianceType;
  readonly expectedCost: boolean;
  readonly adjustment: boolean;
  readonly partialRevaluation: boolean;
  readonly valuedByAverage: boolean;
  readonly charge: boolean;
  readonly documentType: ItemLedgerDocumentType;
  readonly documentNo: string;
  readonly documentLineNo: number;
  readonly postingDate: string;
  readonly valuationDate: string;
  /** Value entry that this one adjusts or reverses. */
  readonly appliesTo: number;
  readonly valuedQuantity: bigint;
  readonly invoicedQuantity: bigint;
  /** Quantity of the item ledger entry on its first value entry, 0 on the others. */
  readonly entryQuantity: bigint;
  readonly costPerUnit: Readonly<Money>;
  readonly actual: Readonly<Money>;
  readonly expected: Readonly<Money>;
  /** What this run adds, to be posted as an adjustment of this entry. */
  actualAdded: Money | undefined;
  expectedAdded: Money | undefined;
}

/** An item application entry. */
export interface Application {
  readonly no: number;
  /** The entry that the row belongs to. */
  readonly entryNo: number;
  readonly inboundNo: number;
  readonly outboundNo: number;
  readonly quantity: bigint;
  readonly costApplication: boolean;
  readonly transferredFromNo: number;
  readonly postingDate: string;
  completelyInvoicedDate: string;
}

/** An item ledger entry with everything that hangs on it. */
export interface CostEntry {
  readonly no: number;
  readonly itemNo: string;
  readonly type: ItemLedgerEntryType;
  readonly postingDate: string;
  readonly quantity: bigint;
  readonly remaining: bigint;
  readonly invoiced: bigint;
  readonly open: boolean;
  readonly correction: boolean;
  readonly locationCode: string;
  readonly variantCode: string;
  /** Fixed application to this inbound entry; 0 if there is none. */
  readonly appliesTo: number;
  readonly orderType: InventoryOrderType;
  readonly orderNo: string;
  readonly orderLineNo: number;
  lastInvoiceDate: string;
  completelyInvoiced: boolean;
  /** The work flag `Applied Entry to Adjust`. */
  toAdjust: boolean;
  /** In the order of their numbers. */
  values: readonly CostValue[];
  /** Rows that belong to this entry: an outbound's inbound lots; an inbound's own row. */
  own: readonly Application[];
  /** Rows of outbound entries that take from this inbound entry. */
  takers: readonly Application[];
  /** Own rows of inbound entries that reverse, or receive, this outbound entry. */
  reversals: readonly Application[];
  /** Own rows of transfer receipts whose goods come from this inbound entry. */
  transfers: readonly Application[];
}

/** Lists up to this length are copied when they grow. */
const SHORT = 8;

/** A list of one more. Most lists have few: an array that is grown by pushing takes room for many. */
export function append<T>(list: readonly T[], item: T): readonly T[] {
  if (list.length < SHORT) return list.concat([item]);
  (list as T[]).push(item);
  return list;
}

/** The list of an entry that has none: one for all. */
export const NONE: readonly never[] = Object.freeze([]);

/** The loaded entries of one item, by number. */
export class ItemCosts {
  readonly entries = new Map<number, CostEntry>();
  /** Value entries whose cost this run changes, in the order of the first change. */
  readonly changed = new Map<CostValue, CostEntry>();
  /** Entries to be posted on the spot: rounding, indirect cost and variance of exact reversals. */
  readonly added: {entry: CostEntry; value: CostValue}[] = [];
  /** Entries and applications whose work fields changed. */
  readonly touchedEntries = new Set<CostEntry>();
  readonly touchedApplications = new Set<Application>();
  /** Told of every change of cost; the average keeps its sums by it. */
  listener: ((entry: CostEntry, currency: Currency, amount: bigint) => void) | undefined;

  constructor(
    readonly itemNo: string,
    readonly rules: CostingRules,
  ) {}

  entry(no: number): CostEntry {
    const entry = this.entries.get(no);
    if (!entry) throw new Error(`item ledger entry ${no} of item ${this.itemNo} is not loaded`);
    return entry;
  }

  /** Adds a difference to a value entry; it is posted at the end of the item. */
  record(entry: CostEntry, value: CostValue, currency: Currency, actual: bigint, expected: bigint): void {
    if (actual === 0n && expected === 0n) return;
    if (actual !== 0n) {
      value.actualAdded ??= {lcy: 0n, acy: 0n};
      value.actualAdded[currency] += actual;
    }
    if (expected !== 0n) {
      value.expectedAdded ??= {lcy: 0n, acy: 0n};
      value.expectedAdded[currency] += expected;
    }
    this.changed.set(value, entry);
    this.listener?.(entry, currency, actual + expected);
  }

  /** Marks an entry completely invoiced, and its applications with the date on which it was. */
  invoice(entry: CostEntry, date: string): void {
    entry.completelyInvoiced = true;
    entry.lastInvoiceDate = date;
    this.touchedEntries.add(entry);
    for (const row of entry.own) {
      if (row.completelyInvoicedDate !== '') continue;
      row.completelyInvoicedDate = date;
      this.touchedApplications.add(row);
    }
  }

  /** Sets or clears the work flag `Applied Entry to Adjust`. */
  flag(entry: CostEntry, toAdjust: boolean): void {
    if (entry.toAdjust === toAdjust) return;
    entry.toAdjust = toAdjust;
    this.touchedEntries.add(entry);
  }

  /** Adds a new value entry that is posted before the collected differences. */
  add(entry: CostEntry, value: CostValue): void {
    entry.values = append(entry.values, value);
    this.added.push({entry, value});
    for (const currency of this.rules.currencies) this.listener?.(entry, currency, value.actual[currency]);
  }
}

/** What of an item and the company decides how its cost flows. */
export interface CostingRules {
  readonly average: boolean;
  readonly standard: boolean;
  /** `lcy`, and `acy` where the company keeps an additional reporting currency. */
  readonly currencies: readonly Currency[];
  /** Amount Rounding Precision of each currency. */
  readonly precision: Money;
}

export const actualOf = (value: CostValue, currency: Currency): bigint =>
  value.actualAdded ? value.actual[currency] + value.actualAdded[currency] : value.actual[currency];

export const expectedOf = (value: CostValue, currency: Currency): bigint =>
  value.expectedAdded ? value.expected[currency] + value.expectedAdded[currency] : value.expected[currency];

/** The largest amount, without its sign, by which anything of the item is changed. */
export function largestDifference({changed, added}: ItemCosts): bigint {
  let largest = 0n;
  const consider = (money: Money | undefined): void => {
    for (const amount of [money?.lcy ?? 0n, money?.acy ?? 0n]) {
      const size = amount < 0n ? -amount : amount;
      if (size > largest) largest = size;
    }
  };
  for (const {actualAdded, expectedAdded} of changed.keys()) {
    consider(actualAdded);
    consider(expectedAdded);
  }
  for (const {value} of added) consider(value.actual);
  return largest;
}

/** Actual and expected cost of an entry, all its value entries together. */
export function totalCost(entry: CostEntry, currency: Currency): bigint {
  let sum = 0n;
  for (const value of entry.values) sum += actualOf(value, currency) + expectedOf(value, currency);
  return sum;
}

/** The first value entry: it carries the entry's quantity, valuation date and marks. */
export function firstValue(entry: CostEntry): CostValue | undefined {
  return entry.values[0];
}

/** Whether an outbound entry is valued by the average of its period. */
export const isAverageValued = (entry: CostEntry): boolean =>
  entry.quantity < 0n && (firstValue(entry)?.valuedByAverage ?? false);

/** A transfer receipt takes the cost of its lot; of an Average item, that of the outbound half. */
export const followsLot = (costs: ItemCosts, row: Application): boolean =>
  row.transferredFromNo !== 0 && !costs.rules.average;
