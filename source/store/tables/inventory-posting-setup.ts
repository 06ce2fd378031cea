import {code, defineTable, text, type Row} from '../table.js';

export const inventoryPostingSetup = defineTable(
  5813,
  'Inventory Posting Setup',
  {kind: 'setup', key: ['locationCode', 'invtPostingGroupCode']},
  {
    locationCode: code(1, 'Location Code', 10),
    invtPostingGroupCode: code(2, 'Invt. Posting Group Code', 20),
    inventoryAccount: code(6, 'Inventory Account', 20),
    inventoryAccountInterim: code(5800, 'Inventory Account (Interim)', 20),
    wipAccount: code(99000750, 'WIP Account', 20),
    materialVarianceAccount: code(99000753, 'Material Variance Account', 20),
    capacityVarianceAccount: code(99000754, 'Capacity Variance Account', 20),
    subcontractedVarianceAccount: code(99000757, 'Subcontracted Variance Account', 20),
    capOverheadVarianceAccount: code(99000756, 'Cap. Overhead Variance Account', 20),
    mfgOverheadVarianceAccount: code(99000755, 'Mfg. Overhead Variance Account', 20),
    materialNonInventoryVarianceAccount: code(99000758, 'Material Non-Inventory Variance Account', 20, {
      aliases: ['Mat. Non-Inv. Variance Acc.'],
    }),
    description: text(20, 'Description', 100),
  },
);

export type InventoryPostingSetup = Row<typeof inventoryPostingSetup>;
