/** Causes of a G/L entry and the posted lines it is matched with (reconciliation.md 12). */
import type {CauseCode} from './causes.js';
import {isCompressed, placesOf, type ReconciledCompany} from './company.js';
import type {PostedLine, ReconciledGlEntry} from './entries.js';
import type {MatchedPair} from './matching.js';
import type {Place} from './places.js';

export interface Effect {
  readonly place: Place;
  readonly code: CauseCode;
  readonly amount: bigint;
  readonly lines: readonly PostedLine[];
}

const sumOf = (lines: readonly PostedLine[]): bigint => lines.reduce((sum, line) => sum + line.amount, 0n);

/**
 * The effects of a pair on rows and columns. `attributed` is what of the G/L entry counts inside the item and
 * location filter, whatever its date; `lines` are the pair's lines inside that filter.
 */
export function judgePair(
  {glEntry, alike}: MatchedPair,
  lines: readonly PostedLine[],
  attributed: bigint,
  company: ReconciledCompany,
): Effect[] {
  const named = placesOf(company, glEntry.accountNo);
  const inside = lines.filter(line => line.entry.withinDates);
  const outside = lines.filter(line => !line.entry.withinDates);
  const plus = (code: CauseCode, amount: bigint, on: readonly Place[], about: readonly PostedLine[]): Effect[] =>
    on.map(place => ({place, code, amount, lines: about}));
  if (!glEntry.withinDates) {
    return inside.map(line => ({place: line.place, code: 'posting-date', amount: -line.amount, lines: [line]}));
  }
  if (inside.length === 0) return plus('posting-date', attributed, named, lines);
  const elsewhere = outside.length > 0 ? plus('posting-date', sumOf(outside), named, outside) : [];
  const rest = attributed - sumOf(outside);
  const place = (inside[0] as PostedLine).place;
  const line = sumOf(inside);
  const others = named.filter(other => other !== place);
  const minusLine = (code: CauseCode): Effect => ({place, code, amount: -line, lines: inside});
  if (!alike && isInCompressedPeriod(glEntry, inside, company)) {
    const onPlace = named.includes(place) ? rest - line : -line;
    return [
      ...elsewhere,
      {place, code: 'compressed', amount: onPlace, lines: inside},
      ...plus('compressed', rest, others, inside),
    ];
  }
  if (!company.chart.has(glEntry.accountNo)) return [...elsewhere, minusLine('deleted-account')];
  if (named.length === 0) return [...elsewhere, minusLine('moved-account')];
  if (!named.includes(place)) {
    return [...elsewhere, minusLine('wrong-account'), ...plus('wrong-account', rest, named, inside)];
  }
  return [
    ...elsewhere,
    {place, code: 'altered-amount', amount: rest - line, lines: inside},
    ...plus('shared-account', rest, others, inside),
  ];
}

const isInCompressedPeriod = (
  glEntry: ReconciledGlEntry,
  lines: readonly PostedLine[],
  company: ReconciledCompany,
): boolean =>
  isCompressed(company, glEntry.postingDate) || lines.some(line => isCompressed(company, line.entry.postingDate));
