/** The cards that posting a journal reads and moves (domain/costing/journal/company.ts), each read once. */
import type {StockKey} from '../domain/costing/entries.js';
import {placeKey} from '../domain/costing/entries.js';
import type {
  Awaitable,
  Cards,
  CenterCard,
  ItemCard,
  OrderEntry,
  ProductionLine,
  SkuCard,
} from '../domain/costing/journal/company.js';
import type {CapacityTypeJournal, InventoryOrderType} from '../domain/options.js';
import {inChunks} from './chunks.js';
import type {Database} from './database.js';
import {
  inventoryAdjmtEntryOrder,
  item,
  location,
  machineCenter,
  prodOrderLine,
  type ProdOrderLine,
  resource,
  stockkeepingUnit,
  workCenter,
} from './tables/index.js';

/** A production order's line as posting changes it, with the rest of its key. */
export interface StoredProductionLine extends ProductionLine {
  readonly status: ProdOrderLine['status'];
}

export class JournalCards implements Cards {
  private readonly items = new Map<string, ItemCard | undefined>();
  private readonly skus = new Map<string, SkuCard>();
  private readonly skusRead = new Set<string>();
  private readonly centers = new Map<string, CenterCard | undefined>();
  private readonly lines = new Map<string, readonly StoredProductionLine[]>();
  private readonly orders = new Map<string, OrderEntry | undefined>();

  private constructor(
    private readonly database: Database,
    private readonly inTransit: ReadonlySet<string>,
    private readonly hasSkus: boolean,
  ) {}

  static async load(database: Database): Promise<JournalCards> {
    const locations = await database.read(location, {where: '"use_as_in_transit" = 1'});
    const sku = await database.first('select 1 as "found" from "stockkeeping_unit" limit 1');
    return new JournalCards(database, new Set(locations.map(({code}) => code)), sku !== undefined);
  }

  /** Reads the cards of many items at once. */
  async prefetch(itemNos: readonly string[]): Promise<void> {
    await inChunks(itemNos, async (list, params) => {
      for (const no of params) if (!this.items.has(no)) this.items.set(no, undefined);
      for (const card of await this.database.read(item, {where: `"no" in (${list})`, params})) {
        if (!this.items.get(card.no)) this.items.set(card.no, card);
      }
      await this.readSkus(list, params);
    });
  }

  private async readSkus(list: string, params: readonly string[]): Promise<void> {
    if (!this.hasSkus) return;
    for (const no of params) this.skusRead.add(no);
    for (const card of await this.database.read(stockkeepingUnit, {where: `"item_no" in (${list})`, params})) {
      if (!this.skus.has(placeKey(card))) this.skus.set(placeKey(card), card);
    }
  }

  item(no: string): Awaitable<ItemCard | undefined> {
    const known = this.items.get(no);
    return known || this.items.has(no) ? known : this.prefetch([no]).then(() => this.items.get(no));
  }

  sku(key: StockKey): Awaitable<SkuCard | undefined> {
    if (!this.hasSkus) return undefined;
    if (this.skusRead.has(key.itemNo)) return this.skus.get(placeKey(key));
    return this.readSkus('?', [key.itemNo]).then(() => this.skus.get(placeKey(key)));
  }

  async center(type: CapacityTypeJournal, no: string): Promise<CenterCard | undefined> {
    const key = `${type}\u0001${no}`;
    if (!this.centers.has(key)) this.centers.set(key, await this.readCenter(type, no));
    return this.centers.get(key);
  }

  private async readCenter(type: CapacityTypeJournal, no: string): Promise<CenterCard | undefined> {
    switch (type) {
      case 'Work Center': {
        const card = await this.database.find(workCenter, no);
        return card && {...card, type, workCenterNo: card.no};
      }
      case 'Machine Center': {
        const card = await this.database.find(machineCenter, no);
        return card && {...card, type, unitOfMeasureCode: ''};
      }
      case 'Resource': {
        const card = await this.database.find(resource, no);
        return card && {...card, type, overheadRate: 0n, unitOfMeasureCode: card.baseUnitOfMeasure, workCenterNo: ''};
      }
      default:
        return undefined;
    }
  }

  async productionLine(orderNo: string, lineNo: number): Promise<StoredProductionLine | undefined> {
    const lines = await this.productionLines(orderNo);
    if (lineNo === 0 && lines.length === 1) return lines[0];
    return lines.find(line => line.lineNo === lineNo);
  }

  async productionLines(orderNo: string): Promise<readonly StoredProductionLine[]> {
    let lines = this.lines.get(orderNo);
    if (!lines) {
      const rows = await this.database.read(prodOrderLine, {
        where: `"prod_order_no" = ? and "status" in ('Released', 'Finished')`,
        params: [orderNo],
      });
      lines = rows.map(row => ({
        ...row,
        orderNo: row.prodOrderNo,
        finished: row.status === 'Finished',
      }));
      this.lines.set(orderNo, lines);
    }
    return lines;
  }

  async orderEntry(orderType: InventoryOrderType, orderNo: string, lineNo: number): Promise<OrderEntry | undefined> {
    const key = orderKey({orderType, orderNo, orderLineNo: lineNo});
    if (!this.orders.has(key)) {
      this.orders.set(key, await this.database.find(inventoryAdjmtEntryOrder, orderType, orderNo, lineNo));
    }
    return this.orders.get(key);
  }

  addOrderEntry(order: OrderEntry): void {
    this.orders.set(orderKey(order), order);
  }

  isInTransit(locationCode: string): boolean {
    return this.inTransit.has(locationCode);
  }
}

const orderKey = ({orderType, orderNo, orderLineNo}: Pick<OrderEntry, 'orderType' | 'orderNo' | 'orderLineNo'>) =>
  `${orderType}\u0001${orderNo}\u0001${orderLineNo}`;
