import {boolean, code, defineTable, type Row} from '../table.js';

export const manufacturingSetup = defineTable(
  99000765,
  'Manufacturing Setup',
  {kind: 'singleton', key: ['primaryKey']},
  {
    primaryKey: code(1, 'Primary Key', 10),
    allowFinishingProdOrderWithNoOutput: boolean(210, 'Allow Finishing Prod. Order with no Output', {
      aliases: ['Finish Order without Output'],
    }),
    includeNonInventoryItemsToProducedItems: boolean(250, 'Include Non-Inventory Items to Produced Items', {
      aliases: ['Inc. Non. Inv. Cost To Prod'],
    }),
    copyLocationCodeIntoValueEntriesLinkedToCapacityLedgerEntries: boolean(
      290,
      'Copy location code into value entries linked to capacity ledger entries',
      {aliases: ['Copy Loc. to Cap. Val. Entries']},
    ),
    defaultGeneralBusinessPostingGroup: code(280, 'Default General Business Posting Group', 20, {
      aliases: ['Default Gen. Bus. Post. Group'],
    }),
  },
);

export type ManufacturingSetup = Row<typeof manufacturingSetup>;
