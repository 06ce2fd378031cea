/** The totals that are kept per month, and per item with many entries, equal the entries (blueprint, idea 3). */
import {message} from '../../domain/message.js';
import type {Database} from '../../store/database.js';
import {wrongItemCostTotals} from '../../store/item-cost-totals.js';
import {exactSum, sumSql} from '../../store/sums.js';
import {type Invariant, Violations} from './invariant.js';

interface KeptTotal {
  readonly name: string;
  readonly entries: string;
  readonly totals: string;
  readonly key: string;
  readonly columns: readonly string[];
}

const keptTotals: readonly KeptTotal[] = [
  {
    name: 'value-entry-totals-kept',
    entries: 'value_entry',
    totals: 'value_entry_total',
    key: 'posting_class_no',
    columns: ['cost_amount_actual', 'cost_amount_expected', 'cost_posted_to_gl', 'expected_cost_posted_to_gl'],
  },
  {
    name: 'gl-entry-totals-kept',
    entries: 'gl_entry',
    totals: 'gl_entry_total',
    key: 'gl_account_no',
    columns: ['amount'],
  },
];

const monthlyTotals: readonly Invariant[] = keptTotals.map(kept => ({
  name: kept.name,
  tables: [kept.entries],
  async find({database}) {
    const found = new Violations();
    const counted = await recomputed(database, kept);
    for (const row of await database.all(`select * from "${kept.totals}"`)) {
      const key = `${row['month']} ${row[kept.key]}`;
      const values = kept.columns.map(column => BigInt(row[column] ?? 0));
      if (!sameNumbers(counted.get(key), [BigInt(row['entries'] ?? 0), ...values])) found.add(violationOf(key));
      counted.delete(key);
    }
    for (const key of counted.keys()) found.add(violationOf(key));
    return found;
  },
}));

export const totalInvariants: readonly Invariant[] = [
  ...monthlyTotals,
  {
    name: 'item-cost-totals-kept',
    tables: ['value_entry'],
    async find({database}) {
      const found = new Violations();
      for (const itemNo of await wrongItemCostTotals(database)) {
        found.add({of: {itemNo}, message: message('reconciliation.invariant.total', {total: itemNo})});
      }
      return found;
    },
  },
];

const violationOf = (key: string) => ({
  of: {total: key},
  message: message('reconciliation.invariant.total', {total: key}),
});

async function recomputed(database: Database, {entries, key, columns}: KeptTotal): Promise<Map<string, bigint[]>> {
  const rows = await database.all(
    `select substr("posting_date", 1, 7) as "month", "${key}", count(*) as "entries", ${columns.map(column => sumSql(database.dialect, `"${column}"`, column)).join(', ')} from "${entries}" group by 1, 2`,
  );
  return new Map(
    rows.map(row => [
      `${row['month']} ${row[key]}`,
      [BigInt(row['entries'] ?? 0), ...columns.map(column => exactSum(row, column))],
    ]),
  );
}

const sameNumbers = (left: readonly bigint[] | undefined, right: readonly bigint[]): boolean =>
  left?.every((value, index) => value === right[index]) ?? false;
