import * as options from '../../domain/options.js';
import {code, date, defineTable, integer, option, text, type Row} from '../table.js';

export const inventoryPeriodEntry = defineTable(
  5815,
  'Inventory Period Entry',
  {kind: 'ledger', key: ['endingDate', 'entryNo'], listName: 'Inventory Period Entries'},
  {
    endingDate: date(2, 'Ending Date'),
    entryNo: integer(1, 'Entry No.'),
    entryType: option(7, 'Entry Type', options.inventoryPeriodEntryType),
    creationDate: date(4, 'Creation Date'),
    creationTime: text(5, 'Creation Time', 30),
    userId: code(3, 'User ID', 50),
    closingItemRegisterNo: integer(6, 'Closing Item Register No.'),
    description: text(8, 'Description', 100),
  },
);

export type InventoryPeriodEntry = Row<typeof inventoryPeriodEntry>;
