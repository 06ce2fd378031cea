/**
 * Where an account type stands on the Inventory – G/L Reconciliation (reconciliation.md 1): a column of the balance
 * sheet side or a row of the other side. This small table and the posting rules are all that the matrix is made of.
 */
import {type AccountType, accountFields, accountTypes} from '../posting/account-types.js';

export const matrixColumns = ['Inventory', 'Inventory (Interim)', 'WIP Inventory'] as const;
export type MatrixColumn = (typeof matrixColumns)[number];

/** Rows without a G/L side: pairs of two columns. */
const transferRows = ['Inventory To WIP', 'WIP To Interim'] as const;
export type TransferRow = (typeof transferRows)[number];

/** Rows 1 to 15, in the page's order. */
export const matrixRows = [
  ...transferRows,
  'COGS (Interim)',
  'Direct Cost Applied',
  'Overhead Applied',
  'Inventory Adjmt.',
  'Invt. Accrual (Interim)',
  'COGS',
  'Purchase Variance',
  'Material Variance',
  'Material Non-Inventory Variance',
  'Capacity Variance',
  'Subcontracted Variance',
  'Capacity Overhead Variance',
  'Mfg. Overhead Variance',
] as const;
export type MatrixRow = (typeof matrixRows)[number];

/** A row or column with a G/L side. */
export type Place = Exclude<MatrixRow, TransferRow> | MatrixColumn;

const isTransfer = (row: MatrixRow): row is TransferRow => (transferRows as readonly string[]).includes(row);

/** All rows and columns that have a G/L side, rows first. */
export const places: readonly Place[] = [
  ...matrixRows.filter((row): row is Exclude<MatrixRow, TransferRow> => !isTransfer(row)),
  ...matrixColumns,
];

const renamed: Partial<Record<AccountType, Place>> = {
  'Direct Cost Non-Inventory Applied': 'Direct Cost Applied',
  'Material - Non Inventory Variance': 'Material Non-Inventory Variance',
  'Cap. Overhead Variance': 'Capacity Overhead Variance',
};

/** The row or column of an account type. Direct Cost Non-Inventory Applied counts in row Direct Cost Applied (contract 4). */
export function placeOf(type: AccountType): Place {
  return renamed[type] ?? (type as Place);
}

export const isColumn = (place: Place): place is MatrixColumn => (matrixColumns as readonly string[]).includes(place);

/** The row on which a pair of two columns stands. */
export const transferRowOf = (first: MatrixColumn, second: MatrixColumn): TransferRow =>
  first === 'Inventory (Interim)' || second === 'Inventory (Interim)' ? 'WIP To Interim' : 'Inventory To WIP';

/** A row of a posting setup: account numbers by property of the setup's fields. */
type SetupAccounts = Readonly<Record<string, unknown>>;

export interface PostingSetupRows {
  readonly 'Inventory Posting Setup': readonly SetupAccounts[];
  readonly 'General Posting Setup': readonly SetupAccounts[];
}

/**
 * Every account that today's setup names, with the rows and columns whose setup fields name it (reconciliation.md 4;
 * blocked setup rows count too). The account of Material Non-Inventory Variance is read only where the manufacturing
 * switch is on.
 */
export function placesByAccount(setup: PostingSetupRows, includeNonInventoryCost: boolean): Map<string, Place[]> {
  const named = new Map<string, Place[]>();
  for (const type of accountTypes) {
    if (type === 'Material - Non Inventory Variance' && !includeNonInventoryCost) continue;
    const place = placeOf(type);
    const field = accountFields[type];
    for (const row of setup[field.setup]) {
      const account = String(row[field.property] ?? '');
      if (account === '') continue;
      const there = named.get(account) ?? [];
      if (!there.includes(place)) named.set(account, [...there, place]);
    }
  }
  return named;
}
