import {code, date, defineTable, integer, type Row} from '../table.js';

export const postValueEntryToGl = defineTable(
  5811,
  'Post Value Entry to G/L',
  {kind: 'work', key: ['valueEntryNo']},
  {
    valueEntryNo: integer(1, 'Value Entry No.'),
    itemNo: code(2, 'Item No.', 20),
    postingDate: date(3, 'Posting Date'),
  },
);

export type PostValueEntryToGl = Row<typeof postValueEntryToGl>;
