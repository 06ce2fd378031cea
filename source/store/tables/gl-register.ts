import {boolean, code, date, defineTable, integer, text, type Row} from '../table.js';

export const glRegister = defineTable(
  45,
  'G/L Register',
  {kind: 'ledger', key: ['no'], listName: 'G/L Registers'},
  {
    no: integer(1, 'No.'),
    fromEntryNo: integer(2, 'From Entry No.'),
    toEntryNo: integer(3, 'To Entry No.'),
    creationDate: date(4, 'Creation Date'),
    creationTime: text(11, 'Creation Time', 30),
    sourceCode: code(5, 'Source Code', 10),
    userId: code(6, 'User ID', 50),
    reversed: boolean(10, 'Reversed'),
  },
);

export type GlRegister = Row<typeof glRegister>;
