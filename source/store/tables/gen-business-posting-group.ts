import {code, defineTable, text, type Row} from '../table.js';

export const genBusinessPostingGroup = defineTable(
  250,
  'Gen. Business Posting Group',
  {kind: 'master', key: ['code'], listName: 'Gen. Business Posting Groups'},
  {
    code: code(1, 'Code', 20),
    description: text(2, 'Description', 100),
    defVatBusPostingGroup: code(3, 'Def. VAT Bus. Posting Group', 20),
  },
);

export type GenBusinessPostingGroup = Row<typeof genBusinessPostingGroup>;
