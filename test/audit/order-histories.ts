/** Random histories of an item that goes into orders, and of what comes out of them. */
import fc from 'fast-check';
import {type AuditEvent, type History, METHODS, type Order, type Place} from './history.js';
import {type Entry, smaller, Stock} from './stock.js';

const HERE: Place = {place: '', variant: ''};
const LAST_DAY = 120;

const step = fc.record({
  kind: fc.constantFrom(
    ...(['receive', 'receive', 'consume', 'consume', 'consume', 'work', 'make', 'make', 'finish', 'assemble'] as const),
    ...(['invoice', 'charge', 'sell', 'sell', 'giveBack', 'issue', 'find'] as const),
  ),
  wait: fc.nat({max: 9}),
  quantity: fc.integer({min: 1, max: 7}),
  cents: fc.integer({min: 1, max: 9999}),
  pick: fc.nat({max: 20}),
  invoiced: fc.nat({max: 4}).map(number => number !== 4),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

export const orderHistories: fc.Arbitrary<History> = fc
  .record({
    method: fc.constantFrom('FIFO' as const, 'LIFO' as const, 'Average' as const, 'Standard' as const),
    productMethod: fc.constantFrom(...METHODS.filter(method => method !== 'Specific')),
    standard: fc.integer({min: 1, max: 999}),
    steps: fc.array(step, {minLength: 1, maxLength: 24, size: 'max'}),
  })
  .map(({method, productMethod, standard, steps}) => {
    const {events, ofProduct} = new LegalOrders(method, productMethod).of(steps);
    const product = {method: productMethod, standard: BigInt(standard) + 500n, events: ofProduct};
    return {method, standard: BigInt(standard), product, events};
  });

/** Steps as events that can happen: nothing is used that is not there, and nothing happens to a finished order. */
class LegalOrders {
  private readonly component: Stock;
  private readonly product: Stock;
  private readonly events: AuditEvent[] = [];
  private readonly ofProduct = new Set<number>();
  /** Pieces not invoiced, or not given back, by event. */
  private readonly waiting = new Map<number, bigint>();
  private readonly returnable = new Map<number, bigint>();
  /** Pieces that came out of production orders which are not finished. */
  private readonly open = new Map<number, bigint>([
    [0, 0n],
    [1, 0n],
  ]);
  private assemblies = 0;
  private day = 0;

  constructor(method: History['method'], productMethod: History['method']) {
    this.component = new Stock(method);
    this.product = new Stock(productMethod);
  }

  of(steps: readonly Step[]): {events: AuditEvent[]; ofProduct: Set<number>} {
    for (const given of steps) {
      this.day = Math.min(this.day + given.wait, LAST_DAY);
      for (const event of this.eventsOf(given)) this.events.push(event);
    }
    return {events: this.events, ofProduct: this.ofProduct};
  }

  private eventsOf(step: Step): AuditEvent[] {
    switch (step.kind) {
      case 'receive':
      case 'find':
        return [this.receive(step, step.kind)];
      case 'invoice':
        return this.invoice(step);
      case 'charge':
        return this.charge(step);
      case 'issue':
        return this.issue(step);
      case 'sell':
        return [this.sell(step)];
      case 'giveBack':
        return this.giveBack(step);
      case 'assemble':
        return this.assemble(step);
      default:
        return this.produce(step, step.kind);
    }
  }

  private receive({quantity, cents, invoiced}: Step, kind: 'receive' | 'find'): AuditEvent {
    const {day} = this;
    const event = this.events.length;
    const given = {day, ...HERE, quantity: BigInt(quantity), cents: BigInt(cents)};
    this.component.bring({event, type: 'Purchase', ...given});
    if (kind === 'find') return {kind, ...given};
    if (!invoiced) this.waiting.set(event, given.quantity);
    return {kind, ...given, invoiced};
  }

  private invoice({pick, cents}: Step): AuditEvent[] {
    const [of, quantity] = chosen([...this.waiting], pick) ?? [];
    if (of === undefined || quantity === undefined) return [];
    this.waiting.delete(of);
    if (this.ofProduct.has(of)) this.ofProduct.add(this.events.length);
    return [{kind: 'invoice', day: this.day, of, quantity, cents: this.ofProduct.has(of) ? 0n : BigInt(cents)}];
  }

  private charge({pick, cents}: Step): AuditEvent[] {
    const of = chosen(
      [...this.events.keys()].filter(index => this.events[index]?.kind === 'receive'),
      pick,
    );
    return of === undefined ? [] : [{kind: 'charge', day: this.day, of, cents: BigInt(cents)}];
  }

  private issue({quantity}: Step): AuditEvent[] {
    const taken = this.use(BigInt(quantity), this.events.length);
    return taken === 0n ? [] : [{kind: 'issue', day: this.day, ...HERE, quantity: taken, invoiced: true}];
  }

  /** What is sold need not be made yet. */
  private sell({quantity, invoiced}: Step): AuditEvent {
    const event = this.events.length;
    const pieces = BigInt(quantity);
    this.product.take({event, type: 'Sale', day: this.day, quantity: -pieces, ...HERE});
    this.ofProduct.add(event);
    this.returnable.set(event, pieces);
    if (!invoiced) this.waiting.set(event, pieces);
    return {kind: 'issue', day: this.day, ...HERE, quantity: pieces, invoiced};
  }

  private giveBack({pick, quantity}: Step): AuditEvent[] {
    const [of, there] = chosen([...this.returnable], pick) ?? [];
    const sold = this.product.entries.find(entry => entry.event === of);
    if (of === undefined || there === undefined || !sold) return [];
    const part = smaller(BigInt(quantity), there);
    if (part === there) this.returnable.delete(of);
    else this.returnable.set(of, there - part);
    const event = this.events.length;
    this.ofProduct.add(event);
    this.product.bring({event, type: 'Sale', day: this.day, quantity: part, ...HERE}, {reverses: sold});
    return [{kind: 'giveBack', day: this.day, of, quantity: part}];
  }

  private assemble(step: Step): AuditEvent[] {
    const order = {assembly: true, number: this.assemblies};
    const from = this.events.length;
    const used = this.use(BigInt(step.quantity), from);
    if (used === 0n) return [];
    this.assemblies += 1;
    const {day} = this;
    return [
      {kind: 'consume', day, ...HERE, order, quantity: used},
      ...(step.pick % 2 === 0 ? [this.work(step, order)] : []),
      this.make(step, order, from + (step.pick % 2 === 0 ? 2 : 1)),
    ];
  }

  private produce(step: Step, kind: 'consume' | 'work' | 'make' | 'finish'): AuditEvent[] {
    const number = chosen([...this.open.keys()], step.pick);
    if (number === undefined) return [];
    const {day} = this;
    const order = {assembly: false, number};
    const made = this.open.get(number) ?? 0n;
    if (kind === 'work') return [this.work(step, order)];
    if (kind === 'make') {
      this.open.set(number, made + BigInt(step.quantity));
      return [this.make(step, order, this.events.length)];
    }
    if (kind === 'finish') {
      if (made === 0n) return [];
      this.open.delete(number);
      return [{kind, day, order}];
    }
    const quantity = this.use(BigInt(step.quantity), this.events.length);
    return quantity === 0n ? [] : [{kind, day, ...HERE, order, quantity}];
  }

  private work({quantity, cents}: Step, order: Order): AuditEvent {
    return {kind: 'work', day: this.day, order, time: BigInt(quantity), cents: BigInt(cents) + 100n};
  }

  private make({quantity, cents}: Step, order: Order, event: number): AuditEvent {
    const pieces = BigInt(order.assembly ? (cents % 7) + 1 : quantity);
    this.product.bring({event, type: 'Output', day: this.day, quantity: pieces, ...HERE});
    return {kind: 'make', day: this.day, ...HERE, order, quantity: pieces};
  }

  /** Takes components, no more than there are. Returns how many. */
  private use(wanted: bigint, event: number): bigint {
    const there = this.component.lots(HERE).reduce((sum: bigint, {left}: Entry) => sum + left, 0n);
    const quantity = smaller(wanted, there);
    if (quantity > 0n) this.component.take({event, type: 'Consumption', day: this.day, quantity: -quantity, ...HERE});
    return quantity;
  }
}

const chosen = <Kind>(list: readonly Kind[], pick: number): Kind | undefined => list[pick % Math.max(1, list.length)];
