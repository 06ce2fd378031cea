/** Random histories of one item: whatever the numbers drawn, what comes out may be posted line by line. */
import fc from 'fast-check';
import {type AuditEvent, type History, METHODS, type Setting} from './history.js';
import {type Entry, smaller, Stock} from './stock.js';

const PLACES = ['', 'RED'] as const;
const VARIANTS = ['', 'BLUE'] as const;
const LAST_DAY = 120;

/** The more often a kind is named, the more often it comes. */
const KINDS = [
  ...['receive', 'receive', 'receive', 'find', 'issue', 'issue', 'issue', 'issue', 'lose', 'fixed', 'fixedLose'],
  ...[
    'sendBack',
    'sendBackFixed',
    'invoice',
    'invoice',
    'charge',
    'giveBack',
    'move',
    'moveFixed',
    'revalue',
    'revalueAll',
  ],
] as const;

const step = fc.record({
  kind: fc.constantFrom(...KINDS),
  wait: fc.nat({max: 9}),
  quantity: fc.integer({min: 1, max: 7}),
  cents: fc.integer({min: 1, max: 9999}),
  pick: fc.nat({max: 20}),
  // Mostly at once, all of it, from what is there, and without variant.
  invoiced: fc.nat({max: 4}).map(number => number !== 4),
  inParts: fc.nat({max: 2}).map(number => number === 2),
  missing: fc.nat({max: 3}).map(number => number === 3),
  variant: fc.nat({max: 5}).map(number => (number === 5 ? 1 : 0)),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Histories that shrink to few steps, small numbers and one place. */
export const histories = (setting: Setting): fc.Arbitrary<History> =>
  fc
    .record({
      method: fc.constantFrom(...METHODS),
      standard: fc.integer({min: 1, max: 999}),
      steps: fc.array(step, {minLength: 1, maxLength: 24, size: 'max'}),
    })
    .map(({method, standard, steps}) => ({
      method,
      standard: BigInt(standard),
      events: new LegalEvents(method, setting).of(steps),
    }));

/** Steps as events that can happen: what is not there is not taken, and nothing is invoiced or given back twice. */
class LegalEvents {
  private readonly stock: Stock;
  private readonly events: AuditEvent[] = [];
  /** Pieces not invoiced, and not given back, by event. */
  private readonly waiting = new Map<number, bigint>();
  private readonly returnable = new Map<number, bigint>();
  /** Lots that were revalued in part, by event. */
  private readonly partly = new Set<number>();
  private day = 0;

  constructor(
    private readonly method: History['method'],
    private readonly setting: Setting,
  ) {
    this.stock = new Stock(method);
  }

  of(steps: readonly Step[]): AuditEvent[] {
    for (const given of steps) {
      this.day = Math.min(this.day + given.wait, LAST_DAY);
      const event = this.event(given);
      if (event) this.events.push(event);
    }
    return this.events;
  }

  private event(step: Step): AuditEvent | undefined {
    switch (step.kind) {
      case 'receive':
      case 'find':
        return this.receive(step, step.kind);
      case 'invoice':
        return this.invoice(step);
      case 'charge':
        return this.charge(step);
      case 'revalue':
        return this.revalue(step);
      case 'revalueAll':
        return this.revalueAll(step);
      case 'giveBack':
        return this.giveBack(step);
      default:
        return this.issue(step);
    }
  }

  private where({pick, variant}: Step) {
    return {place: PLACES[pick % 2] ?? '', variant: VARIANTS[variant] ?? ''};
  }

  private receive(step: Step, kind: 'receive' | 'find'): AuditEvent {
    const {day} = this;
    const event = this.events.length;
    const given = {day, ...this.where(step), quantity: BigInt(step.quantity), cents: BigInt(step.cents)};
    this.stock.bring({event, type: 'Purchase', ...given});
    if (kind === 'find') return {kind, ...given};
    if (!step.invoiced) this.waiting.set(event, given.quantity);
    return {kind, ...given, invoiced: step.invoiced};
  }

  private invoice({pick, cents, inParts, quantity}: Step): AuditEvent | undefined {
    const [of, open] = chosen([...this.waiting], pick) ?? [];
    if (of === undefined || open === undefined) return undefined;
    const part = inParts ? smaller(BigInt(quantity), open) : open;
    if (part === open) this.waiting.delete(of);
    else this.waiting.set(of, open - part);
    const paid = this.events[of]?.kind === 'receive' ? BigInt(cents) : 0n;
    return {kind: 'invoice', day: this.day, of, quantity: part, cents: paid};
  }

  private charge({pick, cents}: Step): AuditEvent | undefined {
    const of = chosen(
      [...this.events.keys()].filter(index => this.events[index]?.kind !== 'move' && this.entriesOf(index).length > 0),
      pick,
    );
    return of === undefined ? undefined : {kind: 'charge', day: this.day, of, cents: BigInt(cents)};
  }

  /** By hand a lot that is invoiced, and not revalued in part. */
  private revalue({pick, cents}: Step): AuditEvent | undefined {
    const of = chosen(
      [...this.events.keys()].filter(index => {
        const kind = this.events[index]?.kind;
        return (kind === 'receive' || kind === 'find') && !this.waiting.has(index) && !this.partly.has(index);
      }),
      pick,
    );
    return of === undefined ? undefined : {kind: 'revalue', day: this.day, of, cents: BigInt(cents)};
  }

  /**
   * What is there, at the costs of an adjustment just run; not while something is missing. The value of an Average
   * item is the average's, not that of its lots.
   */
  private revalueAll({cents}: Step): AuditEvent | undefined {
    if (this.setting.rhythm !== 1 || this.method === 'Average') return undefined;
    if (this.stock.entries.some(({left}) => left < 0n)) return undefined;
    const lots = this.stock.entries.filter(
      lot => lot.left > 0n && (this.method === 'Standard' || this.isInvoiced(lot)),
    );
    if (lots.length === 0) return undefined;
    // Goods moved before their receipt is invoiced: the reference does not say what becomes of their revaluation,
    // all actual cost, when the invoice measures its variance at the standard cost of then.
    if (lots.some(lot => !this.isInvoiced(lot) && lot.source)) return undefined;
    for (const lot of lots) {
      this.partly.add(lot.event);
      lot.revalued.push(this.day);
    }
    return {kind: 'revalueAll', day: this.day, cents: BigInt(cents)};
  }

  private isInvoiced(lot: Entry): boolean {
    return lot.source ? this.isInvoiced(lot.source.lot) : !this.waiting.has(lot.event);
  }

  private giveBack({pick, quantity}: Step): AuditEvent | undefined {
    const [of, there] = chosen([...this.returnable], pick) ?? [];
    const [sold] = of === undefined ? [] : this.entriesOf(of);
    if (of === undefined || there === undefined || !sold) return undefined;
    const part = smaller(BigInt(quantity), there);
    if (part === there) this.returnable.delete(of);
    else this.returnable.set(of, there - part);
    const {place, variant} = sold;
    const {day} = this;
    this.stock.bring({event: this.events.length, type: 'Sale', day, quantity: part, place, variant}, {reverses: sold});
    return {kind: 'giveBack', day, of, quantity: part};
  }

  private issue(step: Step): AuditEvent | undefined {
    const {day, method} = this;
    const where = this.where(step);
    const fixed = method === 'Specific' || step.kind.endsWith('ixed') || step.kind === 'fixedLose';
    const lots = this.stock
      .lots(where)
      .filter(lot => !fixed || this.entriesOf(lot.event).length === (lot.outHalf ? 2 : 1));
    const lot = fixed ? chosen(lots, step.pick >> 1) : undefined;
    const there = fixed ? (lot?.left ?? 0n) : lots.reduce((sum, {left}) => sum + left, 0n);
    const moves = step.kind.startsWith('move');
    const mayMiss = step.missing && !fixed && !moves;
    const quantity = mayMiss ? BigInt(step.quantity) : smaller(BigInt(step.quantity), there);
    if (quantity === 0n) return undefined;
    const event = this.events.length;
    const from = lot && {from: lot.event};
    // Where each place has its average, goods go one way: the averages of two places do not wait for each other.
    const to = where.place === '' ? 'RED' : '';
    if (moves && to === '' && method === 'Average' && this.setting.perPlace) return undefined;
    const outHalf = this.stock.take({event, type: 'Sale', day, quantity: -quantity, ...where}, lot);
    if (moves) {
      for (const source of method === 'Average' ? [undefined] : outHalf.rows) {
        const receipt = {event, type: 'Transfer' as const, day, quantity: source?.quantity ?? quantity};
        this.stock.bring({...receipt, place: to, variant: where.variant}, {outHalf, source});
      }
      return {kind: 'move', day, ...where, to, quantity, ...from};
    }
    const given = {day, ...where, quantity, ...from};
    if (step.kind === 'lose' || step.kind === 'fixedLose') return {kind: 'lose', ...given};
    if (step.kind.startsWith('sendBack')) return {kind: 'sendBack', ...given};
    this.returnable.set(event, quantity);
    if (!step.invoiced) this.waiting.set(event, quantity);
    return {kind: 'issue', ...given, invoiced: step.invoiced};
  }

  private entriesOf(event: number): Entry[] {
    return this.stock.entries.filter(entry => entry.event === event);
  }
}

const chosen = <Kind>(list: readonly Kind[], pick: number): Kind | undefined => list[pick % Math.max(1, list.length)];
