/**
 * One run of posting into the general ledger: numbers its entries, transactions and register, and writes them in
 * bulk with their relations to value entries (posting-rules.md 11). Without a writer it only gives the numbers.
 */
import {type LedgerWriter, nextEntryNo} from './ledgers.js';
import type {Database} from './database.js';
import {glItemLedgerRelation, type GlEntry, glRegister} from './tables/index.js';

/** Entries that are held before they are written. */
const BATCH = 10_000;

export interface RegisterHeader {
  readonly creationDate: string;
  readonly creationTime: string;
  readonly sourceCode: string;
  readonly userId: string;
}

export class GlPosting {
  private entries: Partial<GlEntry>[] = [];
  private relations: {glEntryNo: number; valueEntryNo: number; glRegisterNo: number}[] = [];

  private constructor(
    private readonly database: Database,
    private readonly writer: LedgerWriter | undefined,
    private readonly header: RegisterHeader,
    readonly registerNo: number,
    readonly firstEntryNo: number,
    private nextNo: number,
    private transactionNo: number,
  ) {}

  static async open(database: Database, writer: LedgerWriter | undefined, header: RegisterHeader): Promise<GlPosting> {
    const registerNo = await nextEntryNo(database, 'gl_register', 'no');
    const entryNo = await nextEntryNo(database, 'gl_entry');
    // Numbers of transactions follow entry numbers, so the highest is among the last entries.
    const row = await database.first(
      'select coalesce(max("transaction_no"), 0) as "last" from (select "transaction_no" from "gl_entry" order by "entry_no" desc limit 1000) as "recent"',
    );
    return new GlPosting(database, writer, header, registerNo, entryNo, entryNo, Number(row?.['last'] ?? 0));
  }

  /** Begins the next balanced transaction. */
  beginTransaction(): void {
    this.transactionNo += 1;
  }

  /** Adds an entry of the current transaction; returns its number. */
  add(entry: Partial<GlEntry>, valueEntryNos: readonly number[]): number {
    const entryNo = this.nextNo;
    this.nextNo += 1;
    if (!this.writer) return entryNo;
    const amount = entry.amount ?? 0n;
    this.entries.push({
      ...entry,
      entryNo,
      debitAmount: amount > 0n ? amount : 0n,
      creditAmount: amount < 0n ? -amount : 0n,
      transactionNo: this.transactionNo,
      glRegisterNo: this.registerNo,
      sourceCode: this.header.sourceCode,
      userId: this.header.userId,
    });
    for (const valueEntryNo of valueEntryNos) {
      this.relations.push({glEntryNo: entryNo, valueEntryNo, glRegisterNo: this.registerNo});
    }
    return entryNo;
  }

  /** How many entries the run has made. */
  get count(): number {
    return this.nextNo - this.firstEntryNo;
  }

  /** Writes what is held once it is worth it; `all` writes it in any case. */
  async flush(all = false): Promise<void> {
    if (!all && this.entries.length < BATCH && this.relations.length < BATCH) return;
    await this.writer?.insertGlEntries(this.entries);
    if (this.writer) await this.database.insert(glItemLedgerRelation, this.relations);
    this.entries = [];
    this.relations = [];
  }

  /** Writes the rest and the register. A run that made no entry leaves no register. */
  async finish(): Promise<void> {
    await this.flush(true);
    if (this.count === 0 || !this.writer) return;
    await this.database.insert(glRegister, [
      {no: this.registerNo, fromEntryNo: this.firstEntryNo, toEntryNo: this.nextNo - 1, ...this.header},
    ]);
  }
}
