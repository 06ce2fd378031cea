/** What each run of cost adjustment did to each item: a table of our own, which no ERP exchanges with us. */
import {amount, code, defineTable, integer, text} from './table.js';

export const costAdjustmentLog = defineTable(
  0,
  'Cost Adjustment Log',
  {kind: 'work', key: ['entryNo']},
  {
    entryNo: integer(1, 'Entry No.'),
    runNo: integer(2, 'Run No.'),
    itemNo: code(3, 'Item No.', 20),
    startedAt: text(4, 'Started At (UTC)', 30),
    durationMs: integer(5, 'Duration (ms)'),
    valueEntries: integer(6, 'Value Entries'),
    costAmount: amount(7, 'Cost Amount'),
    userId: code(8, 'User ID', 50),
  },
);
