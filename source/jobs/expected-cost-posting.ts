/** Changes *Expected Cost Posting to G/L* (posting-rules.md 14): more than a field of Inventory Setup. */
import type {Database} from '../store/database.js';
import {countWaiting, markUnreachedExpectedCost} from '../store/expected-cost-marks.js';
import {queueExpectedCost, takeExpectedCostFromQueue} from '../store/posting-queue.js';
import {inventorySetup, itemLedgerEntry} from '../store/tables/index.js';
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
    const changed = (await isExpectedCostPosted(transaction)) !== on;
    const leftAlone = changed ? await followSwitch(transaction, on) : 0;
    if (changed) await transaction.run('update "inventory_setup" set "expected_cost_posting_to_gl" = ?', [on]);
    return {changed, waiting: await countWaiting(transaction, on), leftAlone};
  });
}

/**
 * The same for a change that `work` brings along with other rows, as an import does. A company without item ledger
 * entries has nothing that the change could concern: what comes with it was made under the switch that comes with it.
 */
export async function followingExpectedCostPosting<T>(database: Database, work: () => Promise<T>): Promise<T> {
  const before = await isExpectedCostPosted(database);
  const concerned = (await database.read(itemLedgerEntry, {limit: 1})).length > 0;
  const result = await work();
  const after = await isExpectedCostPosted(database);
  if (concerned && after !== before) await followSwitch(database, after);
  return result;
}

async function isExpectedCostPosted(database: Database): Promise<boolean> {
  const [setup] = await database.read(inventorySetup);
  return setup?.expectedCostPostingToGl ?? false;
}

/** Marks and queues what the changed switch asks for; returns how many entries were marked. */
async function followSwitch(database: Database, on: boolean): Promise<number> {
  if (!on) {
    await takeExpectedCostFromQueue(database);
    return 0;
  }
  const leftAlone = await markUnreachedExpectedCost(database);
  await queueExpectedCost(database);
  return leftAlone;
}
