import {type CostSpecOptions, costSpecReport} from '../../domain/reports/cost-spec.js';
import type {Report} from '../../domain/reports/report.js';
import {readCostSpecification} from '../../store/reports/cost-spec-query.js';
import {readRounding} from '../../store/reports/rounding.js';
import type {JobContext} from '../job.js';

/** Invt. Valuation - Cost Spec. (reports.md 3). Refuses a filter that cannot be read (`bad-filter`). */
export async function costSpecification({database}: JobContext, options: CostSpecOptions): Promise<Report> {
  return database.snapshot(async snapshot =>
    costSpecReport(options, await readCostSpecification(snapshot, options), await readRounding(snapshot)),
  );
}
