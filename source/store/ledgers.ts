/**
 * Writing the two ledgers: the one place where value entries and G/L entries are inserted, and posted amounts set,
 * so that posting classes and totals always follow.
 */
import type {Database, SqlRow} from './database.js';
import {PostingClasses} from './posting-class.js';
import {type GlEntry, glEntry, type ValueEntry, valueEntry} from './tables/index.js';
import {TotalChanges} from './totals.js';

/** Posted amounts of one value entry after posting (posting-rules.md 11); absent ones stay as they are. */
export interface PostedAmounts {
  valueEntryNo: number;
  costPostedToGl?: bigint;
  expectedCostPostedToGl?: bigint;
  costPostedToGlAcy?: bigint;
  expCostPostedToGlAcy?: bigint;
}

/** A value entry whose actual or expected cost, or both, was posted in full, and by how much the posted amounts grew. */
export interface PostedEntry {
  readonly entryNo: number;
  readonly postingDate: string;
  readonly postingClassNo: number;
  readonly actual: bigint | undefined;
  readonly expected: bigint | undefined;
}

const ACTUAL_POSTED = '"cost_posted_to_gl" = "cost_amount_actual", "cost_posted_to_gl_acy" = "cost_amount_actual_acy"';
const EXPECTED_POSTED =
  '"expected_cost_posted_to_gl" = "cost_amount_expected", "exp_cost_posted_to_gl_acy" = "cost_amount_expected_acy"';

/** Writes ledger entries within one transaction; {@link finish} before the transaction ends. */
export class LedgerWriter {
  private readonly totals = new TotalChanges();
  private classes: PostingClasses | undefined;
  private readonly endings: (() => Promise<void>)[] = [];

  constructor(private readonly database: Database) {}

  async postingClasses(): Promise<PostingClasses> {
    this.classes ??= await PostingClasses.load(this.database);
    return this.classes;
  }

  async insertValueEntries(entries: readonly Partial<ValueEntry>[]): Promise<void> {
    const classes = await this.postingClasses();
    const numbers = entries.map(entry => classes.numberOf(entry));
    for (const [index, entry] of entries.entries()) {
      this.totals.addValueEntry(entry.postingDate ?? '', numbers[index] ?? 0, {
        entries: 1,
        actual: entry.costAmountActual,
        expected: entry.costAmountExpected,
        posted: entry.costPostedToGl,
        expectedPosted: entry.expectedCostPostedToGl,
      });
    }
    await this.database.insert(valueEntry, entries, [{column: 'posting_class_no', kind: 'integer', values: numbers}]);
  }

  async insertGlEntries(entries: readonly Partial<GlEntry>[]): Promise<void> {
    for (const entry of entries)
      this.totals.addGlEntry(entry.postingDate ?? '', entry.glAccountNo ?? '', entry.amount ?? 0n);
    await this.database.insert(glEntry, entries);
  }

  /** After posting, posted = cost (posting-rules.md 11), of the part that was posted. In bulk. */
  async markPosted(entries: readonly PostedEntry[]): Promise<void> {
    const numbers: Record<'actual' | 'expected' | 'both', number[]> = {actual: [], expected: [], both: []};
    for (const {entryNo, postingDate, postingClassNo, actual, expected} of entries) {
      numbers[actual === undefined ? 'expected' : expected === undefined ? 'actual' : 'both'].push(entryNo);
      this.totals.addValueEntry(postingDate, postingClassNo, {entries: 0, posted: actual, expectedPosted: expected});
    }
    await this.database.updateKeys('value_entry', ACTUAL_POSTED, 'entry_no', numbers.actual);
    await this.database.updateKeys('value_entry', EXPECTED_POSTED, 'entry_no', numbers.expected);
    await this.database.updateKeys('value_entry', `${ACTUAL_POSTED}, ${EXPECTED_POSTED}`, 'entry_no', numbers.both);
  }

  /** Sets posted amounts, entry by entry. */
  async setPostedAmounts(changes: readonly PostedAmounts[]): Promise<void> {
    for (const change of changes) {
      const before = await this.database.first(
        'select "posting_date", "posting_class_no", "cost_posted_to_gl", "expected_cost_posted_to_gl", "cost_posted_to_gl_acy", "exp_cost_posted_to_gl_acy" from "value_entry" where "entry_no" = ?',
        [change.valueEntryNo],
      );
      if (!before) throw new Error(`value entry ${change.valueEntryNo} is not there`);
      const posted = change.costPostedToGl ?? amountOf(before, 'cost_posted_to_gl');
      const expectedPosted = change.expectedCostPostedToGl ?? amountOf(before, 'expected_cost_posted_to_gl');
      await this.database.run(
        'update "value_entry" set "cost_posted_to_gl" = ?, "expected_cost_posted_to_gl" = ?, "cost_posted_to_gl_acy" = ?, "exp_cost_posted_to_gl_acy" = ? where "entry_no" = ?',
        [
          posted,
          expectedPosted,
          change.costPostedToGlAcy ?? amountOf(before, 'cost_posted_to_gl_acy'),
          change.expCostPostedToGlAcy ?? amountOf(before, 'exp_cost_posted_to_gl_acy'),
          change.valueEntryNo,
        ],
      );
      this.totals.addValueEntry(String(before['posting_date']), Number(before['posting_class_no']), {
        entries: 0,
        posted: posted - amountOf(before, 'cost_posted_to_gl'),
        expectedPosted: expectedPosted - amountOf(before, 'expected_cost_posted_to_gl'),
      });
    }
  }

  /** Work for the end of the transaction: what can only be written once all is there, such as a run's register. */
  beforeFinish(work: () => Promise<void>): void {
    this.endings.push(work);
  }

  /** Writes what waits for the end, new posting classes and the changed totals. */
  async finish(): Promise<void> {
    for (const work of this.endings.splice(0)) await work();
    await this.classes?.save(this.database);
    await this.totals.save(this.database);
  }
}

const amountOf = (row: SqlRow, column: string): bigint => BigInt(row[column] ?? 0);

/** The number after the last one of a ledger: each numbers its entries from 1 without gaps of our own. */
export async function nextEntryNo(database: Database, sqlName: string, column = 'entry_no'): Promise<number> {
  const row = await database.first(`select coalesce(max("${column}"), 0) as "last" from "${sqlName}"`);
  return Number(row?.['last'] ?? 0) + 1;
}
