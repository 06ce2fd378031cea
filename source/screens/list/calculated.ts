/** FlowFields of the list pages (tables.md 3, †), for the rows on the screen. */
import type {Database, SqlRow} from '../../store/database.js';
import {exactSum, sumSql} from '../../store/sums.js';
import type {CalculatedColumn} from './definition.js';
import type {ListRow} from './row-source.js';

/** Sums of value entries by item ledger entry. */
const ledgerEntryCost = (caption: string, column: string): CalculatedColumn => ({
  caption,
  kind: 'amount',
  load: (database, rows) => sumsBy(database, rows, 'value_entry', 'item_ledger_entry_no', column),
});

export const ledgerEntryCosts: readonly CalculatedColumn[] = [
  ledgerEntryCost('Cost Amount (Actual)', 'cost_amount_actual'),
  ledgerEntryCost('Cost Amount (Expected)', 'cost_amount_expected'),
  ledgerEntryCost('Cost Amount (Non-Invtbl.)', 'cost_amount_non_invtbl'),
  ledgerEntryCost('Sales Amount (Actual)', 'sales_amount_actual'),
];

export const itemInventory: CalculatedColumn = {
  caption: 'Inventory',
  kind: 'quantity',
  load: (database, rows) => sumsBy(database, rows, 'item_ledger_entry', 'item_no', 'quantity'),
};

/** An account's balance, from the totals that are kept per month; a heading has none of its own. */
export const accountBalance: CalculatedColumn = {
  caption: 'Balance',
  kind: 'amount',
  load: async (database, rows) => {
    const accounts = rows.map(row => row.key[0] ?? '');
    const totals = await database.all(
      `select "gl_account_no", "amount" from "gl_entry_total" where "gl_account_no" in (${marks(accounts)})`,
      accounts,
    );
    const balances = new Map<string, bigint>();
    for (const {gl_account_no: account, amount} of totals) {
      balances.set(String(account), (balances.get(String(account)) ?? 0n) + BigInt(amount ?? 0));
    }
    return balances;
  },
};

async function sumsBy(
  database: Database,
  rows: readonly ListRow[],
  table: string,
  by: string,
  column: string,
): Promise<Map<string, bigint>> {
  const keys = rows.map(row => row.key[0] ?? '');
  const sums = await database.all<SqlRow>(
    `select "${by}" as "key", ${sumSql(database.dialect, `"${column}"`, 'sum')} from "${table}"
     where "${by}" in (${marks(keys)}) group by "${by}"`,
    keys,
  );
  return new Map(sums.map(row => [String(row['key']), exactSum(row, 'sum')]));
}

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
