/** Cost is neither lost nor left over. Items whose cost adjustment was not run are not judged. */
import {message} from '../../domain/message.js';
import {bySql, comparableSum, type Invariant} from './invariant.js';

export const costInvariants: readonly Invariant[] = [
  bySql(
    'invoiced-entries-have-no-expected-cost',
    ['item_ledger_entry', 'value_entry'],
    database =>
      `select e."entry_no", e."item_no" from "item_ledger_entry" e join "value_entry" v on v."item_ledger_entry_no" = e."entry_no" where e."completely_invoiced" = 1 group by e."entry_no", e."item_no" having ${comparableSum(database, 'v."cost_amount_expected"')} <> 0 order by e."entry_no"`,
    row => ({
      of: {itemLedgerEntryNo: Number(row['entry_no']), itemNo: String(row['item_no'])},
      message: message('reconciliation.invariant.invoiced-entries-have-no-expected-cost', {
        entry: Number(row['entry_no']),
        item: String(row['item_no']),
      }),
    }),
  ),
  // Cost in equals cost out where nothing is on hand: what came in has left with its whole value.
  bySql(
    'no-value-without-quantity',
    ['item', 'item_ledger_entry', 'value_entry'],
    database =>
      `select i."no" as "item_no" from "item" i join "value_entry" v on v."item_no" = i."no" where i."cost_is_adjusted" = 1 and v."item_ledger_entry_no" <> 0 and not exists (select 1 from "item_ledger_entry" e where e."item_no" = i."no" and (e."remaining_quantity" <> 0 or e."applied_entry_to_adjust" = 1)) group by i."no" having ${comparableSum(database, 'v."cost_amount_actual" + v."cost_amount_expected"')} <> 0 order by i."no"`,
    row => ({
      of: {itemNo: String(row['item_no'])},
      message: message('reconciliation.invariant.no-value-without-quantity', {item: String(row['item_no'])}),
    }),
  ),
];
