import type {Report} from '../../domain/reports/report.js';
import {periodsOf, type TrendOptions, trendReport} from '../../domain/reports/trend.js';
import {firstPostingDate, readChanges} from '../../store/reports/trend-query.js';
import type {JobContext} from '../job.js';

/** Inventory value over time (contract 4), from the first entry where no start is given. Refuses `bad-filter`. */
export async function inventoryTrend({database}: JobContext, options: TrendOptions): Promise<Report> {
  return database.snapshot(async snapshot => {
    const first = await firstPostingDate(snapshot, options);
    const from = options.from === '' ? first : options.from;
    const periods = first === '' ? [] : periodsOf(from, options.to, options.period);
    const comparable = options.item === '' && options.location === '';
    return trendReport({...options, from}, periods, await readChanges(snapshot, options, periods), comparable);
  });
}
