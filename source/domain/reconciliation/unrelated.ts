/** Causes of G/L entries without relation: booked in the general ledger itself (reconciliation.md 12). */
import {isClosingDate} from '../dates.js';
import type {CauseCode} from './causes.js';
import {isCompressed, placesOf, type ReconciledCompany} from './company.js';
import {
  linesOf,
  type ReconciledGlEntry,
  type ReconciledValueEntry,
  unpostedActual,
  unpostedExpected,
} from './entries.js';

/** Why an entry without relation is there, and the value entries that it is about. */
export interface Verdict {
  readonly code: CauseCode;
  readonly valueEntryNos: readonly number[];
}

/** What judging one entry needs to know of the others. */
export interface UnrelatedContext {
  readonly company: ReconciledCompany;
  readonly glEntry: (no: number) => ReconciledGlEntry | undefined;
  /** Value entries that a G/L entry stands for, by relation or by a relation that is missing. */
  readonly standsFor: (glEntry: ReconciledGlEntry) => readonly number[];
  /** Undefined without a date filter. */
  readonly bookedByHand: BookedByHand | undefined;
}

/** Judges an entry without relation that a row or column counts, by the precedence of the reference. */
export function judgeUnrelated(
  glEntry: ReconciledGlEntry,
  context: UnrelatedContext,
  seen: ReadonlySet<number> = new Set(),
): Verdict {
  const {company} = context;
  const elsewhere = context.bookedByHand?.find(glEntry);
  if (elsewhere) return {code: 'posting-date', valueEntryNos: elsewhere};
  const alone = (code: CauseCode): Verdict => ({code, valueEntryNos: []});
  if (isCompressed(company, glEntry.postingDate)) return alone('compressed');
  if (isClosingDate(glEntry.postingDate)) return alone('closing-entry');
  const reversed = glEntry.reversedEntryNo === 0 ? undefined : context.glEntry(glEntry.reversedEntryNo);
  if (reversed && !seen.has(reversed.no)) {
    if (reversed.relatedTo.length > 0 || context.standsFor(reversed).length > 0) {
      return {code: 'reversed-in-gl', valueEntryNos: context.standsFor(reversed)};
    }
    return judgeUnrelated(reversed, context, new Set([...seen, glEntry.no]));
  }
  return alone(company.otherAccounts.has(glEntry.accountNo) ? 'shared-account' : 'direct-posting');
}

/**
 * Amounts that value entries outside the date filter would still post, by account: one entry, one document, or all
 * of them. A G/L entry of exactly such an amount was booked by hand in another period.
 */
export class BookedByHand {
  private readonly amounts = new Map<string, readonly number[]>();

  constructor(unpostedOutside: readonly ReconciledValueEntry[], company: ReconciledCompany) {
    const documents = new Map<string, Map<string, {amount: bigint; nos: number[]}>>();
    const all = new Map<string, {amount: bigint; nos: number[]}>();
    for (const entry of unpostedOutside) {
      for (const [account, amount] of amountsByAccount(entry, company)) {
        this.put(account, amount, [entry.no]);
        const document = documents.get(entry.documentNo) ?? new Map<string, {amount: bigint; nos: number[]}>();
        documents.set(entry.documentNo, document);
        for (const sums of [document, all]) {
          const sum = sums.get(account);
          if (!sum) sums.set(account, {amount, nos: [entry.no]});
          else {
            sum.amount += amount;
            sum.nos.push(entry.no);
          }
        }
      }
    }
    for (const sums of [...documents.values(), all]) {
      for (const [account, {amount, nos}] of sums) this.put(account, amount, nos);
    }
  }

  find({accountNo, amount}: ReconciledGlEntry): readonly number[] | undefined {
    return this.amounts.get(`${accountNo}|${amount}`);
  }

  private put(account: string, amount: bigint, nos: readonly number[]): void {
    const key = `${account}|${amount}`;
    if (amount !== 0n && !this.amounts.has(key)) this.amounts.set(key, nos);
  }
}

/** What posting would put on each account for this entry, expected cost only where it is posted at all. */
function amountsByAccount(entry: ReconciledValueEntry, company: ReconciledCompany): Map<string, bigint> {
  const expected = company.expectedPosting && !entry.expectedLeftAlone ? unpostedExpected(entry) : 0n;
  const sums = new Map<string, bigint>();
  for (const {accountNo, amount} of linesOf(entry, unpostedActual(entry), expected)) {
    if (placesOf(company, accountNo).length > 0) sums.set(accountNo, (sums.get(accountNo) ?? 0n) + amount);
  }
  return sums;
}
