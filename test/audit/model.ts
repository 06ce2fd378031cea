/**
 * The auditor's books: a slow, obvious model of one item's history. It shares no code with the engine, and keeps
 * money in whole cents and quantities in whole pieces (bigint). Given what happened, it says what every entry must
 * cost, what is left of it, and what each G/L account must show once everything is adjusted and posted
 * (costing.md 4, 5, 8, 9, 13, 14; posting-rules.md 4).
 */
import {type AuditEvent, type History, type Period, periodOf} from './history.js';
import {type Lot, Lots, type Taken} from './lots.js';

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
  /** Pieces and cents in stock, expected cost included. */
  onHand: bigint;
  value: bigint;
  /** Balance of each G/L account in cents, by account type. */
  accounts: Record<string, bigint>;
}

interface Movement {
  event: AuditEvent;
  /** What it took, and what it brought. */
  taken: Taken[];
  lots: Lot[];
}

/** `part / whole` of `cents`, half away from zero. */
function share(cents: bigint, part: bigint, whole: bigint): bigint {
  const numerator = cents * part;
  const magnitude = ((numerator < 0n ? -numerator : numerator) * 2n + whole) / (2n * whole);
  return numerator < 0n ? -magnitude : magnitude;
}

const sum = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((total, amount) => total + amount, 0n);

/** Audits a history: what the books must show of it. */
export function audit(history: History, period: Period): Expectation {
  return new Audit(history, period).result();
}

class Audit {
  private readonly lots: Lots;
  private readonly movements = new Map<number, Movement>();
  private readonly averages: Map<number, bigint>;

  constructor(
    private readonly history: History,
    private readonly period: Period,
  ) {
    this.lots = new Lots(history.method);
    for (const [index, event] of history.events.entries()) this.move(index, event);
    this.averages = history.method === 'Average' ? this.averageCosts() : new Map();
  }

  private move(index: number, event: AuditEvent): void {
    if (event.kind === 'invoice' || event.kind === 'charge') return;
    const movement: Movement = {event, taken: [], lots: []};
    if (event.kind === 'receive') movement.lots = [this.lots.put(index, event.day, event.place, event.quantity)];
    if (event.kind === 'issue') movement.taken = this.lots.take(event.place, event.quantity, event.from);
    if (event.kind === 'giveBack') {
      const sold = this.history.events[event.of];
      if (sold?.kind !== 'issue') throw new Error('gives back what was not issued');
      movement.lots = [this.lots.put(index, event.day, sold.place, event.quantity)];
    }
    if (event.kind === 'move') {
      movement.taken = this.lots.take(event.place, event.quantity, event.from);
      // The receipts of an Average item's transfer are one entry (costing.md 9.1).
      const parts = this.history.method === 'Average' ? [event.quantity] : movement.taken.map(part => part.quantity);
      movement.lots = parts.map(quantity => this.lots.put(index, event.day, event.to, quantity));
    }
    this.movements.set(index, movement);
  }

  /** Is the receipt or shipment invoiced, at once or later? */
  private invoiceOf(index: number): {invoiced: boolean; cents?: bigint} {
    const event = this.history.events[index];
    if (event && 'invoiced' in event && event.invoiced) return {invoiced: true};
    const later = this.history.events.find(other => other.kind === 'invoice' && other.of === index);
    return later?.kind === 'invoice' ? {invoiced: true, cents: later.cents} : {invoiced: false};
  }

  private chargesOf(index: number): bigint {
    return sum(this.history.events.map(event => (event.kind === 'charge' && event.of === index ? event.cents : 0n)));
  }

  private movement(index: number): Movement {
    const movement = this.movements.get(index);
    if (!movement) throw new Error(`event ${index} moves nothing`);
    return movement;
  }

  /** What the vendor asked for a receipt, or is expected to ask. */
  private priceOf(index: number): bigint {
    const {event} = this.movement(index);
    return event.kind === 'receive' ? (this.invoiceOf(index).cents ?? event.cents) : 0n;
  }

  /** Cost of a lot when it came, later invoices and charges included. */
  private costOfLot(lot: Lot): bigint {
    const {event, taken, lots} = this.movement(lot.event);
    if (event.kind === 'receive') {
      if (this.history.method === 'Standard') return this.history.standard * lot.quantity;
      return this.priceOf(lot.event) + this.chargesOf(lot.event);
    }
    if (event.kind === 'giveBack') {
      return share(this.costOfIssue(event.of), event.quantity, this.quantityOf(event.of));
    }
    if (this.history.method === 'Average') return this.costOfIssue(lot.event);
    const part = taken[lots.indexOf(lot)];
    return part ? this.costOfPart(part) : 0n;
  }

  private costOfPart({lot, quantity}: Taken): bigint {
    return share(this.costOfLot(lot), quantity, lot.quantity);
  }

  private quantityOf(index: number): bigint {
    return sum(this.movement(index).taken.map(part => part.quantity));
  }

  /** Cost of what an event took, positive. */
  private costOfIssue(index: number): bigint {
    return this.averages.get(index) ?? sum(this.movement(index).taken.map(part => this.costOfPart(part)));
  }

  /**
   * The average of each period, on what is left after each issue. A transfer leads back to the item: it takes the
   * average of all that the period had, its issues left out, and leaves it as it is (costing.md 14.4, rule 7).
   */
  private averageCosts(): Map<number, bigint> {
    const costs = new Map<number, bigint>();
    const {events} = this.history;
    let quantity = 0n;
    let cents = 0n;
    const at = (index: number) => periodOf(events[index]?.day ?? 0, this.period);
    for (const period of new Set([...this.movements.keys()].map(at))) {
      const inPeriod = [...this.movements].filter(([index]) => at(index) === period);
      for (const [index, {event}] of inPeriod) {
        if (event.kind !== 'receive') continue;
        quantity += event.quantity;
        cents += this.priceOf(index) + this.chargesOf(index);
      }
      const whole = {quantity, cents};
      for (const [index, {event}] of inPeriod) {
        if (event.kind === 'move') costs.set(index, share(whole.cents, event.quantity, whole.quantity));
        if (event.kind !== 'issue') continue;
        const cost = share(cents, event.quantity, quantity);
        costs.set(index, cost);
        quantity -= event.quantity;
        cents -= cost;
      }
    }
    return costs;
  }

  /** A lot counts as invoiced with its receipt; a moved one with the lots that it came from (costing.md 9.1). */
  private lotInvoiced(lot: Lot): boolean {
    const {event} = this.movement(lot.event);
    return event.kind === 'receive' ? this.invoiceOf(lot.event).invoiced : this.taking(lot.event);
  }

  /** Is everything that an event took, and the event itself, invoiced? */
  private taking(index: number): boolean {
    const {event, taken} = this.movement(index);
    if (event.kind === 'issue') return this.invoiceOf(index).invoiced;
    return taken.every(({lot}) => this.lotInvoiced(lot));
  }

  /** What a used-up lot keeps too much or too little goes out by a Rounding entry (costing.md 13). */
  private roundingOf(lot: Lot): bigint {
    if (this.history.method === 'Average' || lot.left > 0n || !this.lotInvoiced(lot)) return 0n;
    const takers = [...this.movements].filter(([, {taken}]) => taken.some(part => part.lot === lot));
    if (!takers.every(([index]) => this.taking(index))) return 0n;
    const gone = takers.flatMap(([, {taken}]) => taken.filter(part => part.lot === lot));
    return sum(gone.map(part => this.costOfPart(part))) - this.costOfLot(lot);
  }

  private entriesOf(index: number): ExpectedEntry[] {
    const {event, taken, lots} = this.movement(index);
    const open = (event.kind === 'receive' || event.kind === 'issue') && !this.invoiceOf(index).invoiced;
    const outbound =
      taken.length === 0
        ? []
        : [{quantity: -this.quantityOf(index), remaining: 0n, cost: -this.costOfIssue(index), actual: 0n}];
    const inbound = lots.map(lot => {
      // A charge is actual cost even where the receipt is not invoiced; of a Standard item it becomes variance.
      const charges = event.kind === 'receive' && this.history.method !== 'Standard' ? this.chargesOf(index) : 0n;
      return {
        quantity: lot.quantity,
        remaining: lot.left,
        cost: this.costOfLot(lot),
        actual: charges + this.roundingOf(lot),
        charges,
      };
    });
    return [...outbound.map(entry => ({...entry, charges: 0n})), ...inbound].map(
      ({quantity, remaining, cost, actual, charges}) => ({
        quantity,
        remaining,
        actual: open ? actual : cost + actual - charges,
        expected: open ? cost - charges : 0n,
      }),
    );
  }

  result(): Expectation {
    const entries = new Map([...this.movements.keys()].map(index => [index, this.entriesOf(index)]));
    const all = [...entries.values()].flat();
    const actual = sum(all.map(entry => entry.actual));
    const expected = sum(all.map(entry => entry.expected));
    return {
      entries,
      onHand: sum(this.lots.list.map(lot => lot.left)),
      value: actual + expected,
      accounts: this.accounts(entries, actual, expected),
    };
  }

  /** The trial balance of the history: what every account must show. */
  private accounts(entries: Expectation['entries'], actual: bigint, expected: bigint): Record<string, bigint> {
    const of = (kind: AuditEvent['kind'], amount: 'actual' | 'expected'): bigint =>
      sum(
        [...entries]
          .flatMap(([index, list]) => (this.movement(index).event.kind === kind ? list : []))
          .map(entry => entry[amount]),
      );
    const receipts = [...this.movements].filter(([, {event}]) => event.kind === 'receive').map(([index]) => index);
    const paid = sum(
      receipts.map(index => (this.invoiceOf(index).invoiced ? this.priceOf(index) : 0n) + this.chargesOf(index)),
    );
    const rounding = sum(this.lots.list.map(lot => this.roundingOf(lot)));
    const invoicedAtStandard = sum(
      receipts.map(index =>
        this.invoiceOf(index).invoiced ? this.history.standard * (this.movement(index).lots[0]?.quantity ?? 0n) : 0n,
      ),
    );
    const givenBack = sum(
      [...this.movements].flatMap(([, {event, lots}]) =>
        event.kind === 'giveBack' ? lots.map(lot => this.costOfLot(lot)) : [],
      ),
    );
    return {
      Inventory: actual,
      'Inventory (Interim)': expected,
      'Invt. Accrual (Interim)': -of('receive', 'expected'),
      'COGS (Interim)': -of('issue', 'expected'),
      COGS: -of('issue', 'actual') - givenBack,
      'Direct Cost Applied': -paid,
      'Purchase Variance': this.history.method === 'Standard' ? paid - invoicedAtStandard : 0n,
      'Inventory Adjmt.': -rounding,
    };
  }
}
