import type {Report} from '../../domain/reports/report.js';
import {type WipOptions, wipReport} from '../../domain/reports/wip.js';
import {readWip} from '../../store/reports/wip-query.js';
import type {JobContext} from '../job.js';

/** Inventory Valuation - WIP (reports.md 2). Refuses a filter that cannot be read (`bad-filter`). */
export async function workInProcess({database}: JobContext, options: WipOptions): Promise<Report> {
  return database.snapshot(async snapshot => wipReport(options, await readWip(snapshot, options)));
}
