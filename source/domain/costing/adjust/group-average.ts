/** One average of a period, of the item or of one location and variant (costing.md 14.4). */
import {divideRounded, proportion} from '../../money.js';
import type {AverageCostCalculationType} from '../../options.js';
import {addSum, addValue, emptySum, groupOf, sumOfValues, type Sum} from './average-sums.js';
import {adjustEntry} from './documents.js';
import {firstValue, isAverageValued, type CostEntry, type CostValue, type Currency, type ItemCosts} from './entries.js';
import {FixedPairs} from './fixed-pairs.js';
import {forward, receiversOf} from './forward.js';

/** What of the item was valued in the period, by entry. */
export type PeriodValues = ReadonlyMap<CostEntry, readonly CostValue[]>;

export const isProduction = (entry: CostEntry, kind: 'Output' | 'Consumption'): boolean =>
  entry.type === kind || entry.type === `Assembly ${kind}`;

export class GroupAverage {
  /** Outbound entries valued by average, in the order of their numbers. */
  readonly outbounds: CostEntry[] = [];
  private readonly others: CostEntry[] = [];
  private readonly sums = new Map<CostEntry, Sum>();
  private readonly revaluations: CostValue[] = [];
  private readonly revalued = new Set<CostEntry>();
  private fixedPairs: FixedPairs | undefined;
  private sorted = false;
  /** The opening and every entry that is not valued by average. */
  private base: Sum = emptySum();
  /** Outbound entries valued by average that have their cost already. */
  private gone: Sum = emptySum();
  /** What came back changed cost when outbound entries had theirs already: they have to be computed again. */
  isStale = false;

  constructor(
    private readonly costs: ItemCosts,
    private readonly key: string,
    private readonly calcType: AverageCostCalculationType,
    private readonly period: PeriodValues,
    private readonly opening: Sum,
    private readonly periodStart: string,
  ) {}

  include(entry: CostEntry, values: readonly CostValue[]): void {
    if (isAverageValued(entry) && values.includes(firstValue(entry) as CostValue)) this.outbounds.push(entry);
    else this.others.push(entry);
    for (const value of values) {
      if (!value.partialRevaluation) continue;
      this.revaluations.push(value);
      this.revalued.add(entry);
    }
  }

  /** A cost that the average of the group counts changed while it was being computed. */
  costChanged(entry: CostEntry, currency: Currency, amount: bigint): void {
    const sum = this.sums.get(entry);
    if (!sum) return;
    sum[currency] += amount;
    if (isAverageValued(entry) || this.isReceiptOfTransfer(entry)) return;
    this.base[currency] += amount;
    this.isStale = true;
  }

  /** Computes all but the entries that keep their cost. Returns whether a consumption's cost changed. */
  adjust(keepsItsCost: (entry: CostEntry) => boolean = () => false): boolean {
    this.start();
    let consumptionChanged = false;
    let carried: Remainder | undefined;
    for (const outbound of this.outbounds) {
      const exception = this.exceptionOf(outbound);
      const remainder = exception
        ? {sum: this.availableTo(outbound, exception), residual: nothingLeft()}
        : (carried ?? {sum: this.available(outbound), residual: nothingLeft()});
      const {sum} = remainder;
      if (sum.quantity > 0n && sum.lcy >= 0n && sum.acy >= 0n && !keepsItsCost(outbound)) {
        const {changed, left} = this.bringToAverage(outbound, sum, remainder.residual);
        if (changed && isProduction(outbound, 'Consumption')) consumptionChanged = true;
        remainder.residual = left;
      }
      carried = exception ? undefined : this.without(outbound, remainder);
      if (!this.isTransferWithin(outbound)) addSum(this.gone, this.sumOf(outbound));
    }
    return consumptionChanged;
  }

  private start(): void {
    this.isStale = false;
    if (!this.sorted) {
      this.outbounds.sort((left, right) => left.no - right.no);
      this.revaluations.sort((left, right) => left.no - right.no);
      this.sorted = true;
    }
    this.base = {...this.opening};
    this.gone = emptySum();
    this.sums.clear();
    for (const entry of this.outbounds) this.sums.set(entry, this.sumInPeriod(entry));
    for (const entry of this.others) {
      const sum = this.sumInPeriod(entry);
      this.sums.set(entry, sum);
      if (!this.isReceiptOfTransfer(entry)) addSum(this.base, sum);
    }
  }

  private sumInPeriod(entry: CostEntry): Sum {
    return sumOfValues(this.period.get(entry) ?? []);
  }

  private sumOf(entry: CostEntry): Sum {
    return this.sums.get(entry) ?? emptySum();
  }

  /** What is there for an outbound entry: those before it are gone, and those that are open since before the period. */
  private available(outbound: CostEntry): Sum {
    const sum = {...this.base};
    addSum(sum, this.gone);
    for (const open of this.outbounds) {
      if (open.no > outbound.no && this.isOpenSinceBefore(open)) addSum(sum, this.sumOf(open));
    }
    return sum;
  }

  /** What an outbound entry leaves to the next; where it takes all, that is computed from the same once more. */
  private without(outbound: CostEntry, {sum, residual}: Remainder): Remainder {
    if (sum.quantity + outbound.quantity <= 0n) return {sum, residual};
    const rest = {...sum};
    addSum(rest, this.sumOf(outbound));
    return {sum: rest, residual: nothingLeft()};
  }

  /** What leads back to the group leaves out all that is at an average, but for what is open since before the period. */
  private notByAverage(outbound: CostEntry): Sum {
    const sum = {...this.base};
    for (const open of this.outbounds) {
      if (open !== outbound && this.isOpenSinceBefore(open)) addSum(sum, this.sumOf(open));
    }
    return sum;
  }

  private isOpenSinceBefore(entry: CostEntry): boolean {
    return entry.open && entry.postingDate < this.periodStart;
  }

  /**
   * Why an outbound entry's average is summed up on its own: its chain leads back to the group, its order puts out
   * the item that it consumes, or a partial revaluation of the period is not for it.
   */
  private exceptionOf(outbound: CostEntry): Exception | undefined {
    const chain = outbound.reversals.length === 0 ? [] : this.chainOf(outbound);
    const leadsBack = chain.some(entry => groupOf(this.calcType, entry) === this.key);
    const first = firstValue(outbound)?.no ?? 0;
    const revaluation = this.revaluations.find(({no}) => no > first)?.no;
    const outputs = isProduction(outbound, 'Consumption') ? this.outputsOfConsumers() : [];
    if (!leadsBack && revaluation === undefined && outputs.length === 0) return undefined;
    return {chain, leadsBack, revaluation, outputs};
  }

  private availableTo(outbound: CostEntry, {chain, leadsBack, revaluation, outputs}: Exception): Sum {
    const sum = leadsBack ? this.notByAverage(outbound) : this.available(outbound);
    const excluded = new Set<CostEntry>([...chain, ...outputs]);
    if (revaluation !== undefined) {
      for (const entry of this.others) if ((firstValue(entry)?.no ?? 0) > revaluation) excluded.add(entry);
    }
    excluded.delete(outbound);
    this.fixedPairs ??= new FixedPairs(this.costs, this.revalued);
    for (const entry of excluded) {
      if (this.fixedPairs.has(entry)) excluded.delete(entry);
      else if (this.sums.has(entry) && !isAverageValued(entry) && !this.isReceiptOfTransfer(entry)) {
        addSum(sum, this.sumOf(entry), -1n);
      }
    }
    if (revaluation === undefined) return sum;
    for (const entry of this.others) {
      if (excluded.has(entry)) continue;
      for (const value of this.period.get(entry) ?? []) {
        if (!value.partialRevaluation || value.no < revaluation) continue;
        addSum(sum, this.notForOthers(entry, value, this.fixedPairs), -1n);
      }
    }
    return sum;
  }

  /** Of a partial revaluation what no outbound entry took that is fixed to the revalued one. */
  private notForOthers(entry: CostEntry, value: CostValue, fixedPairs: FixedPairs): Sum {
    const sum = emptySum();
    addValue(sum, value);
    const left = value.valuedQuantity - fixedPairs.takenOf(entry, value);
    if (left === value.valuedQuantity || value.valuedQuantity === 0n) return sum;
    for (const currency of this.costs.rules.currencies) {
      sum[currency] = proportion(sum[currency], left, value.valuedQuantity, this.costs.rules.precision[currency]);
    }
    return sum;
  }

  private bringToAverage(
    outbound: CostEntry,
    available: Sum,
    residual: Record<Currency, Fraction>,
  ): {changed: boolean; left: Record<Currency, Fraction>} {
    const left = nothingLeft();
    let changed = false;
    for (const currency of this.costs.rules.currencies) {
      const carried = residual[currency];
      const precision = this.costs.rules.precision[currency];
      const numerator =
        available[currency] * outbound.quantity * carried.denominator + carried.numerator * available.quantity;
      const denominator = available.quantity * carried.denominator;
      const cost = divideRounded(numerator, denominator * precision) * precision;
      left[currency] = {numerator: numerator - cost * denominator, denominator};
      changed = adjustEntry(this.costs, outbound, cost, currency, () => true) || changed;
    }
    if (changed && outbound.reversals.length > 0) forward(this.costs, [outbound]);
    return {changed, left};
  }

  /** Every entry that gets its cost from this one, over any chain of applications. */
  private chainOf(outbound: CostEntry): CostEntry[] {
    const chain = new Set<CostEntry>();
    const stack = [outbound];
    for (let entry = stack.pop(); entry; entry = stack.pop()) {
      for (const receiver of receiversOf(this.costs, entry)) {
        if (chain.has(receiver) || receiver === outbound) continue;
        chain.add(receiver);
        stack.push(receiver);
      }
    }
    return [...chain];
  }

  /** Outputs of orders that consume the item in the period. */
  private outputsOfConsumers(): CostEntry[] {
    const orderOf = (entry: CostEntry): string => `${entry.orderType}\u0001${entry.orderNo}`;
    const outputs = this.others.filter(entry => isProduction(entry, 'Output'));
    if (outputs.length === 0) return [];
    const consuming = new Set<string>();
    for (const entry of this.period.keys()) if (isProduction(entry, 'Consumption')) consuming.add(orderOf(entry));
    return outputs.filter(entry => consuming.has(orderOf(entry)));
  }

  /** With one average for the item, a transfer leaves it where it was: neither half counts for the others. */
  private isTransferWithin(entry: CostEntry): boolean {
    return this.calcType !== 'Item & Location & Variant' && entry.type === 'Transfer' && entry.reversals.length > 0;
  }

  private isReceiptOfTransfer(entry: CostEntry): boolean {
    if (this.calcType === 'Item & Location & Variant' || entry.type !== 'Transfer' || entry.quantity < 0n) return false;
    return entry.own.some(row => {
      if (row.outboundNo === 0) return false;
      const half = this.costs.entry(row.outboundNo);
      return isAverageValued(half) && this.period.has(half);
    });
  }
}

interface Fraction {
  numerator: bigint;
  denominator: bigint;
}

/** What is left for the next outbound entry of the group, and what rounding left over. */
interface Remainder {
  sum: Sum;
  residual: Record<Currency, Fraction>;
}

interface Exception {
  chain: readonly CostEntry[];
  leadsBack: boolean;
  /** Number of the first partial revaluation of the period that is not for the outbound entry. */
  revaluation: number | undefined;
  outputs: readonly CostEntry[];
}

const nothingLeft = (): Record<Currency, Fraction> => ({
  lcy: {numerator: 0n, denominator: 1n},
  acy: {numerator: 0n, denominator: 1n},
});
