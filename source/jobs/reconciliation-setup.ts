/** What of a company's setup the reconciliation goes by: today's accounts, switches and compressed periods. */
import {type Place, placesByAccount} from '../domain/reconciliation/places.js';
import type {Database} from '../store/database.js';
import {
  dateComprRegister,
  generalPostingSetup,
  glAccount,
  inventoryPostingSetup,
  inventorySetup,
  manufacturingSetup,
  sourceCodeSetup,
} from '../store/tables/index.js';

export interface ReconciliationSetup {
  readonly expectedPosting: boolean;
  readonly includeNonInventoryCost: boolean;
  readonly finishWithoutOutput: boolean;
  readonly costPostingSourceCode: string;
  /** Accounts of the posting setups that the chart has, with the rows and columns they count on. */
  readonly places: ReadonlyMap<string, readonly Place[]>;
  /** Accounts of the posting setups' inventory fields, in the chart or not. */
  readonly named: ReadonlySet<string>;
  readonly chart: ReadonlySet<string>;
  /** Accounts that General Posting Setup names in fields outside the matrix: sales, purchases … */
  readonly otherAccounts: ReadonlySet<string>;
  /** First and last day of each date compression of G/L entries or value entries. */
  readonly compressed: readonly {from: string; to: string}[];
}

/** Tables whose compression hides entries from the reconciliation (reconciliation.md 12): G/L Entry, Value Entry. */
const COMPRESSED_TABLES = [17, 5802];

export async function loadReconciliationSetup(database: Database): Promise<ReconciliationSetup> {
  const [inventory] = await database.read(inventorySetup);
  const [manufacturing] = await database.read(manufacturingSetup);
  const [sourceCodes] = await database.read(sourceCodeSetup);
  const general = await database.read(generalPostingSetup);
  const includeNonInventoryCost = manufacturing?.includeNonInventoryItemsToProducedItems ?? false;
  const named = placesByAccount(
    {
      'Inventory Posting Setup': await database.read(inventoryPostingSetup),
      'General Posting Setup': general,
    },
    includeNonInventoryCost,
  );
  const chart = new Set((await database.read(glAccount)).map(account => account.no));
  const registers = await database.read(dateComprRegister);
  return {
    expectedPosting: inventory?.expectedCostPostingToGl ?? false,
    includeNonInventoryCost,
    finishWithoutOutput: manufacturing?.allowFinishingProdOrderWithNoOutput ?? false,
    costPostingSourceCode: sourceCodes?.inventoryPostCost ?? '',
    places: new Map([...named].filter(([account]) => chart.has(account))),
    named: new Set(named.keys()),
    chart,
    otherAccounts: new Set(
      general.flatMap(row => accountsOutsideMatrix.map(property => row[property])).filter(account => account !== ''),
    ),
    compressed: registers
      .filter(register => COMPRESSED_TABLES.includes(register.tableId))
      .map(register => ({from: register.startingDate, to: `${register.endingDate}C`})),
  };
}

/** Account fields of General Posting Setup that no posting rule uses. */
const accountsOutsideMatrix = [
  'salesAccount',
  'salesCreditMemoAccount',
  'salesLineDiscAccount',
  'salesInvDiscAccount',
  'salesPrepaymentsAccount',
  'purchAccount',
  'purchCreditMemoAccount',
  'purchLineDiscAccount',
  'purchInvDiscAccount',
  'purchPrepaymentsAccount',
] as const;
