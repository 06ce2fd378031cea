/** The entries of both ledgers as the search for causes sees them (reconciliation.md 12). */
import type {LedgerDate} from '../dates.js';
import type {AccountType} from '../posting/account-types.js';
import type {FindingCode} from '../posting/findings.js';
import type {PlannedLine, PostingPlan} from '../posting/plan.js';
import {type Place, placeOf} from './places.js';

export interface ReconciledValueEntry {
  readonly no: number;
  readonly postingDate: LedgerDate;
  readonly documentNo: string;
  /** What the rules make of an entry of its kind, with the accounts of today's setup. */
  readonly plan: PostingPlan;
  readonly actual: bigint;
  readonly expected: bigint;
  readonly actualPosted: bigint;
  readonly expectedPosted: bigint;
  /** The mark of posting-rules.md 14: its expected part is never posted. */
  readonly expectedLeftAlone: boolean;
  /** Entries that a posting run per posting group may merge share it. */
  readonly mergeKey: string;
  readonly withinDates: boolean;
  /** Inside the item and location filter; true where there is none. */
  readonly withinCodes: boolean;
  /** Why posting would skip what is unposted, if it would: the first code in the findings' order. */
  readonly skippedBy?: FindingCode;
  /** Expected cost posted on its item ledger entry, all dates. Only where expected cost is unposted. */
  readonly expectedPostedOnItemEntry?: bigint;
}

export interface ReconciledGlEntry {
  readonly no: number;
  readonly accountNo: string;
  readonly postingDate: LedgerDate;
  readonly documentNo: string;
  readonly sourceCode: string;
  readonly amount: bigint;
  readonly reversedEntryNo: number;
  /** Value entries that its relations name, there or not. Empty: an entry without relation. */
  readonly relatedTo: readonly number[];
  readonly withinDates: boolean;
}

/** What a value entry's posted amount put on one account type, by one pair of the rules. */
export interface PostedLine {
  readonly entry: ReconciledValueEntry;
  readonly accountType: AccountType;
  readonly balancingAccountType: AccountType;
  readonly place: Place;
  readonly accountNo: string;
  readonly amount: bigint;
  /** No G/L entry is matched with it yet. */
  free: boolean;
}

const amountOf = (line: PlannedLine, actual: bigint, expected: bigint): bigint =>
  line.sign * (line.amount === 'actual' ? actual : expected);

/** The lines of what is posted of a value entry; a line of 0.00 is none. */
export function postedLines(entry: ReconciledValueEntry): PostedLine[] {
  return linesOf(entry, entry.actualPosted, entry.expectedPosted);
}

/** The lines that these amounts would make. */
export function linesOf(entry: ReconciledValueEntry, actual: bigint, expected: bigint): PostedLine[] {
  const lines: PostedLine[] = [];
  if (actual === 0n && expected === 0n) return lines;
  for (const line of entry.plan.lines) {
    const amount = amountOf(line, actual, expected);
    if (amount === 0n) continue;
    lines.push({
      entry,
      accountType: line.accountType,
      balancingAccountType: line.balancingAccountType,
      place: placeOf(line.accountType),
      accountNo: line.accountNo,
      amount,
      free: true,
    });
  }
  return lines;
}

export const unpostedActual = (entry: ReconciledValueEntry): bigint => entry.actual - entry.actualPosted;
export const unpostedExpected = (entry: ReconciledValueEntry): bigint => entry.expected - entry.expectedPosted;
