import {boolean, code, defineTable, text, type Row} from '../table.js';

export const dimension = defineTable(
  348,
  'Dimension',
  {kind: 'master', key: ['code'], listName: 'Dimensions'},
  {
    code: code(1, 'Code', 20),
    name: text(2, 'Name', 30),
    codeCaption: text(3, 'Code Caption', 80),
    blocked: boolean(6, 'Blocked'),
  },
);

export type Dimension = Row<typeof dimension>;
