/** Runs the program's commands in process, as the command line would. */
import {createProgram} from '../../source/commands/program.js';
import {CommandRunner} from '../../source/commands/run.js';
import {type Language, Text} from '../../source/text.js';

export interface CommandResult {
  exitCode: number;
  out: string;
  /** What went to stdout, where it is no text. */
  bytes: Buffer;
  err: string;
  json: () => unknown;
}

/** `runCommand('check', '--db', file)`; the result has stdout, stderr, the exit code, and stdout parsed as JSON. */
export async function runCommand(...args: string[]): Promise<CommandResult> {
  return runCommandIn('en', ...args);
}

/** The same in a language. */
export async function runCommandIn(language: Language, ...args: string[]): Promise<CommandResult> {
  const chunks: Buffer[] = [];
  let err = '';
  const runner = new CommandRunner(
    new Text(language),
    {
      out: words => void chunks.push(Buffer.from(words)),
      err: words => {
        err += words;
      },
      errIsTerminal: false,
    },
    new AbortController().signal,
  );
  await createProgram(runner, '0.0.0').parseAsync(args, {from: 'user'});
  const bytes = Buffer.concat(chunks);
  const out = bytes.toString('utf8');
  return {exitCode: runner.exitCode, out, bytes, err, json: () => JSON.parse(out)};
}
