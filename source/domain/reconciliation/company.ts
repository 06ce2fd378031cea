/** What the search for causes knows of the company beside its entries. */
import type {LedgerDate} from '../dates.js';
import type {Place} from './places.js';

export interface ReconciledCompany {
  /** Accounts that today's setup names and the chart has, with the rows and columns they count on. */
  readonly places: ReadonlyMap<string, readonly Place[]>;
  /** Accounts that today's setup names, in the chart or not. */
  readonly named: ReadonlySet<string>;
  readonly chart: ReadonlySet<string>;
  /** Accounts that General Posting Setup names in fields outside the matrix. */
  readonly otherAccounts: ReadonlySet<string>;
  readonly compressed: readonly {readonly from: LedgerDate; readonly to: LedgerDate}[];
  readonly costPostingSourceCode: string;
  readonly expectedPosting: boolean;
}

export interface FiltersInForce {
  readonly dates: boolean;
  /** Item or location. */
  readonly codes: boolean;
}

/** Whether a date lies in a period whose entries were compressed. */
export const isCompressed = ({compressed}: ReconciledCompany, date: LedgerDate): boolean =>
  compressed.some(({from, to}) => date >= from && date <= to);

export const placesOf = ({places}: ReconciledCompany, accountNo: string): readonly Place[] =>
  places.get(accountNo) ?? [];
