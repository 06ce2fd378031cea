/** A company with every account, and value entries straight into it: the givens of the posting tests. */
import {formatAmount, scaled} from '../../source/domain/money.js';
import type {JobContext} from '../../source/jobs/job.js';
import type {Database} from '../../source/store/database.js';
import {LedgerWriter} from '../../source/store/ledgers.js';
import {
  generalPostingSetup,
  glAccount,
  glEntry,
  inventoryPostingSetup,
  item,
  type ValueEntry,
} from '../../source/store/tables/index.js';

/** Account numbers by account type; a number says nothing else. */
export const ACCOUNTS = {
  Inventory: '2110',
  'Inventory (Interim)': '2111',
  'WIP Inventory': '2140',
  'Invt. Accrual (Interim)': '5510',
  'Inventory Adjmt.': '7270',
  'COGS (Interim)': '7289',
  COGS: '7290',
  'Direct Cost Applied': '7291',
  'Overhead Applied': '7292',
  'Purchase Variance': '7293',
  'Direct Cost Non-Inventory Applied': '7295',
  'Material Variance': '7890',
  'Capacity Variance': '7891',
  'Subcontracted Variance': '7892',
  'Cap. Overhead Variance': '7893',
  'Mfg. Overhead Variance': '7894',
  'Material - Non Inventory Variance': '7895',
} as const;
type AccountName = keyof typeof ACCOUNTS;

const nameOf = new Map<string, AccountName>(
  Object.entries(ACCOUNTS).map(([name, number]) => [number, name as AccountName]),
);

/** The account type that a number stands for; a number that stands for none as it is. */
export const accountType = (no: string): string => nameOf.get(no) ?? no;

const inventoryAccounts = {
  inventoryAccount: ACCOUNTS.Inventory,
  inventoryAccountInterim: ACCOUNTS['Inventory (Interim)'],
  wipAccount: ACCOUNTS['WIP Inventory'],
  materialVarianceAccount: ACCOUNTS['Material Variance'],
  capacityVarianceAccount: ACCOUNTS['Capacity Variance'],
  subcontractedVarianceAccount: ACCOUNTS['Subcontracted Variance'],
  capOverheadVarianceAccount: ACCOUNTS['Cap. Overhead Variance'],
  mfgOverheadVarianceAccount: ACCOUNTS['Mfg. Overhead Variance'],
  materialNonInventoryVarianceAccount: ACCOUNTS['Material - Non Inventory Variance'],
};
const generalAccounts = {
  cogsAccount: ACCOUNTS.COGS,
  cogsAccountInterim: ACCOUNTS['COGS (Interim)'],
  inventoryAdjmtAccount: ACCOUNTS['Inventory Adjmt.'],
  invtAccrualAccInterim: ACCOUNTS['Invt. Accrual (Interim)'],
  directCostAppliedAccount: ACCOUNTS['Direct Cost Applied'],
  overheadAppliedAccount: ACCOUNTS['Overhead Applied'],
  purchaseVarianceAccount: ACCOUNTS['Purchase Variance'],
  directCostNonInventoryAppliedAccount: ACCOUNTS['Direct Cost Non-Inventory Applied'],
};

/** The chart, the posting setups and the items A and B. */
export async function postingCompany(database: Database): Promise<void> {
  await database.insert(
    glAccount,
    Object.entries(ACCOUNTS).map(([name, no]) => ({no, name, accountType: 'Posting' as const})),
  );
  await database.insert(
    inventoryPostingSetup,
    ['', 'BLUE', 'RED'].flatMap(locationCode =>
      ['RESALE', 'FINISHED', ''].map(invtPostingGroupCode => ({
        locationCode,
        invtPostingGroupCode,
        ...inventoryAccounts,
      })),
    ),
  );
  await database.insert(
    generalPostingSetup,
    ['', 'DOMESTIC'].flatMap(genBusPostingGroup =>
      ['RETAIL', 'MANUFACT'].map(genProdPostingGroup => ({
        genBusPostingGroup,
        genProdPostingGroup,
        ...generalAccounts,
      })),
    ),
  );
  await database.insert(item, [
    {no: 'A', description: 'Component', inventoryPostingGroup: 'RESALE'},
    {no: 'B', description: 'Product', inventoryPostingGroup: 'FINISHED'},
  ]);
}

type Given = Partial<Omit<ValueEntry, 'costAmountActual' | 'costAmountExpected'>> & {
  actual?: string;
  expected?: string;
};

/** A value entry of item A, inventoriable, on 2026-01-05; amounts as decimals. */
export function valueEntryOf({actual, expected, ...given}: Given): Partial<ValueEntry> {
  return {
    itemLedgerEntryNo: 1,
    itemNo: 'A',
    postingDate: '2026-01-05',
    itemLedgerEntryType: 'Purchase',
    entryType: 'Direct Cost',
    inventoriable: true,
    inventoryPostingGroup: 'RESALE',
    genBusPostingGroup: 'DOMESTIC',
    genProdPostingGroup: 'RETAIL',
    documentNo: 'DOC',
    ...given,
    costAmountActual: scaled(actual ?? '0'),
    costAmountExpected: scaled(expected ?? '0'),
  };
}

/** A capacity entry of a production order for item B. */
export const capacityOf = (given: Given): Partial<ValueEntry> =>
  valueEntryOf({
    itemLedgerEntryNo: 0,
    capacityLedgerEntryNo: 1,
    itemNo: '',
    itemLedgerEntryType: '',
    inventoryPostingGroup: 'FINISHED',
    genBusPostingGroup: '',
    genProdPostingGroup: 'MANUFACT',
    orderType: 'Production',
    orderNo: 'P1',
    orderLineNo: 10000,
    sourceType: 'Item',
    sourceNo: 'B',
    ...given,
  });

/** Inserts value entries, numbered on. */
export async function insertEntries({database}: JobContext, entries: readonly Partial<ValueEntry>[]): Promise<void> {
  await database.transaction(async transaction => {
    const last = await transaction.first('select coalesce(max("entry_no"), 0) as "last" from "value_entry"');
    const writer = new LedgerWriter(transaction);
    await writer.insertValueEntries(
      entries.map((entry, index) => ({entryNo: Number(last?.['last'] ?? 0) + 1 + index, ...entry})),
    );
    await writer.finish();
  });
}

/** Every G/L entry as `Inventory 95.00`, in order. */
export async function glLines({database}: JobContext, more: 'date' | 'document' | '' = ''): Promise<string[]> {
  return (await database.read(glEntry)).map(entry => {
    const words = `${nameOf.get(entry.glAccountNo) ?? entry.glAccountNo} ${formatAmount(entry.amount)}`;
    return more === '' ? words : `${words} ${more === 'date' ? entry.postingDate : entry.documentNo}`;
  });
}

/** The balance of each account that has one, by account type. */
export async function balances({database}: JobContext): Promise<Record<string, string>> {
  const sums = new Map<string, bigint>();
  for (const {glAccountNo, amount} of await database.read(glEntry)) {
    sums.set(glAccountNo, (sums.get(glAccountNo) ?? 0n) + amount);
  }
  return Object.fromEntries(
    [...sums]
      .filter(([, sum]) => sum !== 0n)
      .map(([account, sum]) => [nameOf.get(account) ?? account, formatAmount(sum)])
      .sort(([left = ''], [right = '']) => (left < right ? -1 : 1)),
  );
}
