/** The list pages, with the ERP's columns in the ERP's order (tables.md 3, Pg: first those shown, then those hidden). */
import {
  generalPostingSetup,
  glAccount,
  glEntry,
  inventoryPostingSetup,
  item,
  itemApplicationEntry,
  itemLedgerEntry,
  productionOrder,
  valueEntry,
} from '../../store/tables/index.js';
import {costAdjustmentLog} from '../../store/cost-adjustment-log.js';
import {accountBalance, itemInventory, ledgerEntryCosts} from './calculated.js';
import type {ListDefinition} from './definition.js';

const valueEntries: ListDefinition = {
  id: 'value-entries',
  table: valueEntry,
  frozen: 1,
  columns: [
    ...['entryNo', 'itemNo', 'postingDate', 'itemLedgerEntryType', 'entryType', 'documentNo'],
    ...['costAmountActual', 'costPostedToGl', 'costAmountExpected', 'expectedCostPostedToGl', 'adjustment'],
    ...[
      'itemLedgerEntryNo',
      'capacityLedgerEntryNo',
      'valuedByAverageCost',
      'valuedQuantity',
      'itemLedgerEntryQuantity',
    ],
    ...['invoicedQuantity', 'costPerUnit', 'costAmountNonInvtbl', 'salesAmountActual', 'genBusPostingGroup'],
    ...['genProdPostingGroup', 'documentType', 'sourceType', 'sourceNo', 'itemChargeNo', 'orderType', 'valuationDate'],
    ...['varianceType', 'salesAmountExpected', 'locationCode', 'documentLineNo', 'orderNo', 'type', 'no', 'sourceCode'],
    ...['dimensionSetId', 'costAmountActualAcy', 'costPostedToGlAcy', 'costAmountExpectedAcy', 'expCostPostedToGlAcy'],
  ],
};

const glEntries: ListDefinition = {
  id: 'gl-entries',
  table: glEntry,
  frozen: 1,
  columns: [
    ...['entryNo', 'postingDate', 'documentNo', 'glAccountNo', 'amount', 'description', 'documentType'],
    ...[
      'genBusPostingGroup',
      'genProdPostingGroup',
      'transactionNo',
      'glRegisterNo',
      'balAccountNo',
      'sourceCurrencyAmount',
    ],
    ...['sourceCurrencyCode', 'debitAmount', 'creditAmount', 'additionalCurrencyAmount', 'sourceCode', 'reversed'],
    ...['dimensionSetId', 'quantity', 'documentDate', 'externalDocumentNo', 'sourceType', 'sourceNo', 'userId'],
  ],
};

const itemLedgerEntries: ListDefinition = {
  id: 'item-ledger-entries',
  table: itemLedgerEntry,
  frozen: 1,
  calculated: ledgerEntryCosts,
  columns: [
    ...['entryNo', 'itemNo', 'postingDate', 'entryType', 'documentNo', 'quantity', 'Cost Amount (Actual)'],
    ...['remainingQuantity', 'invoicedQuantity', 'open', 'locationCode', 'Cost Amount (Expected)'],
    ...[
      'Cost Amount (Non-Invtbl.)',
      'Sales Amount (Actual)',
      'orderType',
      'orderNo',
      'completelyInvoiced',
      'variantCode',
    ],
    ...[
      'documentType',
      'documentLineNo',
      'sourceType',
      'sourceNo',
      'orderLineNo',
      'prodOrderCompLineNo',
      'dropShipment',
    ],
    ...['appliedEntryToAdjust', 'lotNo', 'serialNo', 'dimensionSetId', 'unitOfMeasureCode', 'description'],
  ],
};

const itemApplicationEntries: ListDefinition = {
  id: 'item-application-entries',
  table: itemApplicationEntry,
  frozen: 1,
  columns: [
    ...['entryNo', 'itemLedgerEntryNo', 'inboundItemEntryNo', 'outboundItemEntryNo', 'quantity', 'postingDate'],
    ...['transferredFromEntryNo', 'costApplication', 'outboundEntryIsUpdated', 'outputCompletelyInvdDate'],
  ],
};

const items: ListDefinition = {
  id: 'items',
  table: item,
  frozen: 2,
  calculated: [itemInventory],
  columns: [
    ...['no', 'description', 'Inventory', 'baseUnitOfMeasure', 'costIsAdjusted', 'unitCost', 'unitPrice'],
    ...['costingMethod', 'inventoryPostingGroup', 'genProdPostingGroup', 'standardCost', 'lastDirectCost', 'type'],
    ...[
      'indirectCostPercent',
      'overheadRate',
      'replenishmentSystem',
      'itemTrackingCode',
      'itemCategoryCode',
      'blocked',
    ],
  ],
};

export const chartOfAccounts: ListDefinition = {
  id: 'chart-of-accounts',
  table: glAccount,
  frozen: 2,
  calculated: [accountBalance],
  columns: [
    ...['no', 'name', 'Balance', 'incomeBalance', 'accountType', 'accountCategory', 'totaling', 'genPostingType'],
    ...['genBusPostingGroup', 'genProdPostingGroup', 'directPosting', 'blocked'],
  ],
};

const inventoryPostingSetups: ListDefinition = {
  id: 'inventory-posting-setup',
  table: inventoryPostingSetup,
  frozen: 2,
  editable: true,
  columns: inventoryPostingSetup.fields.map(field => field.property),
};

const generalPostingSetups: ListDefinition = {
  id: 'general-posting-setup',
  table: generalPostingSetup,
  frozen: 2,
  editable: true,
  columns: generalPostingSetup.fields.map(field => field.property),
};

export const productionOrders: ListDefinition = {
  id: 'production-orders',
  table: productionOrder,
  frozen: 2,
  columns: [
    ...['status', 'no', 'description', 'sourceType', 'sourceNo', 'quantity', 'locationCode', 'dueDate'],
    ...['startingDate', 'endingDate', 'finishedDate', 'unitCost', 'costAmount', 'inventoryPostingGroup'],
  ],
};

const adjustmentLog: ListDefinition = {
  id: 'cost-adjustment-log',
  table: costAdjustmentLog,
  sorting: {property: 'entryNo', descending: true},
  frozen: 1,
  columns: costAdjustmentLog.fields.map(field => field.property),
};

export const lists: readonly ListDefinition[] = [
  valueEntries,
  glEntries,
  itemLedgerEntries,
  itemApplicationEntries,
  items,
  chartOfAccounts,
  productionOrders,
  adjustmentLog,
  inventoryPostingSetups,
  generalPostingSetups,
];

export function listOf(id: string): ListDefinition {
  const found = lists.find(list => list.id === id);
  if (!found) throw new Error(`no list ${id}`);
  return found;
}
