/** Audits a history: what the books must show of its item, and of what is made of it. */
import type {AuditEvent, History, Setting} from './history.js';
import {type Expectation, ItemBooks} from './item-books.js';
import {costOfWork, Orders} from './orders.js';

export interface Audited {
  item: Expectation;
  product?: Expectation;
}

export function audit(history: History, setting: Setting): Audited {
  const books = new Audit(history, setting);
  for (const [index, event] of history.events.entries()) {
    books.play(index, event);
    if (setting.rhythm > 0 && (index + 1) % setting.rhythm === 0) books.adjust();
  }
  books.adjust();
  return books.result();
}

class Audit {
  private readonly item: ItemBooks;
  private readonly product: ItemBooks | undefined;
  private readonly orders: Orders | undefined;

  constructor(
    private readonly history: History,
    setting: Setting,
  ) {
    const {method, standard, product} = history;
    this.item = new ItemBooks(method, standard, setting);
    if (!product) return;
    this.product = new ItemBooks(product.method, product.standard, setting);
    this.orders = new Orders(product, this.item, this.product);
  }

  play(index: number, event: AuditEvent): void {
    if (!('order' in event)) {
      const books = this.history.product?.events.has(index) ? this.product : this.item;
      books?.play(index, event);
      return;
    }
    const {orders} = this;
    const order = orders?.of(event.order);
    if (!order || !orders) throw new Error('a history with orders has a product');
    if (event.kind === 'consume') {
      // Output is not valued before what it was made from.
      const use = () => order.used.push(this.item.consume(index, event));
      this.product?.watch(use);
    }
    if (event.kind === 'finish') order.finished = true;
    if (event.kind === 'work') {
      const {direct, overhead} = costOfWork(event.time, event.cents, event.order.assembly);
      order.capacity += direct;
      order.overhead += overhead;
    }
    if (event.kind === 'make' && this.product) {
      order.made.push(this.product.make(index, event, () => orders.usedUntil(event.order)));
    }
  }

  /**
   * Components alone, then the orders, then what came out of these; while no component waits for adjustment, what is
   * made also goes before the orders (costing.md 15.1: of the items that wait, the highest low-level code only).
   */
  adjust(): void {
    const alone = !this.item.isAdjusted && this.orders?.haveUsed;
    this.item.adjust();
    if (!alone) this.product?.adjust();
    this.orders?.adjust();
    this.product?.adjust();
  }

  result(): Audited {
    return {item: this.item.result(), ...(this.product ? {product: this.product.result()} : {})};
  }
}
