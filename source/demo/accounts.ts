/** The demo company's chart of accounts and posting setups: numbers and groups of the demo figures (tables.md 5). */
import type {GeneralPostingSetup, GlAccount, InventoryPostingSetup} from '../store/tables/index.js';

type AccountLine = readonly [no: string, name: string];

const BALANCE_SHEET: readonly AccountLine[] = [
  ['2110', 'Resale Items'],
  ['2111', 'Resale Items (Interim)'],
  ['2112', 'Cost of Resale Sold (Interim)'],
  ['2120', 'Finished Goods'],
  ['2121', 'Finished Goods (Interim)'],
  ['2130', 'Raw Materials'],
  ['2131', 'Raw Materials (Interim)'],
  ['2132', 'Cost of Raw Mat.Sold (Interim)'],
  ['2140', 'WIP Account, Finished goods'],
  ['2310', 'Customers, Domestic'],
  ['2920', 'Bank, LCY'],
  ['3120', 'Retained Earnings'],
  ['5410', 'Vendors, Domestic'],
  ['5510', 'Inv. Adjmt. (Interim), Retail'],
  ['5530', 'Inv. Adjmt. (Interim), Raw Mat'],
];

const INCOME_STATEMENT: readonly AccountLine[] = [
  ['6110', 'Sales, Retail - Dom.'],
  ['6210', 'Sales, Raw Materials - Dom.'],
  ['7110', 'Purch., Retail - Dom.'],
  ['7170', 'Inventory Adjmt., Retail'],
  ['7190', 'Cost of Retail Sold'],
  ['7191', 'Direct Cost Applied, Retail'],
  ['7192', 'Overhead Applied, Retail'],
  ['7193', 'Purchase Variance, Retail'],
  ['7210', 'Purch., Raw Materials - Dom.'],
  ['7270', 'Inventory Adjmt., Raw Mat.'],
  ['7290', 'Cost of Raw Materials Sold'],
  ['7291', 'Direct Cost Applied, Rawmat.'],
  ['7292', 'Overhead Applied, Rawmat.'],
  ['7293', 'Purchase Variance, Rawmat.'],
  ['7791', 'Direct Cost Applied, Cap.'],
  ['7792', 'Overhead Applied, Cap.'],
  ['7793', 'Purchase Variance, Cap.'],
  ['7890', 'Material Variance'],
  ['7891', 'Capacity Variance'],
  ['7892', 'Subcontracted Variance'],
  ['7893', 'Cap. Overhead Variance'],
  ['7894', 'Mfg. Overhead Variance'],
];

/** None of the inventory accounts allows direct posting, as in the ERP's own demo company. */
const OPEN_TO_DIRECT_POSTING = new Set(['2310', '2920', '3120', '5410', '6110', '6210', '7110', '7210']);

const account =
  (incomeBalance: GlAccount['incomeBalance']) =>
  ([no, name]: AccountLine): Partial<GlAccount> => ({
    no,
    name,
    incomeBalance,
    accountType: 'Posting',
    directPosting: OPEN_TO_DIRECT_POSTING.has(no),
  });

export const chartOfAccounts: readonly Partial<GlAccount>[] = [
  ...BALANCE_SHEET.map(account('Balance Sheet')),
  ...INCOME_STATEMENT.map(account('Income Statement')),
];

export const inventoryPostingGroups = [
  {code: 'RESALE', description: 'Resale items'},
  {code: 'FINISHED', description: 'Finished items'},
  {code: 'RAW MAT', description: 'Raw materials'},
] as const;

export const genBusinessPostingGroups = [{code: 'DOMESTIC', description: 'Domestic customers and vendors'}] as const;

export const genProductPostingGroups = [
  {code: 'RETAIL', description: 'Retail'},
  {code: 'RAW MAT', description: 'Raw Materials'},
  {code: 'SERVICES', description: 'Resources, etc.'},
  {code: 'MANUFACT', description: 'Capacities'},
] as const;

const INVENTORY_ACCOUNTS = {
  RESALE: ['2110', '2111'],
  FINISHED: ['2120', '2121'],
  'RAW MAT': ['2130', '2131'],
} as const;

/** One row per location and group, the blank location included; the accounts do not depend on the location. */
export function inventoryPostingSetupRows(locations: readonly string[]): Partial<InventoryPostingSetup>[] {
  return ['', ...locations].flatMap(locationCode =>
    inventoryPostingGroups.map(({code}) => ({
      locationCode,
      invtPostingGroupCode: code,
      inventoryAccount: INVENTORY_ACCOUNTS[code][0],
      inventoryAccountInterim: INVENTORY_ACCOUNTS[code][1],
      wipAccount: '2140',
      materialVarianceAccount: '7890',
      capacityVarianceAccount: '7891',
      subcontractedVarianceAccount: '7892',
      capOverheadVarianceAccount: '7893',
      mfgOverheadVarianceAccount: '7894',
    })),
  );
}

type ProductRow = Partial<GeneralPostingSetup> & {genProdPostingGroup: string};

const PRODUCT_ROWS: readonly ProductRow[] = [
  {
    genProdPostingGroup: 'RETAIL',
    salesAccount: '6110',
    purchAccount: '7110',
    cogsAccount: '7190',
    cogsAccountInterim: '2112',
    inventoryAdjmtAccount: '7170',
    invtAccrualAccInterim: '5510',
    directCostAppliedAccount: '7191',
    overheadAppliedAccount: '7192',
    purchaseVarianceAccount: '7193',
  },
  {
    genProdPostingGroup: 'RAW MAT',
    salesAccount: '6210',
    purchAccount: '7210',
    cogsAccount: '7290',
    cogsAccountInterim: '2132',
    inventoryAdjmtAccount: '7270',
    invtAccrualAccInterim: '5530',
    directCostAppliedAccount: '7291',
    overheadAppliedAccount: '7292',
    purchaseVarianceAccount: '7293',
  },
  {
    genProdPostingGroup: 'SERVICES',
    purchAccount: '7110',
    cogsAccount: '7190',
    cogsAccountInterim: '2112',
    inventoryAdjmtAccount: '7170',
    invtAccrualAccInterim: '5510',
    directCostAppliedAccount: '7791',
    overheadAppliedAccount: '7792',
    purchaseVarianceAccount: '7793',
  },
  {
    genProdPostingGroup: 'MANUFACT',
    inventoryAdjmtAccount: '7270',
    directCostAppliedAccount: '7791',
    overheadAppliedAccount: '7792',
    purchaseVarianceAccount: '7793',
  },
];

/** Rows of the blank business group have no sales and purchase accounts (tables.md 5). */
export const generalPostingSetupRows: readonly Partial<GeneralPostingSetup>[] = PRODUCT_ROWS.flatMap(row => [
  {...row, genBusPostingGroup: '', salesAccount: '', purchAccount: ''},
  {...row, genBusPostingGroup: 'DOMESTIC'},
]);
