/**
 * The option lists of the ERP's tables: ordinal and English caption of every value (tables.md 2).
 * A `strict` list is one that posting, costing or reconciliation decide by: an unknown value is refused.
 */
export interface OptionList<Caption extends string = string> {
  readonly captions: ReadonlyMap<number, Caption>;
  readonly strict: boolean;
}

function optionList<const Caption extends string>(
  values: Record<number, Caption>,
  strict = false,
): OptionList<Caption> {
  return {
    captions: new Map(Object.entries<Caption>(values).map(([ordinal, caption]) => [Number(ordinal), caption])),
    strict,
  };
}

/** The captions of an option list as a type. */
export type Caption<List> = List extends OptionList<infer Captions> ? Captions : never;

export const itemLedgerEntryType = optionList(
  {
    0: 'Purchase',
    1: 'Sale',
    2: 'Positive Adjmt.',
    3: 'Negative Adjmt.',
    4: 'Transfer',
    5: 'Consumption',
    6: 'Output',
    7: '',
    8: 'Assembly Consumption',
    9: 'Assembly Output',
  },
  true,
);
export type ItemLedgerEntryType = Caption<typeof itemLedgerEntryType>;

export const costEntryType = optionList(
  {
    0: 'Direct Cost',
    1: 'Revaluation',
    2: 'Rounding',
    3: 'Indirect Cost',
    4: 'Variance',
    5: 'Total',
    10: 'Direct Cost - Non Inventory',
  },
  true,
);
export type CostEntryType = Caption<typeof costEntryType>;

export const costVarianceType = optionList(
  {
    0: '',
    1: 'Purchase',
    2: 'Material',
    3: 'Capacity',
    4: 'Capacity Overhead',
    5: 'Manufacturing Overhead',
    6: 'Subcontracted',
    7: 'Material - Non Inventory',
  },
  true,
);
export type CostVarianceType = Caption<typeof costVarianceType>;

export const itemLedgerDocumentType = optionList({
  0: '',
  1: 'Sales Shipment',
  2: 'Sales Invoice',
  3: 'Sales Return Receipt',
  4: 'Sales Credit Memo',
  5: 'Purchase Receipt',
  6: 'Purchase Invoice',
  7: 'Purchase Return Shipment',
  8: 'Purchase Credit Memo',
  9: 'Transfer Shipment',
  10: 'Transfer Receipt',
  11: 'Service Shipment',
  12: 'Service Invoice',
  13: 'Service Credit Memo',
  14: 'Posted Assembly',
  19: 'Inventory Receipt',
  20: 'Inventory Shipment',
  21: 'Direct Transfer',
});
export type ItemLedgerDocumentType = Caption<typeof itemLedgerDocumentType>;

export const inventoryOrderType = optionList(
  {0: '', 1: 'Production', 2: 'Transfer', 3: 'Service', 4: 'Assembly'},
  true,
);
export type InventoryOrderType = Caption<typeof inventoryOrderType>;

export const analysisSourceType = optionList({0: '', 1: 'Customer', 2: 'Vendor', 3: 'Item'});
export type AnalysisSourceType = Caption<typeof analysisSourceType>;

export const capacityTypeJournal = optionList({0: 'Work Center', 1: 'Machine Center', 2: '', 3: 'Resource'});
export type CapacityTypeJournal = Caption<typeof capacityTypeJournal>;

export const costingMethod = optionList({0: 'FIFO', 1: 'LIFO', 2: 'Specific', 3: 'Average', 4: 'Standard'}, true);
export type CostingMethod = Caption<typeof costingMethod>;

export const itemType = optionList({0: 'Inventory', 1: 'Service', 2: 'Non-Inventory'}, true);
export type ItemType = Caption<typeof itemType>;

export const replenishmentSystem = optionList({0: 'Purchase', 1: 'Prod. Order', 2: 'Transfer', 3: 'Assembly', 4: ''});
export type ReplenishmentSystem = Caption<typeof replenishmentSystem>;

export const averageCostCalculationType = optionList({0: '', 1: 'Item', 2: 'Item & Location & Variant'}, true);
export type AverageCostCalculationType = Caption<typeof averageCostCalculationType>;

export const averageCostPeriodType = optionList(
  {0: '', 1: 'Day', 2: 'Week', 3: 'Month', 4: 'Quarter', 5: 'Year', 6: 'Accounting Period'},
  true,
);
export type AverageCostPeriodType = Caption<typeof averageCostPeriodType>;

export const automaticCostAdjustmentType = optionList({
  0: 'Never',
  1: 'Day',
  2: 'Week',
  3: 'Month',
  4: 'Quarter',
  5: 'Year',
  6: 'Always',
});
export type AutomaticCostAdjustmentType = Caption<typeof automaticCostAdjustmentType>;

export const costAdjustmentLoggingLevel = optionList({0: 'Disabled', 1: 'Errors Only', 2: 'All'});
export type CostAdjustmentLoggingLevel = Caption<typeof costAdjustmentLoggingLevel>;

export const directTransferPostingType = optionList({0: '', 10: 'Shipment and Receipt', 20: 'Direct Transfer'});
export type DirectTransferPostingType = Caption<typeof directTransferPostingType>;

export const itemTrackingEntryType = optionList({
  0: 'None',
  1: 'Lot No.',
  2: 'Lot and Serial No.',
  3: 'Serial No.',
  4: 'Package No.',
  5: 'Lot and Package No.',
  6: 'Serial and Package No.',
  7: 'Lot and Serial and Package No.',
});
export type ItemTrackingEntryType = Caption<typeof itemTrackingEntryType>;

export const unitCostCalculationType = optionList({0: 'Time', 1: 'Units'});
export type UnitCostCalculationType = Caption<typeof unitCostCalculationType>;

export const flushingMethod = optionList({
  0: 'Manual',
  1: 'Forward',
  2: 'Backward',
  3: 'Pick + Forward',
  4: 'Pick + Backward',
  6: 'Pick + Manual',
});
export type FlushingMethod = Caption<typeof flushingMethod>;

export const flushingMethodRouting = optionList({0: 'Manual', 1: 'Forward', 2: 'Backward'});
export type FlushingMethodRouting = Caption<typeof flushingMethodRouting>;

export const productionOrderStatus = optionList({
  0: 'Simulated',
  1: 'Planned',
  2: 'Firm Planned',
  3: 'Released',
  4: 'Finished',
});
export type ProductionOrderStatus = Caption<typeof productionOrderStatus>;

export const prodOrderSourceType = optionList({0: 'Item', 1: 'Family', 2: 'Sales Header'});
export type ProdOrderSourceType = Caption<typeof prodOrderSourceType>;

export const resourceType = optionList({0: 'Person', 1: 'Machine'});
export type ResourceType = Caption<typeof resourceType>;

export const glAccountType = optionList(
  {0: 'Posting', 1: 'Heading', 2: 'Total', 3: 'Begin-Total', 4: 'End-Total'},
  true,
);
export type GlAccountType = Caption<typeof glAccountType>;

export const glAccountCategory = optionList({
  0: '',
  1: 'Assets',
  2: 'Liabilities',
  3: 'Equity',
  4: 'Income',
  5: 'Cost of Goods Sold',
  6: 'Expense',
});
export type GlAccountCategory = Caption<typeof glAccountCategory>;

export const glAccountReportType = optionList({0: 'Income Statement', 1: 'Balance Sheet'});
export type GlAccountReportType = Caption<typeof glAccountReportType>;

export const genJournalDocumentType = optionList({
  0: '',
  1: 'Payment',
  2: 'Invoice',
  3: 'Credit Memo',
  4: 'Finance Charge Memo',
  5: 'Reminder',
  6: 'Refund',
});
export type GenJournalDocumentType = Caption<typeof genJournalDocumentType>;

export const genJournalAccountType = optionList({
  0: 'G/L Account',
  1: 'Customer',
  2: 'Vendor',
  3: 'Bank Account',
  4: 'Fixed Asset',
  5: 'IC Partner',
  6: 'Employee',
  10: 'Allocation Account',
});
export type GenJournalAccountType = Caption<typeof genJournalAccountType>;

export const genJournalSourceType = optionList({
  0: '',
  1: 'Customer',
  2: 'Vendor',
  3: 'Bank Account',
  4: 'Fixed Asset',
  5: 'IC Partner',
  6: 'Employee',
});
export type GenJournalSourceType = Caption<typeof genJournalSourceType>;

export const generalPostingType = optionList({0: '', 1: 'Purchase', 2: 'Sale', 3: 'Settlement'});
export type GeneralPostingType = Caption<typeof generalPostingType>;

export const exchRateAdjustmentType = optionList({
  0: 'No Adjustment',
  1: 'Adjust Amount',
  2: 'Adjust Additional-Currency Amount',
});
export type ExchRateAdjustmentType = Caption<typeof exchRateAdjustmentType>;

export const glSourceCurrencyPosting = optionList({0: '', 1: 'Multiple Currencies', 2: 'Same Currency', 3: 'LCY Only'});
export type GlSourceCurrencyPosting = Caption<typeof glSourceCurrencyPosting>;

export const defaultDimensionValuePostingType = optionList({0: '', 1: 'Code Mandatory', 2: 'Same Code', 3: 'No Code'});
export type DefaultDimensionValuePostingType = Caption<typeof defaultDimensionValuePostingType>;

export const vatReportingDate = optionList({0: 'Posting Date', 1: 'Document Date'});
export type VatReportingDate = Caption<typeof vatReportingDate>;

export const vatReportingDateUsage = optionList({0: 'Enabled', 1: 'Enabled (Prevent modification)', 2: 'Disabled'});
export type VatReportingDateUsage = Caption<typeof vatReportingDateUsage>;

export const debitCredit = optionList({0: 'Both', 1: 'Debit', 2: 'Credit'});
export type DebitCredit = Caption<typeof debitCredit>;

export const preventNegativeInventory = optionList({0: 'Default', 1: 'No', 2: 'Yes'});
export type PreventNegativeInventory = Caption<typeof preventNegativeInventory>;

export const inventoryValuePer = optionList({0: '', 1: 'Item', 2: 'Location', 3: 'Variant', 4: 'Location and Variant'});
export type InventoryValuePer = Caption<typeof inventoryValuePer>;

export const recurringMethod = optionList({0: '', 1: 'Fixed', 2: 'Variable'});
export type RecurringMethod = Caption<typeof recurringMethod>;

export const compressionPeriodLength = optionList({
  0: 'Day',
  1: 'Week',
  2: 'Month',
  3: 'Quarter',
  4: 'Year',
  5: 'Period',
});
export type CompressionPeriodLength = Caption<typeof compressionPeriodLength>;

export const showAmounts = optionList({0: 'Amount Only', 1: 'Debit/Credit Only', 2: 'All Amounts'});
export type ShowAmounts = Caption<typeof showAmounts>;

export const directTransferPosting = optionList({0: 'Receipt and Shipment', 1: 'Direct Transfer'});
export type DirectTransferPosting = Caption<typeof directTransferPosting>;

export const dimensionValueType = optionList({
  0: 'Standard',
  1: 'Heading',
  2: 'Total',
  3: 'Begin-Total',
  4: 'End-Total',
});
export type DimensionValueType = Caption<typeof dimensionValueType>;

export const combinationRestriction = optionList({0: 'Limited', 1: 'Blocked'});
export type CombinationRestriction = Caption<typeof combinationRestriction>;

export const inventoryPeriodEntryType = optionList({0: 'Close', 1: 'Re-open'});
export type InventoryPeriodEntryType = Caption<typeof inventoryPeriodEntryType>;
