/** What of a company's setup decides the accounts (posting-rules.md 9), as the store loads it. */
import type {GlAccountType} from '../options.js';

/** A row of Inventory or General Posting Setup: account numbers by property (account-types.ts). */
export interface PostingSetupRow {
  readonly accounts: Readonly<Record<string, string>>;
  readonly blocked: boolean;
}

interface PostingAccount {
  readonly name: string;
  readonly accountType: GlAccountType;
  readonly blocked: boolean;
}

export interface CompanySetup {
  /** By {@link setupKey} of location and inventory posting group. */
  readonly inventoryPostingSetup: ReadonlyMap<string, PostingSetupRow>;
  /** By {@link setupKey} of general business and product posting group. */
  readonly generalPostingSetup: ReadonlyMap<string, PostingSetupRow>;
  readonly accounts: ReadonlyMap<string, PostingAccount>;
  /** Inventory posting group of each item, from its card today: it selects the WIP account (9.2). */
  readonly itemPostingGroups: ReadonlyMap<string, string>;
  readonly expectedPostingOn: boolean;
  readonly includeNonInventoryCost: boolean;
  readonly finishOrderWithoutOutput: boolean;
}

export const setupKey = (first: string, second: string): string => `${first}\u0001${second}`;
