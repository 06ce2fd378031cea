/** Tells costs that still move from a difference of one unit that keeps coming back (costing.md 13). */
import type {CostEntry, Currency, Money} from './entries.js';

/** So many rounds in which no entry moved on, and the difference is left. */
const MOST_ROUNDS = 20;

export class Settling {
  private rounds = 0;
  private isSmall = true;
  /** By how much entries moved in these rounds, to and fro taken together. */
  private readonly moved: Record<Currency, Map<CostEntry, bigint>> = {lcy: new Map(), acy: new Map()};

  constructor(private readonly precision: Money) {}

  note(entry: CostEntry, currency: Currency, amount: bigint): void {
    if (!this.isWithinUnit(amount, currency)) this.isSmall = false;
    if (!this.isSmall) return;
    const moved = this.moved[currency];
    moved.set(entry, (moved.get(entry) ?? 0n) + amount);
  }

  /** Ends a round. Returns whether the last {@link MOST_ROUNDS} only took entries to and fro by one unit. */
  endRound(): boolean {
    this.rounds = this.isSmall ? this.rounds + 1 : 0;
    this.isSmall = true;
    if (this.rounds > 0 && this.rounds < MOST_ROUNDS) return false;
    const gaveUp = this.rounds === MOST_ROUNDS && this.isBackAgain('lcy') && this.isBackAgain('acy');
    this.rounds = 0;
    this.moved.lcy.clear();
    this.moved.acy.clear();
    return gaveUp;
  }

  private isBackAgain(currency: Currency): boolean {
    for (const amount of this.moved[currency].values()) if (!this.isWithinUnit(amount, currency)) return false;
    return true;
  }

  private isWithinUnit(amount: bigint, currency: Currency): boolean {
    return amount <= this.precision[currency] && amount >= -this.precision[currency];
  }
}
