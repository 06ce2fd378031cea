import {code, defineTable, integer, type Row} from '../table.js';

export const dimensionSetEntry = defineTable(
  480,
  'Dimension Set Entry',
  {
    kind: 'master',
    key: ['dimensionSetId', 'dimensionCode'],
    listName: 'Dimension Set Entries',
    calculated: ['Dimension Name', 'Dimension Value Name'],
  },
  {
    dimensionSetId: integer(1, 'Dimension Set ID'),
    dimensionCode: code(2, 'Dimension Code', 20),
    dimensionValueCode: code(3, 'Dimension Value Code', 20),
    dimensionValueId: integer(4, 'Dimension Value ID'),
    shortcutDimensionNo: integer(8, 'Shortcut Dimension No.', {aliases: ['Global Dimension No.']}),
  },
);

export type DimensionSetEntry = Row<typeof dimensionSetEntry>;
