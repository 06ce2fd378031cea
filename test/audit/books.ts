/** What the ledgers of a company hold, as the auditor reads it. */
import type {Database} from '../../source/store/database.js';
import {item, itemLedgerEntry, type ItemLedgerEntry, valueEntry} from '../../source/store/tables/index.js';
import {accountType} from '../support/posting.js';

export interface Totals {
  actual: bigint;
  expected: bigint;
}

export interface Books {
  entries: ReadonlyMap<number, ItemLedgerEntry>;
  totals: ReadonlyMap<number, Totals>;
  /** G/L balances by item and account type. */
  accounts: ReadonlyMap<string, ReadonlyMap<string, bigint>>;
  unitCosts: ReadonlyMap<string, bigint>;
}

/** What the ledgers hold of the items from one on (products have later numbers). */
export async function readBooks(database: Database, from: string): Promise<Books> {
  const entries = await database.read(itemLedgerEntry, {where: '"item_no" >= ?', params: [from]});
  const values = await database.read(valueEntry, {where: '"item_no" >= ?', params: [from]});
  const cards = await database.read(item, {where: '"no" >= ?', params: [from]});
  const gl = await database.all(
    'select v."item_no", g."gl_account_no", g."amount" from "value_entry" v join "gl_item_ledger_relation" r on r."value_entry_no" = v."entry_no" join "gl_entry" g on g."entry_no" = r."gl_entry_no" where v."item_no" >= ?',
    [from],
  );
  const totals = new Map<number, Totals>();
  for (const value of values) {
    const total = totals.get(value.itemLedgerEntryNo) ?? {actual: 0n, expected: 0n};
    total.actual += value.costAmountActual;
    total.expected += value.costAmountExpected;
    totals.set(value.itemLedgerEntryNo, total);
  }
  const accounts = new Map<string, Map<string, bigint>>();
  for (const row of gl) {
    const ofItem = accounts.get(String(row['item_no'])) ?? new Map<string, bigint>();
    const type = accountType(String(row['gl_account_no']));
    ofItem.set(type, (ofItem.get(type) ?? 0n) + BigInt(String(row['amount'])));
    accounts.set(String(row['item_no']), ofItem);
  }
  return {
    entries: new Map(entries.map(entry => [entry.entryNo, entry])),
    totals,
    accounts,
    unitCosts: new Map(cards.map(({no, unitCost}) => [no, unitCost])),
  };
}
