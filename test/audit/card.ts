/** The unit cost on an item's card (costing.md 13), in thousandths of a cent. */
import {sum, unitCostOf} from './amounts.js';
import type {Costs} from './costs.js';
import type {Stock} from './stock.js';

export class Card {
  unitCost = 0n;
  private netInvoiced = 0n;

  constructor(
    private readonly stock: Stock,
    standard: bigint,
  ) {
    if (stock.method === 'Standard') this.unitCost = standard * 1000n;
  }

  /** An invoice of what came, or of what went; `cents` is its direct cost. */
  invoiced(quantity: bigint, cents: bigint): void {
    this.netInvoiced += quantity;
    if (quantity <= 0n || cents <= 0n || this.stock.method === 'Standard') return;
    if (this.netInvoiced > 0n && this.netInvoiced <= quantity) this.unitCost = unitCostOf(cents, quantity);
  }

  adjusted(costs: Costs): void {
    if (this.stock.method === 'Standard') return;
    const counted = this.stock.entries.filter(({left}) => left >= 0n);
    const quantity = sum(counted.map(entry => entry.quantity));
    const cost = sum(counted.map(entry => costs.booked(entry)));
    if (quantity !== 0n) {
      const unitCost = unitCostOf(cost, quantity);
      if (unitCost > 0n) this.unitCost = unitCost;
      return;
    }
    const last = this.stock.entries.findLast(
      entry => entry.quantity < 0n && entry.left === 0n && !entry.fixed && costs.completelyInvoiced(entry),
    );
    if (!last) return;
    const unitCost = unitCostOf(costs.cost(last), -last.quantity);
    if (unitCost > 0n) this.unitCost = unitCost;
  }
}
