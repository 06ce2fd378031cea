import type {Report} from '../../domain/reports/report.js';
import {type ValuationOptions, valuationReport} from '../../domain/reports/valuation.js';
import {readValuation} from '../../store/reports/valuation-query.js';
import type {JobContext} from '../job.js';

/** Inventory Valuation (reports.md 1). Refuses a filter that cannot be read (`bad-filter`). */
export async function inventoryValuation({database}: JobContext, options: ValuationOptions): Promise<Report> {
  return database.snapshot(async snapshot => valuationReport(options, await readValuation(snapshot, options)));
}
