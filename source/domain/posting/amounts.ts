/** What of a value entry has still to be posted (posting-rules.md 3 and the gates of 4). */

/** The amounts of a value entry that posting compares. */
export interface EntryAmounts {
  readonly expectedCostLeftAlone: boolean;
  readonly costAmountActual: bigint;
  readonly costAmountActualAcy: bigint;
  readonly costAmountExpected: bigint;
  readonly costAmountExpectedAcy: bigint;
  readonly costPostedToGl: bigint;
  readonly costPostedToGlAcy: bigint;
  readonly expectedCostPostedToGl: bigint;
  readonly expCostPostedToGlAcy: bigint;
}

/** Amounts to post: local currency and additional reporting currency (ACY), scaled. */
export interface PostingAmounts {
  readonly actual: bigint;
  readonly actualAcy: bigint;
  readonly expected: bigint;
  readonly expectedAcy: bigint;
}

export const NOTHING: PostingAmounts = {actual: 0n, actualAcy: 0n, expected: 0n, expectedAcy: 0n};

export const hasActual = ({actual, actualAcy}: PostingAmounts): boolean => actual !== 0n || actualAcy !== 0n;
export const hasExpected = ({expected, expectedAcy}: PostingAmounts): boolean => expected !== 0n || expectedAcy !== 0n;

/**
 * Cost less what was posted of it; the expected part only while expected posting is on, and never of an entry that
 * is marked (posting-rules.md 14). `waits`: gate 1 holds back all of the entry until expected posting is on.
 */
export function amountsToPost(
  entry: EntryAmounts,
  expectedCost: boolean,
  expectedPostingOn: boolean,
): PostingAmounts & {readonly waits: boolean} {
  const unposted = {
    actual: entry.costAmountActual - entry.costPostedToGl,
    actualAcy: entry.costAmountActualAcy - entry.costPostedToGlAcy,
    expected: entry.expectedCostLeftAlone ? 0n : entry.costAmountExpected - entry.expectedCostPostedToGl,
    expectedAcy: entry.expectedCostLeftAlone ? 0n : entry.costAmountExpectedAcy - entry.expCostPostedToGlAcy,
  };
  if (expectedPostingOn) return {...unposted, waits: false};
  const actualOnly = {...unposted, expected: 0n, expectedAcy: 0n};
  if (!expectedCost) return {...actualOnly, waits: false};
  if (entry.expectedCostPostedToGl === 0n) {
    return {...NOTHING, waits: hasActual(unposted) || hasExpected(unposted)};
  }
  return {...actualOnly, waits: hasExpected(unposted) && !hasActual(unposted)};
}
