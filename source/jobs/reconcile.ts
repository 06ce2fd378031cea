/**
 * The Inventory – G/L Reconciliation of a company inside filters: both sides of every row and column, and what each
 * difference is made of. `check`, `explain` and the screen show what is made here. Nothing of the ledgers is written.
 */
import type {Cause} from '../domain/reconciliation/causes.js';
import {type Explanation, explain} from '../domain/reconciliation/explain.js';
import {compare, type MatrixLine, type Projection, zeroPlaces} from '../domain/reconciliation/matrix.js';
import {type Place, places} from '../domain/reconciliation/places.js';
import type {Database} from '../store/database.js';
import {filtersCodes, filtersDates, type LedgerFilters} from '../store/ledger-filters.js';
import {itemsToAdjust} from '../store/items-to-adjust.js';
import {costByClass, netChangeByAccount} from '../store/reconciliation-totals.js';
import {keepExamined} from './examine-entries.js';
import {projectItemSide} from './item-side.js';
import type {JobContext} from './job.js';
import {loadReconciledLedgers} from './reconciled-ledgers.js';
import {loadReconciliationSetup, type ReconciliationSetup} from './reconciliation-setup.js';

export interface Matrix {
  readonly filters: LedgerFilters;
  readonly projection: Projection;
  /** Rows and columns that have a G/L side. */
  readonly lines: readonly MatrixLine[];
}

export interface Reconciliation extends Matrix {
  /** By row or column, in the reference's order. */
  readonly causes: ReadonlyMap<Place, readonly Cause[]>;
  /** Difference less causes: zero, or tieout has made a mistake. */
  readonly unexplained: ReadonlyMap<Place, bigint>;
  readonly unattributed: Explanation['unattributed'];
  readonly missingRelations: Explanation['missingRelations'];
  /** Items whose cost adjustment was not run: both ledgers lack it. */
  readonly itemsToAdjust: readonly string[];
}

/** The matrix alone, where no item or location filter is set: quick, from the kept totals. */
export async function loadMatrix({database}: JobContext, filters: LedgerFilters): Promise<Matrix> {
  return database.snapshot(async snapshot => {
    const setup = await loadReconciliationSetup(snapshot);
    const projection = await projectItemSide(snapshot, setup, filters);
    const lines = compare(projection.totals, await glTotals(snapshot, setup, filters));
    return {filters, projection, lines};
  });
}

/** The matrix with the causes of its differences. */
export async function reconcile(context: JobContext, filters: LedgerFilters): Promise<Reconciliation> {
  await keepExamined(context);
  return context.database.snapshot(async database => {
    const setup = await loadReconciliationSetup(database);
    const projection = await projectItemSide(database, setup, filters);
    const ledgers = await loadReconciledLedgers({...context, database}, setup, filters);
    const codes = filtersCodes(filters);
    const explanation = explain(ledgers, setup, {dates: filtersDates(filters), codes});
    const lines = compare(
      projection.totals,
      codes
        ? sumOfPlaces(explanation.glTotals, ledgers.cleanTotals(await costByClass(database, filters)))
        : await glTotals(database, setup, filters),
    );
    const causes = new Map(lines.map(({name}) => [name, explanation.causes.of(name)]));
    return {
      filters,
      projection,
      lines,
      causes,
      unexplained: new Map(
        lines.map(({name, difference}) => [
          name,
          (causes.get(name) ?? []).reduce((rest, cause) => rest - cause.amount, difference),
        ]),
      ),
      unattributed: explanation.unattributed,
      missingRelations: explanation.missingRelations,
      itemsToAdjust: await itemsToAdjust(database, filters),
    };
  });
}

const sumOfPlaces = (left: Readonly<Record<Place, bigint>>, right: Readonly<Record<Place, bigint>>) =>
  Object.fromEntries(places.map(place => [place, left[place] + right[place]])) as Record<Place, bigint>;

/** Net change of the accounts that each row and column names (reconciliation.md 4). */
async function glTotals(
  database: Database,
  setup: ReconciliationSetup,
  filters: LedgerFilters,
): Promise<Record<Place, bigint>> {
  const totals = zeroPlaces();
  for (const [account, amount] of await netChangeByAccount(database, filters)) {
    for (const place of setup.places.get(account) ?? []) totals[place] += amount;
  }
  return totals;
}
