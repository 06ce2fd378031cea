import {Option} from 'commander';
import {message} from '../domain/message.js';
import {Refusal} from '../errors.js';
import {type ExportedTable, type ExportFormat, exportTables} from '../jobs/export.js';
import type {Text} from '../text.js';
import type {Registration} from './program.js';
import type {SharedOptions} from './run.js';

interface ExportOptions extends SharedOptions {
  format?: ExportFormat;
  out?: string;
  filter: string[];
}

/** `tieout export <table>…|all [--format] [--out] [--filter]…` (contract 2). */
export const exportCommand: Registration = (add, runner) => {
  const {text, streams} = runner;
  add('export')
    .argument('<table...>', text.t('commands.export.table'))
    .addOption(new Option('--format <format>', text.t('commands.export.format')).choices(['csv', 'json', 'xlsx']))
    .option('--out <file-or-folder>', text.t('commands.export.out'))
    .option('--filter <filter>', text.t('commands.export.filter'), (value, list: string[]) => [...list, value], [])
    .action(async (tables: string[], options: ExportOptions) => {
      await runner.onCompany(options, async context => {
        const {out, filter: filters} = options;
        const onStdout = out === undefined;
        // On stdout, --json allows for nothing else there; into a file, --format says what the file is.
        const format = options.json && onStdout ? 'json' : (options.format ?? (options.json ? 'json' : 'csv'));
        if (onStdout && format === 'xlsx' && streams.outColumns !== undefined) {
          throw new Refusal('needs-out', message('commands.export.needsOut'));
        }
        const exported = await exportTables(
          context,
          {tables, format, filters, ...(out === undefined ? {} : {out})},
          {
            write: async chunk => {
              streams.out(chunk);
              await streams.drained?.();
            },
          },
        );
        if (onStdout) return undefined;
        return {json: () => ({tables: exported}), text: () => told(exported, text)};
      });
    });
};

/** What was written where, a line a table. */
function told(exported: readonly ExportedTable[], text: Text): string {
  if (exported.length === 0) return text.t('commands.export.nothing');
  const width = Math.max(...exported.map(({rows}) => text.count(rows).length));
  return exported
    .map(({table, rows, file}) =>
      text.t('commands.export.written', {
        rows: text.count(rows).padStart(width),
        table: {caption: table},
        file: file ?? '',
      }),
    )
    .join('\n');
}
