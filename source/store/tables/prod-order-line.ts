import * as options from '../../domain/options.js';
import {amount, code, date, decimal, defineTable, integer, option, quantity, unitAmount, type Row} from '../table.js';

export const prodOrderLine = defineTable(
  5406,
  'Prod. Order Line',
  {
    kind: 'master',
    key: ['status', 'prodOrderNo', 'lineNo'],
    listName: 'Prod. Order Lines',
    calculated: ['Expected Component Cost Amt.', 'Expected Operation Cost Amt.'],
  },
  {
    status: option(1, 'Status', options.productionOrderStatus),
    prodOrderNo: code(2, 'Prod. Order No.', 20),
    lineNo: integer(3, 'Line No.'),
    itemNo: code(11, 'Item No.', 20),
    locationCode: code(20, 'Location Code', 10),
    quantityBase: quantity(81, 'Quantity (Base)'),
    finishedQtyBase: quantity(82, 'Finished Qty. (Base)'),
    unitCost: unitAmount(65, 'Unit Cost'),
    costAmount: amount(67, 'Cost Amount'),
    indirectCostPercent: decimal(99000764, 'Indirect Cost %'),
    overheadRate: decimal(99000765, 'Overhead Rate'),
    inventoryPostingGroup: code(62, 'Inventory Posting Group', 20),
    variantCode: code(12, 'Variant Code', 10),
    quantity: quantity(40, 'Quantity'),
    finishedQuantity: quantity(41, 'Finished Quantity'),
    remainingQuantity: quantity(42, 'Remaining Quantity'),
    remainingQtyBase: quantity(83, 'Remaining Qty. (Base)'),
    unitOfMeasureCode: code(80, 'Unit of Measure Code', 10),
    qtyPerUnitOfMeasure: decimal(99000753, 'Qty. per Unit of Measure'),
    productionBomNo: code(60, 'Production BOM No.', 20),
    routingNo: code(61, 'Routing No.', 20),
    routingReferenceNo: integer(63, 'Routing Reference No.'),
    dueDate: date(47, 'Due Date'),
    dimensionSetId: integer(480, 'Dimension Set ID'),
  },
);

export type ProdOrderLine = Row<typeof prodOrderLine>;
