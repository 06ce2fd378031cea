/** The columns of the posting report (posting-rules.md 17), with one each for the two non-inventory account types. */
import type {AccountType} from './account-types.js';
import type {PostingAmounts} from './amounts.js';
import {lineAmounts, linesMade, type PostingPlan} from './plan.js';

export const reportColumns = {
  COGS: ['COGS', 'COGS (Interim)'],
  'Inventory Adjustment': ['Inventory Adjmt.', 'Invt. Accrual (Interim)'],
  'Direct Cost Applied': ['Direct Cost Applied'],
  'Overhead Applied': ['Overhead Applied'],
  'Purchase Variance': ['Purchase Variance'],
  'Mfg. Direct Cost Variance': [
    'Material Variance',
    'Capacity Variance',
    'Subcontracted Variance',
    'Cap. Overhead Variance',
  ],
  'Manufacturing Ovhd Variance': ['Mfg. Overhead Variance'],
  'Direct Cost Non-Inventory Applied': ['Direct Cost Non-Inventory Applied'],
  'Material - Non Inventory Variance': ['Material - Non Inventory Variance'],
  'WIP Inventory': ['WIP Inventory'],
  Inventory: ['Inventory', 'Inventory (Interim)'],
} as const satisfies Record<string, readonly AccountType[]>;

export type ReportColumn = keyof typeof reportColumns;
export type ColumnAmounts = ReadonlyMap<ReportColumn, bigint>;

const columnOf = new Map<AccountType, ReportColumn>(
  (Object.entries(reportColumns) as [ReportColumn, readonly AccountType[]][]).flatMap(([column, types]) =>
    types.map(type => [type, column] as const),
  ),
);

/** An entry's amount in each column, zeros left out. The columns of an entry add up to zero. */
export function columnAmounts(plan: PostingPlan, amounts: PostingAmounts): ColumnAmounts {
  const columns = new Map<ReportColumn, bigint>();
  for (const line of linesMade(plan, amounts)) addTo(columns, line.accountType, lineAmounts(line, amounts).amount);
  return new Map([...columns].filter(([, amount]) => amount !== 0n));
}

/** Adds an amount of an account type to its column. */
export function addTo(columns: Map<ReportColumn, bigint>, type: AccountType, amount: bigint): void {
  const column = columnOf.get(type);
  if (column) columns.set(column, (columns.get(column) ?? 0n) + amount);
}
