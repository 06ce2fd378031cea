/** The ledgers' invariants (contract 4, `verify`). An invariant of a table that has no rows says nothing, and is left out. */
import type {Database} from '../store/database.js';
import {costInvariants} from './invariants/costs.js';
import {generalLedgerInvariants} from './invariants/general-ledger.js';
import type {Broken, Invariant} from './invariants/invariant.js';
import {quantityInvariants} from './invariants/quantities.js';
import {referenceInvariants} from './invariants/references.js';
import {totalInvariants} from './invariants/totals.js';
import {type JobContext, stopIfInterrupted} from './job.js';

export const invariants: readonly Invariant[] = [
  ...generalLedgerInvariants,
  ...referenceInvariants,
  ...quantityInvariants,
  ...costInvariants,
  ...totalInvariants,
];

export interface Verified extends Broken {
  readonly name: string;
  readonly holds: boolean;
}

/** Tests every invariant whose tables have rows, on one state of the company. */
export async function verify(context: JobContext): Promise<Verified[]> {
  return context.database.snapshot(async database => {
    const filled = new Map<string, boolean>();
    const verified: Verified[] = [];
    for (const {name, tables, find} of invariants) {
      stopIfInterrupted(context);
      context.progress({
        label: context.text.t('reconciliation.verifying'),
        done: verified.length,
        total: invariants.length,
      });
      for (const table of tables) if (!filled.has(table)) filled.set(table, await hasRows(database, table));
      if (tables.some(table => !filled.get(table))) continue;
      const broken = await find({...context, database});
      verified.push({name, holds: broken.count === 0, violations: broken.violations, count: broken.count});
    }
    return verified;
  });
}

async function hasRows(database: Database, table: string): Promise<boolean> {
  return (await database.first(`select 1 as "one" from "${table}" limit 1`)) !== undefined;
}
