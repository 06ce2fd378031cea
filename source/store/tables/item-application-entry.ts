import {boolean, code, date, defineTable, integer, quantity, text, type Row} from '../table.js';

export const itemApplicationEntry = defineTable(
  339,
  'Item Application Entry',
  {
    kind: 'ledger',
    key: ['entryNo'],
    listName: 'Item Application Entries',
    calculated: ['Item No.', 'Location Code', 'Variant Code', 'Latest Valuation Date'],
  },
  {
    entryNo: integer(1, 'Entry No.'),
    itemLedgerEntryNo: integer(2, 'Item Ledger Entry No.'),
    inboundItemEntryNo: integer(3, 'Inbound Item Entry No.'),
    outboundItemEntryNo: integer(4, 'Outbound Item Entry No.'),
    quantity: quantity(11, 'Quantity', {keptCurrent: true}),
    postingDate: date(21, 'Posting Date'),
    transferredFromEntryNo: integer(23, 'Transferred-from Entry No.'),
    costApplication: boolean(5800, 'Cost Application'),
    outputCompletelyInvdDate: date(5804, 'Output Completely Invd. Date', {keptCurrent: true}),
    outboundEntryIsUpdated: boolean(5805, 'Outbound Entry is Updated', {keptCurrent: true}),
    itemRegisterNo: integer(20, 'Item Register No.'),
    creationDate: text(25, 'Creation Date', 30),
    createdByUser: code(26, 'Created By User', 50),
    lastModifiedDate: text(27, 'Last Modified Date', 30),
    lastModifiedByUser: code(28, 'Last Modified By User', 50),
  },
);

export type ItemApplicationEntry = Row<typeof itemApplicationEntry>;
