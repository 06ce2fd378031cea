/** Cells of many rows, held in as little memory as they allow. */
import type {Money} from '../domain/costing/adjust/entries.js';

/**
 * Texts and quantities that come back row after row, held once: a database gives each cell a copy of its own. Begins
 * anew from time to time, so that it never holds many.
 */
export class Shared {
  private readonly texts = new Map<string, string>();
  private readonly amounts = new Map<bigint, bigint>();
  private readonly costs = new Map<bigint, Readonly<Money>>();

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

  /** A cost in both currencies; a row that was read without the additional one has none. */
  money(lcy: unknown, acy: unknown): Readonly<Money> {
    if (acy !== undefined && acy !== 0n) return {lcy: lcy as bigint, acy: acy as bigint};
    const amount = lcy as bigint;
    const known = this.costs.get(amount);
    if (known !== undefined) return known;
    if (this.costs.size > MOST_SHARED) this.costs.clear();
    const money = {lcy: amount, acy: 0n};
    this.costs.set(amount, money);
    return money;
  }
}

const MOST_SHARED = 10_000;
