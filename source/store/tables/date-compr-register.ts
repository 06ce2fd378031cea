import * as options from '../../domain/options.js';
import {date, defineTable, integer, option, type Row} from '../table.js';

export const dateComprRegister = defineTable(
  87,
  'Date Compr. Register',
  {kind: 'master', key: ['no'], listName: 'Date Compr. Registers'},
  {
    no: integer(1, 'No.'),
    creationDate: date(2, 'Creation Date'),
    startingDate: date(10, 'Starting Date'),
    endingDate: date(5, 'Ending Date'),
    periodLength: option(4, 'Period Length', options.compressionPeriodLength),
    tableId: integer(11, 'Table ID'),
    noOfNewRecords: integer(6, 'No. of New Records'),
    noRecordsDeleted: integer(7, 'No. Records Deleted'),
  },
);

export type DateComprRegister = Row<typeof dateComprRegister>;
