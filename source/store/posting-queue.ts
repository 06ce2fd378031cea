/**
 * The table *Post Value Entry to G/L* (posting-rules.md 13): the list of value entries that wait. Posting itself goes by
 * the difference between cost and cost posted; the list is kept for those who read it, here and in other programs.
 */
import type {Database} from './database.js';
import {EXPECTED_UNPOSTED} from './expected-cost-marks.js';

/** Takes out what a posting run handled: the value entries of its G/L entries, which begin with the number given. */
export async function takePostedFromQueue(database: Database, firstGlEntryNo: number): Promise<void> {
  await database.run(
    'delete from "post_value_entry_to_gl" where "value_entry_no" in (select "value_entry_no" from "gl_item_ledger_relation" where "gl_entry_no" >= ?)',
    [firstGlEntryNo],
  );
}

/** Expected posting was turned on (posting-rules.md 14): unposted expected cost that is not marked waits from now on. */
export async function queueExpectedCost(database: Database): Promise<void> {
  await database.run(
    `insert into "post_value_entry_to_gl" ("value_entry_no", "item_no", "posting_date") select "entry_no", "item_no", "posting_date" from "value_entry" where "inventoriable" = 1 and "item_ledger_entry_no" <> 0 and "expected_cost_left_alone" = 0 and ${EXPECTED_UNPOSTED} and "entry_no" not in (select "value_entry_no" from "post_value_entry_to_gl")`,
  );
}

/** Expected posting was turned off (posting-rules.md 14): entries of expected cost wait no longer. */
export async function takeExpectedCostFromQueue(database: Database): Promise<void> {
  await database.run(
    'delete from "post_value_entry_to_gl" where "value_entry_no" in (select "entry_no" from "value_entry" where "expected_cost" = 1)',
  );
}
