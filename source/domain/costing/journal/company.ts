/** What posting a journal knows of the company beside its entries: settings, and the cards it reads and moves. */
import type {Scaled} from '../../money.js';
import type {
  AutomaticCostAdjustmentType,
  CapacityTypeJournal,
  CostingMethod,
  InventoryOrderType,
  ItemType,
  PreventNegativeInventory,
} from '../../options.js';
import type {AverageCostCalendar} from '../average-cost-calendar.js';
import type {StockKey} from '../entries.js';

export interface ItemCard {
  no: string;
  type: ItemType;
  costingMethod: CostingMethod;
  unitCost: Scaled;
  standardCost: Scaled;
  lastDirectCost: Scaled;
  indirectCostPercent: Scaled;
  overheadRate: Scaled;
  costIsAdjusted: boolean;
  inventoryValueZero: boolean;
  allowOnlineAdjustment: boolean;
  blocked: boolean;
  preventNegativeInventory: PreventNegativeInventory;
  itemTrackingCode: string;
  inventoryPostingGroup: string;
  genProdPostingGroup: string;
  singleLevelMaterialCost: Scaled;
  singleLevelCapacityCost: Scaled;
  singleLevelSubcontrdCost: Scaled;
  singleLevelCapOvhdCost: Scaled;
  singleLevelMfgOvhdCost: Scaled;
  singleLevelMaterialNonInventoryCost: Scaled;
  rolledUpMaterialCost: Scaled;
  rolledUpCapacityCost: Scaled;
  rolledUpSubcontractedCost: Scaled;
  rolledUpCapOverheadCost: Scaled;
  rolledUpMfgOvhdCost: Scaled;
  rolledUpMaterialNonInventoryCost: Scaled;
}

export interface SkuCard extends StockKey {
  unitCost: Scaled;
  standardCost: Scaled;
  lastDirectCost: Scaled;
}

/** A work centre, machine centre or resource. */
export interface CenterCard {
  type: CapacityTypeJournal;
  no: string;
  directUnitCost: Scaled;
  indirectCostPercent: Scaled;
  overheadRate: Scaled;
  unitCost: Scaled;
  genProdPostingGroup: string;
  unitOfMeasureCode: string;
  workCenterNo: string;
  blocked: boolean;
}

/** A line of a released or finished production order. */
export interface ProductionLine {
  orderNo: string;
  lineNo: number;
  finished: boolean;
  itemNo: string;
  locationCode: string;
  inventoryPostingGroup: string;
  indirectCostPercent: Scaled;
  overheadRate: Scaled;
  finishedQuantity: Scaled;
  finishedQtyBase: Scaled;
  remainingQuantity: Scaled;
  remainingQtyBase: Scaled;
  routingNo: string;
  routingReferenceNo: number;
}

/** Inventory Adjmt. Entry (Order): what posting keeps of an order (costing.md 16). */
export interface OrderEntry {
  orderType: InventoryOrderType;
  orderNo: string;
  orderLineNo: number;
  itemNo: string;
  costIsAdjusted: boolean;
  isFinished: boolean;
  allowOnlineAdjustment: boolean;
  indirectCostPercent: Scaled;
  overheadRate: Scaled;
  routingNo: string;
  routingReferenceNo: number;
}

/** At once where it is known already, else when it was read: posting asks a hundred thousand times, and rarely waits. */
export type Awaitable<Value> = Value | Promise<Value>;

/** The cards, read when they are first asked for. Posting changes them in place and says so to the working set. */
export interface Cards {
  item(no: string): Awaitable<ItemCard | undefined>;
  sku(key: StockKey): Awaitable<SkuCard | undefined>;
  center(type: CapacityTypeJournal, no: string): Promise<CenterCard | undefined>;
  /** Undefined where no released or finished order has the line; line 0 finds the only line of an order. */
  productionLine(orderNo: string, lineNo: number): Promise<ProductionLine | undefined>;
  /** All lines of a released or finished order. */
  productionLines(orderNo: string): Promise<readonly ProductionLine[]>;
  orderEntry(orderType: InventoryOrderType, orderNo: string, lineNo: number): Promise<OrderEntry | undefined>;
  /** Makes a new order entry known. */
  addOrderEntry(order: OrderEntry): void;
  isInTransit(locationCode: string): boolean;
}

export interface Settings {
  amountPrecision: Scaled;
  unitAmountPrecision: Scaled;
  preventNegativeInventory: boolean;
  /** '' where none is set. */
  earliestAllowedValuationDate: string;
  automaticCostAdjustment: AutomaticCostAdjustmentType;
  copyLocationToCapacity: boolean;
  calendar: AverageCostCalendar;
  workDate: string;
  userId: string;
}
