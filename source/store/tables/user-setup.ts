import {boolean, code, date, defineTable, text, type Row} from '../table.js';

export const userSetup = defineTable(
  91,
  'User Setup',
  {kind: 'setup', key: ['userId']},
  {
    userId: code(1, 'User ID', 50),
    allowPostingFrom: date(2, 'Allow Posting From'),
    allowPostingTo: date(3, 'Allow Posting To'),
    allowPostingFromDateFormula: text(5991, 'Allow Posting From Date Formula', 32, {
      aliases: ['Allow Posting From DateFormula'],
    }),
    allowPostingToDateFormula: text(5992, 'Allow Posting To Date Formula', 32, {
      aliases: ['Allow Posting To DateFormula'],
    }),
    allowDeferralPostingFrom: date(5, 'Allow Deferral Posting From'),
    allowDeferralPostingTo: date(6, 'Allow Deferral Posting To'),
    allowVatDateFrom: date(22, 'Allow VAT Date From'),
    allowVatDateTo: date(23, 'Allow VAT Date To'),
    registerTime: boolean(4, 'Register Time'),
  },
);

export type UserSetup = Row<typeof userSetup>;
