import * as options from '../../domain/options.js';
import {boolean, code, decimal, defineTable, option, text, unitAmount, type Row} from '../table.js';

export const machineCenter = defineTable(
  99000758,
  'Machine Center',
  {kind: 'master', key: ['no'], listName: 'Machine Centers'},
  {
    no: code(1, 'No.', 20),
    name: text(3, 'Name', 100),
    directUnitCost: unitAmount(19, 'Direct Unit Cost'),
    indirectCostPercent: decimal(20, 'Indirect Cost %'),
    overheadRate: decimal(81, 'Overhead Rate'),
    unitCost: unitAmount(21, 'Unit Cost'),
    workCenterNo: code(14, 'Work Center No.', 20),
    genProdPostingGroup: code(82, 'Gen. Prod. Posting Group', 20),
    flushingMethod: option(60, 'Flushing Method', options.flushingMethodRouting),
    blocked: boolean(38, 'Blocked'),
  },
);

export type MachineCenter = Row<typeof machineCenter>;
