/**
 * What every difference between the ledgers is made of (reconciliation.md 12): each cent has one cause, with its
 * entries. Posted lines are matched with the G/L entries related to them; what is alike cancels, and everything else
 * is a part of the difference. The parts of all rows and columns add up to their differences.
 */
import {type Part, CauseSums} from './causes.js';
import {type FiltersInForce, isCompressed, placesOf, type ReconciledCompany} from './company.js';
import {
  linesOf,
  postedLines,
  type PostedLine,
  type ReconciledGlEntry,
  type ReconciledValueEntry,
  unpostedActual,
  unpostedExpected,
} from './entries.js';
import {candidatesOf, type MatchedPair, matchRelated} from './matching.js';
import {zeroPlaces} from './matrix.js';
import {findLostRelations, type LostRelation} from './missing-relations.js';
import {judgePair} from './pairs.js';
import type {Place} from './places.js';
import {unpostedParts} from './unposted.js';
import {BookedByHand, judgeUnrelated, type UnrelatedContext} from './unrelated.js';

export interface ReconciledLedgers {
  /** Ascending by number. All that are inside the filters, and all that G/L entries below are related to. */
  readonly valueEntries: readonly ReconciledValueEntry[];
  /** Ascending by number. All that are inside the date filter, and all that value entries above are related to. */
  readonly glEntries: readonly ReconciledGlEntry[];
}

export interface Explanation {
  readonly causes: CauseSums;
  /** What of the G/L entries counts on each row and column inside the filters. */
  readonly glTotals: Readonly<Record<Place, bigint>>;
  /** G/L entries that the filters cannot be applied to, and those on no account at all (contract 4). */
  readonly unattributed: {readonly glTotal: bigint; readonly glEntries: number};
  /** Relations that are missing without making a difference. */
  readonly missingRelations: {readonly valueEntryNos: readonly number[]; readonly glEntryNos: readonly number[]};
}

/** Explains the differences of these ledgers. Amounts are scaled; nothing is rounded. */
export function explain(ledgers: ReconciledLedgers, company: ReconciledCompany, filters: FiltersInForce): Explanation {
  return new Explainer(ledgers, company, filters).run();
}

class Explainer {
  private readonly causes = new CauseSums();
  private readonly glTotals = zeroPlaces();
  private readonly unattributed = {glTotal: 0n, glEntries: 0};
  private readonly valueEntries: ReadonlyMap<number, ReconciledValueEntry>;
  private readonly glEntries: ReadonlyMap<number, ReconciledGlEntry>;
  private readonly lines = new Map<number, PostedLine[]>();
  /** Lines that a G/L entry stands for without a relation, by its number. */
  private readonly lostByGlEntry = new Map<number, LostRelation>();

  constructor(
    private readonly ledgers: ReconciledLedgers,
    private readonly company: ReconciledCompany,
    private readonly filters: FiltersInForce,
  ) {
    this.valueEntries = new Map(ledgers.valueEntries.map(entry => [entry.no, entry]));
    this.glEntries = new Map(ledgers.glEntries.map(entry => [entry.no, entry]));
    for (const entry of ledgers.valueEntries) this.lines.set(entry.no, postedLines(entry));
  }

  run(): Explanation {
    const moved = this.ledgers.glEntries.filter(entry => entry.amount !== 0n);
    const unrelated = moved.filter(entry => entry.relatedTo.length === 0);
    const related = moved.filter(entry => entry.relatedTo.length > 0);
    const {pairs, unmatched} = matchRelated(related, no => this.lines.get(no) ?? []);
    const lost = findLostRelations(this.freeLines(), unrelated, pairs, this.company.costPostingSourceCode);
    for (const relation of lost) this.lostByGlEntry.set(relation.glEntry.no, relation);

    for (const pair of pairs) this.explainPair(pair);
    for (const glEntry of unmatched) this.explainUnmatched(glEntry);
    for (const line of this.freeLines()) this.explainLine(line);
    for (const relation of lost) this.explainLost(relation);
    this.explainUnposted();
    this.explainUnrelated(unrelated);
    return {
      causes: this.causes,
      glTotals: this.glTotals,
      unattributed: this.unattributed,
      missingRelations: this.missingRelations(lost),
    };
  }

  private freeLines(): PostedLine[] {
    return [...this.lines.values()].flatMap(lines => lines.filter(line => line.free));
  }

  private explainPair(pair: MatchedPair): void {
    const {glEntry} = pair;
    const related = this.relatedEntries(glEntry);
    const lines = pair.lines.filter(line => line.entry.withinCodes);
    if (!related.some(entry => entry.withinCodes)) return;
    const sum = pair.lines.reduce((total, line) => total + line.amount, 0n);
    const known = sum + this.lostAmount(glEntry);
    const beyond = this.hasOrphans(glEntry) ? glEntry.amount - known : 0n;
    const whole = related.every(entry => entry.withinCodes) && beyond === 0n && this.lostAmount(glEntry) === 0n;
    const addsUp = known + beyond === glEntry.amount;
    const attributed = whole ? glEntry.amount : addsUp ? lines.reduce((total, line) => total + line.amount, 0n) : 0n;
    if (!whole && !addsUp) this.setAside(glEntry, glEntry.amount);
    this.count(glEntry, attributed);
    for (const {place, code, amount, lines: about} of judgePair(pair, lines, attributed, this.company)) {
      this.add(place, {code, amount, valueEntryNos: about.map(line => line.entry.no), glEntryNos: [glEntry.no]});
    }
    if (beyond !== 0n) this.explainOrphan(glEntry, beyond);
  }

  /** A G/L entry that no posted line is left for: booked again, or of an amount that nothing explains. */
  private explainUnmatched(glEntry: ReconciledGlEntry): void {
    const related = this.relatedEntries(glEntry);
    if (related.length === 0 || this.hasOrphans(glEntry)) {
      this.explainOrphan(glEntry, glEntry.amount);
    } else if (related.every(entry => entry.withinCodes)) {
      const code = isCompressed(this.company, glEntry.postingDate)
        ? 'compressed'
        : this.wasPosted(glEntry, related)
          ? 'posted-twice'
          : 'altered-amount';
      this.addGlEntry(glEntry, {code, amount: glEntry.amount, valueEntryNos: related.map(entry => entry.no)});
    } else if (related.some(entry => entry.withinCodes)) {
      this.setAside(glEntry, glEntry.amount);
    }
  }

  /** Whether the entry has an amount that its value entries posted or have still to post. */
  private wasPosted(glEntry: ReconciledGlEntry, related: readonly ReconciledValueEntry[]): boolean {
    const posted = related.flatMap(entry => this.lines.get(entry.no) ?? []);
    const unposted = related.flatMap(entry => linesOf(entry, unpostedActual(entry), unpostedExpected(entry)));
    return [posted, unposted].some(lines => candidatesOf(lines).some(({amount}) => amount === glEntry.amount));
  }

  private explainOrphan(glEntry: ReconciledGlEntry, amount: bigint): void {
    if (this.filters.codes) {
      this.setAside(glEntry, amount);
      return;
    }
    const code = isCompressed(this.company, glEntry.postingDate) ? 'compressed' : 'orphan-gl-entry';
    const related = this.relatedEntries(glEntry);
    this.addGlEntry(glEntry, {code, amount, valueEntryNos: related.map(entry => entry.no)});
  }

  /** A posted line that no G/L entry stands for. */
  private explainLine({entry, place, amount}: PostedLine): void {
    if (!entry.withinDates || !entry.withinCodes) return;
    const code = isCompressed(this.company, entry.postingDate) ? 'compressed' : 'missing-gl-entry';
    this.add(place, {code, amount: -amount, valueEntryNos: [entry.no]});
  }

  /** Without a filter of codes it makes no difference; with one the G/L entry cannot be attributed. */
  private explainLost({glEntry, lines}: LostRelation): void {
    if (glEntry.withinDates && !this.filters.codes) {
      this.count(
        glEntry,
        lines.reduce((sum, line) => sum + line.amount, 0n),
      );
      this.addElsewhere(glEntry, lines);
      return;
    }
    for (const {entry, place, amount} of lines) {
      if (!entry.withinDates || !entry.withinCodes) continue;
      this.add(place, {
        code: 'missing-relation',
        amount: -amount,
        valueEntryNos: [entry.no],
        glEntryNos: [glEntry.no],
      });
    }
  }

  /** The account of an entry whose relation is missing may serve another row too, or be gone from the chart. */
  private addElsewhere(glEntry: ReconciledGlEntry, lines: readonly PostedLine[]): void {
    for (const line of lines) {
      const named = placesOf(this.company, glEntry.accountNo);
      const about = {valueEntryNos: [line.entry.no], glEntryNos: [glEntry.no]};
      if (!named.includes(line.place)) this.add(line.place, {code: 'deleted-account', amount: -line.amount, ...about});
      for (const place of named) {
        if (place !== line.place) this.add(place, {code: 'shared-account', amount: line.amount, ...about});
      }
    }
  }

  private explainUnposted(): void {
    for (const entry of this.ledgers.valueEntries) {
      if (!entry.withinDates || !entry.withinCodes) continue;
      for (const {place, part} of unpostedParts(entry, this.company)) this.add(place, part);
    }
  }

  private explainUnrelated(unrelated: readonly ReconciledGlEntry[]): void {
    const inside = unrelated.filter(entry => entry.withinDates);
    if (this.filters.codes) {
      for (const glEntry of inside) {
        if (glEntry.accountNo === '' || this.company.named.has(glEntry.accountNo)) {
          this.setAside(glEntry, glEntry.amount);
        }
      }
      return;
    }
    const context = this.unrelatedContext();
    const leftOut = this.reversalsLeftOut(inside);
    for (const glEntry of inside) {
      if (glEntry.accountNo === '') {
        this.setAside(glEntry, glEntry.amount);
        continue;
      }
      if (this.lostByGlEntry.has(glEntry.no)) continue;
      if (leftOut.has(glEntry.no)) {
        this.count(glEntry, glEntry.amount);
        continue;
      }
      this.addGlEntry(glEntry, {...judgeUnrelated(glEntry, context), amount: glEntry.amount});
    }
  }

  private unrelatedContext(): UnrelatedContext {
    const isUnposted = (entry: ReconciledValueEntry) => unpostedActual(entry) !== 0n || unpostedExpected(entry) !== 0n;
    const outside = this.ledgers.valueEntries.filter(entry => !entry.withinDates && isUnposted(entry));
    return {
      company: this.company,
      glEntry: no => this.glEntries.get(no),
      standsFor: glEntry => [
        ...this.relatedEntries(glEntry).map(entry => entry.no),
        ...(this.lostByGlEntry.get(glEntry.no)?.lines.map(line => line.entry.no) ?? []),
      ],
      bookedByHand: this.filters.dates ? new BookedByHand(outside, this.company) : undefined,
    };
  }

  /** Entries without relation and their reversals on the same account, both inside the filter: together nothing. */
  private reversalsLeftOut(inside: readonly ReconciledGlEntry[]): ReadonlySet<number> {
    const leftOut = new Set<number>();
    const present = new Map(inside.map(entry => [entry.no, entry]));
    for (const reversal of inside) {
      const reversed = present.get(reversal.reversedEntryNo);
      if (!reversed || reversed.accountNo !== reversal.accountNo || reversed.amount !== -reversal.amount) continue;
      if ([reversal, reversed].some(({no}) => leftOut.has(no) || this.lostByGlEntry.has(no))) continue;
      leftOut.add(reversal.no).add(reversed.no);
    }
    return leftOut;
  }

  private missingRelations(lost: readonly LostRelation[]): Explanation['missingRelations'] {
    if (this.filters.codes) return {valueEntryNos: [], glEntryNos: []};
    const inside = lost.filter(({glEntry}) => glEntry.withinDates);
    const numbers = (list: number[]) => [...new Set(list)].sort((left, right) => left - right);
    return {
      valueEntryNos: numbers(inside.flatMap(({lines}) => lines.map(line => line.entry.no))),
      glEntryNos: numbers(inside.map(({glEntry}) => glEntry.no)),
    };
  }

  private relatedEntries({relatedTo}: ReconciledGlEntry): ReconciledValueEntry[] {
    return relatedTo.map(no => this.valueEntries.get(no)).filter(entry => entry !== undefined);
  }

  private hasOrphans({relatedTo}: ReconciledGlEntry): boolean {
    return relatedTo.some(no => !this.valueEntries.has(no));
  }

  private lostAmount({no, relatedTo}: ReconciledGlEntry): bigint {
    if (relatedTo.length === 0) return 0n;
    return (this.lostByGlEntry.get(no)?.lines ?? []).reduce((sum, line) => sum + line.amount, 0n);
  }

  /** Counts a G/L entry on every row and column that names its account, as a part of their differences. */
  private addGlEntry(glEntry: ReconciledGlEntry, part: Omit<Part, 'glEntryNos'>): void {
    this.count(glEntry, part.amount);
    if (!glEntry.withinDates) return;
    for (const place of placesOf(this.company, glEntry.accountNo)) {
      this.add(place, {...part, glEntryNos: [glEntry.no]});
    }
  }

  private count(glEntry: ReconciledGlEntry, amount: bigint): void {
    if (!glEntry.withinDates) return;
    for (const place of placesOf(this.company, glEntry.accountNo)) this.glTotals[place] += amount;
  }

  private setAside(glEntry: ReconciledGlEntry, amount: bigint): void {
    if (!glEntry.withinDates) return;
    const {accountNo} = glEntry;
    if (accountNo !== '' && !this.company.named.has(accountNo)) return;
    this.unattributed.glTotal += amount;
    this.unattributed.glEntries += 1;
  }

  private add(place: Place, part: Part): void {
    this.causes.add(place, part);
  }
}
