/** What the pages of the reconciliation are opened with. */
import type {Cause} from '../../domain/reconciliation/causes.js';
import type {Place} from '../../domain/reconciliation/places.js';
import type {LedgerFilters} from '../../store/ledger-filters.js';
import type {Target} from './grid.js';

export interface MatrixParameters {
  readonly filters: LedgerFilters;
  readonly showWarning: boolean;
}

/** A row or column that differs, and why. */
export interface CausesParameters {
  readonly place: Place;
  readonly difference: bigint;
  readonly causes: readonly Cause[];
}

export interface DrillDownParameters {
  readonly filters: LedgerFilters;
  readonly target: Extract<Target, {type: 'items' | 'accounts'}>;
}
