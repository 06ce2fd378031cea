/**
 * G/L entries whose relation to a value entry is missing (reconciliation.md 12, `missing-relation`): no cost is wrong,
 * only the link between the ledgers.
 */
import {sign} from '../money.js';
import type {PostedLine, ReconciledGlEntry} from './entries.js';
import type {MatchedPair} from './matching.js';

/** Posted lines and the G/L entry that stands for them without a relation. */
export interface LostRelation {
  readonly glEntry: ReconciledGlEntry;
  readonly lines: readonly PostedLine[];
}

/**
 * Pairs what is left of the posted lines with entries without relation of the same account, day and amount, by the
 * document number or the source code of cost posting; then with what merged entries carry beyond their own lines.
 */
export function findLostRelations(
  freeLines: readonly PostedLine[],
  unrelated: readonly ReconciledGlEntry[],
  pairs: readonly MatchedPair[],
  costPostingSourceCode: string,
): LostRelation[] {
  if (freeLines.length === 0) return [];
  const single = index(freeLines, line => [line]);
  const merged = mergedLines(freeLines);
  const lost: LostRelation[] = [];
  const taken = new Set<number>();
  const isCostPosting = (glEntry: ReconciledGlEntry) =>
    costPostingSourceCode !== '' && glEntry.sourceCode === costPostingSourceCode;
  const isDocument = (glEntry: ReconciledGlEntry, [line]: readonly PostedLine[]) =>
    line?.entry.documentNo === glEntry.documentNo;
  const take = (glEntry: ReconciledGlEntry, lines: readonly PostedLine[] | undefined) => {
    if (!lines) return;
    for (const line of lines) line.free = false;
    lost.push({glEntry, lines});
    taken.add(glEntry.no);
  };
  const find = (groups: ReadonlyMap<string, PostedLine[][]>, glEntry: ReconciledGlEntry, amount = glEntry.amount) =>
    (groups.get(keyOf(glEntry.accountNo, glEntry.postingDate, amount)) ?? []).filter(lines =>
      lines.every(line => line.free),
    );
  for (const glEntry of unrelated)
    take(
      glEntry,
      find(single, glEntry).find(lines => isDocument(glEntry, lines)),
    );
  for (const glEntry of unrelated) {
    if (taken.has(glEntry.no) || !isCostPosting(glEntry)) continue;
    take(glEntry, find(single, glEntry)[0] ?? find(merged, glEntry)[0]);
  }
  for (const {glEntry, lines} of pairs) {
    const remainder = glEntry.amount - lines.reduce((sum, line) => sum + line.amount, 0n);
    if (remainder === 0n || lines[0]?.accountNo !== glEntry.accountNo) continue;
    const found = find(single, glEntry, remainder);
    take(glEntry, isCostPosting(glEntry) ? found[0] : found.find(candidate => isDocument(glEntry, candidate)));
  }
  return lost;
}

const keyOf = (accountNo: string, date: string, amount: bigint): string => `${accountNo}|${date}|${amount}`;

function index(lines: readonly PostedLine[], groupOf: (line: PostedLine) => PostedLine[]): Map<string, PostedLine[][]> {
  const groups = new Map<string, PostedLine[][]>();
  for (const line of lines) add(groups, groupOf(line));
  return groups;
}

/** Lines that a run per posting group would have merged into one G/L entry (posting-rules.md 16). */
function mergedLines(lines: readonly PostedLine[]): Map<string, PostedLine[][]> {
  const byKey = new Map<string, PostedLine[]>();
  for (const line of lines) {
    const {entry, accountType, balancingAccountType, amount} = line;
    const key = `${entry.mergeKey}|${entry.postingDate}|${accountType}|${balancingAccountType}|${sign(amount)}`;
    const group = byKey.get(key);
    if (group) group.push(line);
    else byKey.set(key, [line]);
  }
  const groups = new Map<string, PostedLine[][]>();
  for (const group of byKey.values()) if (group.length > 1) add(groups, group);
  return groups;
}

function add(groups: Map<string, PostedLine[][]>, lines: PostedLine[]): void {
  const [first] = lines;
  if (!first) return;
  const sum = lines.reduce((total, line) => total + line.amount, 0n);
  const key = keyOf(first.accountNo, first.entry.postingDate, sum);
  const there = groups.get(key);
  if (there) there.push(lines);
  else groups.set(key, [lines]);
}
