/**
 * Reads the entries that the search for causes needs: those that are not clean (store/unclean-entries.ts), with all
 * that is related to them, and G/L entries without relation. Clean entries are the same on both sides.
 */
import type {ReconciledGlEntry, ReconciledValueEntry} from '../domain/reconciliation/entries.js';
import type {ReconciledLedgers} from '../domain/reconciliation/explain.js';
import {zeroPlaces} from '../domain/reconciliation/matrix.js';
import {type Place, placeOf} from '../domain/reconciliation/places.js';
import {daysOfUnmatchedLines, glEntriesOfSurplus} from '../domain/reconciliation/reach.js';
import type {SqlRow} from '../store/database.js';
import type {UncleanEntries} from '../store/examined-entries.js';
import {joinConditions} from '../store/filter-sql.js';
import {codeCondition, dateCondition, filtersCodes, filtersDates, type LedgerFilters} from '../store/ledger-filters.js';
import {
  expectedPostedByItemEntry,
  readGlEntries,
  readRelations,
  readValueEntries,
} from '../store/reconciliation-entries.js';
import type {ClassSum} from '../store/reconciliation-totals.js';
import {
  type ClassLines,
  entriesFinishedWithoutOutput,
  otherDays,
  unpostedValueEntries,
  valueEntriesInside,
} from '../store/unclean-entries.js';
import {classLines} from './class-lines.js';
import {EntryPlans} from './entry-plans.js';
import {findUnclean} from './examine-entries.js';
import {type JobContext, stopIfInterrupted} from './job.js';
import type {ReconciliationSetup} from './reconciliation-setup.js';

export interface LoadedLedgers extends ReconciledLedgers {
  /** What clean value entries put on rows and columns, given what all inside the filters have posted by class. */
  readonly cleanTotals: (posted: ReadonlyMap<number, ClassSum>) => Record<Place, bigint>;
}

/** `anew`: every entry is looked at, whatever the company has kept of the last time (./examine-entries.ts). */
export async function loadReconciledLedgers(
  context: JobContext,
  setup: ReconciliationSetup,
  filters: LedgerFilters,
  {anew = false}: {anew?: boolean} = {},
): Promise<LoadedLedgers> {
  const plans = await EntryPlans.load(context);
  const classes = classLines(plans, setup);
  const unclean = await findUnclean(context, setup, classes, anew);
  return new Loader(context, setup, filters, plans, classes, unclean).load();
}

class Loader {
  private readonly linesByClass: ReadonlyMap<number, ClassLines>;
  /** Relations that were read: G/L entry to value entries. */
  private readonly related = new Map<number, Set<number>>();
  private readonly wanted = new Set<number>();
  /** Merged G/L entries of which only the part of the wanted value entries is taken. */
  private readonly partly = new Set<number>();
  /** Days of which the unclean value entries of all items and locations are wanted. */
  private readonly wholeDays = new Set<string>();

  constructor(
    private readonly context: JobContext,
    private readonly setup: ReconciliationSetup,
    private readonly filters: LedgerFilters,
    private readonly plans: EntryPlans,
    classes: readonly ClassLines[],
    private readonly unclean: UncleanEntries,
  ) {
    this.linesByClass = new Map(classes.map(lines => [lines.classNo, lines]));
  }

  async load(): Promise<LoadedLedgers> {
    const {unrelated, reversed, isBeyond} = await this.unrelated();
    const merged = new Set(this.unclean.merged);
    for (const no of await this.firstValueEntries(isBeyond)) this.wanted.add(no);
    await this.readWhole([...merged, ...this.unclean.orphaned, ...reversed]);
    let {rows, valueEntries, related} = await this.read(merged);
    while (await this.reachFurther(valueEntries, related, merged)) {
      ({rows, valueEntries, related} = await this.read(merged));
    }
    const glEntries = [...related, ...unrelated].sort((left, right) => left.no - right.no);
    return {valueEntries, glEntries, cleanTotals: posted => this.cleanTotals(posted, rows)};
  }

  /**
   * Wants what lies outside the filters and still decides about what is inside: of a G/L entry that its value entry has
   * too many of, all its value entries; and entries that may hold the G/L entry of an unmatched line. False: nothing.
   */
  private async reachFurther(
    valueEntries: readonly ReconciledValueEntry[],
    related: readonly ReconciledGlEntry[],
    merged: Set<number>,
  ): Promise<boolean> {
    const whole = glEntriesOfSurplus(valueEntries, related).filter(no => this.partly.delete(no));
    for (const no of whole) merged.add(no);
    await this.readWhole(whole);
    if (!filtersCodes(this.filters)) return whole.length > 0;
    const days = daysOfUnmatchedLines(valueEntries, related).filter(day => !this.wholeDays.has(day));
    for (const day of days) this.wholeDays.add(day);
    if (days.length === 0) return whole.length > 0;
    const ofDays = {where: `v."posting_date" in (${days.map(() => '?').join(', ')})`, params: days};
    for (const no of await valueEntriesInside(this.context.database, this.unclean.value, ofDays)) this.wanted.add(no);
    return true;
  }

  /** The wanted value entries, with all that is related to them. */
  private async read(uncleanMergedNos: ReadonlySet<number>) {
    const {database} = this.context;
    await this.readRelated(uncleanMergedNos);
    const rows = await readValueEntries(database, this.filters, [...this.wanted]);
    const glRows = await readGlEntries(database, this.filters, [...this.related.keys()]);
    const byNumber = new Map(rows.map(row => [Number(row['entry_no']), row]));
    return {
      rows,
      valueEntries: await this.valueEntries(rows),
      related: glRows.map(row => this.glEntryOf(row, byNumber)),
    };
  }

  private async step<T>(work: () => Promise<T>): Promise<T> {
    stopIfInterrupted(this.context);
    return work();
  }

  /** Value entries to look at, from the filters alone; `isBeyond`: of all dates. */
  private async firstValueEntries(isBeyond: boolean): Promise<number[]> {
    const {database} = this.context;
    const dates = dateCondition(this.filters, 'v."posting_date"');
    const codes = codeCondition(database.dialect, this.filters, 'v');
    const inside = joinConditions('and', [codes, dates]);
    const byDate = filtersDates(this.filters);
    return [
      ...(await this.step(() => valueEntriesInside(database, this.unclean.value, isBeyond ? codes : inside))),
      // Without item or location filter, unposted cost of other dates may have been booked by hand in this one.
      ...(await this.step(() => unpostedValueEntries(database, filtersCodes(this.filters) ? inside : codes))),
      ...(byDate
        ? await this.step(() =>
            otherDays(database, this.unclean.value, dateCondition(this.filters, 'g."posting_date"')),
          )
        : []),
      // Two rules treat them otherwise than their class.
      ...(this.setup.finishWithoutOutput ? await this.step(() => entriesFinishedWithoutOutput(database, inside)) : []),
    ];
  }

  /**
   * G/L entries without relation, and the numbers of those with relations that they reverse. Where one reverses an entry
   * without relation of another date, that one may stand for a value entry whose relation is missing: then those of all
   * dates are taken (`isBeyond`), so that each finds its own.
   */
  private async unrelated(): Promise<{unrelated: ReconciledGlEntry[]; reversed: number[]; isBeyond: boolean}> {
    const rows = await this.step(() => readGlEntries(this.context.database, this.filters, this.unclean.unrelated));
    const all = rows.map(row => glEntryOf(row, row['amount'] as bigint, []));
    const unrelated = all.filter(entry => entry.withinDates);
    const reversed = await this.reversed(unrelated);
    const isBeyond = unrelated.some(entry => !entry.withinDates);
    if (!isBeyond) return {unrelated, reversed, isBeyond};
    const known = new Set(unrelated.map(({no}) => no));
    return {unrelated: [...unrelated, ...all.filter(({no}) => !known.has(no))], reversed, isBeyond};
  }

  /** G/L entries that entries without relation reverse; those without relation themselves join them. */
  private async reversed(unrelated: ReconciledGlEntry[]): Promise<number[]> {
    const {database} = this.context;
    const related: number[] = [];
    const known = new Set(unrelated.map(({no}) => no));
    let open = unrelated.map(({reversedEntryNo}) => reversedEntryNo);
    for (;;) {
      open = [...new Set(open)].filter(no => no !== 0 && !known.has(no));
      if (open.length === 0) return related;
      for (const no of open) known.add(no);
      const withRelation = new Set((await readRelations(database, 'gl_entry_no', open)).map(each => each.glEntryNo));
      related.push(...withRelation);
      const others = (
        await readGlEntries(
          database,
          this.filters,
          open.filter(no => !withRelation.has(no)),
        )
      ).map(row => glEntryOf(row, row['amount'] as bigint, []));
      unrelated.push(...others);
      open = others.map(({reversedEntryNo}) => reversedEntryNo);
    }
  }

  /** Takes G/L entries with all their value entries. */
  private async readWhole(glEntryNos: readonly number[]): Promise<void> {
    for (const {glEntryNo, valueEntryNo} of await readRelations(this.context.database, 'gl_entry_no', glEntryNos)) {
      this.relate(glEntryNo, valueEntryNo);
      this.wanted.add(valueEntryNo);
    }
  }

  /**
   * Follows the relations of the wanted value entries until nothing new comes. Of a merged G/L entry that its lines
   * add up to, only the part of the wanted value entries is taken.
   */
  private async readRelated(uncleanMergedNos: ReadonlySet<number>): Promise<void> {
    const {database} = this.context;
    let open = [...this.wanted];
    while (open.length > 0) {
      stopIfInterrupted(this.context);
      const found = await readRelations(database, 'value_entry_no', open);
      const whole = [...new Set(found.map(({glEntryNo}) => glEntryNo))].filter(
        no => !this.related.has(no) && !this.partly.has(no),
      );
      const counterparts = new Map<number, number[]>();
      for (const {glEntryNo, valueEntryNo} of await readRelations(database, 'gl_entry_no', whole)) {
        const list = counterparts.get(glEntryNo) ?? [];
        list.push(valueEntryNo);
        counterparts.set(glEntryNo, list);
      }
      open = [];
      for (const [glEntryNo, valueEntryNos] of counterparts) {
        const isPart = valueEntryNos.length > 1 && !uncleanMergedNos.has(glEntryNo);
        if (isPart) this.partly.add(glEntryNo);
        for (const valueEntryNo of valueEntryNos) {
          this.relate(glEntryNo, valueEntryNo);
          if (isPart || this.wanted.has(valueEntryNo)) continue;
          this.wanted.add(valueEntryNo);
          open.push(valueEntryNo);
        }
      }
    }
  }

  private relate(glEntryNo: number, valueEntryNo: number): void {
    const there = this.related.get(glEntryNo);
    if (there) there.add(valueEntryNo);
    else this.related.set(glEntryNo, new Set([valueEntryNo]));
  }

  private async valueEntries(rows: readonly SqlRow[]): Promise<ReconciledValueEntry[]> {
    await this.plans.prepare(rows);
    const itemEntryOf = (row: SqlRow) => Number(row['item_ledger_entry_no']);
    const waiting = rows.filter(row => row['cost_amount_expected'] !== row['expected_cost_posted_to_gl']);
    const posted = await expectedPostedByItemEntry(this.context.database, [...new Set(waiting.map(itemEntryOf))]);
    return rows.map(row => this.plans.entryOf(row, posted.get(itemEntryOf(row)) ?? 0n));
  }

  private glEntryOf(row: SqlRow, valueEntries: ReadonlyMap<number, SqlRow>): ReconciledGlEntry {
    const no = Number(row['entry_no']);
    // In one order, whatever the order in which the database keeps relations: it decides between equal matches.
    const relatedTo = [...(this.related.get(no) ?? [])].sort((left, right) => left - right);
    if (!this.partly.has(no)) return glEntryOf(row, row['amount'] as bigint, relatedTo);
    const taken = relatedTo.filter(each => valueEntries.has(each));
    const amount = taken.reduce((sum, each) => {
      const value = valueEntries.get(each);
      return value ? sum + this.ownLine(value, String(row['gl_account_no'])) : sum;
    }, 0n);
    return glEntryOf(row, amount, taken);
  }

  private ownLine(row: SqlRow, accountNo: string): bigint {
    const lines = this.linesByClass.get(Number(row['posting_class_no']));
    const line = lines?.accounts.find(each => each.accountNo === accountNo);
    return (
      BigInt(line?.actual ?? 0) * (row['cost_posted_to_gl'] as bigint) +
      BigInt(line?.expected ?? 0) * (row['expected_cost_posted_to_gl'] as bigint)
    );
  }

  private cleanTotals(posted: ReadonlyMap<number, ClassSum>, rows: readonly SqlRow[]): Record<Place, bigint> {
    const rest = new Map(
      [...posted].map(([no, sum]) => [no, {actual: sum.actualPosted, expected: sum.expectedPosted}]),
    );
    for (const row of rows) {
      const sum = rest.get(Number(row['posting_class_no']));
      if (!sum || row['within_dates'] !== 1n || row['within_codes'] !== 1n) continue;
      sum.actual -= row['cost_posted_to_gl'] as bigint;
      sum.expected -= row['expected_cost_posted_to_gl'] as bigint;
    }
    const totals = zeroPlaces();
    for (const [no, sum] of rest) {
      for (const {accountType, amount, sign} of this.plans.planOfClass(no).lines) {
        totals[placeOf(accountType)] += sign * sum[amount];
      }
    }
    return totals;
  }
}

function glEntryOf(row: SqlRow, amount: bigint, relatedTo: readonly number[]): ReconciledGlEntry {
  return {
    no: Number(row['entry_no']),
    accountNo: row['gl_account_no'] as string,
    postingDate: row['posting_date'] as string,
    documentNo: row['document_no'] as string,
    sourceCode: row['source_code'] as string,
    amount,
    reversedEntryNo: Number(row['reversed_entry_no']),
    relatedTo,
    withinDates: row['within_dates'] === 1n,
  };
}
