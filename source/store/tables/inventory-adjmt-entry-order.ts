import * as options from '../../domain/options.js';
import {
  amount,
  boolean,
  code,
  decimal,
  defineTable,
  integer,
  option,
  quantity,
  unitAmount,
  type Row,
} from '../table.js';

export const inventoryAdjmtEntryOrder = defineTable(
  5896,
  'Inventory Adjmt. Entry (Order)',
  {kind: 'work', key: ['orderType', 'orderNo', 'orderLineNo'], listName: 'Inventory Adjmt. Entries (Order)'},
  {
    orderType: option(1, 'Order Type', options.inventoryOrderType),
    orderNo: code(2, 'Order No.', 20),
    orderLineNo: integer(3, 'Order Line No.'),
    itemNo: code(4, 'Item No.', 20),
    costIsAdjusted: boolean(29, 'Cost is Adjusted', {initial: true}),
    completelyInvoiced: boolean(61, 'Completely Invoiced'),
    isFinished: boolean(62, 'Is Finished'),
    unitCost: unitAmount(41, 'Unit Cost'),
    directCost: amount(42, 'Direct Cost'),
    indirectCost: amount(43, 'Indirect Cost'),
    directCostNonInventory: quantity(70, 'Direct Cost Non-Inventory'),
    indirectCostPercent: decimal(21, 'Indirect Cost %'),
    overheadRate: decimal(22, 'Overhead Rate'),
    allowOnlineAdjustment: boolean(30, 'Allow Online Adjustment', {initial: true}),
    routingNo: code(7, 'Routing No.', 20),
    routingReferenceNo: integer(8, 'Routing Reference No.'),
    directCostAcy: amount(52, 'Direct Cost (ACY)'),
    indirectCostAcy: amount(53, 'Indirect Cost (ACY)'),
    singleLvlMaterialCostAcy: unitAmount(54, 'Single-Lvl Material Cost (ACY)'),
    singleLvlCapacityCostAcy: unitAmount(55, 'Single-Lvl Capacity Cost (ACY)'),
    singleLvlSubcontrdCostAcy: unitAmount(56, 'Single-Lvl Subcontrd Cost(ACY)'),
    singleLvlCapOvhdCostAcy: unitAmount(57, 'Single-Lvl Cap. Ovhd Cost(ACY)'),
    singleLvlMfgOvhdCostAcy: unitAmount(58, 'Single-Lvl Mfg. Ovhd Cost(ACY)'),
    directCostNonInventoryAcy: amount(71, 'Direct Cost Non-Inventory (ACY)', {aliases: ['Direct Cost Non-Inv. (ACY)']}),
    singleLevelMaterialNonInventoryCostAcy: unitAmount(73, 'Single-Level Material Non-Inventory Cost (ACY)', {
      aliases: ['Single-Lvl Mat.NonInvCost(ACY)'],
    }),
    singleLevelMaterialCost: unitAmount(44, 'Single-Level Material Cost'),
    singleLevelCapacityCost: unitAmount(45, 'Single-Level Capacity Cost'),
    singleLevelSubcontrdCost: unitAmount(46, 'Single-Level Subcontrd. Cost'),
    singleLevelCapOvhdCost: unitAmount(47, 'Single-Level Cap. Ovhd Cost'),
    singleLevelMfgOvhdCost: unitAmount(48, 'Single-Level Mfg. Ovhd Cost'),
    singleLevelMaterialNonInventoryCost: unitAmount(72, 'Single-Level Material Non-Inventory Cost', {
      aliases: ['Single-Lvl Mat. Non-Invt. Cost'],
    }),
  },
);

export type InventoryAdjmtEntryOrder = Row<typeof inventoryAdjmtEntryOrder>;
