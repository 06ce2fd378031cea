import {existsSync, renameSync, rmSync} from 'node:fs';
import {resolve} from 'node:path';
import {message} from '../domain/message.js';
import {Refusal} from '../errors.js';
import {createCompany} from '../jobs/create-company.js';
import {connect, isPostgresql, shownLocation} from '../store/connect.js';
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
        if (!isPostgresql(where)) makeRoom(where, options.force ?? false);
        const database = await connect(where, {create: true});
        try {
          await createCompany(runner.context(options, where, database), {
            demo: options.demo ?? false,
            force: options.force ?? false,
            where: shownLocation(where),
          });
        } finally {
          await database.close();
        }
        const company = shownLocation(where);
        return {
          json: () => ({company, demo: options.demo ?? false}),
          text: () => text.t(options.demo ? 'commands.init.createdDemo' : 'commands.init.created', {company}),
        };
      });
    });
};

/** Moves an old file aside where `force` says so, else refuses. */
function makeRoom(where: string, force: boolean): void {
  const file = resolve(where);
  if (!existsSync(file)) return;
  if (!force) throw new Refusal('company-exists', message('errors.company-exists', {where: file}));
  renameSync(file, `${file}.bak`);
  for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, {force: true});
}
