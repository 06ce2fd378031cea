import * as options from '../../domain/options.js';
import {boolean, code, decimal, defineTable, option, text, unitAmount, type Row} from '../table.js';

export const resource = defineTable(
  156,
  'Resource',
  {kind: 'master', key: ['no'], listName: 'Resources'},
  {
    no: code(1, 'No.', 20),
    name: text(3, 'Name', 100),
    directUnitCost: unitAmount(19, 'Direct Unit Cost'),
    indirectCostPercent: decimal(20, 'Indirect Cost %'),
    unitCost: unitAmount(21, 'Unit Cost'),
    baseUnitOfMeasure: code(18, 'Base Unit of Measure', 10),
    genProdPostingGroup: code(51, 'Gen. Prod. Posting Group', 20),
    type: option(2, 'Type', options.resourceType),
    blocked: boolean(38, 'Blocked'),
  },
);

export type Resource = Row<typeof resource>;
