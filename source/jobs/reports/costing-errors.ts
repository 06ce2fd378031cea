import {type CostingErrorsOptions, costingErrorsReport} from '../../domain/reports/costing-errors.js';
import type {Report} from '../../domain/reports/report.js';
import {descriptionsOf, readCostingErrors} from '../../store/reports/costing-errors-query.js';
import type {JobContext} from '../job.js';

/** Costing Errors Detection (reports.md 6). Refuses a filter that cannot be read (`bad-filter`). */
export async function costingErrors({database}: JobContext, options: CostingErrorsOptions): Promise<Report> {
  return database.snapshot(async snapshot => {
    const errors = await readCostingErrors(snapshot, options);
    const items = [...new Set(errors.map(error => error.itemNo))];
    return costingErrorsReport(options, errors, await descriptionsOf(snapshot, items));
  });
}
