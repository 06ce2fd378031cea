/** Finding a page by what somebody types of its name, in either language. */

/** How well a name answers what was typed: smaller is better; undefined where it does not. */
function matchRank(typed: string, name: string): number | undefined {
  const wanted = folded(typed);
  const words = folded(name);
  if (wanted === '') return 0;
  if (words === wanted) return 0;
  if (words.startsWith(wanted)) return 1;
  if (words.split(' ').some(word => word.startsWith(wanted))) return 2;
  if (words.includes(wanted)) return 3;
  if (wanted.split(' ').every(part => words.split(' ').some(word => word.startsWith(part)))) return 4;
  return undefined;
}

/** The names that answer, best first; equal ones keep their order. */
export function findNames<T extends {readonly names: readonly string[]}>(typed: string, pages: readonly T[]): T[] {
  return pages
    .map(page => ({
      page,
      rank: Math.min(...page.names.map(name => matchRank(typed, name) ?? Number.POSITIVE_INFINITY)),
    }))
    .filter(({rank}) => Number.isFinite(rank))
    .toSorted((left, right) => left.rank - right.rank)
    .map(({page}) => page);
}

/** Case, accents (`ø` and `æ` too) and punctuation do not count. */
function folded(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
