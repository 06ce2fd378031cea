/**
 * `tieout` alone (contract 1): the terminal interface where both ends are terminals; else the reconciliation as text,
 * of the company that is there, or of the demo company in a temporary file, which leaves nothing behind.
 */
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createCompany} from '../jobs/create-company.js';
import type {JobContext} from '../jobs/job.js';
import {connect, isPostgresql} from '../store/connect.js';
import {checkOutcome} from './check.js';
import {defaultLocation} from './location.js';
import type {CommandRunner, SharedOptions} from './run.js';

/** Opens the screens on a company; there where both ends are terminals. */
export type OpenScreens = (
  where: string,
  options: SharedOptions,
  context: Omit<JobContext, 'database'>,
) => Promise<void>;

export async function withoutCommand(
  options: SharedOptions,
  runner: CommandRunner,
  openScreens: OpenScreens | undefined,
): Promise<void> {
  const where = options.db ?? defaultLocation();
  if (openScreens && !options.json) {
    await runner.guarded(options, async () => {
      await openScreens(where, options, runner.surroundings(options, where));
      return undefined;
    });
    return;
  }
  const isThere = isPostgresql(where) || existsSync(where);
  if (isThere || options.db !== undefined) {
    await runner.onCompany(options, context => checkOutcome(context, {}));
    return;
  }
  await runner.guarded(options, () => checkDemo(options, runner));
}

/** The demo company's differences are meant to be there: they are no findings of this machine's. */
async function checkDemo(options: SharedOptions, runner: CommandRunner) {
  const folder = mkdtempSync(join(tmpdir(), 'tieout-'));
  try {
    const file = join(folder, 'demo.db');
    const database = await connect(file, {create: true});
    try {
      const context = runner.context(options, file, database);
      await createCompany(context, {demo: true, force: false, where: file});
      const outcome = await checkOutcome(context, {});
      const json = outcome.json();
      const words = outcome.text();
      const note = runner.text.t('commands.withoutCommand.demo', {where: defaultLocation()});
      if (options.json) runner.warn(options, note);
      return {json: () => json, text: () => `${note}\n\n${words}`};
    } finally {
      await database.close();
    }
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}
