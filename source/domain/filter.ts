/**
 * Filters of the ERP (contract 2) as a small tree, and whether a value passes one. parse-filter.ts reads them from
 * text; store/filter-sql.ts makes SQL of them, and tests hold that to {@link matches}. Texts compare by code point and
 * case, as both databases do.
 */
/** As a row holds it: text, option and date strings, numbers for integers, scaled bigints for decimals, booleans. */
export type FilterValue = string | number | bigint | boolean;
/** Part of a pattern: a text that must stand there, one character (`?`), or any number of them (`*`). */
export type PatternPart = {readonly literal: string} | 'one' | 'any';

export type Filter =
  | {readonly type: 'all'}
  | {readonly type: 'or' | 'and'; readonly filters: readonly Filter[]}
  | {readonly type: 'not'; readonly filter: Filter}
  | {readonly type: 'in'; readonly values: readonly FilterValue[]}
  | {readonly type: 'compare'; readonly operator: '<' | '<=' | '>' | '>='; readonly value: FilterValue}
  | {readonly type: 'range'; readonly from?: FilterValue; readonly to?: FilterValue}
  | {readonly type: 'pattern'; readonly parts: readonly PatternPart[]; readonly anyCase: boolean};

/** Whether a value of a row passes the filter. */
export function matches(filter: Filter, value: FilterValue): boolean {
  switch (filter.type) {
    case 'all':
      return true;
    case 'or':
      return filter.filters.some(part => matches(part, value));
    case 'and':
      return filter.filters.every(part => matches(part, value));
    case 'not':
      return !matches(filter.filter, value);
    case 'in':
      return filter.values.includes(value);
    case 'compare':
      return holds(compareValues(value, filter.value), filter.operator);
    case 'range':
      return (
        (filter.from === undefined || compareValues(value, filter.from) >= 0) &&
        (filter.to === undefined || compareValues(value, filter.to) <= 0)
      );
    case 'pattern':
      return typeof value === 'string' && fits(filter.parts, value, filter.anyCase);
  }
}

/** The characters that count as this one when case does not: itself, its capital and its small letter. */
export function casesOf(character: string): readonly string[] {
  const cases = [character, character.toUpperCase(), character.toLowerCase()];
  return [...new Set(cases)].filter(one => [...one].length === 1);
}

const holds = (order: number, operator: '<' | '<=' | '>' | '>='): boolean =>
  operator === '<' ? order < 0 : operator === '<=' ? order <= 0 : operator === '>' ? order > 0 : order >= 0;

function compareValues(left: FilterValue, right: FilterValue): number {
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Order by code point, which is the order of UTF-8's bytes (JavaScript's own order is by 16-bit unit). */
function compareText(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  for (const [index, character] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = (character.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Greedy matching with one step back to the last `*`, so that no pattern takes exponential time. */
function fits(parts: readonly PatternPart[], value: string, anyCase: boolean): boolean {
  const pattern = parts.flatMap((part): ('one' | 'any' | {character: string})[] =>
    typeof part === 'string' ? [part] : [...part.literal].map(character => ({character})),
  );
  const characters = [...value];
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  while (at < characters.length) {
    const expected = pattern[next];
    const character = characters[at] ?? '';
    if (expected === 'any') {
      star = next;
      resume = at;
      next += 1;
    } else if (expected !== undefined && (expected === 'one' || isCharacter(expected.character, character, anyCase))) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      resume += 1;
      at = resume;
      next = star + 1;
    } else {
      return false;
    }
  }
  return pattern.slice(next).every(part => part === 'any');
}

const isCharacter = (expected: string, character: string, anyCase: boolean): boolean =>
  expected === character || (anyCase && casesOf(expected).includes(character));
