/** Average cost adjustment entry points: from which date on an item waits for adjustment (costing.md 14.3). */
import type {AverageCostCalendar} from '../domain/costing/average-cost-calendar.js';
import type {Database} from './database.js';
import {avgCostAdjmtEntryPoint} from './tables/index.js';

/** An item whose entries were posted. */
export interface PostedItem {
  itemNo: string;
  average: boolean;
  /** Earliest Allowed Valuation Date: earlier entry points are left as they are. */
  earliest: string;
}

/** Where and on which valuation date. */
export interface PostedPlace {
  locationCode: string;
  variantCode: string;
  date: string;
}

/** Makes the rows of what was posted, not adjusted, and all later rows of the same place wait again. */
export async function reopenEntryPoints(
  database: Database,
  calendar: AverageCostCalendar,
  {itemNo, average, earliest}: PostedItem,
  places: readonly PostedPlace[],
): Promise<void> {
  const rows = new Map<string, [variantCode: string, locationCode: string, date: string]>();
  for (const place of places) {
    if (place.date < earliest) continue;
    const perItem = average && calendar.settingsOn(place.date).calcType === 'Item';
    const variantCode = perItem ? '' : place.variantCode;
    const locationCode = perItem ? '' : place.locationCode;
    const date = average ? calendar.endOf(place.date) : place.date;
    rows.set([variantCode, locationCode, date].join('\u0001'), [variantCode, locationCode, date]);
  }
  for (const [variantCode, locationCode, date] of rows.values()) {
    const there = await database.find(avgCostAdjmtEntryPoint, itemNo, variantCode, locationCode, date);
    if (!there) {
      await database.insert(avgCostAdjmtEntryPoint, [
        {itemNo, variantCode, locationCode, valuationDate: date, costIsAdjusted: false},
      ]);
    }
    await database.run(
      'update "avg_cost_adjmt_entry_point" set "cost_is_adjusted" = 0 where "item_no" = ? and "variant_code" = ? and "location_code" = ? and "valuation_date" >= ?',
      [itemNo, variantCode, locationCode, date],
    );
  }
}
