import {code, defineTable, text, type Row} from '../table.js';

export const inventoryPostingGroup = defineTable(
  94,
  'Inventory Posting Group',
  {kind: 'master', key: ['code'], listName: 'Inventory Posting Groups'},
  {
    code: code(1, 'Code', 20),
    description: text(2, 'Description', 100),
  },
);

export type InventoryPostingGroup = Row<typeof inventoryPostingGroup>;
