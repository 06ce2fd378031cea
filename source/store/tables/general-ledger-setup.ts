import * as options from '../../domain/options.js';
import {boolean, code, date, decimal, defineTable, option, text, type Row} from '../table.js';

export const generalLedgerSetup = defineTable(
  98,
  'General Ledger Setup',
  {kind: 'singleton', key: ['primaryKey']},
  {
    primaryKey: code(1, 'Primary Key', 10),
    allowPostingFrom: date(2, 'Allow Posting From'),
    allowPostingTo: date(3, 'Allow Posting To'),
    allowPostingFromDateFormula: text(205, 'Allow Posting From Date Formula', 32, {
      aliases: ['Allow Posting From DateFormula'],
    }),
    allowPostingToDateFormula: text(206, 'Allow Posting To Date Formula', 32, {
      aliases: ['Allow Posting To DateFormula'],
    }),
    lcyCode: code(71, 'LCY Code', 10),
    additionalReportingCurrency: code(68, 'Additional Reporting Currency', 10),
    amountRoundingPrecision: decimal(73, 'Amount Rounding Precision', {initial: 1000n}),
    unitAmountRoundingPrecision: decimal(74, 'Unit-Amount Rounding Precision', {initial: 1n}),
    globalDimension1Code: code(79, 'Global Dimension 1 Code', 20),
    globalDimension2Code: code(80, 'Global Dimension 2 Code', 20),
    shortcutDimension3Code: code(83, 'Shortcut Dimension 3 Code', 20),
    markCrMemosAsCorrections: boolean(56, 'Mark Cr. Memos as Corrections'),
    showAmounts: option(164, 'Show Amounts', options.showAmounts),
    amountDecimalPlaces: text(66, 'Amount Decimal Places', 5),
    unitAmountDecimalPlaces: text(67, 'Unit-Amount Decimal Places', 5),
    summarizeGlEntries: boolean(65, 'Summarize G/L Entries'),
    shortcutDimension1Code: code(81, 'Shortcut Dimension 1 Code', 20),
    shortcutDimension2Code: code(82, 'Shortcut Dimension 2 Code', 20),
    journalTemplNameMandatory: boolean(175, 'Journal Templ. Name Mandatory'),
    defaultVatDate: option(7, 'Default VAT Date', options.vatReportingDate, {aliases: ['VAT Reporting Date']}),
    vatDateUsage: option(8, 'VAT Date Usage', options.vatReportingDateUsage, {aliases: ['VAT Reporting Date Usage']}),
    useConcurrentPosting: boolean(210, 'Use Concurrent Posting'),
  },
);

export type GeneralLedgerSetup = Row<typeof generalLedgerSetup>;
