/**
 * The last month of the demo does not tie out, for a different reason each time: what happens on the last night of
 * a real month. Everything before it does.
 */
import type {JournalRecord} from './months.js';

/** Goods turn up at the outlet, whose posting setup lacks its inventory account: skipped (`missing-account`). */
export const OUTLET = {location: 'OUTLET', group: 'RESALE'} as const;

/** The purchase variance account of raw materials is blocked in the last month: a variance is skipped (`blocked-account`). */
export const BLOCKED_ACCOUNT = '7293';

/** Item journal lines of the last month, besides its ordinary business. `month` is its year and month, 2025-12. */
export const lastMonthLines = (month: string): JournalRecord[] => [
  {
    'Posting Date': `${month}-15`,
    'Entry Type': 'Positive Adjmt.',
    'Document No.': 'COUNT-OUTLET',
    'Item No.': '1900-S',
    'Location Code': OUTLET.location,
    Quantity: '2',
    'Unit Cost': '97.50',
  },
  {
    'Posting Date': `${month}-16`,
    'Entry Type': 'Purchase',
    'Document No.': 'P-PUMPS',
    'Item No.': 'SP-BOM1103',
    'Location Code': 'MAIN',
    Quantity: '40',
    'Unit Cost': '7.85',
    'Gen. Bus. Posting Group': 'DOMESTIC',
    'Source No.': '10000',
  },
];

/** Sold after the cost of the month was posted: not run yet. */
export const afterPosting = (month: string): JournalRecord[] => [
  {
    'Posting Date': `${month}-28`,
    'Entry Type': 'Sale',
    'Document No.': 'S-LAST',
    'Item No.': 'SP-BOM1103',
    'Location Code': 'MAIN',
    Quantity: '5',
    'Gen. Bus. Posting Group': 'DOMESTIC',
    'Source No.': '20000',
  },
];

/** What somebody booked by hand behind the subledger's back (`direct-posting`), on two accounts. */
export const manualEntries = (month: string): JournalRecord[] => [
  {
    'Posting Date': `${month}-19`,
    'Document No.': 'GJ-1900',
    'Account No.': '2110',
    'Bal. Account No.': '2920',
    Amount: '250.00',
    Description: 'Desk bought with the company card',
  },
  {
    'Posting Date': `${month}-27`,
    'Document No.': 'GJ-1901',
    'Account No.': '5530',
    'Bal. Account No.': '7210',
    Amount: '-75.40',
    Description: 'Accrual corrected by hand',
  },
];
