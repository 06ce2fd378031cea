import {Argument} from 'commander';
import {message} from '../domain/message.js';
import {Refusal} from '../errors.js';
import {type JournalResult, postJournal} from '../jobs/journal.js';
import type {Text} from '../text.js';
import type {Registration} from './program.js';
import type {SharedOptions} from './run.js';

/** `tieout journal post <file> [--dry-run]`: inventory transactions (contract 3). */
export const journal: Registration = (add, runner) => {
  const {text} = runner;
  add('journal')
    .addArgument(new Argument('<action>', text.t('commands.journal.action')).choices(['post']))
    .argument('<file>', text.t('commands.journal.file'))
    .option('--dry-run', text.t('commands.journal.dryRun'))
    .action(async (_action: string, file: string, options: SharedOptions & {dryRun?: boolean}) => {
      await runner.onCompany(options, async context => {
        if (options.readOnly) throw new Refusal('read-only', message('errors.read-only'));
        const result = await postJournal(context, file, {dryRun: options.dryRun ?? false});
        const warnings = result.warnings.map(({line, code, message: words}) => ({
          line,
          code,
          message: text.say(words),
        }));
        if (!options.json) {
          for (const {line, message: words} of warnings) {
            runner.warn(options, text.t('costing.journal.warning', {line, words}));
          }
        }
        return {
          json: () => ({
            lines: result.lines.map(({line, ref, ...posted}) => ({line, ref, ...posted})),
            warnings,
          }),
          text: () => told(text, result, options.dryRun ?? false),
        };
      });
    });
};

function told(text: Text, {lines}: JournalResult, dryRun: boolean): string {
  const range = (entryNos: readonly number[]): string => {
    const [first] = entryNos;
    const last = entryNos.at(-1);
    if (first === undefined) return text.t('costing.journal.none');
    return first === last ? String(first) : `${first}–${last}`;
  };
  return text.t(dryRun ? 'costing.journal.tried' : 'costing.journal.posted', {
    lines: text.count(lines.length),
    itemLedgerEntries: range(lines.flatMap(line => line.itemLedgerEntryNos)),
    capacityLedgerEntries: range(lines.flatMap(line => line.capacityLedgerEntryNos)),
    valueEntries: range(lines.flatMap(line => line.valueEntryNos)),
  });
}
