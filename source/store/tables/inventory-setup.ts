import * as options from '../../domain/options.js';
import {boolean, code, date, defineTable, option, type Row} from '../table.js';

export const inventorySetup = defineTable(
  313,
  'Inventory Setup',
  {kind: 'singleton', key: ['primaryKey']},
  {
    primaryKey: code(1, 'Primary Key', 10),
    automaticCostPosting: boolean(2, 'Automatic Cost Posting'),
    expectedCostPostingToGl: boolean(5800, 'Expected Cost Posting to G/L'),
    automaticCostAdjustment: option(30, 'Automatic Cost Adjustment', options.automaticCostAdjustmentType),
    averageCostCalcType: option(5804, 'Average Cost Calc. Type', options.averageCostCalculationType, {
      initial: 'Item & Location & Variant',
    }),
    averageCostPeriod: option(5805, 'Average Cost Period', options.averageCostPeriodType, {initial: 'Day'}),
    defaultCostingMethod: option(5801, 'Default Costing Method', options.costingMethod),
    earliestAllowedValuationDate: date(32, 'Earliest Allowed Valuation Date', {
      aliases: ['Earliest Allowed Val. Date'],
    }),
    preventNegativeInventory: boolean(40, 'Prevent Negative Inventory'),
    locationMandatory: boolean(3, 'Location Mandatory'),
    costAdjustmentLogging: option(31, 'Cost Adjustment Logging', options.costAdjustmentLoggingLevel),
    copyItemDescrToEntries: boolean(51, 'Copy Item Descr. to Entries'),
    variantMandatoryIfExists: boolean(45, 'Variant Mandatory if Exists'),
    allowInventoryAdjustment: boolean(60, 'Allow Inventory Adjustment'),
    invtCostJnlTemplateName: code(180, 'Invt. Cost Jnl. Template Name', 10),
    jnlBatchNameCostPosting: code(181, 'Jnl. Batch Name Cost Posting', 10, {aliases: ['Invt. Cost Jnl. Batch Name']}),
    defaultDirectTransferPosting: option(5857, 'Default Direct Transfer Posting', options.directTransferPostingType, {
      aliases: ['Direct Transfer Posting Type'],
    }),
    directTransferPosting: option(5855, 'Direct Transfer Posting', options.directTransferPosting),
  },
);

export type InventorySetup = Row<typeof inventorySetup>;
