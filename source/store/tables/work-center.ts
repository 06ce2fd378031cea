import * as options from '../../domain/options.js';
import {boolean, code, decimal, defineTable, option, text, unitAmount, type Row} from '../table.js';

export const workCenter = defineTable(
  99000754,
  'Work Center',
  {kind: 'master', key: ['no'], listName: 'Work Centers'},
  {
    no: code(1, 'No.', 20),
    name: text(3, 'Name', 100),
    directUnitCost: unitAmount(19, 'Direct Unit Cost'),
    indirectCostPercent: decimal(20, 'Indirect Cost %'),
    overheadRate: decimal(81, 'Overhead Rate'),
    unitCost: unitAmount(21, 'Unit Cost'),
    unitCostCalculation: option(50, 'Unit Cost Calculation', options.unitCostCalculationType),
    specificUnitCost: boolean(51, 'Specific Unit Cost'),
    unitOfMeasureCode: code(30, 'Unit of Measure Code', 10),
    subcontractorNo: code(18, 'Subcontractor No.', 20),
    genProdPostingGroup: code(82, 'Gen. Prod. Posting Group', 20),
    flushingMethod: option(53, 'Flushing Method', options.flushingMethodRouting),
    blocked: boolean(38, 'Blocked'),
  },
);

export type WorkCenter = Row<typeof workCenter>;
