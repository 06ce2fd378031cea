/**
 * The auditor's books of one item: a slow, obvious model. It shares no code with the engine, and keeps money in
 * whole cents and quantities in whole pieces (bigint). Given what happened, it says what every entry must cost, what
 * is left of it, and what each G/L account must show once everything is adjusted and posted
 * (costing.md 4, 5, 7, 8, 9, 10, 12, 13, 14; posting-rules.md 5).
 */
import {accounts} from './accounts.js';
import {atUnitCost, share, sum} from './amounts.js';
import {Averages} from './averages.js';
import {Card} from './card.js';
import {Costs, type Fact} from './costs.js';
import type {AuditEvent, Method, Place, Setting} from './history.js';
import {directOf} from './orders.js';
import {type Entry, type EntryType, Stock} from './stock.js';

/** An item ledger entry as it must be in the end. */
export interface ExpectedEntry {
  quantity: bigint;
  remaining: bigint;
  /** Cents, Rounding entries included. */
  actual: bigint;
  expected: bigint;
}

export interface Expectation {
  /** The entries of each event, by its index: of a transfer the outbound half, then a receipt for each lot. */
  entries: Map<number, ExpectedEntry[]>;
  /** Whether all averages came to rest: where not, costs are one of several that are right. */
  settled: boolean;
  /** Unit cost on the card, in thousandths of a cent. */
  unitCost: bigint;
  /** Balance of each G/L account in cents, by account type. */
  accounts: Record<string, bigint>;
}

type Of<Kind extends AuditEvent['kind']> = Extract<AuditEvent, {kind: Kind}>;

export class ItemBooks {
  readonly stock: Stock;
  private readonly card: Card;
  private readonly facts = new Map<Entry, Fact>();
  private settled = true;
  /** The earliest day that something was valued on since the last adjustment. */
  private touched: number | undefined;

  constructor(
    private readonly method: Method,
    private readonly standard: bigint,
    private readonly setting: Setting,
  ) {
    this.stock = new Stock(method);
    this.card = new Card(this.stock, standard);
  }

  play(index: number, event: AuditEvent): void {
    this.watch(() => this.post(index, event));
    for (const day of this.valuedBy(index, event)) this.touch(day);
  }

  /** Does something after which entries may be valued on other days: they leave the periods that they were in. */
  watch<Result>(work: () => Result): Result {
    const before = this.stock.entries.map(entry => ({entry, day: this.stock.valued(entry)}));
    const result = work();
    for (const {entry, day} of before) if (this.stock.valued(entry) !== day) this.touch(day);
    return result;
  }

  /** The days on which what an event posted is valued. */
  private valuedBy(index: number, event: AuditEvent): number[] {
    if (event.kind === 'revalueAll') return [event.day];
    if (event.kind === 'revalue') return [Math.max(event.day, this.stock.valued(this.lotOf(event.of)))];
    return [this.stock.valued('of' in event && event.kind !== 'giveBack' ? this.lotOf(event.of) : this.entryOf(index))];
  }

  private post(index: number, event: AuditEvent): void {
    switch (event.kind) {
      case 'receive':
        this.receive(index, event, 'Purchase', event.invoiced);
        break;
      case 'find':
        this.receive(index, event, 'Positive Adjmt.', true);
        break;
      case 'issue':
        this.issue(index, event, 'Sale', event.invoiced);
        break;
      case 'lose':
        this.issue(index, event, 'Negative Adjmt.', true);
        break;
      case 'sendBack':
        this.issue(index, event, 'Purchase', true);
        break;
      case 'move':
        this.move(index, event);
        break;
      case 'giveBack':
        this.giveBack(index, event);
        break;
      case 'invoice':
        this.invoice(event);
        break;
      case 'revalue':
        this.revalue(event);
        break;
      case 'revalueAll':
        this.revalueAll(event);
        break;
      case 'charge':
        this.factOf(this.lotOf(event.of)).charges += event.cents;
    }
  }

  private receive(
    event: number,
    given: Place & {day: number; quantity: bigint; cents: bigint},
    type: EntryType,
    invoiced: boolean,
  ): void {
    const {day, quantity, cents, place, variant} = given;
    const lot = this.stock.bring({event, type, day, quantity, place, variant});
    this.learn(lot, {posted: cents, invoices: invoiced ? [{quantity, cents}] : []});
    if (invoiced) this.card.invoiced(quantity, cents);
  }

  private issue(
    event: number,
    given: Place & {day: number; quantity: bigint; from?: number},
    type: EntryType,
    invoiced: boolean,
  ): void {
    const {day, quantity, place, variant, from} = given;
    const movement = {event, type, day, quantity: -quantity, place, variant};
    const issue = this.stock.take(movement, from === undefined ? undefined : this.lotOf(from));
    const cents = atUnitCost(quantity, this.card.unitCost);
    if (invoiced) {
      this.learn(issue, {posted: cents, invoices: [{quantity, cents}], present: {actual: cents, expected: 0n}});
      this.card.invoiced(-quantity, 0n);
    } else {
      this.learn(issue, {posted: cents, present: {actual: 0n, expected: cents}});
    }
  }

  /** A component goes into an order. */
  consume(event: number, given: Of<'consume'>): Entry {
    this.watch(() => this.issue(event, given, given.order.assembly ? 'Assembly Consumption' : 'Consumption', true));
    return this.posted(event);
  }

  /** A product comes out of an order: of production at expected cost, of assembly at the full cost of the card. */
  make(event: number, given: Of<'make'>, usedUntil: () => number): Entry {
    const {day, quantity, place, variant, order} = given;
    const type = order.assembly ? 'Assembly Output' : 'Output';
    const lot = this.watch(() => this.stock.bring({event, type, day, quantity, place, variant}, {usedUntil}));
    const cents = atUnitCost(quantity, this.card.unitCost);
    this.learn(lot, {posted: cents, invoices: order.assembly ? [{quantity, cents}] : []});
    if (order.assembly) this.card.invoiced(quantity, directOf(cents, quantity));
    return this.posted(event);
  }

  private posted(event: number): Entry {
    const entry = this.entryOf(event);
    this.touch(this.stock.valued(entry));
    return entry;
  }

  /** Order adjustment invoices output, and corrects it later. */
  setCostOfOutput(lot: Entry, cents: bigint, besides: Record<string, bigint>): void {
    const fact = this.factOf(lot);
    if (fact.invoices.length === 0) this.card.invoiced(lot.quantity, 0n);
    const before = fact.invoices.length === 0 ? undefined : this.costs().cost(lot);
    fact.invoices = [{quantity: lot.quantity, cents}];
    fact.besides = besides;
    if (before === undefined || this.costs().cost(lot) !== before) this.touch(this.stock.valued(lot));
  }

  /** Something was posted that is valued on a day. */
  private touch(day: number): void {
    this.touched = Math.min(this.touched ?? Number.MAX_SAFE_INTEGER, day);
  }

  private move(event: number, {day, quantity, place, variant, to, from}: Of<'move'>): void {
    const out = {event, type: 'Transfer' as const, day, quantity: -quantity, place, variant};
    const outHalf = this.stock.take(out, from === undefined ? undefined : this.lotOf(from));
    const estimate = atUnitCost(quantity, this.card.unitCost);
    this.learn(outHalf, {posted: estimate, present: {actual: estimate, expected: 0n}});
    // The receipt of an Average item's transfer is one entry (costing.md 9.1).
    const sources = this.method === 'Average' ? [undefined] : outHalf.rows;
    for (const source of sources) {
      const movement = {...out, quantity: source?.quantity ?? quantity, place: to};
      this.learn(this.stock.bring(movement, {outHalf, source}), {});
    }
  }

  private giveBack(event: number, {day, quantity, of}: Of<'giveBack'>): void {
    const sold = this.entryOf(of);
    const {place, variant} = sold;
    const {actual, expected} = this.factOf(sold).present;
    const cents = share(actual + expected, quantity, -sold.quantity);
    const lot = this.stock.bring({event, type: 'Sale', day, quantity, place, variant}, {reverses: sold});
    this.learn(lot, {invoices: [{quantity, cents}]});
    this.card.invoiced(quantity, cents);
  }

  private invoice({of, quantity, cents}: Of<'invoice'>): void {
    const entry = this.entryOf(of);
    const {invoices, posted, present} = this.factOf(entry);
    if (entry.quantity > 0n) {
      invoices.push({quantity, cents});
      this.card.invoiced(quantity, cents);
      return;
    }
    // An issue is estimated anew for its invoice, which takes out its share of the shipment's expected cost.
    const estimate = atUnitCost(quantity, this.card.unitCost);
    invoices.push({quantity, cents: estimate});
    const isLast = this.costs().invoiced(entry) === -entry.quantity;
    present.actual += estimate;
    present.expected -= isLast ? present.expected : share(posted, quantity, -entry.quantity);
    this.card.invoiced(-quantity, 0n);
  }

  /** By hand: the whole lot, also what has left, gets the new unit cost. */
  private revalue({day, of, cents}: Of<'revalue'>): void {
    const lot = this.lotOf(of);
    this.addRevaluation(lot, day, cents * lot.quantity - this.costs().cost(lot), lot.quantity, false);
  }

  /** Calculated: what is left of each lot comes to the same unit cost; the last takes what rounding leaves. */
  private revalueAll({day, cents}: Of<'revalueAll'>): void {
    const costs = this.costs();
    const lots = this.stock.entries
      .filter(({quantity, left}) => quantity > 0n && left > 0n)
      .filter(lot => this.method === 'Standard' || costs.completelyInvoiced(lot));
    const changes = lots.map(lot => cents * lot.left - this.valueOfLeft(lot, costs));
    for (const [index, lot] of lots.entries()) this.addRevaluation(lot, day, changes[index] ?? 0n, lot.left, true);
  }

  /** What is left of a lot, at its cost and at what revaluations gave each piece; one amount, so rounded once. */
  private valueOfLeft(lot: Entry, costs: Costs): bigint {
    let numerator = costs.original(lot);
    let denominator = lot.quantity;
    for (const each of this.factOf(lot).revaluations) {
      numerator = numerator * each.quantity + costs.revalued(lot, each) * denominator;
      denominator *= each.quantity;
    }
    return share(numerator, lot.left, denominator);
  }

  private addRevaluation(lot: Entry, day: number, cents: bigint, quantity: bigint, partial: boolean): void {
    if (cents === 0n) return;
    const valued = Math.max(day, this.stock.valued(lot), ...lot.revalued);
    const uninvoiced = lot.type === 'Transfer' ? 0n : lot.quantity - this.costs().invoiced(lot);
    const after = this.stock.entries.length;
    this.factOf(lot).revaluations.push({after, day: valued, cents, quantity, partial, uninvoiced});
    lot.revalued.push(valued);
  }

  private learn(entry: Entry, known: Partial<Fact>): void {
    this.facts.set(entry, {
      posted: 0n,
      invoices: [],
      charges: 0n,
      revaluations: [],
      besides: {},
      present: {actual: 0n, expected: 0n},
      ...known,
    });
  }

  get isAdjusted(): boolean {
    return this.touched === undefined;
  }

  /** Adjusts what has changed since the last time. */
  adjust(): void {
    const {touched} = this;
    if (touched === undefined) return;
    this.touched = undefined;
    const book = (issue: Entry, cost: bigint) => this.book(issue, cost);
    const from = Math.min(touched, ...this.changedIssues().map(issue => this.stock.valued(issue)));
    const averages = new Averages(this.stock, this.setting, () => this.costs(), book);
    averages.compute(from);
    this.settled &&= averages.settled;
    const costs = this.costs();
    for (const issue of this.stock.entries) {
      if (issue.quantity < 0n && issue.rows.length > 0 && !this.stock.byAverage(issue)) {
        this.book(issue, costs.cost(issue));
      }
    }
    this.card.adjusted(costs);
  }

  /** Issues that follow lots which cost something else now. */
  private changedIssues(): Entry[] {
    const costs = this.costs();
    return this.stock.entries.filter(entry => {
      const {actual, expected} = this.factOf(entry).present;
      return entry.fixed && costs.cost(entry) !== actual + expected;
    });
  }

  /** A new cost of an issue: expected as far as it is not invoiced. Says whether it changed. */
  private book(issue: Entry, cost: bigint): boolean {
    const fact = this.factOf(issue);
    const before = fact.present.actual + fact.present.expected;
    const open = issue.type === 'Transfer' ? 0n : -issue.quantity - this.costs().invoiced(issue);
    const expected = share(cost, open, -issue.quantity);
    fact.present = {actual: cost - expected, expected};
    return cost !== before;
  }

  /** What everything costs by now. */
  costs(): Costs {
    return new Costs(this.stock, this.standard, this.facts);
  }

  private entryOf(event: number): Entry {
    const entry = this.stock.entries.find(other => other.event === event);
    if (!entry) throw new Error(`event ${event} moves nothing`);
    return entry;
  }

  /** The lot that an event brought, of a transfer the first. */
  private lotOf(event: number): Entry {
    const lot = this.stock.entries.find(other => other.event === event && other.quantity > 0n);
    return lot ?? this.entryOf(event);
  }

  private factOf(entry: Entry): Fact {
    return this.costs().fact(entry);
  }

  /** What the entries must be. */
  entries(): Map<number, ExpectedEntry[]> {
    const costs = this.costs();
    const entries = new Map<number, ExpectedEntry[]>();
    for (const entry of this.stock.entries) {
      const revalued = sum(costs.fact(entry).revaluations.map(each => costs.stillExpected(entry, each)));
      const expected = (entry.quantity < 0n ? -1n : 1n) * costs.expected(entry) + revalued;
      const actual = costs.booked(entry) - expected;
      const {quantity, left: remaining, event} = entry;
      entries.set(event, [...(entries.get(event) ?? []), {quantity, remaining, actual, expected}]);
    }
    return entries;
  }

  result(): Expectation {
    return {
      entries: this.entries(),
      settled: this.settled,
      unitCost: this.card.unitCost,
      accounts: accounts(this.stock, this.costs()),
    };
  }
}
