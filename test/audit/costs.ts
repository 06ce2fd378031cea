/**
 * What every entry of the auditor's stock must cost, from scratch: a lot what was paid for it, an issue the share of
 * the lots it took (costing.md 4, 5, 8, 9, 13). Costs are positive, of what came and of what went.
 */
import {share, sum, unitCostOf} from './amounts.js';
import type {Entry, Row, Stock} from './stock.js';

/** What is known of an entry besides its quantity. */
export interface Fact {
  /** What a receipt cost or was expected to cost when it was posted. */
  posted: bigint;
  /** Invoices, the one that came with it included. */
  invoices: {quantity: bigint; cents: bigint}[];
  charges: bigint;
  revaluations: Revaluation[];
  /** What of the cost of output is not its direct cost, by account. */
  besides: Record<string, bigint>;
  /** What stands in the books of an issue. */
  present: Present;
}

/** A new value of a lot, or of what was left of it. */
export interface Revaluation {
  /** Number of the last entry before it. */
  after: number;
  day: number;
  cents: bigint;
  /** Pieces that it is for; and whether that is what was left, or the whole lot by hand. */
  quantity: bigint;
  partial: boolean;
  /** Pieces that were not invoiced: of a Standard item their part is expected cost, until they are. */
  uninvoiced: bigint;
}

/** Actual and expected cost of an issue; positive. */
export interface Present {
  actual: bigint;
  expected: bigint;
}

export class Costs {
  private readonly known = new Map<Entry, bigint>();

  constructor(
    private readonly stock: Stock,
    private readonly standard: bigint,
    private readonly facts: ReadonlyMap<Entry, Fact>,
  ) {}

  fact(entry: Entry): Fact {
    const fact = this.facts.get(entry);
    if (!fact) throw new Error(`nothing is known of entry ${entry.no}`);
    return fact;
  }

  /** Cost without roundings. */
  cost(entry: Entry): bigint {
    const known = this.known.get(entry);
    if (known !== undefined) return known;
    const cost = entry.quantity > 0n ? this.costOfLot(entry) : this.costOfIssue(entry);
    this.known.set(entry, cost);
    return cost;
  }

  /** What a lot cost, later invoices, charges and revaluations included. */
  private costOfLot(lot: Entry): bigint {
    return this.original(lot) + sum(this.fact(lot).revaluations.map(each => this.revalued(lot, each)));
  }

  /** A lot's cost without revaluations. */
  original(lot: Entry): bigint {
    return this.direct(lot) + this.charges(lot);
  }

  /** What is left of a revaluation: its expected part goes with the invoices (costing.md 5). */
  revalued(lot: Entry, revaluation: Revaluation): bigint {
    return revaluation.cents - this.expectedRevalued(lot, revaluation) + this.stillExpected(lot, revaluation);
  }

  private expectedRevalued(lot: Entry, {cents, uninvoiced}: Revaluation): bigint {
    return share(cents, uninvoiced, lot.quantity);
  }

  /** The expected part of a revaluation that is left. */
  stillExpected(lot: Entry, revaluation: Revaluation): bigint {
    const expected = this.expectedRevalued(lot, revaluation);
    const open = lot.quantity - this.invoiced(lot);
    if (open === 0n || expected === 0n) return 0n;
    let before = lot.quantity - revaluation.uninvoiced;
    let left = expected;
    for (const {quantity} of this.fact(lot).invoices) {
      if (before > 0n) before -= quantity;
      else left -= share(expected, quantity, revaluation.uninvoiced);
    }
    return left;
  }

  /** A lot's cost without charges. */
  direct(lot: Entry): bigint {
    if (lot.reverses) return share(this.cost(lot.reverses), lot.quantity, -lot.reverses.quantity);
    if (lot.source) return this.costOfRow(lot.source);
    if (lot.outHalf) return this.cost(lot.outHalf);
    // Output comes to the standard cost by its variances, each spread on its own.
    if (this.stock.method === 'Standard' && !isOutput(lot)) return this.standard * lot.quantity;
    return this.paid(lot) + this.expected(lot);
  }

  /** Charges that raise a lot: of a Standard item they become variance. */
  charges(lot: Entry): bigint {
    return this.stock.method === 'Standard' ? 0n : this.fact(lot).charges;
  }

  /** What was invoiced of a receipt. */
  paid(lot: Entry): bigint {
    return sum(this.fact(lot).invoices.map(({cents}) => cents));
  }

  /** What a receipt or shipment is still expected to cost; positive (costing.md 5). */
  expected(entry: Entry): bigint {
    if (followsSources(entry)) return 0n;
    const {posted, invoices} = this.fact(entry);
    const size = entry.quantity < 0n ? -entry.quantity : entry.quantity;
    const open = size - this.invoiced(entry);
    if (open === 0n) return 0n;
    if (entry.quantity < 0n) {
      return this.followsLots(entry) ? share(this.cost(entry), open, size) : this.fact(entry).present.expected;
    }
    if (this.stock.method === 'Standard') return this.standard * open;
    return posted - sum(invoices.map(({quantity}) => share(posted, quantity, size)));
  }

  /** Pieces invoiced. */
  invoiced(entry: Entry): bigint {
    return sum(this.fact(entry).invoices.map(({quantity}) => quantity));
  }

  /** An average stands in the books; so does an estimate where nothing is applied yet. */
  private costOfIssue(issue: Entry): bigint {
    const {present} = this.fact(issue);
    if (!this.followsLots(issue)) return present.actual + present.expected;
    return sum(issue.rows.map(row => this.costOfRow(row))) + this.costOfMissing(issue);
  }

  private followsLots(issue: Entry): boolean {
    return issue.rows.length > 0 && !this.stock.byAverage(issue);
  }

  /** What an issue took and was not there keeps the unit costs of the shipment and its invoices (costing.md 15.2). */
  private costOfMissing(issue: Entry): bigint {
    const {posted, invoices} = this.fact(issue);
    const size = -issue.quantity;
    const documents = [...invoices, {quantity: size - this.invoiced(issue), cents: posted}];
    const unitCosts = documents.map(({quantity, cents}, index) => {
      const shipped = index === documents.length - 1 ? size : quantity;
      return quantity * unitCostOf(cents, shipped);
    });
    return share(sum(unitCosts), -issue.left, size * 1000n);
  }

  /**
   * Expected cost counts by what is not invoiced, unrounded (costing.md 15.2); a partial revaluation as if it were
   * for the whole lot, where it reaches the issue (costing.md 10).
   */
  private costOfRow({issue, lot, quantity}: Row): bigint {
    const size = lot.quantity;
    let numerator = this.original(lot) * size;
    let denominator = size;
    if (this.expected(lot) !== 0n && this.stock.method !== 'Standard') {
      numerator += this.fact(lot).posted * (size - this.invoiced(lot)) - this.expected(lot) * size;
    }
    for (const revaluation of this.fact(lot).revaluations) {
      const {partial, quantity: valued} = revaluation;
      if (partial && !this.reaches(revaluation, issue)) continue;
      const factor = partial ? valued : size;
      numerator = numerator * factor + this.revalued(lot, revaluation) * size * denominator;
      denominator *= factor;
    }
    return share(numerator, quantity, denominator * size);
  }

  /** A partial revaluation reaches what is posted or valued after it. */
  private reaches({after, day}: Revaluation, issue: Entry): boolean {
    return issue.no > after || this.stock.valued(issue) > day;
  }

  /** Transfers and consumption count as invoiced with the lots that they took (costing.md 9.1, 15.2). */
  completelyInvoiced(entry: Entry): boolean {
    if (!followsSources(entry)) {
      return this.invoiced(entry) === (entry.quantity < 0n ? -entry.quantity : entry.quantity);
    }
    if (entry.source) return this.completelyInvoiced(entry.source.lot);
    if (entry.outHalf) return this.completelyInvoiced(entry.outHalf);
    return entry.rows.every(row => this.completelyInvoiced(row.lot));
  }

  /** What a used-up lot keeps too much or too little goes out by a Rounding entry (costing.md 13). */
  rounding(lot: Entry): bigint {
    if (lot.quantity < 0n || lot.left > 0n || !this.completelyInvoiced(lot)) return 0n;
    const takers = this.stock.takers(lot);
    if (!takers.every(taker => this.completelyInvoiced(taker))) return 0n;
    // Of an Average item only where all that took from it follow its cost.
    if (takers.some(taker => this.stock.byAverage(taker))) return 0n;
    const gone = takers.flatMap(taker => taker.rows.filter(row => row.lot === lot));
    return sum(gone.map(row => this.costOfRow(row))) - this.cost(lot);
  }

  /** What stands in the books of an entry, with the sign of its quantity. */
  booked(entry: Entry): bigint {
    return (entry.quantity < 0n ? -this.cost(entry) : this.cost(entry)) + this.rounding(entry);
  }
}

const followsSources = ({type}: Entry): boolean =>
  type === 'Transfer' || type === 'Consumption' || type === 'Assembly Consumption';

const isOutput = ({type}: Entry): boolean => type === 'Output' || type === 'Assembly Output';
