import {code, defineTable, text, type Row} from '../table.js';

export const itemVariant = defineTable(
  5401,
  'Item Variant',
  {kind: 'master', key: ['itemNo', 'code'], listName: 'Item Variants'},
  {
    itemNo: code(2, 'Item No.', 20),
    code: code(1, 'Code', 10),
    description: text(3, 'Description', 100),
  },
);

export type ItemVariant = Row<typeof itemVariant>;
