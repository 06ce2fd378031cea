import {boolean, code, defineTable, text, type Row} from '../table.js';

export const location = defineTable(
  14,
  'Location',
  {kind: 'master', key: ['code'], listName: 'Locations'},
  {
    code: code(1, 'Code', 10),
    name: text(2, 'Name', 100),
    useAsInTransit: boolean(5724, 'Use As In-Transit'),
  },
);

export type Location = Row<typeof location>;
