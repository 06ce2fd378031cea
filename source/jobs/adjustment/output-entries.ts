/** The value entries that an output lacks, kind by kind (costing.md 16). */
import type {OutputCost} from '../../domain/costing/adjust/order-costs.js';
import {actualOf, type CostEntry, type Currency, type Money} from '../../domain/costing/adjust/entries.js';
import type {NewEntry} from './new-entries.js';

/** What one kind of value entry on an output has to come to. */
export type OutputTarget = Omit<OutputCost, 'amount'> & {amount: Money};

/** The differences to what is booked. A production output is invoiced by its direct cost, be that 0. */
export function outputEntries(output: CostEntry, production: boolean, targets: readonly OutputTarget[]): NewEntry[] {
  const first = output.values.find(value => value.type === 'Direct Cost' && !value.charge);
  if (!first) return [];
  const invoices = production && output.invoiced !== output.quantity;
  const common = {originalNo: first.no, adjustment: !production, valuedQuantity: output.quantity};
  const entries: NewEntry[] = [];
  for (const target of targets) {
    const {entryType, varianceType} = target;
    const actual = target.amount.lcy - bookedOn(output, target, 'lcy');
    const actualAcy = target.amount.acy - bookedOn(output, target, 'acy');
    const invoiced = entryType === 'Direct Cost' && invoices;
    if (actual === 0n && actualAcy === 0n && !invoiced) continue;
    entries.push({
      ...common,
      entryType,
      varianceType,
      actual,
      actualAcy,
      invoicedQuantity: invoiced ? output.quantity - output.invoiced : 0n,
      expected: invoiced ? -expectedLeft(output, 'lcy') : 0n,
      expectedAcy: invoiced ? -expectedLeft(output, 'acy') : 0n,
    });
    if (invoiced) entries.push(...reversedRevaluations(output, production));
  }
  return entries;
}

function bookedOn(output: CostEntry, {entryType, varianceType}: OutputTarget, currency: Currency): bigint {
  let booked = 0n;
  for (const value of output.values) {
    if (value.type !== entryType || value.varianceType !== varianceType || value.charge) continue;
    booked += actualOf(value, currency);
  }
  return booked;
}

/** Expected cost of an output that its invoice takes out; revaluations are taken out on their own. */
function expectedLeft(output: CostEntry, currency: Currency): bigint {
  return output.values.reduce(
    (sum, value) => (value.type === 'Revaluation' ? sum : sum + value.expected[currency]),
    0n,
  );
}

/** The reversal of each revaluation of expected cost that is left (costing.md 5). */
function reversedRevaluations(output: CostEntry, production: boolean): NewEntry[] {
  const entries: NewEntry[] = [];
  for (const value of output.values) {
    if (value.type !== 'Revaluation' || value.appliesTo !== 0) continue;
    const left: Money = {lcy: 0n, acy: 0n};
    for (const other of output.values) {
      if (other !== value && !(other.type === 'Revaluation' && other.appliesTo === value.no)) continue;
      left.lcy += other.expected.lcy;
      left.acy += other.expected.acy;
    }
    if (left.lcy === 0n && left.acy === 0n) continue;
    entries.push({
      originalNo: value.no,
      entryType: 'Revaluation',
      adjustment: !production,
      valuedQuantity: value.valuedQuantity,
      expected: -left.lcy,
      expectedAcy: -left.acy,
    });
  }
  return entries;
}
