/** The item side of the matrix: what the value entries inside the filters say the G/L should contain. */
import {type ClassCost, type Projection, project} from '../domain/reconciliation/matrix.js';
import type {Database} from '../store/database.js';
import type {LedgerFilters} from '../store/ledger-filters.js';
import {PostingClasses} from '../store/posting-class.js';
import {costByClass, costOfFinishedWithoutOutput} from '../store/reconciliation-totals.js';
import type {ReconciliationSetup} from './reconciliation-setup.js';

export async function projectItemSide(
  database: Database,
  setup: ReconciliationSetup,
  filters: LedgerFilters,
): Promise<Projection> {
  const classes = (await PostingClasses.load(database)).all;
  const costs = await costByClass(database, filters);
  const finished = setup.finishWithoutOutput ? await costOfFinishedWithoutOutput(database, filters) : undefined;
  const parts: ClassCost[] = [];
  for (const key of classes) {
    const whole = costs.get(key.no);
    const part = finished?.get(key.no);
    if (whole) {
      parts.push({
        key,
        finishedWithoutOutput: false,
        actual: whole.actual - (part?.actual ?? 0n),
        expected: whole.expected - (part?.expected ?? 0n),
      });
    }
    if (part) parts.push({key, finishedWithoutOutput: true, ...part});
  }
  return project(parts, {includeNonInventoryCost: setup.includeNonInventoryCost});
}
