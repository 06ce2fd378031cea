/** The headless face: every command, each from a file of its own, with the options that all of them share. */
import {Command, Option} from 'commander';
import {adjust} from './adjust.js';
import {check} from './check.js';
import {explain} from './explain.js';
import {exportCommand} from './export.js';
import {glJournal} from './gl-journal.js';
import {importCommand} from './import.js';
import {init} from './init.js';
import {journal} from './journal.js';
import {order} from './order.js';
import {period} from './period.js';
import {post} from './post.js';
import {report} from './report.js';
import {rules} from './rules.js';
import type {CommandRunner, SharedOptions} from './run.js';
import {setup} from './setup.js';
import {test} from './test.js';
import {verify} from './verify.js';
import {type OpenScreens, withoutCommand} from './without-command.js';

/** Adds one command to the program. */
export type Registration = (add: (name: string) => Command, runner: CommandRunner) => void;

/** In the order of the contract, which is the order of the work: a company, its entries, the period's end. */
const registrations: readonly Registration[] = [
  init,
  importCommand,
  exportCommand,
  setup,
  journal,
  order,
  glJournal,
  adjust,
  test,
  post,
  check,
  explain,
  report,
  period,
  verify,
  rules,
];

/** The program with all its commands, help in the runner's language. */
export function createProgram(runner: CommandRunner, version: string, openScreens?: OpenScreens): Command {
  const {text} = runner;
  const program = shared(new Command('tieout'), runner)
    .description(text.t('commands.program'))
    .version(version, '--version', text.t('commands.options.version'))
    .usage(text.t('commands.usage'))
    .enablePositionalOptions()
    .allowExcessArguments()
    .action(async (options: SharedOptions, command: Command) => {
      const [unknown] = command.args;
      if (unknown !== undefined) command.error(text.t('commands.unknown', {command: unknown}));
      await withoutCommand(options, runner, openScreens);
    })
    .hook('preAction', (_, command) => takeOver(program, command));
  for (const register of registrations) {
    register(name => {
      const command = shared(new Command(name), runner).description(text.t(`commands.${name}.description`));
      program.addCommand(command);
      return command;
    }, runner);
  }
  return program;
}

/** The options of every command (contract 1). */
function shared(command: Command, {text, streams}: CommandRunner): Command {
  const option = (flags: string, key: string) => new Option(flags, text.t(`commands.options.${key}`));
  return command
    .addOption(option('--db <where>', 'db'))
    .addOption(option('--json', 'json'))
    .addOption(option('--read-only', 'readOnly'))
    .addOption(option('--lang <language>', 'lang').choices(['en', 'nb']))
    .addOption(option('--work-date <date>', 'workDate'))
    .addOption(option('--quiet', 'quiet'))
    .addOption(option('--no-color', 'noColor'))
    .helpOption('--help', text.t('commands.options.help'))
    .configureHelp({subcommandTerm: subcommand => subcommand.name(), helpWidth: streams.outColumns ?? 80})
    .configureOutput({writeOut: streams.out, writeErr: streams.err, outputError: () => {}})
    .exitOverride();
}

/** Shared options may stand before the command's name too; after it they win. */
function takeOver(program: Command, command: Command): void {
  for (const [name, value] of Object.entries(program.opts())) {
    if (program.getOptionValueSource(name) === 'cli' && command.getOptionValueSource(name) !== 'cli') {
      command.setOptionValue(name, value);
    }
  }
}
