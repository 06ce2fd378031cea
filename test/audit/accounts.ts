/** What each G/L account must show of a history when everything is adjusted and posted (posting-rules.md 5). */
import {share, sum} from './amounts.js';
import type {Costs} from './costs.js';
import type {Entry, EntryType, Stock} from './stock.js';

/** Accounts that take what goes into and out of stock, by type of entry. */
const CONTRA: Record<EntryType, {actual: string; expected: string}> = {
  Purchase: {actual: 'Direct Cost Applied', expected: 'Invt. Accrual (Interim)'},
  Sale: {actual: 'COGS', expected: 'COGS (Interim)'},
  'Positive Adjmt.': {actual: 'Inventory Adjmt.', expected: ''},
  'Negative Adjmt.': {actual: 'Inventory Adjmt.', expected: ''},
  Transfer: {actual: 'Inventory Adjmt.', expected: ''},
  Consumption: {actual: 'WIP Inventory', expected: ''},
  Output: {actual: 'WIP Inventory', expected: 'WIP Inventory'},
  'Assembly Consumption': {actual: 'Inventory Adjmt.', expected: ''},
  'Assembly Output': {actual: 'Inventory Adjmt.', expected: ''},
};

/** Balances by account type, in cents. */
export function accounts(stock: Stock, costs: Costs): Record<string, bigint> {
  const balances: Record<string, bigint> = {};
  const post = (account: string, cents: bigint) => {
    if (cents !== 0n) balances[account] = (balances[account] ?? 0n) + cents;
  };
  const pair = (account: string, balancing: string, cents: bigint) => {
    post(account, cents);
    post(balancing, -cents);
  };
  for (const entry of stock.entries) {
    const sign = entry.quantity < 0n ? -1n : 1n;
    const {revaluations, besides} = costs.fact(entry);
    const expectedRevalued = sum(revaluations.map(each => costs.stillExpected(entry, each)));
    const revalued = sum(revaluations.map(each => costs.revalued(entry, each))) - expectedRevalued;
    const expected = sign * costs.expected(entry) + expectedRevalued;
    const rounding = costs.rounding(entry);
    const charges = costs.fact(entry).charges;
    const variance = varianceOf(entry, stock, costs);
    const direct =
      costs.booked(entry) -
      expected -
      rounding -
      revalued -
      variance -
      sum(Object.values(besides)) -
      (sign > 0n ? charges : 0n);
    pair('Inventory (Interim)', CONTRA[entry.type].expected, expected);
    pair('Inventory', CONTRA[entry.type].actual, direct);
    for (const [account, cents] of Object.entries(besides)) pair('Inventory', account, cents);
    // A charge on goods that went out belongs to no stock.
    if (sign > 0n) pair('Inventory', 'Direct Cost Applied', charges);
    pair('Inventory', 'Purchase Variance', variance);
    pair('Inventory', 'Inventory Adjmt.', rounding + revalued);
  }
  return balances;
}

/** Purchase variance in the cost of an entry, with its sign: only Standard items have it. */
function varianceOf(entry: Entry, stock: Stock, costs: Costs): bigint {
  if (stock.method !== 'Standard') return 0n;
  if (entry.quantity > 0n) {
    const ofInvoices = entry.type === 'Purchase' ? costs.direct(entry) - costs.expected(entry) - costs.paid(entry) : 0n;
    return ofInvoices - costs.fact(entry).charges;
  }
  // A purchase return takes back its share of what the purchase differed (costing.md 9.3).
  if (entry.type !== 'Purchase' || !entry.fixed) return 0n;
  return -share(varianceOf(entry.fixed, stock, costs), -entry.quantity, entry.fixed.quantity);
}
