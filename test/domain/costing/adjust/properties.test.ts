/** What must hold whatever is bought, sold, returned and charged: applied costs and averages, in memory. */
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {AverageCostCalendar} from '../../../../source/domain/costing/average-cost-calendar.js';
import {adjustAppliedCosts} from '../../../../source/domain/costing/adjust/applied-costs.js';
import {adjustAverages, sumsOf} from '../../../../source/domain/costing/adjust/average.js';
import {
  append,
  type CostEntry,
  type CostValue,
  ItemCosts,
  totalCost,
} from '../../../../source/domain/costing/adjust/entries.js';
import type {AverageCostPeriodType} from '../../../../source/domain/options.js';

const UNIT = 100_000n;
const CENT = 1000n;

/** A tiny item ledger: receipts, sales first to last, exact returns, charges. */
class Ledger {
  readonly costs: ItemCosts;
  private nextValue = 1;
  private nextRow = 1;

  constructor(private readonly average: boolean) {
    this.costs = new ItemCosts('A', {
      average,
      standard: false,
      currencies: ['lcy'],
      precision: {lcy: CENT, acy: CENT},
    });
  }

  get entries(): CostEntry[] {
    return [...this.costs.entries.values()];
  }

  receive(day: number, quantity: bigint, cost: bigint): void {
    const entry = this.add(day, quantity, cost);
    this.row(entry, entry.no, 0, quantity, true);
  }

  /** Sells what there is, first in first out; less where there is not enough. */
  sell(day: number, quantity: bigint): void {
    const lots = this.entries.filter(lot => lot.quantity > 0n && lot.remaining > 0n);
    const there = lots.reduce((sum, lot) => sum + lot.remaining, 0n);
    const sold = quantity < there ? quantity : there;
    if (sold === 0n) return;
    const entry = this.add(day, -sold, 0n);
    let left = sold;
    for (const lot of lots) {
      if (left === 0n) break;
      const part = smaller(left, lot.remaining);
      left -= part;
      this.setRemaining(lot, lot.remaining - part);
      this.row(entry, lot.no, entry.no, -part, !this.average);
      if (!this.average) lot.toAdjust = true;
    }
    this.setRemaining(entry, 0n);
  }

  /** Takes a whole sale back at what it cost. */
  takeBack(day: number, index: number): void {
    const sales = this.entries.filter(entry => entry.quantity < 0n && entry.reversals.length === 0);
    const sale = sales[index % Math.max(1, sales.length)];
    if (!sale) return;
    const entry = this.add(day, -sale.quantity, 0n);
    this.row(entry, entry.no, sale.no, entry.quantity, true);
    sale.toAdjust = true;
  }

  charge(index: number, cost: bigint): void {
    const lots = this.entries.filter(entry => entry.quantity > 0n && entry.own[0]?.outboundNo === 0);
    const lot = lots[index % Math.max(1, lots.length)];
    if (!lot) return;
    lot.values = append(lot.values, {
      ...this.value(lot, cost),
      charge: true,
      invoicedQuantity: 0n,
      entryQuantity: 0n,
    });
    lot.toAdjust = true;
  }

  /** Runs adjustment and books what it found. Returns how many value entries that were. */
  adjust(calendar: AverageCostCalendar): number {
    adjustAppliedCosts(this.costs);
    const first = this.entries.map(entry => entry.postingDate).sort()[0];
    if (this.average && first) adjustAverages(this.costs, calendar, first, sumsOf(this.costs));
    let booked = this.costs.added.length;
    for (const [value, entry] of this.costs.changed) {
      const amount = value.actualAdded?.lcy ?? 0n;
      value.actualAdded = undefined;
      if (amount === 0n) continue;
      booked += 1;
      entry.values = append(entry.values, {
        ...value,
        ...this.number(),
        adjustment: true,
        appliesTo: value.no,
        invoicedQuantity: 0n,
        entryQuantity: 0n,
        actual: {lcy: amount, acy: 0n},
      });
    }
    for (const {entry, value} of this.costs.added)
      Object.assign(entry.values[entry.values.indexOf(value)] ?? {}, this.number());
    this.costs.changed.clear();
    this.costs.added.length = 0;
    return booked;
  }

  private number(): {no: number} {
    const no = this.nextValue;
    this.nextValue += 1;
    return {no};
  }

  private add(day: number, quantity: bigint, cost: bigint): CostEntry {
    const no = this.costs.entries.size + 1;
    const date = `2026-01-${String(day).padStart(2, '0')}`;
    const entry: CostEntry = {
      no,
      itemNo: 'A',
      type: cost === 0n ? 'Sale' : 'Purchase',
      postingDate: date,
      quantity,
      remaining: quantity > 0n ? quantity : 0n,
      invoiced: quantity,
      open: quantity > 0n,
      correction: false,
      locationCode: '',
      variantCode: '',
      appliesTo: 0,
      orderType: '',
      orderNo: '',
      orderLineNo: 0,
      lastInvoiceDate: date,
      completelyInvoiced: true,
      toAdjust: false,
      values: [],
      own: [],
      takers: [],
      reversals: [],
      transfers: [],
    };
    entry.values = append(entry.values, this.value(entry, cost));
    this.costs.entries.set(no, entry);
    return entry;
  }

  private value(entry: CostEntry, cost: bigint): CostValue {
    return {
      ...this.number(),
      type: 'Direct Cost',
      varianceType: '',
      expectedCost: false,
      adjustment: false,
      partialRevaluation: false,
      valuedByAverage: this.average && entry.quantity < 0n,
      charge: false,
      documentType: '',
      documentNo: `D${this.nextValue}`,
      documentLineNo: 0,
      postingDate: entry.postingDate,
      valuationDate: entry.postingDate,
      appliesTo: 0,
      valuedQuantity: entry.quantity,
      invoicedQuantity: entry.quantity,
      entryQuantity: entry.quantity,
      costPerUnit: {lcy: 0n, acy: 0n},
      actual: {lcy: cost, acy: 0n},
      expected: {lcy: 0n, acy: 0n},
      actualAdded: undefined,
      expectedAdded: undefined,
    };
  }

  private row(
    entry: CostEntry,
    inboundNo: number,
    outboundNo: number,
    quantity: bigint,
    costApplication: boolean,
  ): void {
    const row = {
      no: this.nextRow,
      entryNo: entry.no,
      inboundNo,
      outboundNo,
      quantity,
      costApplication,
      transferredFromNo: 0,
      postingDate: entry.postingDate,
      completelyInvoicedDate: entry.postingDate,
    };
    this.nextRow += 1;
    entry.own = append(entry.own, row);
    const inbound = this.costs.entry(inboundNo);
    if (entry !== inbound) inbound.takers = append(inbound.takers, row);
    else if (outboundNo !== 0) {
      const outbound = this.costs.entry(outboundNo);
      outbound.reversals = append(outbound.reversals, row);
    }
  }

  private setRemaining(entry: CostEntry, remaining: bigint): void {
    Object.assign(entry, {remaining, open: remaining !== 0n});
  }
}

const smaller = (left: bigint, right: bigint): bigint => (left < right ? left : right);
const quantity = fc.bigInt({min: 1n, max: 9n}).map(value => value * UNIT);
const amount = fc.bigInt({min: 1n, max: 99_999n}).map(value => value * CENT);
const index = fc.nat(20);
type Step = (ledger: Ledger, day: number) => void;
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(quantity, amount).map(
    ([pieces, cost]): Step =>
      (ledger, day) =>
        ledger.receive(day, pieces, cost),
  ),
  quantity.map(
    (pieces): Step =>
      (ledger, day) =>
        ledger.sell(day, pieces),
  ),
  index.map(
    (sale): Step =>
      (ledger, day) =>
        ledger.takeBack(day, sale),
  ),
  fc.tuple(index, amount).map(
    ([lot, cost]): Step =>
      ledger =>
        ledger.charge(lot, cost),
  ),
);
const story = fc.array(step, {minLength: 1, maxLength: 25});
const calendarOf = (period: AverageCostPeriodType) => new AverageCostCalendar([], {calcType: 'Item', period});

function play(average: boolean, steps: readonly Step[]): Ledger {
  const ledger = new Ledger(average);
  for (const [day, run] of steps.entries()) run(ledger, Math.floor(day / 2) + 1);
  return ledger;
}

describe('whatever is posted', () => {
  for (const [name, average, period] of [
    ['FIFO', false, 'Day'],
    ['Average by day', true, 'Day'],
    ['Average by month', true, 'Month'],
  ] as const) {
    it(`${name}: a second run makes no entry`, () => {
      fc.assert(
        fc.property(story, steps => {
          const ledger = play(average, steps);
          ledger.adjust(calendarOf(period));
          for (const entry of ledger.entries) entry.toAdjust = true;
          expect(ledger.adjust(calendarOf(period))).toBe(0);
        }),
      );
    });

    it(`${name}: no cost is left where no quantity is`, () => {
      fc.assert(
        fc.property(story, steps => {
          const ledger = play(average, steps);
          const calendar = calendarOf(period);
          ledger.adjust(calendar);
          const onHand = ledger.entries.reduce((sum, entry) => sum + entry.quantity, 0n);
          fc.pre(onHand > 0n && !(average && period === 'Day' && hasReturn(ledger)));
          ledger.sell(28, onHand);
          ledger.adjust(calendar);
          const value = ledger.entries.reduce((sum, entry) => sum + totalCost(entry, 'lcy'), 0n);
          expect(value).toBe(0n);
        }),
      );
    });
  }

  it('FIFO: what a lot gave and what it has left is what it cost', () => {
    fc.assert(
      fc.property(story, steps => {
        const ledger = play(false, steps);
        ledger.adjust(calendarOf('Day'));
        for (const lot of ledger.entries) {
          if (lot.quantity < 0n || lot.remaining !== 0n || lot.takers.some(row => costsOthers(ledger, row.entryNo)))
            continue;
          const given = lot.takers.reduce((sum, row) => sum + totalCost(ledger.costs.entry(row.entryNo), 'lcy'), 0n);
          expect(totalCost(lot, 'lcy')).toBe(-given);
        }
      }),
    );
  });
});

const hasReturn = (ledger: Ledger): boolean => ledger.entries.some(entry => entry.reversals.length > 0);
const costsOthers = (ledger: Ledger, no: number): boolean => ledger.costs.entry(no).own.length > 1;
