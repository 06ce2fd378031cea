import {defineTable, integer, type Row} from '../table.js';

export const glItemLedgerRelation = defineTable(
  5823,
  'G/L - Item Ledger Relation',
  {kind: 'ledger', key: ['glEntryNo', 'valueEntryNo']},
  {
    glEntryNo: integer(1, 'G/L Entry No.'),
    valueEntryNo: integer(2, 'Value Entry No.'),
    glRegisterNo: integer(3, 'G/L Register No.'),
  },
);

export type GlItemLedgerRelation = Row<typeof glItemLedgerRelation>;
