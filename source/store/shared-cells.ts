/** Cells of many rows, held in as little memory as they allow. */
import type {Money} from '../domain/costing/adjust/entries.js';
import type {SqlRow} from './database.js';

/**
 * Texts and quantities that come back row after row, held once: a database gives each cell a copy of its own. Begins
 * anew from time to time, so that it never holds many.
 */
export class Shared {
  private readonly texts = new Map<string, string>();
  private readonly amounts = new Map<bigint, bigint>();

  text(value: unknown): string {
    const text = value as string;
    if (text === '') return '';
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    if (this.texts.size > MOST_SHARED) this.texts.clear();
    this.texts.set(text, text);
    return text;
  }

  amount(value: unknown): bigint {
    const amount = value as bigint;
    const known = this.amounts.get(amount);
    if (known !== undefined) return known;
    if (this.amounts.size > MOST_SHARED) this.amounts.clear();
    this.amounts.set(amount, amount);
    return amount;
  }
}

const MOST_SHARED = 10_000;

const NOTHING: Money = Object.freeze({lcy: 0n, acy: 0n});

export function moneyOf(row: SqlRow, column: string): Money {
  const lcy = row[column] as bigint;
  const acy = (row[`${column}_acy`] ?? 0n) as bigint;
  return lcy === 0n && acy === 0n ? NOTHING : {lcy, acy};
}
