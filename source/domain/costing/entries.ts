/**
 * The ledgers' entries as costing sees them (costing.md 1): the fields that rules read or write. Rows of the tables
 * have these and more. Amounts, unit costs and quantities are scaled by 10^5; a blank date is ''.
 */
import type {Scaled} from '../money.js';
import type {
  AnalysisSourceType,
  CapacityTypeJournal,
  CostEntryType,
  CostVarianceType,
  InventoryOrderType,
  ItemLedgerEntryType,
} from '../options.js';

/** Where goods are: applications and averages never cross these three. */
export interface StockKey {
  itemNo: string;
  variantCode: string;
  locationCode: string;
}

/** One text for item, variant and location. */
export const placeKey = ({itemNo, variantCode, locationCode}: StockKey): string =>
  `${itemNo}\u0001${variantCode}\u0001${locationCode}`;

/** The order an entry belongs to; all blank where it belongs to none. */
export interface OrderReference {
  orderType: InventoryOrderType;
  orderNo: string;
  orderLineNo: number;
}

/** What the entries of one journal line have in common. */
export interface DocumentFields {
  postingDate: string;
  documentDate: string;
  documentNo: string;
  externalDocumentNo: string;
  description: string;
  sourceType: AnalysisSourceType;
  sourceNo: string;
  dimensionSetId: number;
  globalDimension1Code: string;
  globalDimension2Code: string;
}

/** Item ledger entry: one physical movement. */
export interface ItemLedgerEntry extends StockKey, OrderReference, DocumentFields {
  entryNo: number;
  entryType: ItemLedgerEntryType;
  quantity: Scaled;
  remainingQuantity: Scaled;
  invoicedQuantity: Scaled;
  open: boolean;
  positive: boolean;
  completelyInvoiced: boolean;
  lastInvoiceDate: string;
  appliesToEntry: number;
  appliedEntryToAdjust: boolean;
  shippedQtyNotReturned: Scaled;
  correction: boolean;
  dropShipment: boolean;
  lotNo: string;
  serialNo: string;
  itemRegisterNo: number;
}

/** Value entry: what a movement, or a time of capacity, cost. */
export interface ValueEntry extends StockKey, OrderReference, DocumentFields {
  entryNo: number;
  itemLedgerEntryNo: number;
  capacityLedgerEntryNo: number;
  valuationDate: string;
  itemLedgerEntryType: ItemLedgerEntryType;
  entryType: CostEntryType;
  varianceType: CostVarianceType;
  expectedCost: boolean;
  adjustment: boolean;
  inventoriable: boolean;
  valuedByAverageCost: boolean;
  partialRevaluation: boolean;
  valuedQuantity: Scaled;
  itemLedgerEntryQuantity: Scaled;
  invoicedQuantity: Scaled;
  costPerUnit: Scaled;
  costAmountActual: Scaled;
  costAmountExpected: Scaled;
  costAmountNonInvtbl: Scaled;
  costPostedToGl: Scaled;
  expectedCostPostedToGl: Scaled;
  salesAmountActual: Scaled;
  salesAmountExpected: Scaled;
  purchaseAmountActual: Scaled;
  purchaseAmountExpected: Scaled;
  inventoryPostingGroup: string;
  genBusPostingGroup: string;
  genProdPostingGroup: string;
  itemChargeNo: string;
  appliesToEntry: number;
  type: CapacityTypeJournal;
  no: string;
  sourceCode: string;
  reasonCode: string;
  userId: string;
  itemRegisterNo: number;
}

/** Item application entry: links outbound and inbound quantity. */
export interface ItemApplicationEntry {
  entryNo: number;
  itemLedgerEntryNo: number;
  inboundItemEntryNo: number;
  outboundItemEntryNo: number;
  quantity: Scaled;
  postingDate: string;
  transferredFromEntryNo: number;
  costApplication: boolean;
  outputCompletelyInvdDate: string;
  outboundEntryIsUpdated: boolean;
  itemRegisterNo: number;
}

/** Capacity ledger entry: time of a work centre, machine centre or resource on an order. */
export interface CapacityLedgerEntry extends OrderReference {
  entryNo: number;
  postingDate: string;
  type: CapacityTypeJournal;
  no: string;
  quantity: Scaled;
  invoicedQuantity: Scaled;
  completelyInvoiced: boolean;
  itemNo: string;
  capUnitOfMeasureCode: string;
  subcontracting: boolean;
  documentNo: string;
  workCenterNo: string;
  routingNo: string;
  routingReferenceNo: number;
  dimensionSetId: number;
  globalDimension1Code: string;
  globalDimension2Code: string;
  itemRegisterNo: number;
}
