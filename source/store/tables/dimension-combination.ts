import * as options from '../../domain/options.js';
import {code, defineTable, option, type Row} from '../table.js';

export const dimensionCombination = defineTable(
  350,
  'Dimension Combination',
  {kind: 'master', key: ['dimension1Code', 'dimension2Code'], listName: 'Dimension Combinations'},
  {
    dimension1Code: code(1, 'Dimension 1 Code', 20),
    dimension2Code: code(2, 'Dimension 2 Code', 20),
    combinationRestriction: option(3, 'Combination Restriction', options.combinationRestriction),
  },
);

export type DimensionCombination = Row<typeof dimensionCombination>;
