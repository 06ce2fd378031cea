import * as options from '../../domain/options.js';
import {code, defineTable, option, unitAmount, type Row} from '../table.js';

export const stockkeepingUnit = defineTable(
  5700,
  'Stockkeeping Unit',
  {
    kind: 'master',
    key: ['locationCode', 'itemNo', 'variantCode'],
    listName: 'Stockkeeping Units',
    calculated: ['Inventory'],
  },
  {
    locationCode: code(3, 'Location Code', 10),
    itemNo: code(1, 'Item No.', 20),
    variantCode: code(2, 'Variant Code', 10),
    unitCost: unitAmount(22, 'Unit Cost'),
    standardCost: unitAmount(24, 'Standard Cost'),
    lastDirectCost: unitAmount(25, 'Last Direct Cost'),
    replenishmentSystem: option(5419, 'Replenishment System', options.replenishmentSystem),
    singleLevelMaterialCost: unitAmount(99000752, 'Single-Level Material Cost'),
    singleLevelCapacityCost: unitAmount(99000753, 'Single-Level Capacity Cost'),
    singleLevelSubcontrdCost: unitAmount(99000754, 'Single-Level Subcontrd. Cost'),
    singleLevelCapOvhdCost: unitAmount(99000755, 'Single-Level Cap. Ovhd Cost'),
    singleLevelMfgOvhdCost: unitAmount(99000756, 'Single-Level Mfg. Ovhd Cost'),
    singleLevelMaterialNonInventoryCost: unitAmount(99000779, 'Single-Level Material Non-Inventory Cost', {
      aliases: ['Single-Lvl Mat. Non-Invt. Cost'],
    }),
    rolledUpMaterialCost: unitAmount(5404, 'Rolled-up Material Cost'),
    rolledUpCapacityCost: unitAmount(5405, 'Rolled-up Capacity Cost'),
    rolledUpSubcontractedCost: unitAmount(99000758, 'Rolled-up Subcontracted Cost'),
    rolledUpCapOverheadCost: unitAmount(99000760, 'Rolled-up Cap. Overhead Cost'),
    rolledUpMfgOvhdCost: unitAmount(99000759, 'Rolled-up Mfg. Ovhd Cost'),
    rolledUpMaterialNonInventoryCost: unitAmount(5408, 'Rolled-up Material Non-Inventory Cost', {
      aliases: ['Rolled-up Mat. Non-Invt. Cost'],
    }),
  },
);

export type StockkeepingUnit = Row<typeof stockkeepingUnit>;
