/**
 * The account types that posting rules name (posting-rules.md 1), in the order in which the posting buffer is
 * emptied, and the setup field that gives each its G/L account (posting-rules.md 9.1).
 */

export type PostingSetup = 'Inventory Posting Setup' | 'General Posting Setup';

/** Field of the setup table, by the property of its row (store/tables) and by its caption. */
interface AccountField {
  readonly setup: PostingSetup;
  readonly property: string;
  readonly caption: string;
}

const inventory = (property: string, caption: string): AccountField => ({
  setup: 'Inventory Posting Setup',
  property,
  caption,
});
const general = (property: string, caption: string): AccountField => ({
  setup: 'General Posting Setup',
  property,
  caption,
});

export const accountFields = {
  'Inventory (Interim)': inventory('inventoryAccountInterim', 'Inventory Account (Interim)'),
  'Invt. Accrual (Interim)': general('invtAccrualAccInterim', 'Invt. Accrual Acc. (Interim)'),
  Inventory: inventory('inventoryAccount', 'Inventory Account'),
  'WIP Inventory': inventory('wipAccount', 'WIP Account'),
  'Inventory Adjmt.': general('inventoryAdjmtAccount', 'Inventory Adjmt. Account'),
  'Direct Cost Applied': general('directCostAppliedAccount', 'Direct Cost Applied Account'),
  'Overhead Applied': general('overheadAppliedAccount', 'Overhead Applied Account'),
  'Purchase Variance': general('purchaseVarianceAccount', 'Purchase Variance Account'),
  COGS: general('cogsAccount', 'COGS Account'),
  'COGS (Interim)': general('cogsAccountInterim', 'COGS Account (Interim)'),
  'Material Variance': inventory('materialVarianceAccount', 'Material Variance Account'),
  'Capacity Variance': inventory('capacityVarianceAccount', 'Capacity Variance Account'),
  'Subcontracted Variance': inventory('subcontractedVarianceAccount', 'Subcontracted Variance Account'),
  'Cap. Overhead Variance': inventory('capOverheadVarianceAccount', 'Cap. Overhead Variance Account'),
  'Mfg. Overhead Variance': inventory('mfgOverheadVarianceAccount', 'Mfg. Overhead Variance Account'),
  'Direct Cost Non-Inventory Applied': general(
    'directCostNonInventoryAppliedAccount',
    'Direct Cost Non-Inventory Applied Account',
  ),
  'Material - Non Inventory Variance': inventory(
    'materialNonInventoryVarianceAccount',
    'Material Non-Inventory Variance Account',
  ),
} as const satisfies Record<string, AccountField>;

export type AccountType = keyof typeof accountFields;

/** All account types, by their number in posting-rules.md 1. */
export const accountTypes = Object.keys(accountFields) as readonly AccountType[];

/** The number of an account type: position in which its lines leave the posting buffer (posting-rules.md 16). */
export const accountTypeNumber = (type: AccountType): number => accountTypes.indexOf(type);
