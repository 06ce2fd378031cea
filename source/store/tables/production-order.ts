import * as options from '../../domain/options.js';
import {
  amount,
  boolean,
  code,
  date,
  defineTable,
  integer,
  option,
  quantity,
  text,
  unitAmount,
  type Row,
} from '../table.js';

export const productionOrder = defineTable(
  5405,
  'Production Order',
  {
    kind: 'master',
    key: ['status', 'no'],
    listName: 'Production Orders',
    calculated: [
      'Expected Component Cost Amt.',
      'Expected Operation Cost Amt.',
      'Expected Capacity Ovhd. Cost',
      'Expected Material Ovhd. Cost',
      'Inventory Adjmt. Entry (Order) Exists',
      'Inventory Adjmt. Entry Exists',
    ],
  },
  {
    status: option(1, 'Status', options.productionOrderStatus),
    no: code(2, 'No.', 20),
    sourceType: option(9, 'Source Type', options.prodOrderSourceType),
    sourceNo: code(10, 'Source No.', 20),
    quantity: quantity(40, 'Quantity'),
    locationCode: code(32, 'Location Code', 10),
    finishedDate: date(25, 'Finished Date'),
    costAmount: amount(42, 'Cost Amount'),
    variantCode: code(12, 'Variant Code', 10),
    description: text(3, 'Description', 100),
    inventoryPostingGroup: code(15, 'Inventory Posting Group', 20),
    genProdPostingGroup: code(16, 'Gen. Prod. Posting Group', 20),
    genBusPostingGroup: code(17, 'Gen. Bus. Posting Group', 20),
    startingDate: date(21, 'Starting Date'),
    endingDate: date(23, 'Ending Date'),
    dueDate: date(24, 'Due Date'),
    unitCost: unitAmount(41, 'Unit Cost'),
    reopened: boolean(200, 'Reopened'),
    blocked: boolean(28, 'Blocked'),
    dimensionSetId: integer(480, 'Dimension Set ID'),
  },
);

export type ProductionOrder = Row<typeof productionOrder>;
