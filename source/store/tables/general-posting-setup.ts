import {boolean, code, defineTable, text, type Row} from '../table.js';

export const generalPostingSetup = defineTable(
  252,
  'General Posting Setup',
  {kind: 'setup', key: ['genBusPostingGroup', 'genProdPostingGroup']},
  {
    genBusPostingGroup: code(1, 'Gen. Bus. Posting Group', 20),
    genProdPostingGroup: code(2, 'Gen. Prod. Posting Group', 20),
    cogsAccount: code(18, 'COGS Account', 20),
    cogsAccountInterim: code(5803, 'COGS Account (Interim)', 20),
    inventoryAdjmtAccount: code(19, 'Inventory Adjmt. Account', 20),
    invtAccrualAccInterim: code(5801, 'Invt. Accrual Acc. (Interim)', 20),
    directCostAppliedAccount: code(99000752, 'Direct Cost Applied Account', 20),
    overheadAppliedAccount: code(99000753, 'Overhead Applied Account', 20),
    purchaseVarianceAccount: code(99000754, 'Purchase Variance Account', 20),
    directCostNonInventoryAppliedAccount: code(6000, 'Direct Cost Non-Inventory Applied Account', 20, {
      aliases: ['Direct Cost Non-Inv. App. Acc.'],
    }),
    salesAccount: code(10, 'Sales Account', 20),
    purchAccount: code(14, 'Purch. Account', 20),
    blocked: boolean(52, 'Blocked'),
    salesCreditMemoAccount: code(27, 'Sales Credit Memo Account', 20),
    purchCreditMemoAccount: code(28, 'Purch. Credit Memo Account', 20),
    salesLineDiscAccount: code(11, 'Sales Line Disc. Account', 20),
    salesInvDiscAccount: code(12, 'Sales Inv. Disc. Account', 20),
    purchLineDiscAccount: code(15, 'Purch. Line Disc. Account', 20),
    purchInvDiscAccount: code(16, 'Purch. Inv. Disc. Account', 20),
    salesPrepaymentsAccount: code(36, 'Sales Prepayments Account', 20),
    purchPrepaymentsAccount: code(37, 'Purch. Prepayments Account', 20),
    description: text(50, 'Description', 100),
  },
);

export type GeneralPostingSetup = Row<typeof generalPostingSetup>;
