import {lastOfMonth} from '../../domain/dates.js';
import {periodsOf, trendReport} from '../../domain/reports/trend.js';
import type {Report} from '../../domain/reports/report.js';
import type {Database} from '../../store/database.js';
import {monthsOfLedgers, readChanges} from '../../store/reports/trend-query.js';

/** Inventory value month by month from the totals that are kept alone: at once, however large the ledgers are. */
export async function keptTrend(database: Database): Promise<Report | undefined> {
  return database.snapshot(async snapshot => {
    const months = await monthsOfLedgers(snapshot);
    if (!months) return undefined;
    const options = {
      from: `${months.first}-01`,
      to: `${lastOfMonth(`${months.last}-01`)}C`,
      item: '',
      location: '',
      period: 'month',
    } as const;
    const periods = periodsOf(options.from, options.to, options.period);
    return trendReport(options, periods, await readChanges(snapshot, options, periods), true);
  });
}
