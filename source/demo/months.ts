/**
 * What happens in the demo company, month by month, as item journal lines (contract 3). The engine posts them like
 * anybody's journal, so every figure of the demo can be traced. Deliberate oddities of the last month, which give the
 * reconciliation something to say, are in ./differences.ts.
 */
import {addDays, addMonths, type LedgerDate} from '../domain/dates.js';
import {formatScaled, multiply, roundTo, scaled} from '../domain/money.js';
import {billsOfMaterial, items} from './masters.js';
import {Random} from './random.js';

/** An item journal line: captions of contract 3 to plain values. `@label` points to an entry of any earlier month. */
export type JournalRecord = Record<string, string>;

export interface DemoOrder {
  no: string;
  item: string;
  quantity: number;
}

export interface DemoMonth {
  /** First day of the month. */
  start: LedgerDate;
  /** Production orders that are released before the journal is posted. */
  orders: DemoOrder[];
  lines: JournalRecord[];
  /** Production orders to finish after it, with the date. */
  finished: {no: string; date: LedgerDate}[];
}

interface Open {
  label: string;
  item: string;
  location: string;
  quantity: number;
  cost: bigint;
}

/** Where customers are served from, the main warehouse more often than the others. */
const PLACES = ['MAIN', 'MAIN', 'MAIN', 'EAST', 'WEST'] as const;
const traded = items.filter(item => item.inventoryPostingGroup === 'RESALE');
const materials = items.filter(item => item.inventoryPostingGroup === 'RAW MAT');

/** Every month from `first` on, `count` of them. */
export function* demoMonths(first: LedgerDate, count: number, seed = 20_240_101): Generator<DemoMonth> {
  const story = new Story(new Random(seed));
  for (let index = 0; index < count; index += 1) yield story.month(addMonths(first, index), index);
}

class Story {
  private readonly stock = new Map<string, number>();
  private receipts: Open[] = [];
  private shipments: Open[] = [];
  /** Receipts of the Specific item with what is left of them: an outbound entry must name its own. */
  private lots: Open[] = [];
  private overMonthEnd: DemoOrder[] = [];
  private lines: JournalRecord[] = [];
  private labels = 0;
  private revalued = false;

  constructor(private readonly random: Random) {}

  month(start: LedgerDate, index: number): DemoMonth {
    this.lines = [];
    const orders: DemoOrder[] = [];
    const finished: DemoMonth['finished'] = [];
    const day = (number: number) => addDays(start, number - 1);
    for (const order of this.overMonthEnd.splice(0)) {
      this.output(order, day(3));
      finished.push({no: order.no, date: day(4)});
    }
    this.purchases(day, index);
    this.invoices(day);
    this.transfers(day, index);
    this.sales(day, index);
    orders.push(...this.production(day, index, finished));
    if (index % 3 === 2) this.assembly(day(22), index);
    this.adjustments(day(26));
    this.lines.sort((left, right) =>
      (left['Posting Date'] ?? '') < (right['Posting Date'] ?? '')
        ? -1
        : Number(left['Posting Date'] !== right['Posting Date']),
    );
    return {start, orders, lines: this.lines, finished};
  }

  private purchases(day: (number: number) => LedgerDate, index: number): void {
    for (const [position, item] of [...traded, ...materials].entries()) {
      const material = item.inventoryPostingGroup === 'RAW MAT';
      const quantity = material ? this.random.whole(52, 66) : this.random.whole(9, 16);
      const cost = this.around(item.unitCost, -4, 9);
      const location = material || this.random.chance(0.7) ? 'MAIN' : 'EAST';
      const label = this.label('receipt');
      const invoiced = this.random.chance(0.6);
      this.add(day(2 + (position % 3)), 'Purchase', `P${docNo(index, position)}`, {
        'Line Ref': label,
        'Item No.': item.no,
        'Location Code': location,
        Quantity: String(quantity),
        ...(invoiced ? {} : {'Invoiced Quantity': '0'}),
        'Unit Cost': formatScaled(cost),
        'Gen. Bus. Posting Group': 'DOMESTIC',
        'Source No.': '10000',
      });
      this.move(item.no, location, quantity);
      const open = {label, item: item.no, location, quantity, cost};
      if (item.costingMethod === 'Specific') this.lots.push({...open});
      if (invoiced && item.no === '1896-S') {
        if (index >= 12 && !this.revalued) this.revaluation(day(27), open);
        if (index % 4 === 1) this.goesBack(day(10), open);
      }
      if (!invoiced) this.receipts.push(open);
      else if (this.random.chance(0.25)) this.freight(day(9), open, index);
    }
  }

  /** A scratched piece goes back to the vendor, for what that receipt cost (fixed application). */
  private goesBack(date: LedgerDate, receipt: Open): void {
    this.add(date, 'Purchase', `PR${receipt.label.toUpperCase()}`, {
      'Item No.': receipt.item,
      'Location Code': receipt.location,
      Quantity: '-1',
      'Applies-to Entry': `@${receipt.label}`,
      'Gen. Bus. Posting Group': 'DOMESTIC',
      'Source No.': '10000',
    });
    this.move(receipt.item, receipt.location, -1);
  }

  /** The desks of one receipt are worth less at the turn of the year. */
  private revaluation(date: LedgerDate, receipt: Open): void {
    this.revalued = true;
    this.add(date, 'Positive Adjmt.', `RV${receipt.label.toUpperCase()}`, {
      'Value Entry Type': 'Revaluation',
      'Item No.': receipt.item,
      'Location Code': receipt.location,
      'Applies-to Entry': `@${receipt.label}`,
      'Unit Cost (Revalued)': formatScaled(roundTo((receipt.cost * 94n) / 100n)),
    });
  }

  /** Last month's receipts and shipments are invoiced, the receipts at a slightly other price; some get freight. */
  private invoices(day: (number: number) => LedgerDate): void {
    const due = this.receipts.filter(open => !this.isThisMonth(open.label));
    this.receipts = this.receipts.filter(open => this.isThisMonth(open.label));
    for (const open of due) {
      this.add(day(5), 'Purchase', `PI${open.label.toUpperCase()}`, {
        'Item No.': open.item,
        'Location Code': open.location,
        'Invoiced Quantity': String(open.quantity),
        'Item Shpt. Entry No.': `@${open.label}`,
        'Unit Cost': formatScaled(this.around(open.cost, -2, 3)),
        'Gen. Bus. Posting Group': 'DOMESTIC',
        'Source No.': '10000',
      });
      if (this.random.chance(0.4)) this.freight(day(7), open, this.labels);
    }
    for (const open of this.shipments.splice(0)) {
      this.add(day(4), 'Sale', `SI${open.label.toUpperCase()}`, {
        'Item No.': open.item,
        'Location Code': open.location,
        'Invoiced Quantity': String(open.quantity),
        'Item Shpt. Entry No.': `@${open.label}`,
        'Gen. Bus. Posting Group': 'DOMESTIC',
        'Source No.': '20000',
      });
    }
  }

  private freight(date: LedgerDate, open: Open, number: number): void {
    this.add(date, 'Purchase', `FR${open.label.toUpperCase()}`, {
      'Item No.': open.item,
      'Location Code': open.location,
      'Item Charge No.': 'JB-FREIGHT',
      'Item Shpt. Entry No.': `@${open.label}`,
      Quantity: '1',
      Amount: `${this.random.whole(12, 60)}.${String((number * 7) % 100).padStart(2, '0')}`,
      'Gen. Bus. Posting Group': 'DOMESTIC',
      'Source No.': '30000',
    });
  }

  /** By the company's own van: two legs through the in-transit location, matched by the document number. */
  private transfers(day: (number: number) => LedgerDate, index: number): void {
    for (const [position, item] of [traded[0], traded[1], traded[4]].entries()) {
      if (!item) continue;
      const target = position % 2 === 0 ? 'WEST' : 'EAST';
      const quantity = Math.min(this.random.whole(3, 7), this.available(item.no, 'MAIN'));
      if (quantity === 0) continue;
      const leg = (date: LedgerDate, from: string, to: string) =>
        this.add(date, 'Transfer', `T${docNo(index, position)}`, {
          'Item No.': item.no,
          'Location Code': from,
          'New Location Code': to,
          Quantity: String(quantity),
        });
      leg(day(8), 'MAIN', 'OWN LOG.');
      leg(day(9), 'OWN LOG.', target);
      this.move(item.no, 'MAIN', -quantity);
      this.move(item.no, target, quantity);
    }
  }

  private sales(day: (number: number) => LedgerDate, index: number): void {
    const sold = items.filter(item => item.unitPrice !== undefined);
    for (const [position, item] of sold.entries()) {
      for (let round = 0; round < 3; round += 1) {
        this.sale(day(11 + ((position * 3 + round * 5) % 15)), item.no, `S${docNo(index, position * 3 + round)}`);
      }
    }
  }

  private sale(date: LedgerDate, item: string, document: string): void {
    const lot = this.lots.find(candidate => candidate.item === item && candidate.quantity > 0);
    const location = lot?.location ?? this.random.pick(PLACES);
    const quantity = Math.min(
      this.random.whole(2, 6),
      this.available(item, location),
      lot?.quantity ?? Number.POSITIVE_INFINITY,
    );
    if (quantity <= 0) return;
    const label = this.label('sale');
    const invoiced = this.random.chance(0.75);
    this.add(date, 'Sale', document, {
      'Line Ref': label,
      'Item No.': item,
      'Location Code': location,
      Quantity: String(quantity),
      ...(invoiced ? {} : {'Invoiced Quantity': '0'}),
      ...(lot ? {'Applies-to Entry': `@${lot.label}`} : {}),
      'Gen. Bus. Posting Group': 'DOMESTIC',
      'Source No.': '20000',
    });
    if (lot) lot.quantity -= quantity;
    this.move(item, location, -quantity);
    const open = {label, item, location, quantity, cost: 0n};
    if (!invoiced) this.shipments.push(open);
    else if (!lot && quantity > 3 && this.random.chance(0.15)) this.comesBack(addDays(date, 2), open);
  }

  /** A customer returns one piece at the cost it was sold for (exact cost reversing). It is not sold again in the demo. */
  private comesBack(date: LedgerDate, sale: Open): void {
    this.add(date, 'Sale', `SR${sale.label.toUpperCase()}`, {
      'Item No.': sale.item,
      'Location Code': sale.location,
      Quantity: '-1',
      'Applies-from Entry': `@${sale.label}`,
      'Gen. Bus. Posting Group': 'DOMESTIC',
      'Source No.': '20000',
    });
  }

  /** Two orders a month; the second is in work at the end of the month and put out in the next. */
  private production(day: (number: number) => LedgerDate, index: number, finished: DemoMonth['finished']): DemoOrder[] {
    const first = {no: `PO${docNo(index, 1)}`, item: 'SP-SCM1009', quantity: this.random.whole(18, 26)};
    const second = {no: `PO${docNo(index, 2)}`, item: 'SP-SCM1004', quantity: this.random.whole(10, 16)};
    this.consumption(first, day(14));
    this.capacity(first, day(16));
    this.output(first, day(18));
    finished.push({no: first.no, date: day(20)});
    this.consumption(second, day(24));
    this.capacity(second, day(25));
    this.overMonthEnd.push(second);
    return [first, second];
  }

  private consumption(order: DemoOrder, date: LedgerDate): void {
    for (const component of billsOfMaterial[order.item] ?? []) {
      const scrapped = this.random.chance(0.3) ? 1 : 0;
      const quantity = order.quantity * component.per + scrapped;
      this.add(date, 'Consumption', order.no, {
        ...ofOrder(order),
        'Item No.': component.item,
        'Location Code': 'MAIN',
        Quantity: String(quantity),
      });
      this.move(component.item, 'MAIN', -quantity);
    }
  }

  private capacity(order: DemoOrder, date: LedgerDate): void {
    const hours = order.quantity / 2 + this.random.whole(-1, 2);
    this.add(date, 'Capacity', order.no, {
      ...ofOrder(order),
      Type: 'Work Center',
      'No.': '100',
      Quantity: String(hours),
    });
  }

  private output(order: DemoOrder, date: LedgerDate): void {
    this.add(date, 'Output', order.no, {
      ...ofOrder(order),
      'Item No.': order.item,
      'Location Code': 'MAIN',
      Quantity: String(order.quantity),
    });
    this.move(order.item, 'MAIN', order.quantity);
  }

  /** A gift set is packed: components out, packing time, sets in, all in one document. */
  private assembly(date: LedgerDate, index: number): void {
    const sets = 6;
    const lamps = sets * 2;
    if (this.available('1928-S', 'MAIN') < lamps) return;
    const no = `A${docNo(index, 1)}`;
    const order = {'Order Type': 'Assembly', 'Order No.': no};
    this.add(date, 'Assembly Consumption', no, {
      ...order,
      'Item No.': '1928-S',
      'Location Code': 'MAIN',
      Quantity: String(lamps),
    });
    this.add(date, 'Capacity', no, {...order, Type: 'Resource', 'No.': 'PACKING', Quantity: '2'});
    this.add(date, 'Assembly Output', no, {
      ...order,
      'Item No.': 'GIFT-1',
      'Location Code': 'MAIN',
      Quantity: String(sets),
    });
    this.move('1928-S', 'MAIN', -lamps);
    this.move('GIFT-1', 'MAIN', sets);
  }

  /** What the stocktaking at the end of the month finds. */
  private adjustments(date: LedgerDate): void {
    const missing = this.random.pick(materials);
    if (this.available(missing.no, 'MAIN') > 0) {
      this.add(date, 'Negative Adjmt.', `COUNT${date.replaceAll('-', '')}`, {
        'Item No.': missing.no,
        'Location Code': 'MAIN',
        Quantity: '1',
      });
      this.move(missing.no, 'MAIN', -1);
    }
    const found = this.random.pick(traded.filter(item => item.costingMethod !== 'Specific'));
    this.add(date, 'Positive Adjmt.', `COUNT${date.replaceAll('-', '')}`, {
      'Item No.': found.no,
      'Location Code': 'MAIN',
      Quantity: '1',
      'Unit Cost': formatScaled(found.unitCost),
    });
    this.move(found.no, 'MAIN', 1);
  }

  private add(date: LedgerDate, entryType: string, documentNo: string, more: JournalRecord): void {
    this.lines.push({'Posting Date': date, 'Entry Type': entryType, 'Document No.': documentNo.slice(0, 20), ...more});
  }

  private label(kind: string): string {
    this.labels += 1;
    return `${kind}${this.labels}`;
  }

  private isThisMonth(label: string): boolean {
    return this.lines.some(line => line['Line Ref'] === label);
  }

  private move(item: string, location: string, quantity: number): void {
    this.stock.set(`${item}|${location}`, this.available(item, location) + quantity);
  }

  private available(item: string, location: string): number {
    return this.stock.get(`${item}|${location}`) ?? 0;
  }

  /** A cost some per cent away from `cost`, in whole cents. */
  private around(cost: bigint, from: number, to: number): bigint {
    return roundTo(multiply(cost, scaled(100 + this.random.whole(from, to)), 1n) / 100n);
  }
}

const ofOrder = (order: DemoOrder): JournalRecord => ({
  'Order Type': 'Production',
  'Order No.': order.no,
  'Order Line No.': '10000',
});

const docNo = (month: number, number: number): string =>
  `${String(month + 1).padStart(2, '0')}${String(number).padStart(3, '0')}`;
