/** Cost is neither lost nor left over. Items whose cost adjustment was not run are not judged. */
import {AppliedLots} from '../../domain/costing/applied-lots.js';
import {message} from '../../domain/message.js';
import type {Database, SqlRow} from '../../store/database.js';
import {VALUED_BEFORE_INBOUND} from '../../store/reports/costing-errors-query.js';
import {readRounding} from '../../store/reports/rounding.js';
import {exactSum, sumSql} from '../../store/sums.js';
import {bySql, comparableSum, type Invariant, Violations} from './invariant.js';

export const costInvariants: readonly Invariant[] = [
  bySql(
    'invoiced-entries-have-no-expected-cost',
    ['item_ledger_entry', 'value_entry'],
    database =>
      `select e."entry_no", e."item_no" from "item_ledger_entry" e join "value_entry" v on v."item_ledger_entry_no" = e."entry_no" where e."completely_invoiced" = 1 group by e."entry_no", e."item_no" having ${comparableSum(database, 'v."cost_amount_expected"')} <> 0 or ${comparableSum(database, 'v."cost_amount_expected_acy"')} <> 0 order by e."entry_no"`,
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
  {
    name: 'cost-in-equals-cost-out-and-on-hand',
    tables: ['item', 'item_ledger_entry', 'item_application_entry', 'value_entry'],
    async find({database}) {
      const found = new Violations();
      const lots = await readLots(database);
      for (const {itemNo, entryNo, cost, onHand} of lots.unbalanced(await readRounding(database))) {
        found.add({
          of: {itemNo, itemLedgerEntryNo: entryNo},
          message: message('reconciliation.invariant.cost-in-equals-cost-out-and-on-hand', {
            item: itemNo,
            entry: entryNo,
            cost,
            onHand,
          }),
        });
      }
      return found;
    },
  },
  bySql(
    'outbound-not-valued-before-inbound',
    ['item_ledger_entry', 'item_application_entry', 'value_entry'],
    `select e."entry_no", e."item_no" from "item_ledger_entry" e where ${VALUED_BEFORE_INBOUND} order by e."entry_no"`,
    row => ({
      of: {itemLedgerEntryNo: Number(row['entry_no']), itemNo: String(row['item_no'])},
      message: message('reconciliation.invariant.outbound-not-valued-before-inbound', {
        entry: Number(row['entry_no']),
        item: String(row['item_no']),
      }),
    }),
  ),
];

/** Entries of adjusted inventory items that do not use average cost: an average's cost does not follow applications. */
async function readLots(database: Database): Promise<AppliedLots> {
  const lots = new AppliedLots();
  const ofItems = `"item_no" in (select "no" from "item" where "type" = 'Inventory' and "costing_method" <> 'Average'
    and "cost_is_adjusted" = 1)`;
  const each = async (sql: string, take: (row: SqlRow) => void): Promise<void> => {
    for await (const rows of database.streamSql(sql)) rows.forEach(take);
  };
  await each(
    `select "entry_no", "item_no", "quantity", "remaining_quantity", "completely_invoiced" from "item_ledger_entry"
      where ${ofItems} order by "entry_no"`,
    row =>
      lots.addEntry({
        entryNo: Number(row['entry_no']),
        itemNo: String(row['item_no']),
        quantity: BigInt(row['quantity'] ?? 0),
        remainingQuantity: BigInt(row['remaining_quantity'] ?? 0),
        completelyInvoiced: Number(row['completely_invoiced']) === 1,
      }),
  );
  await each(
    `select "item_ledger_entry_no", "inbound_item_entry_no" from "item_application_entry"
      where "item_ledger_entry_no" <> "inbound_item_entry_no" and "quantity" <> 0`,
    row => lots.addApplication(Number(row['item_ledger_entry_no']), Number(row['inbound_item_entry_no'])),
  );
  await each(
    `select "item_ledger_entry_no", max("partial_revaluation") as "partial",
      ${sumSql(database.dialect, '"cost_amount_actual"', 'actual')}, ${sumSql(database.dialect, '"cost_amount_expected"', 'expected')}
      from "value_entry" where "item_ledger_entry_no" <> 0 and ${ofItems} group by "item_ledger_entry_no"`,
    row =>
      lots.addCost(
        Number(row['item_ledger_entry_no']),
        exactSum(row, 'actual') + exactSum(row, 'expected'),
        Number(row['partial']) === 1,
      ),
  );
  return lots;
}
