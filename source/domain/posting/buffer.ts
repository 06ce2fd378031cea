/**
 * The posting buffer: lines of value entries merged by the nine fields of posting-rules.md 16, emptied in the order
 * of that key. Positive and negative amounts never meet, so debit and credit turnover stay visible.
 */
import type {LedgerDate} from '../dates.js';
import {accountTypeNumber} from './account-types.js';
import type {PostingAmounts} from './amounts.js';
import {lineAmounts, linesMade, type PlannedLine, type PostingPlan} from './plan.js';

export interface BufferLine {
  readonly line: PlannedLine;
  readonly postingDate: LedgerDate;
  readonly dimensionSetId: number;
  readonly negative: boolean;
  amount: bigint;
  amountAcy: bigint;
  /** Numbers of the value entries behind it, in the order in which they came. */
  readonly valueEntryNos: number[];
}

/** What the buffer needs to know of a value entry. */
export interface BufferedEntry {
  readonly entryNo: number;
  readonly postingDate: LedgerDate;
  readonly dimensionSetId: number;
}

/** The buffer lines of one entry that carry an amount, in the order of the key. */
export function entryLines(entry: BufferedEntry, plan: PostingPlan, amounts: PostingAmounts): BufferLine[] {
  const lines: BufferLine[] = [];
  for (const line of linesMade(plan, amounts)) {
    const {amount, amountAcy} = lineAmounts(line, amounts);
    if (amount === 0n && amountAcy === 0n) continue;
    lines.push({
      line,
      postingDate: entry.postingDate,
      dimensionSetId: entry.dimensionSetId,
      negative: amount < 0n || amountAcy < 0n,
      amount,
      amountAcy,
      valueEntryNos: [entry.entryNo],
    });
  }
  // The plan has them by account type already; only two lines of one account type may stand the other way round.
  for (let index = 1; index < lines.length; index += 1) {
    if (lines[index]?.line.accountType === lines[index - 1]?.line.accountType) return lines.sort(inKeyOrder);
  }
  return lines;
}

/** The buffer of a run per posting group: collects all entries, and is emptied once. */
export class PostingBuffer {
  private readonly lines = new Map<string, BufferLine>();

  add(lines: readonly BufferLine[]): void {
    for (const line of lines) {
      const key = keyOf(line);
      const present = this.lines.get(key);
      if (!present) {
        this.lines.set(key, {...line, valueEntryNos: [...line.valueEntryNos]});
        continue;
      }
      present.amount += line.amount;
      present.amountAcy += line.amountAcy;
      present.valueEntryNos.push(...line.valueEntryNos);
    }
  }

  /** All lines, in the order of their key. */
  empty(): BufferLine[] {
    const all = [...this.lines.values()].sort(inKeyOrder);
    this.lines.clear();
    return all;
  }
}

function keyOf({postingDate, line, dimensionSetId, negative}: BufferLine): string {
  return [
    postingDate,
    line.accountType,
    line.locationCode,
    line.inventoryPostingGroup,
    line.genBusPostingGroup,
    line.genProdPostingGroup,
    dimensionSetId,
    negative,
    line.balancingAccountType,
  ].join('\u0001');
}

function inKeyOrder(left: BufferLine, right: BufferLine): number {
  return (
    compare(left.postingDate, right.postingDate) ||
    accountTypeNumber(left.line.accountType) - accountTypeNumber(right.line.accountType) ||
    compare(left.line.locationCode, right.line.locationCode) ||
    compare(left.line.inventoryPostingGroup, right.line.inventoryPostingGroup) ||
    compare(left.line.genBusPostingGroup, right.line.genBusPostingGroup) ||
    compare(left.line.genProdPostingGroup, right.line.genProdPostingGroup) ||
    left.dimensionSetId - right.dimensionSetId ||
    Number(left.negative) - Number(right.negative) ||
    accountTypeNumber(left.line.balancingAccountType) - accountTypeNumber(right.line.balancingAccountType)
  );
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
