/** Step B of an item's adjustment: its averages, period by period (costing.md 14). */
import type {AverageCostCalendar} from '../average-cost-calendar.js';
import {addDays} from '../../dates.js';
import {averagePeriod} from './average-period.js';
import {addValue, cellOf, cellSum, sharedByQuantity, type Cells} from './average-sums.js';
import type {CostEntry, CostValue, ItemCosts} from './entries.js';

/** Sums of what is valued before a date, as it stands in the ledger (without what this run adds). */
export type SumsBefore = (date: string) => Cells;

/** The first days from which sums are needed to compute averages from `from` on: `from`'s period, and where shares begin. */
export function averageStart(calendar: AverageCostCalendar, from: string): {start: string; sharedSince: string} {
  const {start} = calendar.periodOf(from);
  return {start, sharedSince: beginningOfShares(calendar, start)};
}

/**
 * Computes the averages of the periods from `from` on. Returns the last day of the period at which the item has to
 * stop until its orders are adjusted, or undefined when all periods are done.
 */
export function adjustAverages(
  costs: ItemCosts,
  calendar: AverageCostCalendar,
  from: string,
  before: SumsBefore,
): string | undefined {
  const {start, sharedSince} = averageStart(calendar, from);
  let cells = openingCells(costs, before, start, sharedSince);
  let calcType = calendar.settingsOn(addDays(start, -1)).calcType;
  for (const [end, entries] of entriesByPeriod(costs, calendar, start)) {
    const values = valuesOfPeriod(entries, calendar, end);
    const own = calendar.settingsOn(end).calcType;
    if (own === 'Item & Location & Variant' && calcType !== own) cells = sharedByQuantity(cells);
    calcType = own;
    if (averagePeriod(costs, values, cells, own, calendar.periodOf(end).start)) return end;
    for (const [entry, entryValues] of values) {
      for (const value of entryValues) addValue(cellSum(cells, cellOf(entry)), value);
    }
  }
  return undefined;
}

/** What was there before `start`, with what this run has added to it already. */
function openingCells(costs: ItemCosts, before: SumsBefore, start: string, sharedSince: string): Cells {
  const cells = copyOf(before(start));
  for (const [value, entry] of costs.changed) {
    if (value.valuationDate >= start) continue;
    const sum = cellSum(cells, cellOf(entry));
    for (const currency of costs.rules.currencies) {
      sum[currency] += (value.actualAdded?.[currency] ?? 0n) + (value.expectedAdded?.[currency] ?? 0n);
    }
  }
  for (const {entry, value} of costs.added) {
    if (value.valuationDate < start) addValue(cellSum(cells, cellOf(entry)), value);
  }
  if (sharedSince === '') return cells;
  const old = before(sharedSince);
  for (const [cell, shared] of sharedByQuantity(old)) {
    const sum = cellSum(cells, cell);
    const own = cellSum(old, cell);
    sum.lcy += shared.lcy - own.lcy;
    sum.acy += shared.acy - own.acy;
  }
  return cells;
}

/** Sums of everything an item has, with what this run adds, where all that is valued from `start` on is loaded. */
export function sumsAfter(costs: ItemCosts, before: Cells, start: string): Cells {
  const cells = openingCells(costs, () => before, start, '');
  for (const entry of costs.entries.values()) {
    for (const value of entry.values) {
      if (value.valuationDate >= start) addValue(cellSum(cells, cellOf(entry)), value);
    }
  }
  return cells;
}

/**
 * Sums of what is valued before `start`, of an item of which all that is valued from then on is loaded: `all` is what
 * stands in the ledger.
 */
export function sumsUntil(costs: ItemCosts, all: Cells, start: string): Cells {
  const cells = copyOf(all);
  for (const entry of costs.entries.values()) {
    for (const value of entry.values) {
      if (value.valuationDate >= start) addValue(cellSum(cells, cellOf(entry)), value, -1n);
    }
  }
  return cells;
}

function copyOf(cells: Cells): Cells {
  return new Map([...cells].map(([cell, sum]) => [cell, {...sum}]));
}

/** Entries with values from `start` on, by the last day of the period of those, ascending. */
function entriesByPeriod(
  costs: ItemCosts,
  calendar: AverageCostCalendar,
  start: string,
): [end: string, entries: CostEntry[]][] {
  const periods = new Map<string, CostEntry[]>();
  for (const entry of costs.entries.values()) {
    for (const value of entry.values) {
      if (value.valuationDate < start) continue;
      const end = calendar.endOf(value.valuationDate);
      const known = periods.get(end);
      if (!known) periods.set(end, [entry]);
      else if (known.at(-1) !== entry) known.push(entry);
    }
  }
  return [...periods].sort(([left], [right]) => (left < right ? -1 : 1));
}

/** What of each entry is valued in a period: made when the period's turn comes, for an item may have many. */
function valuesOfPeriod(
  entries: readonly CostEntry[],
  calendar: AverageCostCalendar,
  end: string,
): Map<CostEntry, readonly CostValue[]> {
  const isInPeriod = ({valuationDate}: CostValue): boolean => calendar.endOf(valuationDate) === end;
  const values = new Map<CostEntry, readonly CostValue[]>();
  // Most have one value entry, and their own list will do; one that grows while averages are computed is another list.
  for (const entry of entries) {
    values.set(entry, entry.values.length === 1 ? entry.values : entry.values.filter(isInPeriod));
  }
  return values;
}

/**
 * The start of the first of the fiscal years with averages per location and variant before `date`, where a year
 * with one average for the item went before it; blank where none did.
 */
function beginningOfShares(calendar: AverageCostCalendar, date: string): string {
  if (calendar.settingsOn(date).calcType !== 'Item & Location & Variant') return '';
  let {start} = calendar.fiscalYearOf(date);
  for (let years = 0; years < 100; years += 1) {
    const before = addDays(start, -1);
    if (calendar.settingsOn(before).calcType === 'Item') return start === date ? '' : start;
    start = calendar.fiscalYearOf(before).start;
  }
  return '';
}

/** The sums of loaded entries before a date, for an item that is loaded whole. */
export function sumsOf(costs: ItemCosts): SumsBefore {
  return date => {
    const cells: Cells = new Map();
    for (const entry of costs.entries.values()) {
      for (const value of entry.values) {
        if (value.no === 0 || value.valuationDate >= date) continue;
        const sum = cellSum(cells, cellOf(entry));
        sum.quantity += value.entryQuantity;
        sum.lcy += value.actual.lcy + value.expected.lcy;
        sum.acy += value.actual.acy + value.expected.acy;
      }
    }
    return cells;
  };
}
