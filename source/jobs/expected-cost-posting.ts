/** Changes *Expected Cost Posting to G/L* (posting-rules.md 14): more than a field of Inventory Setup. */
import {countWaiting, markUnreachedExpectedCost} from '../store/expected-cost-marks.js';
import {inventorySetup} from '../store/tables/index.js';
import type {JobContext} from './job.js';

export interface ExpectedCostChange {
  /** False where the switch stood so already: nothing was done. */
  readonly changed: boolean;
  /** Value entries that posting will take up now. */
  readonly waiting: number;
  /** Value entries whose expected cost was marked to be left alone for good. */
  readonly leftAlone: number;
}

/**
 * Turns expected posting on or off. On: expected cost of open receipts, shipments and outputs, and of entries whose
 * actual cost waits, is posted by the next run, on its own dates; all other unposted expected cost is marked and never
 * posted, since it would only be posted there and back. Off: what stands on the interim accounts stays there.
 */
export async function changeExpectedCostPosting({database}: JobContext, on: boolean): Promise<ExpectedCostChange> {
  return database.transaction(async transaction => {
    const [setup] = await transaction.read(inventorySetup);
    const changed = (setup?.expectedCostPostingToGl ?? false) !== on;
    const leftAlone = changed && on ? await markUnreachedExpectedCost(transaction) : 0;
    if (changed) await transaction.run('update "inventory_setup" set "expected_cost_posting_to_gl" = ?', [on]);
    return {changed, waiting: await countWaiting(transaction, on), leftAlone};
  });
}
