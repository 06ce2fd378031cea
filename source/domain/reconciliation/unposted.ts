/** Causes of cost that is not posted (reconciliation.md 12): actual and expected judged apart. */
import {sign} from '../money.js';
import type {CauseCode, Part} from './causes.js';
import type {ReconciledCompany} from './company.js';
import {linesOf, type ReconciledValueEntry, unpostedActual, unpostedExpected} from './entries.js';
import type {Place} from './places.js';

/** The parts of a value entry's unposted cost: minus each amount that posting would put on a row or column. */
export function unpostedParts(
  entry: ReconciledValueEntry,
  {expectedPosting}: ReconciledCompany,
): {place: Place; part: Part}[] {
  const actual = unpostedActual(entry);
  const expected = unpostedExpected(entry);
  if (actual === 0n && expected === 0n) return [];
  const partsOf = (lines: ReturnType<typeof linesOf>, why: Pick<Part, 'code' | 'finding'>) =>
    lines.map(line => ({place: line.place, part: {...why, amount: -line.amount, valueEntryNos: [entry.no]}}));
  const never = !expectedPosting || entry.expectedLeftAlone;
  return [
    ...partsOf(linesOf(entry, actual, 0n), heldBack(entry, entry.actualPosted)),
    ...partsOf(
      linesOf(entry, 0n, expected),
      never ? {code: withoutExpectedPosting(entry, expected)} : heldBack(entry, entry.expectedPosted),
    ),
  ];
}

/** An amount of the opposite sign stands on the interim accounts: this would have cleared it. */
function withoutExpectedPosting(entry: ReconciledValueEntry, unposted: bigint): CauseCode {
  const posted = entry.expectedPostedOnItemEntry ?? 0n;
  return posted !== 0n && sign(posted) === -sign(unposted) ? 'expected-left-over' : 'expected-posting-off';
}

function heldBack(entry: ReconciledValueEntry, posted: bigint): Pick<Part, 'code' | 'finding'> {
  if (entry.skippedBy) return {code: 'skipped', finding: entry.skippedBy};
  return {code: posted === 0n ? 'not-run' : 'partly-posted'};
}
