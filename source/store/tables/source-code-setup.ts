import {code, defineTable, type Row} from '../table.js';

export const sourceCodeSetup = defineTable(
  242,
  'Source Code Setup',
  {kind: 'singleton', key: ['primaryKey']},
  {
    primaryKey: code(0, 'Primary Key', 10),
    inventoryPostCost: code(4, 'Inventory Post Cost', 10),
    adjustCost: code(5801, 'Adjust Cost', 10),
    itemJournal: code(16, 'Item Journal', 10),
    itemReclassJournal: code(33, 'Item Reclass. Journal', 10),
    physInventoryJournal: code(34, 'Phys. Inventory Journal', 10),
    revaluationJournal: code(5800, 'Revaluation Journal', 10),
    transfer: code(5700, 'Transfer', 10),
    sales: code(2, 'Sales', 10),
    purchases: code(3, 'Purchases', 10),
    serviceManagement: code(5900, 'Service Management', 10),
    assembly: code(900, 'Assembly', 10),
    consumptionJournal: code(5400, 'Consumption Journal', 10),
    outputJournal: code(5402, 'Output Journal', 10),
    capacityJournal: code(5404, 'Capacity Journal', 10),
    productionJournal: code(5500, 'Production Journal', 10),
    productionOrder: code(5502, 'Production Order', 10),
    flushing: code(5403, 'Flushing', 10),
    itemDocReceipt: code(5850, 'Item Doc. Receipt', 10, {aliases: ['Invt. Receipt']}),
    itemDocShipment: code(5851, 'Item Doc. Shipment', 10, {aliases: ['Invt. Shipment']}),
    physInvtOrders: code(5875, 'Phys. Invt. Orders', 10),
    jobJournal: code(20, 'Job Journal', 10),
    whseItemJournal: code(7300, 'Whse. Item Journal', 10),
    whsePhysInvtJournal: code(7302, 'Whse. Phys. Invt. Journal', 10),
    whseReclassificationJournal: code(7303, 'Whse. Reclassification Journal', 10),
    compressItemLedger: code(28, 'Compress Item Ledger', 10),
  },
);

export type SourceCodeSetup = Row<typeof sourceCodeSetup>;
