import * as options from '../../domain/options.js';
import {amount, code, date, decimal, defineTable, integer, option, quantity, unitAmount, type Row} from '../table.js';

export const prodOrderComponent = defineTable(
  5407,
  'Prod. Order Component',
  {
    kind: 'master',
    key: ['status', 'prodOrderNo', 'prodOrderLineNo', 'lineNo'],
    listName: 'Prod. Order Components',
    calculated: ['Act. Consumption (Qty)'],
  },
  {
    status: option(1, 'Status', options.productionOrderStatus),
    prodOrderNo: code(2, 'Prod. Order No.', 20),
    prodOrderLineNo: integer(3, 'Prod. Order Line No.'),
    lineNo: integer(4, 'Line No.'),
    itemNo: code(11, 'Item No.', 20),
    quantityPer: quantity(45, 'Quantity per'),
    expectedQtyBase: quantity(73, 'Expected Qty. (Base)'),
    unitCost: unitAmount(50, 'Unit Cost'),
    costAmount: amount(51, 'Cost Amount'),
    directUnitCost: unitAmount(99000754, 'Direct Unit Cost'),
    indirectCostPercent: decimal(99000755, 'Indirect Cost %'),
    overheadRate: decimal(99000756, 'Overhead Rate'),
    directCostAmount: amount(99000757, 'Direct Cost Amount'),
    overheadAmount: amount(99000758, 'Overhead Amount'),
    variantCode: code(21, 'Variant Code', 10),
    locationCode: code(30, 'Location Code', 10),
    scrapPercent: decimal(20, 'Scrap %'),
    expectedQuantity: quantity(25, 'Expected Quantity'),
    remainingQuantity: quantity(26, 'Remaining Quantity'),
    unitOfMeasureCode: code(13, 'Unit of Measure Code', 10),
    qtyPerUnitOfMeasure: decimal(60, 'Qty. per Unit of Measure'),
    flushingMethod: option(28, 'Flushing Method', options.flushingMethod),
    dueDate: date(52, 'Due Date'),
    dimensionSetId: integer(480, 'Dimension Set ID'),
  },
);

export type ProdOrderComponent = Row<typeof prodOrderComponent>;
