/**
 * Finds the entries that are not clean (store/unclean-entries.ts), and keeps them in the company: the next time only
 * what was written since is looked at, or everything where the setup or the chart of accounts gives other lines.
 */
import {createHash} from 'node:crypto';
import {Failure, Refusal} from '../errors.js';
import {
  type ChangedEntries,
  changedSince,
  countNoted,
  type Examined,
  lastEntryNos,
  lockLedgers,
  readExamined,
  readUnclean,
  saveExamined,
  type UncleanEntries,
} from '../store/examined-entries.js';
import {
  type ClassLines,
  orphanedGlEntries,
  uncleanMerged,
  uncleanValueEntries,
  unrelatedGlEntries,
} from '../store/unclean-entries.js';
import {classLines} from './class-lines.js';
import {EntryPlans} from './entry-plans.js';
import {type JobContext, stopIfInterrupted} from './job.js';
import {loadReconciliationSetup, type ReconciliationSetup} from './reconciliation-setup.js';

/** So few changed entries are looked at again each time rather than kept. */
const FEW = 2000;

/**
 * Brings what is kept up to date, where more than `few` entries have changed. Call it outside of transactions: after
 * jobs that write many entries, and before a search for causes. Does nothing where the company cannot be written just
 * now (read-only, in use, no rights): then the search looks at more.
 */
export async function keepExamined(context: JobContext, few = FEW): Promise<void> {
  const {database} = context;
  if (database.inTransaction) return;
  try {
    if (!(await database.snapshot(async snapshot => isBehind({...context, database: snapshot}, few)))) return;
    await database.transaction(async transaction => {
      await lockLedgers(transaction);
      const inner = {...context, database: transaction};
      const setup = await loadReconciliationSetup(transaction);
      const examination = new Examination(inner, setup, classLines(await EntryPlans.load(inner), setup));
      const unclean = await examination.run(await examination.sinceLast());
      await saveExamined(transaction, await examination.mark(), unclean);
    });
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof Failure)) throw error;
  }
}

async function isBehind(context: JobContext, few: number): Promise<boolean> {
  const setup = await loadReconciliationSetup(context.database);
  const examination = new Examination(context, setup, classLines(await EntryPlans.load(context), setup));
  return (await examination.countChanged()) > few;
}

/** Numbers of the entries that are not clean, in the whole company. `anew`: without believing what is kept. */
export async function findUnclean(
  context: JobContext,
  setup: ReconciliationSetup,
  classes: readonly ClassLines[],
  anew: boolean,
): Promise<UncleanEntries> {
  const examination = new Examination(context, setup, classes);
  return examination.run(anew ? undefined : await examination.sinceLast());
}

class Examination {
  /** Accounts on which an entry without relation counts; the blank one is nobody's. */
  private readonly accounts: readonly string[];

  constructor(
    private readonly context: JobContext,
    setup: ReconciliationSetup,
    private readonly classes: readonly ClassLines[],
  ) {
    this.accounts = ['', ...[...setup.named].sort()];
  }

  /** What changed since the last time; undefined: everything has to be looked at. */
  async sinceLast(): Promise<ChangedEntries | undefined> {
    const {database} = this.context;
    const examined = await readExamined(database);
    if (!examined || this.fingerprint(examined.classes) !== examined.setup) return undefined;
    // All at once is quicker than most of it entry by entry.
    const last = await lastEntryNos(database);
    return (await this.changedEntries(examined)) * 2 > last.valueEntryNo + last.glEntryNo
      ? undefined
      : changedSince(examined);
  }

  /** Entries that were written since the last time, about; in a company that was never examined all of them. */
  async countChanged(): Promise<number> {
    const examined = await readExamined(this.context.database);
    if (examined && this.fingerprint(examined.classes) === examined.setup) return this.changedEntries(examined);
    const last = await lastEntryNos(this.context.database);
    return last.valueEntryNo + last.glEntryNo;
  }

  async mark(): Promise<Examined> {
    const classes = this.classes.length;
    return {...(await lastEntryNos(this.context.database)), classes, setup: this.fingerprint(classes)};
  }

  async run(changed: ChangedEntries | undefined): Promise<UncleanEntries> {
    const {database} = this.context;
    const kept = changed && (await readUnclean(database, changed));
    const {valueEntries, glEntries} = changed ?? {};
    const step = (work: () => Promise<number[]>): Promise<number[]> => {
      stopIfInterrupted(this.context);
      return work();
    };
    const value = await step(() => uncleanValueEntries(database, this.classes, valueEntries));
    const merged = await step(() => uncleanMerged(database, this.classes, glEntries));
    const orphaned = await step(() => orphanedGlEntries(database, glEntries));
    const unrelated = await step(() => unrelatedGlEntries(database, this.accounts, glEntries));
    return {
      value: [...(kept?.value ?? []), ...value],
      merged: [...(kept?.merged ?? []), ...merged],
      orphaned: [...(kept?.orphaned ?? []), ...orphaned],
      unrelated: [...(kept?.unrelated ?? []), ...unrelated],
    };
  }

  private async changedEntries({valueEntryNo, glEntryNo}: Examined): Promise<number> {
    const last = await lastEntryNos(this.context.database);
    const added = last.valueEntryNo - valueEntryNo + last.glEntryNo - glEntryNo;
    return added + (await countNoted(this.context.database));
  }

  /** Tells one state of the accounts and of the first classes' lines from another. Classes are added at the end. */
  private fingerprint(classes: number): string {
    return createHash('sha256')
      .update(JSON.stringify([this.accounts, this.classes.slice(0, classes)]))
      .digest('hex');
  }
}
