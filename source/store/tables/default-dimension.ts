import * as options from '../../domain/options.js';
import {code, defineTable, integer, option, text, type Row} from '../table.js';

export const defaultDimension = defineTable(
  352,
  'Default Dimension',
  {kind: 'setup', key: ['tableId', 'no', 'dimensionCode'], listName: 'Default Dimensions'},
  {
    tableId: integer(1, 'Table ID'),
    no: code(2, 'No.', 20),
    dimensionCode: code(3, 'Dimension Code', 20),
    dimensionValueCode: code(4, 'Dimension Value Code', 20),
    valuePosting: option(5, 'Value Posting', options.defaultDimensionValuePostingType),
    allowedValuesFilter: text(10, 'Allowed Values Filter', 250),
  },
);

export type DefaultDimension = Row<typeof defaultDimension>;
