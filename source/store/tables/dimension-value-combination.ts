import {code, defineTable, type Row} from '../table.js';

export const dimensionValueCombination = defineTable(
  351,
  'Dimension Value Combination',
  {
    kind: 'master',
    key: ['dimension1Code', 'dimension1ValueCode', 'dimension2Code', 'dimension2ValueCode'],
    listName: 'Dimension Value Combinations',
  },
  {
    dimension1Code: code(1, 'Dimension 1 Code', 20),
    dimension1ValueCode: code(2, 'Dimension 1 Value Code', 20),
    dimension2Code: code(3, 'Dimension 2 Code', 20),
    dimension2ValueCode: code(4, 'Dimension 2 Value Code', 20),
  },
);

export type DimensionValueCombination = Row<typeof dimensionValueCombination>;
