/** The causes of a difference (reconciliation.md 12), in the order of that table, and the page's name for each. */
import {findingCodes, type FindingCode} from '../posting/findings.js';
import type {Place} from './places.js';

export type Warning =
  | 'expected-cost-setup'
  | 'cost-not-posted'
  | 'compression'
  | 'posting-group'
  | 'direct-posting'
  | 'posting-date'
  | 'closed-fiscal-year'
  | 'similar-accounts'
  | 'deleted-accounts'
  | 'other';

const causeWarnings = {
  'expected-posting-off': 'expected-cost-setup',
  'expected-left-over': 'expected-cost-setup',
  skipped: 'cost-not-posted',
  'partly-posted': 'cost-not-posted',
  'not-run': 'cost-not-posted',
  'posting-date': 'posting-date',
  compressed: 'compression',
  'moved-account': 'posting-group',
  'wrong-account': 'posting-group',
  'shared-account': 'similar-accounts',
  'altered-amount': 'other',
  'posted-twice': 'other',
  'missing-gl-entry': 'other',
  'missing-relation': 'other',
  'orphan-gl-entry': 'other',
  'closing-entry': 'closed-fiscal-year',
  'deleted-account': 'deleted-accounts',
  'reversed-in-gl': 'direct-posting',
  'direct-posting': 'direct-posting',
} as const satisfies Record<string, Warning>;

export type CauseCode = keyof typeof causeWarnings;

const causeCodes = Object.keys(causeWarnings) as readonly CauseCode[];

/** One element of a row's list: everything on that row that has this code (of `skipped`, this finding). */
export interface Cause {
  readonly code: CauseCode;
  readonly warning: Warning;
  readonly finding?: FindingCode;
  /** What the cause adds to G/L total minus total, scaled. */
  readonly amount: bigint;
  readonly valueEntryNos: readonly number[];
  readonly glEntryNos: readonly number[];
}

interface Sum {
  code: CauseCode;
  finding: FindingCode | undefined;
  amount: bigint;
  valueEntryNos: Set<number>;
  glEntryNos: Set<number>;
}

/** A share of a difference: what it adds, on which row or column, and the entries that make it. */
export interface Part {
  readonly code: CauseCode;
  readonly finding?: FindingCode;
  readonly amount: bigint;
  readonly valueEntryNos?: readonly number[];
  readonly glEntryNos?: readonly number[];
}

/** Adds up the parts of a difference by row or column and code. */
export class CauseSums {
  private readonly places = new Map<Place, Map<string, Sum>>();

  add(place: Place, part: Part): void {
    if (part.amount === 0n) return;
    const sums = this.places.get(place) ?? new Map<string, Sum>();
    this.places.set(place, sums);
    const key = `${part.code} ${part.finding ?? ''}`;
    let sum = sums.get(key);
    if (!sum) {
      sum = {code: part.code, finding: part.finding, amount: 0n, valueEntryNos: new Set(), glEntryNos: new Set()};
      sums.set(key, sum);
    }
    sum.amount += part.amount;
    for (const no of part.valueEntryNos ?? []) sum.valueEntryNos.add(no);
    for (const no of part.glEntryNos ?? []) sum.glEntryNos.add(no);
  }

  /** The causes of a row or column in the table's order. A cause whose amounts cancel there is none. */
  of(place: Place): Cause[] {
    return [...(this.places.get(place)?.values() ?? [])]
      .filter(sum => sum.amount !== 0n)
      .sort((left, right) => rank(left) - rank(right))
      .map(({code, finding, amount, valueEntryNos, glEntryNos}) => ({
        code,
        warning: causeWarnings[code],
        ...(finding ? {finding} : {}),
        amount,
        valueEntryNos: ascending(valueEntryNos),
        glEntryNos: ascending(glEntryNos),
      }));
  }
}

const rank = ({code, finding}: Sum): number =>
  causeCodes.indexOf(code) * 100 + (finding ? findingCodes.indexOf(finding) : 0);

const ascending = (numbers: ReadonlySet<number>): number[] => [...numbers].sort((left, right) => left - right);
