/** Loads what posting goes by (posting-rules.md 9): posting setups, accounts, items' posting groups and switches. */
import {accountFields, type PostingSetup} from '../domain/posting/account-types.js';
import {type CompanySetup, type PostingSetupRow, setupKey} from '../domain/posting/setup.js';
import type {Database} from './database.js';
import {
  generalPostingSetup,
  glAccount,
  inventoryPostingSetup,
  inventorySetup,
  manufacturingSetup,
} from './tables/index.js';

export async function loadPostingSetup(database: Database): Promise<CompanySetup> {
  const [inventory] = await database.read(inventorySetup);
  const [manufacturing] = await database.read(manufacturingSetup);
  const inventoryRows = await database.read(inventoryPostingSetup);
  const generalRows = await database.read(generalPostingSetup);
  const accounts = await database.read(glAccount);
  const items = await database.all('select "no", "inventory_posting_group" from "item"');
  return {
    inventoryPostingSetup: new Map(
      inventoryRows.map(row => [
        setupKey(row.locationCode, row.invtPostingGroupCode),
        {accounts: accountsOf(row, 'Inventory Posting Setup'), blocked: false},
      ]),
    ),
    generalPostingSetup: new Map(
      generalRows.map(row => [
        setupKey(row.genBusPostingGroup, row.genProdPostingGroup),
        {accounts: accountsOf(row, 'General Posting Setup'), blocked: row.blocked},
      ]),
    ),
    accounts: new Map(accounts.map(({no, name, accountType, blocked}) => [no, {name, accountType, blocked}])),
    itemPostingGroups: new Map(items.map(row => [String(row['no']), String(row['inventory_posting_group'])])),
    expectedPostingOn: inventory?.expectedCostPostingToGl ?? false,
    includeNonInventoryCost: manufacturing?.includeNonInventoryItemsToProducedItems ?? false,
    finishOrderWithoutOutput: manufacturing?.allowFinishingProdOrderWithNoOutput ?? false,
  };
}

/** Items flagged Inventory Value Zero: item posting does not post their entries (posting-rules.md 4). */
export async function itemsWithoutValue(database: Database): Promise<ReadonlySet<string>> {
  const rows = await database.all('select "no" from "item" where "inventory_value_zero" = 1');
  return new Set(rows.map(row => String(row['no'])));
}

function accountsOf(row: Readonly<Record<string, unknown>>, setup: PostingSetup): PostingSetupRow['accounts'] {
  const properties = Object.values(accountFields).filter(field => field.setup === setup);
  return Object.fromEntries(properties.map(({property}) => [property, String(row[property] ?? '')]));
}
