import {existsSync} from 'node:fs';
import {resolve} from 'node:path';
import {message} from '../domain/message.js';
import {Refusal} from '../errors.js';
import {createCompany} from '../jobs/create-company.js';
import {connect, isPostgresql, shownLocation} from '../store/connect.js';
import type {Database} from '../store/database.js';
import {createFile, replaceFile} from '../store/replace-file.js';
import type {Registration} from './program.js';
import {defaultLocation} from './location.js';
import type {SharedOptions} from './run.js';

/** `tieout init [--demo] [--force]`: creates a company, empty or the demo company (contract 2). */
export const init: Registration = (add, runner) => {
  const {text} = runner;
  add('init')
    .option('--demo', text.t('commands.init.demo'))
    .option('--force', text.t('commands.init.force'))
    .action(async (options: SharedOptions & {demo?: boolean; force?: boolean}) => {
      await runner.guarded(options, async () => {
        const where = options.db ?? defaultLocation();
        if (options.readOnly) throw new Refusal('read-only', message('errors.read-only'));
        const create = (database: Database) =>
          createCompany(runner.context(options, where, database), {
            demo: options.demo ?? false,
            force: options.force ?? false,
            where: shownLocation(where),
          });
        if (isPostgresql(where)) await onServer(where, create);
        else await inFile(where, options.force ?? false, create);
        const company = shownLocation(where);
        return {
          json: () => ({company, demo: options.demo ?? false}),
          text: () => text.t(options.demo ? 'commands.init.createdDemo' : 'commands.init.created', {company}),
        };
      });
    });
};

type Create = (database: Database) => Promise<void>;

async function onServer(where: string, create: Create): Promise<void> {
  const database = await connect(where, {create: true});
  try {
    await create(database);
  } finally {
    await database.close();
  }
}

/** A file that is there already is kept beside the new one where `force` says so, else refused. */
async function inFile(where: string, force: boolean, create: Create): Promise<void> {
  const file = resolve(where);
  if (!existsSync(file)) return createFile(file, create);
  if (!force) throw new Refusal('company-exists', message('errors.company-exists', {where: file}));
  return replaceFile(file, async database => ({result: await create(database), keep: true}));
}
