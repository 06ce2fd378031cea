import {matches} from '../../domain/filter.js';
import {deduct, forward, linkOf} from '../../domain/reports/cost-shares.js';
import {
  type CostSharesOptions,
  costSharesReport,
  itemLines,
  type ShareLine,
} from '../../domain/reports/cost-shares-report.js';
import type {Report} from '../../domain/reports/report.js';
import {readFilter} from '../../store/filter-sql.js';
import {readItemShares} from '../../store/reports/cost-shares-query.js';
import {readRounding} from '../../store/reports/rounding.js';
import {readWipShares} from '../../store/reports/wip-shares-query.js';
import type {Database} from '../../store/database.js';
import type {JobContext} from '../job.js';

/** Cost Shares Breakdown (reports.md 4). Refuses a filter that cannot be read (`bad-filter`). */
export async function costShares({database}: JobContext, options: CostSharesOptions): Promise<Report> {
  return database.snapshot(async snapshot => {
    const lines =
      options.print === 'wip' ? await readWipShares(snapshot, options) : await linesOfItems(snapshot, options);
    return costSharesReport(options, lines, await readRounding(snapshot));
  });
}

/** Item by item: shares are forwarded over its applications, and for Inventory what has left is taken off. */
async function linesOfItems(database: Database, options: CostSharesOptions): Promise<ShareLine[]> {
  const location = readFilter(options.location, {caption: 'Location Code', kind: 'code'});
  const lines: ShareLine[] = [];
  for await (const item of readItemShares(database, options)) {
    const links = item.applications.map(linkOf).filter(link => link !== undefined);
    forward(item.entries, links, options.print === 'sales');
    if (options.print === 'inventory') deduct(item.entries, links);
    lines.push(
      ...itemLines(options, item, item.entries.values(), item.ownRevaluation, entry =>
        matches(location, entry.locationCode),
      ),
    );
  }
  return lines;
}
