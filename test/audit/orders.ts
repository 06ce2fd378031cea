/** What the orders of a history used, and what their outputs cost (costing.md 11, 16). */
import {share, sum} from './amounts.js';
import type {ItemBooks} from './item-books.js';
import {type Order, PRODUCT_OVERHEAD, type Product, WORK_OVERHEAD} from './history.js';
import type {Entry} from './stock.js';

interface OrderBooks {
  used: Entry[];
  made: Entry[];
  capacity: bigint;
  overhead: bigint;
  finished: boolean;
}

/** Cost of work and of its overhead: the price of a unit of time is the full one (costing.md 11). */
export function costOfWork(time: bigint, cents: bigint, assembly: boolean): {direct: bigint; overhead: bigint} {
  const cost = time * cents;
  // A resource has no rate.
  const rate = assembly ? 0n : WORK_OVERHEAD.rate * time;
  const direct = share(cost - rate, 100n, 100n + WORK_OVERHEAD.percent);
  return {direct, overhead: cost - direct};
}

/** The direct part of a full cost of some products, overhead taken out. */
export const directOf = (full: bigint, quantity: bigint): bigint =>
  share(full - PRODUCT_OVERHEAD.rate * quantity, 100n, 100n + PRODUCT_OVERHEAD.percent);

export class Orders {
  private readonly orders = new Map<string, OrderBooks>();

  constructor(
    private readonly product: Product,
    private readonly component: ItemBooks,
    private readonly made: ItemBooks,
  ) {}

  of({assembly, number}: Order): OrderBooks {
    const key = `${assembly ? 'A' : 'P'}${number}`;
    const order = this.orders.get(key) ?? {used: [], made: [], capacity: 0n, overhead: 0n, finished: assembly};
    this.orders.set(key, order);
    return order;
  }

  /** Whether the component went into any order: then it is adjusted before the product. */
  get haveUsed(): boolean {
    return [...this.orders.values()].some(({used}) => used.length > 0);
  }

  /** Latest day on which something that an order used is valued. */
  usedUntil(order: Order): number {
    return Math.max(0, ...this.of(order).used.map(entry => this.component.stock.valued(entry)));
  }

  /** Brings the outputs of finished and assembly orders to what was used. */
  adjust(): void {
    for (const order of this.orders.values()) if (order.finished && order.made.length > 0) this.adjustOrder(order);
  }

  private adjustOrder({used, made, capacity, overhead}: OrderBooks): void {
    const costs = this.component.costs();
    const quantity = sum(made.map(entry => entry.quantity));
    const material = sum(used.map(entry => costs.cost(entry)));
    const direct = material + capacity + overhead;
    const indirect = share(direct, PRODUCT_OVERHEAD.percent, 100n) + PRODUCT_OVERHEAD.rate * quantity;
    // A standard cost without shares is all material.
    const standard = this.product.standard * quantity;
    const besides: Record<string, bigint> = {
      'Overhead Applied': indirect,
      ...(this.product.method === 'Standard'
        ? {
            'Material Variance': standard - material,
            'Capacity Variance': -capacity,
            'Cap. Overhead Variance': -overhead,
            'Mfg. Overhead Variance': -indirect,
          }
        : {}),
    };
    const directs = spread(direct, made);
    const parts = Object.entries(besides).map(([account, cents]) => ({account, cents: spread(cents, made)}));
    for (const [index, entry] of made.entries()) {
      const own = Object.fromEntries(parts.map(({account, cents}) => [account, cents[index] ?? 0n]));
      this.made.setCostOfOutput(entry, (directs[index] ?? 0n) + sum(Object.values(own)), own);
    }
  }
}

/** Each output takes its share of what is left, so that the total is exact. */
function spread(cents: bigint, made: readonly Entry[]): bigint[] {
  let left = cents;
  let quantity = sum(made.map(entry => entry.quantity));
  return made.map(entry => {
    const part = share(left, entry.quantity, quantity);
    left -= part;
    quantity -= entry.quantity;
    return part;
  });
}
