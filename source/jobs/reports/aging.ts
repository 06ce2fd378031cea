import {agingReport} from '../../domain/reports/aging.js';
import type {Report} from '../../domain/reports/report.js';
import type {ReportScope} from '../../domain/reports/scope.js';
import {readInterimBalances} from '../../store/reports/aging-query.js';
import type {JobContext} from '../job.js';

/** Interim balances by document and age (contract 4). Refuses a filter that cannot be read (`bad-filter`). */
export async function interimAging({database}: JobContext, scope: ReportScope): Promise<Report> {
  return database.snapshot(async snapshot => agingReport(scope, await readInterimBalances(snapshot, scope)));
}
