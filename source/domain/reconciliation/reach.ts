/** What lies outside the filters and still decides which causes are named inside them (reconciliation.md 12). */
import {postedLines, type ReconciledGlEntry, type ReconciledValueEntry} from './entries.js';

/**
 * Days with a posted line of an entry inside the filters that none of its own G/L entries has the amount of: the G/L
 * entry of such a line may be related to another item's entry, or be claimed by that entry.
 */
export function daysOfUnmatchedLines(
  valueEntries: readonly ReconciledValueEntry[],
  glEntries: readonly ReconciledGlEntry[],
): string[] {
  const related = byValueEntry(glEntries);
  const isUnmatched = (entry: ReconciledValueEntry): boolean => {
    const left = (related.get(entry.no) ?? []).map(({amount}) => amount);
    return postedLines(entry).some(line => {
      const at = left.indexOf(line.amount);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  };
  const unmatched = valueEntries.filter(entry => entry.withinCodes && isUnmatched(entry));
  return [...new Set(unmatched.map(({postingDate}) => postingDate))];
}

/** Numbers of the G/L entries of value entries that have more of them than posted lines: one of them is too many. */
export function glEntriesOfSurplus(
  valueEntries: readonly ReconciledValueEntry[],
  glEntries: readonly ReconciledGlEntry[],
): number[] {
  const related = byValueEntry(glEntries);
  const found = valueEntries.flatMap(entry => {
    const own = (related.get(entry.no) ?? []).filter(({amount}) => amount !== 0n);
    return own.length > postedLines(entry).length ? own.map(({no}) => no) : [];
  });
  return [...new Set(found)];
}

function byValueEntry(glEntries: readonly ReconciledGlEntry[]): Map<number, ReconciledGlEntry[]> {
  const related = new Map<number, ReconciledGlEntry[]>();
  for (const glEntry of glEntries) {
    for (const no of glEntry.relatedTo) {
      const there = related.get(no);
      if (there) there.push(glEntry);
      else related.set(no, [glEntry]);
    }
  }
  return related;
}
