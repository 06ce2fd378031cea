import {boolean, code, date, defineTable, type Row} from '../table.js';

export const avgCostAdjmtEntryPoint = defineTable(
  5804,
  'Avg. Cost Adjmt. Entry Point',
  {
    kind: 'work',
    key: ['itemNo', 'variantCode', 'locationCode', 'valuationDate'],
    listName: 'Avg. Cost Adjmt. Entry Points',
  },
  {
    itemNo: code(1, 'Item No.', 20),
    variantCode: code(2, 'Variant Code', 10),
    locationCode: code(3, 'Location Code', 10),
    valuationDate: date(4, 'Valuation Date'),
    costIsAdjusted: boolean(5, 'Cost Is Adjusted'),
  },
);

export type AvgCostAdjmtEntryPoint = Row<typeof avgCostAdjmtEntryPoint>;
