import * as options from '../../domain/options.js';
import {boolean, code, defineTable, integer, option, text, type Row} from '../table.js';

export const glAccount = defineTable(
  15,
  'G/L Account',
  {
    kind: 'master',
    key: ['no'],
    listName: 'Chart of Accounts',
    calculated: [
      'Balance at Date',
      'Net Change',
      'Balance',
      'Debit Amount',
      'Credit Amount',
      'Additional-Currency Balance',
      'Account Subcategory Descript.',
    ],
  },
  {
    no: code(1, 'No.', 20),
    name: text(2, 'Name', 100),
    accountType: option(4, 'Account Type', options.glAccountType),
    incomeBalance: option(9, 'Income/Balance', options.glAccountReportType),
    accountCategory: option(8, 'Account Category', options.glAccountCategory),
    debitCredit: option(10, 'Debit/Credit', options.debitCredit),
    directPosting: boolean(14, 'Direct Posting', {initial: true}),
    blocked: boolean(13, 'Blocked'),
    totaling: text(34, 'Totaling', 250),
    reconciliationAccount: boolean(16, 'Reconciliation Account'),
    indentation: integer(19, 'Indentation'),
    genPostingType: option(43, 'Gen. Posting Type', options.generalPostingType),
    genBusPostingGroup: code(44, 'Gen. Bus. Posting Group', 20),
    genProdPostingGroup: code(45, 'Gen. Prod. Posting Group', 20),
    globalDimension1Code: code(6, 'Global Dimension 1 Code', 20),
    globalDimension2Code: code(7, 'Global Dimension 2 Code', 20),
    exchangeRateAdjustment: option(63, 'Exchange Rate Adjustment', options.exchRateAdjustmentType),
    currencyCode: code(20, 'Currency Code', 10, {aliases: ['Source Currency Code']}),
    sourceCurrencyPosting: option(21, 'Source Currency Posting', options.glSourceCurrencyPosting),
  },
);

export type GlAccount = Row<typeof glAccount>;
