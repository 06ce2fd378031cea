/** The marks of posting-rules.md 14: value entries whose expected cost is never posted. */
import type {Database} from './database.js';

export const EXPECTED_UNPOSTED =
  '("cost_amount_expected" <> "expected_cost_posted_to_gl" or "cost_amount_expected_acy" <> "exp_cost_posted_to_gl_acy")';
const ACTUAL_UNPOSTED =
  '("cost_amount_actual" <> "cost_posted_to_gl" or "cost_amount_actual_acy" <> "cost_posted_to_gl_acy")';
/** Sweep 1: item ledger entries with a value entry in the queue, which while expected posting is off holds actual cost. */
const QUEUED = `select "item_ledger_entry_no" from "value_entry" where ${ACTUAL_UNPOSTED} and "inventoriable" = 1 and "expected_cost" = 0`;
/** Sweep 2: open receipts, shipments and outputs. */
const NOT_INVOICED = `select "entry_no" from "item_ledger_entry" where "entry_type" in ('Purchase', 'Sale', 'Output') and "quantity" <> 0 and "quantity" <> "invoiced_quantity"`;

/** Marks every entry with unposted expected cost that neither sweep reaches; returns how many. */
export async function markUnreachedExpectedCost(database: Database): Promise<number> {
  return database.run(
    `update "value_entry" set "expected_cost_left_alone" = 1 where "expected_cost_left_alone" = 0 and ${EXPECTED_UNPOSTED} and "item_ledger_entry_no" not in (${QUEUED}) and "item_ledger_entry_no" not in (${NOT_INVOICED})`,
  );
}

/** How many inventoriable entries posting would take up with the switch as given. */
export async function countWaiting(database: Database, expectedPosting: boolean): Promise<number> {
  const expected = expectedPosting ? `or (${EXPECTED_UNPOSTED} and "expected_cost_left_alone" = 0)` : '';
  const actual = expectedPosting ? ACTUAL_UNPOSTED : `(${ACTUAL_UNPOSTED} and "expected_cost" = 0)`;
  const row = await database.first(
    `select count(*) as "count" from "value_entry" where "inventoriable" = 1 and (${actual} ${expected})`,
  );
  return Number(row?.['count'] ?? 0);
}
