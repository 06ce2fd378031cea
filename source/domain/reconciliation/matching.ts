/**
 * Matching G/L entries with the posted lines of the value entries that they are related to: four steps, each over all
 * entries in the order of their numbers (reconciliation.md 12, Parts).
 */
import {sign} from '../money.js';
import type {PostedLine, ReconciledGlEntry} from './entries.js';

export interface MatchedPair {
  readonly glEntry: ReconciledGlEntry;
  /** Of a merged entry several, all of one account type. */
  readonly lines: PostedLine[];
  /** Matched in step 1: same account, same sign and the exact amount. */
  readonly alike: boolean;
}

export interface Matching {
  readonly pairs: readonly MatchedPair[];
  /** Related entries that no line is left for. */
  readonly unmatched: readonly ReconciledGlEntry[];
}

/** Lines that a merged entry may stand for, and their sum. */
interface Candidate {
  readonly lines: readonly PostedLine[];
  readonly accountNo: string;
  readonly amount: bigint;
}

type Step = (glEntry: ReconciledGlEntry, candidate: Candidate) => boolean;

const steps: readonly Step[] = [
  (glEntry, {accountNo, amount}) => accountNo === glEntry.accountNo && amount === glEntry.amount,
  (glEntry, {amount}) => amount === glEntry.amount,
  (glEntry, {accountNo}) => accountNo === glEntry.accountNo,
  (glEntry, {amount}) => sign(amount) === sign(glEntry.amount),
];

/**
 * Matches related entries, given in ascending order, with the lines of `linesOf` (by value entry number; a number
 * without entry has none). A matched line is no longer free.
 */
export function matchRelated(
  glEntries: readonly ReconciledGlEntry[],
  linesOf: (valueEntryNo: number) => readonly PostedLine[],
): Matching {
  const pairs: MatchedPair[] = [];
  let open = glEntries;
  for (const [index, fits] of steps.entries()) {
    const left: ReconciledGlEntry[] = [];
    for (const glEntry of open) {
      const candidate = findCandidate(glEntry, linesOf, fits, index >= 2);
      if (!candidate) {
        left.push(glEntry);
        continue;
      }
      for (const line of candidate.lines) line.free = false;
      pairs.push({glEntry, lines: [...candidate.lines], alike: index === 0});
    }
    open = left;
  }
  return {pairs, unmatched: open};
}

/** The first candidate that fits; where the amount does not decide, one of the entry's own sign goes first. */
function findCandidate(
  glEntry: ReconciledGlEntry,
  linesOf: (valueEntryNo: number) => readonly PostedLine[],
  fits: Step,
  preferSign: boolean,
): Candidate | undefined {
  const free = glEntry.relatedTo.flatMap(no => linesOf(no).filter(line => line.free));
  if (free.length === 0) return undefined;
  const fitting = candidatesOf(free).filter(candidate => fits(glEntry, candidate));
  if (!preferSign) return fitting[0];
  return fitting.find(candidate => sign(candidate.amount) === sign(glEntry.amount)) ?? fitting[0];
}

/**
 * Of one value entry each line. Of several, the lines that a posting run merges (posting-rules.md 16: account type,
 * balancing account type, sign), then all lines of one account type together.
 */
export function candidatesOf(lines: readonly PostedLine[]): Candidate[] {
  const groups = new Map<string, PostedLine[]>();
  const put = (key: string, line: PostedLine) => {
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  };
  for (const line of lines) {
    put(`${line.accountType}|${line.balancingAccountType}|${line.accountNo}|${sign(line.amount)}`, line);
  }
  if (lines.some(line => line.entry !== lines[0]?.entry)) {
    for (const line of lines) put(`${line.accountType}|${line.accountNo}`, line);
  }
  return [...groups.values()].map(group => ({
    lines: group,
    accountNo: group[0]?.accountNo ?? '',
    amount: group.reduce((sum, line) => sum + line.amount, 0n),
  }));
}
