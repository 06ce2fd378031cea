/** Entry points of Average items when the settings of average cost change (costing.md 14.1, 14.3). */
import type {AverageCostCalendar} from '../domain/costing/average-cost-calendar.js';
import type {Database} from './database.js';
import {type AvgCostAdjmtEntryPoint, avgCostAdjmtEntryPoint} from './tables/index.js';

/**
 * Makes every Average item with entries valued on or after `from` wait for adjustment from there, period by period of
 * the new calendar, in place of the points that the old periods had. Returns how many items wait.
 */
export async function restartAverageCost(
  database: Database,
  calendar: AverageCostCalendar,
  from: string,
): Promise<number> {
  await database.run(
    `delete from "avg_cost_adjmt_entry_point" where "valuation_date" >= ? and "item_no" in (select "no" from "item" where "costing_method" = 'Average')`,
    [from],
  );
  const points = new Map<string, Partial<AvgCostAdjmtEntryPoint>>();
  const items = new Set<string>();
  const places = database.streamSql(
    `select distinct v."item_no", v."variant_code", v."location_code", v."valuation_date"
      from "value_entry" v join "item" i on i."no" = v."item_no"
      where i."costing_method" = 'Average' and v."valuation_date" >= ? and v."valuation_date" <> ''`,
    [from],
  );
  for await (const rows of places) {
    for (const row of rows) {
      const date = String(row['valuation_date']);
      const perItem = calendar.settingsOn(date).calcType === 'Item';
      const point = {
        itemNo: String(row['item_no']),
        variantCode: perItem ? '' : String(row['variant_code']),
        locationCode: perItem ? '' : String(row['location_code']),
        valuationDate: calendar.endOf(date),
        costIsAdjusted: false,
      };
      points.set([point.itemNo, point.variantCode, point.locationCode, point.valuationDate].join('\u0001'), point);
      items.add(point.itemNo);
    }
  }
  await database.insert(avgCostAdjmtEntryPoint, [...points.values()]);
  await database.run(
    `update "item" set "cost_is_adjusted" = 0 where "costing_method" = 'Average' and "no" in (select "item_no" from "avg_cost_adjmt_entry_point" where "cost_is_adjusted" = 0 and "valuation_date" >= ?)`,
    [from],
  );
  return items.size;
}

/** An item whose cost before a date is not adjusted; undefined where all are. */
export async function itemToAdjustBefore(
  database: Database,
  calendar: AverageCostCalendar,
  date: string,
  dayBefore: string,
): Promise<string | undefined> {
  // An Average item's point stands at the end of its period, which may be later than the date.
  const waiting = await database.first(
    `select p."item_no" from "avg_cost_adjmt_entry_point" p left join "item" i on i."no" = p."item_no"
      where p."cost_is_adjusted" = 0 and (p."valuation_date" < ? or (i."costing_method" = 'Average' and p."valuation_date" <= ?))
      order by p."item_no"`,
    [date, calendar.endOf(dayBefore)],
  );
  if (waiting) return String(waiting['item_no']);
  // An import may lack the points: then the item's own mark counts.
  const marked = await database.first(
    `select i."no" from "item" i where i."cost_is_adjusted" = 0
      and not exists (select 1 from "avg_cost_adjmt_entry_point" p where p."item_no" = i."no" and p."cost_is_adjusted" = 0)
      and exists (select 1 from "value_entry" v where v."item_no" = i."no" and v."valuation_date" < ?)
      order by i."no"`,
    [date],
  );
  return marked ? String(marked['no']) : undefined;
}
