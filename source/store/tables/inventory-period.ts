import {boolean, date, defineTable, text, type Row} from '../table.js';

export const inventoryPeriod = defineTable(
  5814,
  'Inventory Period',
  {kind: 'setup', key: ['endingDate'], listName: 'Inventory Periods'},
  {
    endingDate: date(1, 'Ending Date'),
    name: text(2, 'Name', 50),
    closed: boolean(3, 'Closed'),
  },
);

export type InventoryPeriod = Row<typeof inventoryPeriod>;
