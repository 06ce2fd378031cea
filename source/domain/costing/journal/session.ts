/**
 * What the lines of one journal share: the working set, the cards, the settings, and what was touched on the way:
 * cards to be written, order entries, and the entry points from which cost has to be computed again.
 */
import {addDays, addMonths, type LedgerDate} from '../../dates.js';
import {LARGEST, type Scaled} from '../../money.js';
import type {StockKey, ValueEntry} from '../entries.js';
import type {Awaitable, Cards, ItemCard, OrderEntry, ProductionLine, Settings, SkuCard} from './company.js';
import {EntryPoints} from './entry-points.js';
import {refuse} from './problem.js';
import type {WorkingSet} from './working-set.js';

export class Session {
  readonly items = new Set<ItemCard>();
  readonly skus = new Set<SkuCard>();
  readonly newOrders: OrderEntry[] = [];
  readonly orders = new Set<OrderEntry>();
  readonly productionLines = new Set<ProductionLine>();
  readonly entryPoints: EntryPoints;
  /** Entries dated before this day take their item out of automatic adjustment; '' where none do. */
  private readonly onlineLimit: LedgerDate;

  constructor(
    readonly set: WorkingSet,
    readonly cards: Cards,
    readonly settings: Settings,
    readonly itemRegisterNo: number,
  ) {
    this.entryPoints = new EntryPoints(settings);
    this.onlineLimit = onlineAdjustmentLimit(settings);
  }

  /** The card of an item that entries name. */
  item(no: string): Awaitable<ItemCard> {
    const card = this.cards.item(no);
    return card instanceof Promise ? card.then(read => knownItem(read, no)) : knownItem(card, no);
  }

  /** Unit cost of the stockkeeping unit, else of the item; of a Standard item its standard cost (costing.md 2, 13). */
  unitCost(item: ItemCard, place: StockKey): Awaitable<Scaled> {
    const sku = this.cards.sku(place);
    return sku instanceof Promise ? sku.then(card => unitCostOf(item, card ?? item)) : unitCostOf(item, sku ?? item);
  }

  /**
   * Notes that a value entry was posted: the item has to be adjusted, from the entry's period on, and is left to
   * the batch where its item ledger entry is old (costing.md 14.3, 19).
   */
  touch(item: ItemCard, entry: ValueEntry, itemLedgerPostingDate: LedgerDate): void {
    const compared = item.costingMethod === 'Average' ? entry.valuationDate : itemLedgerPostingDate;
    if (item.costIsAdjusted) {
      item.costIsAdjusted = false;
      this.items.add(item);
    }
    if (item.allowOnlineAdjustment && compared < this.onlineLimit) {
      item.allowOnlineAdjustment = false;
      this.items.add(item);
    }
    this.entryPoints.add(item, entry, entry.valuationDate);
  }

  /** An order's entry has to be adjusted again (costing.md 16). */
  touchOrder(order: OrderEntry, postingDate: LedgerDate): void {
    order.costIsAdjusted = false;
    if (postingDate < this.onlineLimit) order.allowOnlineAdjustment = false;
    this.orders.add(order);
  }

  /** Refuses an amount or quantity that no row can hold. */
  fits(...values: Scaled[]): void {
    for (const value of values) if (value > LARGEST || value < -LARGEST) refuse(undefined, 'overflow');
  }
}

const knownItem = (card: ItemCard | undefined, no: string): ItemCard =>
  card ?? refuse('Item No.', 'unknown-item', {item: no});

const unitCostOf = (item: ItemCard, card: ItemCard | SkuCard): Scaled =>
  item.costingMethod === 'Standard' ? card.standardCost || card.unitCost : card.unitCost;

/** The day before which postings are not adjusted at once: the work date less one period (costing.md 19). */
function onlineAdjustmentLimit({automaticCostAdjustment, workDate}: Settings): LedgerDate {
  switch (automaticCostAdjustment) {
    case 'Day':
      return addDays(workDate, -1);
    case 'Week':
      return addDays(workDate, -7);
    case 'Month':
      return addMonths(workDate, -1);
    case 'Quarter':
      return addMonths(workDate, -3);
    case 'Year':
      return addMonths(workDate, -12);
    default:
      return '';
  }
}
