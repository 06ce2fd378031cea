import * as options from '../../domain/options.js';
import {boolean, date, defineTable, option, text, type Row} from '../table.js';

export const accountingPeriod = defineTable(
  50,
  'Accounting Period',
  {kind: 'setup', key: ['startingDate'], listName: 'Accounting Periods'},
  {
    startingDate: date(1, 'Starting Date'),
    name: text(2, 'Name', 10),
    newFiscalYear: boolean(3, 'New Fiscal Year'),
    closed: boolean(4, 'Closed'),
    dateLocked: boolean(5, 'Date Locked'),
    averageCostCalcType: option(5804, 'Average Cost Calc. Type', options.averageCostCalculationType),
    averageCostPeriod: option(5805, 'Average Cost Period', options.averageCostPeriodType),
  },
);

export type AccountingPeriod = Row<typeof accountingPeriod>;
