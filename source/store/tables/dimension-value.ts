import * as options from '../../domain/options.js';
import {boolean, code, defineTable, integer, option, text, type Row} from '../table.js';

export const dimensionValue = defineTable(
  349,
  'Dimension Value',
  {kind: 'master', key: ['dimensionCode', 'code'], listName: 'Dimension Values'},
  {
    dimensionCode: code(1, 'Dimension Code', 20),
    code: code(2, 'Code', 20),
    name: text(3, 'Name', 50),
    dimensionValueType: option(4, 'Dimension Value Type', options.dimensionValueType),
    totaling: text(5, 'Totaling', 250),
    blocked: boolean(6, 'Blocked'),
    globalDimensionNo: integer(9, 'Global Dimension No.'),
    dimensionValueId: integer(12, 'Dimension Value ID'),
  },
);

export type DimensionValue = Row<typeof dimensionValue>;
