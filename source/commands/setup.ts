import {Argument} from 'commander';
import {message} from '../domain/message.js';
import {Refusal} from '../errors.js';
import {changeSetup, readSetup, setupField, setupTable} from '../jobs/setup.js';
import {cellText, jsonRow, jsonValue, type RowValue} from '../store/files/written-value.js';
import type {Registration} from './program.js';
import type {CommandRunner, Outcome, SharedOptions} from './run.js';

/** `tieout setup get "<table>" ["<caption>"]` and `tieout setup set "<table>" "<caption>" "<value>"` (contract 2). */
export const setup: Registration = (add, runner) => {
  const {text} = runner;
  add('setup')
    .addArgument(new Argument('<action>', text.t('commands.setup.action')).choices(['get', 'set']))
    .argument('<table>', text.t('commands.setup.table'))
    .argument('[caption]', text.t('commands.setup.caption'))
    .argument('[value]', text.t('commands.setup.value'))
    .action(async (action: string, table: string, caption?: string, value?: string, options: SharedOptions = {}) => {
      if (action === 'get') return get(runner, options, table, caption, value);
      return set(runner, options, table, caption, value);
    });
};

async function get(
  runner: CommandRunner,
  options: SharedOptions,
  name: string,
  caption: string | undefined,
  excess: string | undefined,
): Promise<void> {
  await runner.onCompany(options, async (context): Promise<Outcome> => {
    if (excess !== undefined) throw new Refusal('usage', message('commands.setup.getUsage'));
    const table = setupTable(name);
    const field = caption === undefined ? undefined : setupField(table, caption);
    const row = await readSetup(context, table);
    if (field) {
      const value = row[field.property] as RowValue;
      return {json: () => jsonValue(field, value), text: () => `${cellText(field, value)}\n`};
    }
    const fields = table.fields.filter(each => !table.key.includes(each.property));
    const captions = fields.map(each => runner.text.caption(each.caption));
    const width = Math.max(...captions.map(each => each.length));
    return {
      json: () => jsonRow(table.fields, row),
      text: () =>
        fields
          .map((each, index) =>
            `${(captions[index] ?? '').padEnd(width)}  ${cellText(each, row[each.property] as RowValue)}`.trimEnd(),
          )
          .join('\n'),
    };
  });
}

async function set(
  runner: CommandRunner,
  options: SharedOptions,
  name: string,
  caption: string | undefined,
  typed: string | undefined,
): Promise<void> {
  await runner.onCompany(options, async (context): Promise<Outcome> => {
    if (caption === undefined || typed === undefined) {
      throw new Refusal('usage', message('commands.setup.setUsage'));
    }
    if (options.readOnly) throw new Refusal('read-only', message('errors.read-only'));
    const table = setupTable(name);
    const field = setupField(table, caption);
    const {value, changed, notes} = await changeSetup(context, table, field, typed);
    const shown = cellText(field, value) || "''";
    return {
      json: () => ({table: table.name, field: field.caption, value: jsonValue(field, value), changed}),
      text: () =>
        [
          runner.text.t(changed ? 'commands.setup.changed' : 'commands.setup.unchanged', {
            table: {caption: table.name},
            field: {caption: field.caption},
            value: shown,
          }),
          ...notes.map(note => runner.text.say(note)),
        ].join('\n'),
    };
  });
}
