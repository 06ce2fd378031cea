/**
 * Average cost adjustment entry points (costing.md 14.3): from which date on an item's cost has to be computed
 * again. The date is the end of the average cost period for Average items, the valuation date for others.
 */
import type {LedgerDate} from '../../dates.js';
import {placeKey, type StockKey} from '../entries.js';
import type {ItemCard, Settings} from './company.js';

/** The entry points of one item, variant and location: `dates` get a row, and all rows from the earliest on are not adjusted. */
export interface TouchedPlace extends StockKey {
  dates: Set<LedgerDate>;
}

export class EntryPoints {
  private readonly places = new Map<string, TouchedPlace>();

  constructor(private readonly settings: Settings) {}

  /** Notes a value entry at a place with a valuation date. */
  add(item: ItemCard, place: StockKey, valuationDate: LedgerDate): void {
    if (valuationDate < this.settings.earliestAllowedValuationDate) return;
    const average = item.costingMethod === 'Average';
    const date = average ? this.settings.calendar.endOf(valuationDate) : valuationDate;
    const perItem = average && this.settings.calendar.settingsOn(valuationDate).calcType === 'Item';
    const key = {
      itemNo: item.no,
      variantCode: perItem ? '' : place.variantCode,
      locationCode: perItem ? '' : place.locationCode,
    };
    const text = placeKey(key);
    const touched = this.places.get(text);
    if (touched) touched.dates.add(date);
    else this.places.set(text, {...key, dates: new Set([date])});
  }

  /** What was touched, a row a place. */
  get touched(): TouchedPlace[] {
    return [...this.places.values()];
  }
}
