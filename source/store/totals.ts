/**
 * Totals of the ledgers per month, kept in the transaction that writes the entries (blueprint, idea 3): value
 * entries per posting class, G/L entries per account. `verify` recomputes them and must agree.
 */
import {monthOf} from '../domain/dates.js';
import type {Database} from './database.js';

const VALUE_COLUMNS = [
  'cost_amount_actual',
  'cost_amount_expected',
  'cost_posted_to_gl',
  'expected_cost_posted_to_gl',
] as const;

interface Change {
  entries: number;
  amounts: bigint[];
}

/** Collects what a transaction adds to the totals; {@link save} writes it. */
export class TotalChanges {
  private readonly values = new Map<string, Change>();
  private readonly accounts = new Map<string, Change>();

  /** Adds one value entry (`entries` 1), or a change of posted amounts on one that is counted already (0). */
  addValueEntry(
    postingDate: string,
    postingClassNo: number,
    change: {entries: number; actual?: bigint; expected?: bigint; posted?: bigint; expectedPosted?: bigint},
  ): void {
    add(this.values, `${monthOf(postingDate)}\u0001${postingClassNo}`, change.entries, [
      change.actual ?? 0n,
      change.expected ?? 0n,
      change.posted ?? 0n,
      change.expectedPosted ?? 0n,
    ]);
  }

  addGlEntry(postingDate: string, accountNo: string, amount: bigint): void {
    add(this.accounts, `${monthOf(postingDate)}\u0001${accountNo}`, 1, [amount]);
  }

  async save(database: Database): Promise<void> {
    await merge(database, 'value_entry_total', 'posting_class_no', VALUE_COLUMNS, this.values, Number);
    await merge(database, 'gl_entry_total', 'gl_account_no', ['amount'], this.accounts, String);
    this.values.clear();
    this.accounts.clear();
  }
}

function add(changes: Map<string, Change>, key: string, entries: number, amounts: bigint[]): void {
  const change = changes.get(key);
  if (!change) {
    changes.set(key, {entries, amounts});
    return;
  }
  change.entries += entries;
  for (const [index, amount] of amounts.entries()) change.amounts[index] = (change.amounts[index] ?? 0n) + amount;
}

async function merge(
  database: Database,
  table: string,
  keyColumn: string,
  columns: readonly string[],
  changes: ReadonlyMap<string, Change>,
  keyValue: (text: string) => string | number,
): Promise<void> {
  for (const [key, change] of changes) {
    const [month = '', second = ''] = key.split('\u0001');
    const where = `"month" = ? and "${keyColumn}" = ?`;
    const present = await database.first(`select * from "${table}" where ${where}`, [month, keyValue(second)]);
    const sums = columns.map((column, index) =>
      (BigInt(present?.[column] ?? 0) + (change.amounts[index] ?? 0n)).toString(),
    );
    const entries = Number(present?.['entries'] ?? 0) + change.entries;
    if (present) {
      await database.run(
        `update "${table}" set "entries" = ?, ${columns.map(column => `"${column}" = ?`).join(', ')} where ${where}`,
        [entries, ...sums, month, keyValue(second)],
      );
    } else {
      await database.run(
        `insert into "${table}" ("month", "${keyColumn}", "entries", ${columns.map(column => `"${column}"`).join(', ')}) values (?, ?, ?${', ?'.repeat(columns.length)})`,
        [month, keyValue(second), entries, ...sums],
      );
    }
  }
}
