#!/usr/bin/env node
/** Decides which face to show, and is the only place that sets an exit code. */
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {CommanderError} from 'commander';
import {createProgram} from './commands/program.js';
import {CommandRunner, type SharedOptions} from './commands/run.js';
import type {OpenScreens} from './commands/without-command.js';
import {message} from './domain/message.js';
import {Refusal} from './errors.js';
import {languageOf, Text} from './text.js';

// Before the screens are loaded: React draws twice as fast in production.
process.env['NODE_ENV'] ??= 'production';

const NEEDED_NODE = '22.17';
const args = process.argv.slice(2);
const asked = optionValue(args, '--lang');
const text = new Text(asked === 'en' || asked === 'nb' ? asked : languageOf(process.env));
const version = (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {version: string})
  .version;
if (!isRecent(process.versions.node)) {
  process.stderr.write(`tieout: ${text.t('errors.old-node', {version: process.versions.node, needed: NEEDED_NODE})}\n`);
  process.exit(2);
}
const interrupt = new AbortController();
process.once('SIGINT', () => interrupt.abort());
// A reader that has seen enough (`| head`) is no failure; a full disk behind `>` is.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`tieout: ${text.t('errors.output-failed', {reason: error.message})}\n`);
  process.exit(3);
});

const runner = new CommandRunner(
  text,
  {
    out: words => void process.stdout.write(words),
    err: words => void process.stderr.write(words),
    drained: async () => {
      if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
    },
    errIsTerminal: Boolean(process.stderr.isTTY),
    outColumns: process.stdout.isTTY ? process.stdout.columns : undefined,
  },
  interrupt.signal,
);

try {
  await createProgram(runner, version, openScreens()).parseAsync(args, {from: 'user'});
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  if (error.exitCode !== 0) {
    const options: SharedOptions = {json: args.includes('--json')};
    runner.fail(
      options,
      new Refusal('usage', message('errors.unknown-option', {detail: error.message.replace(/^error: /, '')})),
    );
  }
}
process.exitCode = runner.exitCode;

/** The screens, where both ends are terminals. Loaded only then: a headless command prints without them. */
function openScreens(): OpenScreens | undefined {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  return async (where, options, {workDate, userId}) => {
    const [{startScreens}, {drawsBlocks, themeFor}] = await Promise.all([
      import('./screens/start.js'),
      import('./theme.js'),
    ]);
    await startScreens({
      text,
      where,
      readOnly: options.readOnly ?? false,
      workDate,
      userId,
      theme: themeFor(process.env, options.color),
      asciiCharts: !drawsBlocks(process.env, process.platform),
      stdin: process.stdin,
      stdout: process.stdout,
    });
  };
}

/** The database driver crashes an older Node without a word. */
function isRecent(present: string): boolean {
  const [major = 0, minor = 0] = present.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = NEEDED_NODE.split('.').map(Number);
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}

function optionValue(list: readonly string[], name: string): string | undefined {
  const index = list.findIndex(argument => argument === name || argument.startsWith(`${name}=`));
  if (index < 0) return undefined;
  const argument = list[index] as string;
  return argument.includes('=') ? argument.slice(name.length + 1) : list[index + 1];
}
