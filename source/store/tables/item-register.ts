import {code, date, defineTable, integer, text, type Row} from '../table.js';

export const itemRegister = defineTable(
  46,
  'Item Register',
  {kind: 'ledger', key: ['no'], listName: 'Item Registers'},
  {
    no: integer(1, 'No.'),
    fromEntryNo: integer(2, 'From Entry No.'),
    toEntryNo: integer(3, 'To Entry No.'),
    fromValueEntryNo: integer(5800, 'From Value Entry No.'),
    toValueEntryNo: integer(5801, 'To Value Entry No.'),
    fromCapacityEntryNo: integer(5831, 'From Capacity Entry No.'),
    toCapacityEntryNo: integer(5832, 'To Capacity Entry No.'),
    creationDate: date(4, 'Creation Date'),
    creationTime: text(9, 'Creation Time', 30),
    sourceCode: code(5, 'Source Code', 10),
    userId: code(6, 'User ID', 50),
    journalBatchName: code(7, 'Journal Batch Name', 10),
    costAdjustmentRunGuid: text(5895, 'Cost Adjustment Run Guid', 38),
  },
);

export type ItemRegister = Row<typeof itemRegister>;
