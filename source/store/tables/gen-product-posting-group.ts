import {code, defineTable, text, type Row} from '../table.js';

export const genProductPostingGroup = defineTable(
  251,
  'Gen. Product Posting Group',
  {kind: 'master', key: ['code'], listName: 'Gen. Product Posting Groups'},
  {
    code: code(1, 'Code', 20),
    description: text(2, 'Description', 100),
    defVatProdPostingGroup: code(3, 'Def. VAT Prod. Posting Group', 20),
  },
);

export type GenProductPostingGroup = Row<typeof genProductPostingGroup>;
