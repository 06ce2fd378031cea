import {code, defineTable, text, type Row} from '../table.js';

export const itemCharge = defineTable(
  5800,
  'Item Charge',
  {kind: 'master', key: ['no'], listName: 'Item Charges'},
  {
    no: code(1, 'No.', 20),
    description: text(2, 'Description', 100),
    genProdPostingGroup: code(3, 'Gen. Prod. Posting Group', 20),
  },
);

export type ItemCharge = Row<typeof itemCharge>;
