import {Argument} from 'commander';
import {postGlJournal} from '../jobs/gl-journal.js';
import type {Registration} from './program.js';
import type {SharedOptions} from './run.js';

/** `tieout gl-journal post <file>`: manual general ledger entries (contract 3). */
export const glJournal: Registration = (add, runner) => {
  const {text} = runner;
  add('gl-journal')
    .addArgument(new Argument('<action>', text.t('commands.gl-journal.action')).choices(['post']))
    .argument('<file>', text.t('commands.gl-journal.file'))
    .action(async (_action: string, file: string, options: SharedOptions) => {
      await runner.onCompany(options, async context => {
        const {glEntryNos, registerNo, warnings} = await postGlJournal(context, file);
        const told = warnings.map(({line, code, message}) => ({line, code, message: text.say(message)}));
        if (!options.json) {
          for (const {line, message} of told)
            runner.warn(options, text.t('posting.gl-journal.warning', {line, message}));
        }
        return {
          json: () => ({glEntryNos, registerNo: registerNo ?? null, warnings: told}),
          text: () =>
            registerNo === undefined
              ? text.t('commands.gl-journal.nothing')
              : text.t('commands.gl-journal.posted', {count: glEntryNos.length, register: registerNo}),
        };
      });
    });
};
