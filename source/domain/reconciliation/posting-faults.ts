/** Where the posted amounts of value entries and the G/L entries related to them are not the same (`verify`). */
import {postedLines, type ReconciledGlEntry} from './entries.js';
import type {ReconciledLedgers} from './explain.js';
import {matchRelated} from './matching.js';
import {findLostRelations} from './missing-relations.js';

export interface PostingFault {
  /** Another amount in the G/L; an amount that nothing was posted of; posted, but not in the G/L. */
  readonly code: 'differs' | 'too-much' | 'missing';
  readonly valueEntryNo?: number;
  readonly glEntryNo?: number;
  readonly posted: bigint;
  readonly booked: bigint;
}

/** All of them, by the same matching that explains differences. Accounts do not matter, and no date does. */
export function* postingFaults(
  {valueEntries, glEntries}: ReconciledLedgers,
  costPostingSourceCode: string,
): Generator<PostingFault> {
  const lines = new Map(valueEntries.map(entry => [entry.no, postedLines(entry)]));
  const moved = glEntries.filter(({amount}) => amount !== 0n);
  const {pairs, unmatched} = matchRelated(
    moved.filter(({relatedTo}) => relatedTo.length > 0),
    no => lines.get(no) ?? [],
  );
  const free = () => [...lines.values()].flatMap(list => list.filter(line => line.free));
  const unrelated = moved.filter(({relatedTo}) => relatedTo.length === 0);
  const lost = findLostRelations(free(), unrelated, pairs, costPostingSourceCode);
  for (const {glEntry, lines: matched} of pairs) {
    const also = lost.filter(relation => relation.glEntry === glEntry).flatMap(relation => relation.lines);
    const posted = [...matched, ...also].reduce((sum, line) => sum + line.amount, 0n);
    if (posted === glEntry.amount) continue;
    const valueEntryNo = matched[0]?.entry.no ?? 0;
    yield {code: 'differs', valueEntryNo, glEntryNo: glEntry.no, posted, booked: glEntry.amount};
  }
  for (const {no, amount} of withoutCancelled(unmatched)) {
    yield {code: 'too-much', glEntryNo: no, posted: 0n, booked: amount};
  }
  for (const {entry, amount} of free()) {
    yield {code: 'missing', valueEntryNo: entry.no, posted: amount, booked: 0n};
  }
}

/** Cost that left an account and came back is no fault: that of an order whose output came late (posting-rules.md 7). */
function withoutCancelled(glEntries: readonly ReconciledGlEntry[]): ReconciledGlEntry[] {
  const keyOf = ({accountNo, relatedTo}: ReconciledGlEntry) => [accountNo, ...relatedTo].join('|');
  const sums = new Map<string, bigint>();
  for (const glEntry of glEntries) {
    sums.set(keyOf(glEntry), (sums.get(keyOf(glEntry)) ?? 0n) + glEntry.amount);
  }
  return glEntries.filter(glEntry => sums.get(keyOf(glEntry)) !== 0n);
}
