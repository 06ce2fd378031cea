/** Some items of one level: loaded together, adjusted one by one, and written in bulk. */
import {adjustAppliedCosts} from '../../domain/costing/adjust/applied-costs.js';
import {
  adjustAverages,
  averageStart,
  sumsAfter,
  sumsOf,
  sumsUntil,
  type SumsBefore,
} from '../../domain/costing/adjust/average.js';
import type {Cells} from '../../domain/costing/adjust/average-sums.js';
import type {CostEntry, CostValue, ItemCosts} from '../../domain/costing/adjust/entries.js';
import type {CostingMethod, ItemType} from '../../domain/options.js';
import type {CostingLedger} from '../../store/costing-ledger.js';
import type {Database} from '../../store/database.js';
import {itemCostTotals} from '../../store/item-cost-totals.js';
import type {AdjustmentCompany} from './company.js';
import type {NewEntry} from './new-entries.js';

/** An item that waits for adjustment. */
export interface ItemToAdjust {
  no: string;
  type: ItemType;
  costingMethod: CostingMethod;
  /** Earliest entry point that is not adjusted; blank: none. */
  from: string;
  /** Number of its item ledger entries, and of those that are flagged. */
  entries: number;
  flagged: number;
}

/** Items with no more entries than this are always loaded whole, and summed anew each time. */
const SMALL_ITEM = 2_000;
export const isLarge = ({entries}: ItemToAdjust): boolean => entries > SMALL_ITEM;

/** Whether so many entries of a large item are better loaded with what they reach than with all others. */
export const areFew = (count: number, {entries}: ItemToAdjust): boolean => count * 4 < entries;

/** What became of an item. */
export interface AdjustedItem {
  item: ItemToAdjust;
  costs: ItemCosts;
  /** Whether all its entries are in `costs`. */
  whole: boolean;
  /** The sums of all its entries by place, where they are known. */
  sums?: Cells;
  /** What is to be written, made as it is gone through: there may be as many as the item has entries. */
  entries: Iterable<NewEntry>;
  /** How many entries that is, and their cost. */
  made: {count: number; amount: bigint};
  durationMs: number;
  startedAt: Date;
  /** Not all is done: entries kept changing, or its orders have to be adjusted first, from this period's end on. */
  unfinished: boolean;
  stoppedAt: string | undefined;
}

/** Runs steps A and B of an item (costing.md 15.1) on what is loaded of it. */
export function adjustItem(
  item: ItemToAdjust,
  costs: ItemCosts,
  whole: boolean,
  company: AdjustmentCompany,
  sums: SumsBefore | undefined,
): AdjustedItem {
  const startedAt = new Date();
  const started = performance.now();
  const unsettled = adjustAppliedCosts(costs);
  const from = costs.rules.average ? earliestChange(item, costs) : '';
  const stoppedAt = from === '' ? undefined : adjustAverages(costs, company.calendar, from, sums ?? sumsOf(costs));
  return {
    item,
    costs,
    whole,
    entries: {[Symbol.iterator]: () => newEntriesOf(costs)},
    made: madeBy(costs),
    durationMs: Math.round(performance.now() - started),
    startedAt,
    unfinished: unsettled || stoppedAt !== undefined,
    stoppedAt,
  };
}

/** From where averages are computed: the earliest entry point, or an earlier cost that forwarding changed. */
function earliestChange(item: ItemToAdjust, costs: ItemCosts): string {
  let earliest = item.from;
  const consider = ({valuationDate}: CostValue): void => {
    if (earliest === '' || valuationDate < earliest) earliest = valuationDate;
  };
  for (const value of costs.changed.keys()) consider(value);
  for (const {value} of costs.added) consider(value);
  return earliest;
}

/** Rounding and the elements of exact reversals first, then the collected differences in the order of their originals. */
function* newEntriesOf(costs: ItemCosts): Generator<NewEntry> {
  for (const {entry, value} of costs.added) yield addedEntry(entry, value);
  const changed = [...costs.changed.keys()].filter(isChanged).sort((left, right) => left.no - right.no);
  for (const value of changed) {
    const {actualAdded: actual, expectedAdded: expected} = value;
    yield {
      originalNo: value.no,
      entryType: value.type,
      varianceType: value.varianceType,
      expectedCost: value.expectedCost,
      adjustment: isAdjustment(costs.changed.get(value)),
      valuedQuantity: value.valuedQuantity,
      actual: actual?.lcy ?? 0n,
      expected: expected?.lcy ?? 0n,
      actualAcy: actual?.acy ?? 0n,
      expectedAcy: expected?.acy ?? 0n,
    };
  }
}

function madeBy(costs: ItemCosts): {count: number; amount: bigint} {
  const made = {count: costs.added.length, amount: 0n};
  for (const {value} of costs.added) made.amount += value.actual.lcy;
  for (const value of costs.changed.keys()) {
    if (!isChanged(value)) continue;
    made.count += 1;
    made.amount += (value.actualAdded?.lcy ?? 0n) + (value.expectedAdded?.lcy ?? 0n);
  }
  return made;
}

/** Whether anything is left of the differences that were found: they may have taken each other out. */
const isChanged = ({actualAdded: actual, expectedAdded: expected}: CostValue): boolean =>
  Boolean(actual?.lcy || actual?.acy || expected?.lcy || expected?.acy);

function addedEntry(entry: CostEntry, value: CostValue): NewEntry {
  return {
    originalNo: value.appliesTo,
    entryType: value.type,
    varianceType: value.varianceType,
    adjustment: isAdjustment(entry),
    valuedQuantity: value.valuedQuantity,
    actual: value.actual.lcy,
    actualAcy: value.actual.acy,
  };
}

/** Corrections of production outputs are no adjustments (costing.md 15.3). */
const isAdjustment = (entry: CostEntry | undefined): boolean =>
  !(entry?.type === 'Output' && entry.orderType === 'Production');

/** Of few flagged among many entries only what they reach is loaded; `undefined` where more turned out to be needed. */
export async function adjustReached(
  database: Database,
  item: ItemToAdjust,
  ledger: CostingLedger,
  company: AdjustmentCompany,
): Promise<AdjustedItem | undefined> {
  const wanted = {no: item.no, rules: company.rulesFor(item.costingMethod)};
  if (!wanted.rules.average || item.from === '') {
    const reached = await ledger.loadReached(wanted, await ledger.flaggedEntries(item.no));
    if (wanted.rules.average) {
      const result = adjustItem({...item, from: ''}, reached, false, company, () => new Map());
      return result.made.count > 0 ? undefined : result;
    }
    return adjustItem(item, reached, false, company, undefined);
  }
  const {start, sharedSince} = averageStart(company.calendar, item.from);
  if (!areFew(await ledger.countValuedFrom(item.no, start), item)) return undefined;
  const starts = [...(await ledger.flaggedEntries(item.no)), ...(await ledger.entriesValuedFrom(item.no, start))];
  const costs = await ledger.loadReached(wanted, [...new Set(starts)]);
  const opening = sumsUntil(costs, await itemCostTotals(database, item.no), start);
  const shared = sharedSince === '' ? opening : await ledger.sumsBefore(item.no, sharedSince);
  const result = adjustItem(item, costs, false, company, date => (date === start ? opening : shared));
  if (earliestChange(item, costs) < start) return undefined;
  return {...result, sums: sumsAfter(costs, opening, start)};
}
