/**
 * What remained of an item ledger entry on a date (reports.md 3.2): its quantity less the applications up to the date
 * whose other entry is there by then too. Not today's Remaining Quantity. An entry that is missing (people export a
 * part) counts as dated like its application.
 */
import type {SqlValue} from '../database.js';

/** SQL of the remaining quantity of the entry `alias`; its parameters are {@link remainingParameters}. */
export const remainingOn = (alias: string): string => `(${alias}."quantity" + case when ${alias}."quantity" > 0 then
  coalesce((select sum(a."quantity") from "item_application_entry" a
    left join "item_ledger_entry" o on o."entry_no" = a."item_ledger_entry_no"
    where a."inbound_item_entry_no" = ${alias}."entry_no" and a."item_ledger_entry_no" <> ${alias}."entry_no"
      and a."posting_date" <= ? and coalesce(o."posting_date", a."posting_date") <= ?), 0)
  else
  -coalesce((select sum(a."quantity") from "item_application_entry" a
    left join "item_ledger_entry" o on o."entry_no" = a."inbound_item_entry_no"
    where a."item_ledger_entry_no" = ${alias}."entry_no" and a."inbound_item_entry_no" <> ${alias}."entry_no"
      and a."posting_date" <= ? and coalesce(o."posting_date", a."posting_date") <= ?), 0) end)`;

export const remainingParameters = (date: string): SqlValue[] => [date, date, date, date];
