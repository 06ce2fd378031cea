import {Option} from 'commander';
import {message} from '../domain/message.js';
import {Refusal} from '../errors.js';
import {createCompany} from '../jobs/create-company.js';
import {type ImportRequest, type ImportResult, importFiles} from '../jobs/import.js';
import {isPostgresql} from '../store/connect.js';
import {replaceFile} from '../store/replace-file.js';
import type {Text} from '../text.js';
import {defaultLocation} from './location.js';
import type {Registration} from './program.js';
import type {Outcome, SharedOptions} from './run.js';

type Options = SharedOptions & Omit<ImportRequest, 'paths'>;

/** `tieout import <file-or-folder>…`: tables from CSV and Excel files, all or nothing (contract 2). */
export const importCommand: Registration = (add, runner) => {
  const {text} = runner;
  const option = (flags: string, key: string) => new Option(flags, text.t(`files.options.${key}`));
  add('import')
    .argument('<file-or-folder...>', text.t('files.options.paths'))
    .addOption(option('--replace', 'replace'))
    .addOption(option('--dry-run', 'dryRun'))
    .addOption(option('--table <name>', 'table'))
    .addOption(option('--date-order <order>', 'dateOrder').choices(['dmy', 'mdy', 'ymd']))
    .addOption(option('--decimal <style>', 'decimal').choices(['comma', 'point']))
    .addOption(option('--encoding <name>', 'encoding'))
    .action(async (paths: string[], options: Options) => {
      const request: ImportRequest = {...options, paths};
      const told = (result: ImportResult): Outcome => {
        for (const warning of result.warnings) runner.warn(options, text.say(warning.message));
        return {json: () => asJson(result, text), text: () => asText(result, text)};
      };
      const where = options.db ?? defaultLocation();
      if (!options.replace || isPostgresql(where)) {
        await runner.onCompany(options, async context => {
          refuseReadOnly(options);
          return told(await importFiles(context, request));
        });
        return;
      }
      await runner.guarded(options, async () => {
        refuseReadOnly(options);
        const result = await replaceFile(where, async database => {
          const context = runner.context(options, where, database);
          await createCompany(context, {demo: false, force: true, where});
          return {result: await importFiles(context, request), keep: !options.dryRun};
        });
        return told(result);
      });
    });
};

function refuseReadOnly(options: SharedOptions): void {
  if (options.readOnly) throw new Refusal('read-only', message('errors.read-only'));
}

const asJson = ({tables, warnings, dryRun}: ImportResult, text: Text) => ({
  tables,
  warnings: warnings.map(({code, message: words, ...rest}) => ({code, message: text.say(words), ...rest})),
  dryRun,
});

function asText({tables, dryRun}: ImportResult, text: Text): string {
  const heads = ['table', 'inserted', 'updated', 'unchanged'].map(key => text.t(`files.result.${key}`));
  const rows = tables.map(({table, inserted, updated, unchanged}) => [
    text.caption(table),
    ...[inserted, updated, unchanged].map(count => text.count(count)),
  ]);
  const all = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...all.map(row => row[column]?.length ?? 0)));
  const lines = all.map(row =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  if (dryRun) lines.push('', text.t('files.result.dryRun'));
  return lines.join('\n');
}
