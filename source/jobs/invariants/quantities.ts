/** Applications conserve quantity (reports.md 6, the last block). */
import {message} from '../../domain/message.js';
import type {SqlRow} from '../../store/database.js';
import {bySql, type Invariant} from './invariant.js';

const TABLES = ['item_ledger_entry', 'item_application_entry'];

const violationOf = (name: string) => (row: SqlRow) => ({
  of: {itemLedgerEntryNo: Number(row['entry_no']), itemNo: String(row['item_no'])},
  message: message(`reconciliation.invariant.${name}`, {
    entry: Number(row['entry_no']),
    item: String(row['item_no']),
    wanted: {quantity: BigInt(row['wanted'] ?? 0)},
    found: {quantity: BigInt(row['found'] ?? 0)},
  }),
});

export const quantityInvariants: readonly Invariant[] = [
  // Goods that are not kept in stock are applied to nothing (costing.md 2).
  bySql(
    'applications-equal-quantity',
    TABLES,
    `select e."entry_no", e."item_no", e."quantity" - case when e."positive" = 0 then e."remaining_quantity" else 0 end as "wanted", coalesce(a."applied", 0) as "found" from "item_ledger_entry" e left join (select "item_ledger_entry_no", sum("quantity") as "applied" from "item_application_entry" group by "item_ledger_entry_no") a on a."item_ledger_entry_no" = e."entry_no" left join "item" i on i."no" = e."item_no" where (coalesce(i."type", 'Inventory') = 'Inventory' or coalesce(a."applied", 0) <> 0) and e."quantity" - case when e."positive" = 0 then e."remaining_quantity" else 0 end <> coalesce(a."applied", 0) order by e."entry_no"`,
    violationOf('applications-equal-quantity'),
  ),
  bySql(
    'applications-equal-remaining-quantity',
    TABLES,
    `select e."entry_no", e."item_no", e."remaining_quantity" as "wanted", coalesce(a."left_over", 0) as "found" from "item_ledger_entry" e left join (select "inbound_item_entry_no", sum("quantity") as "left_over" from "item_application_entry" group by "inbound_item_entry_no") a on a."inbound_item_entry_no" = e."entry_no" where e."positive" = 1 and e."remaining_quantity" <> coalesce(a."left_over", 0) order by e."entry_no"`,
    violationOf('applications-equal-remaining-quantity'),
  ),
  bySql(
    'invoiced-quantity-equals-value-entries',
    ['item_ledger_entry', 'value_entry'],
    `select e."entry_no", e."item_no", e."invoiced_quantity" as "wanted", coalesce(v."invoiced", 0) as "found" from "item_ledger_entry" e left join (select "item_ledger_entry_no", sum("invoiced_quantity") as "invoiced" from "value_entry" where "item_ledger_entry_no" <> 0 group by "item_ledger_entry_no") v on v."item_ledger_entry_no" = e."entry_no" where e."invoiced_quantity" <> coalesce(v."invoiced", 0) order by e."entry_no"`,
    violationOf('invoiced-quantity-equals-value-entries'),
  ),
];
