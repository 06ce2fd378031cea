/**
 * What happens around every headless command: its company is opened, its result printed as text or JSON, and its
 * exit code chosen (contract 1). Only cli.tsx sets the code on the process.
 */
import {userInfo} from 'node:os';
import {isDay} from '../domain/dates.js';
import {message} from '../domain/message.js';
import {Failure, Refusal} from '../errors.js';
import type {JobContext, Progress} from '../jobs/job.js';
import {connect, isPostgresql} from '../store/connect.js';
import type {Database} from '../store/database.js';
import {translateDatabaseError} from '../store/database-errors.js';
import type {Text} from '../text.js';
import {jsonPieces} from './json-pieces.js';
import {defaultLocation} from './location.js';

/** Options that every command takes. */
export interface SharedOptions {
  db?: string;
  json?: boolean;
  readOnly?: boolean;
  lang?: string;
  workDate?: string;
  quiet?: boolean;
  color?: boolean;
}

/** What a command has to say. Only the asked-for form is made. `findings` makes the exit code 1. */
export interface Outcome {
  /** A long list may be an iterable: its elements are made as they are written. */
  json: () => unknown;
  /** Bytes where the form is a file's, such as a workbook that is piped on. */
  text: () => string | Uint8Array;
  findings?: boolean;
}

export interface Streams {
  out: (text: string | Uint8Array) => void;
  err: (text: string) => void;
  /** Waits until what `out` was given last has gone on its way; for output that is larger than memory. */
  drained?: () => Promise<void>;
  /** Progress is drawn as a bar where stderr is a terminal, else told in a line every few seconds. */
  errIsTerminal: boolean;
  /** Columns of the terminal that stdout is; undefined where it is piped or a file. */
  outColumns?: number | undefined;
}

/** How a command is started: the one function that the files of this folder are given. */
export class CommandRunner {
  /** The exit code of the last command. */
  exitCode = 0;

  constructor(
    readonly text: Text,
    readonly streams: Streams,
    private readonly signal: AbortSignal,
  ) {}

  /** Runs a job on the company that `options` name, which must be there. */
  async onCompany(options: SharedOptions, work: (context: JobContext) => Promise<Outcome | undefined>): Promise<void> {
    await this.guarded(options, async () => {
      const where = options.db ?? defaultLocation();
      const database = await connect(where, {readOnly: options.readOnly ?? false});
      try {
        return await work(this.context(options, where, database));
      } finally {
        await database.close();
      }
    });
  }

  /** Runs work that opens its database itself, or needs none. No outcome: the work has printed its result itself. */
  async guarded(options: SharedOptions, work: () => Promise<Outcome | undefined>): Promise<void> {
    try {
      const outcome = await work();
      this.exitCode = outcome?.findings ? 1 : 0;
      if (outcome === undefined) return;
      if (!options.json) this.streams.out(ended(outcome.text()));
      else for (const piece of jsonPieces(outcome.json())) this.streams.out(piece);
    } catch (thrown) {
      this.fail(options, translateDatabaseError(thrown));
    }
  }

  /** A job's context on an open database. */
  context(options: SharedOptions, where: string, database: Database): JobContext {
    return {...this.surroundings(options, where), database};
  }

  /** What a job is given beside its database. */
  surroundings(options: SharedOptions, where: string): Omit<JobContext, 'database'> {
    const workDate = options.workDate ?? new Date().toISOString().slice(0, 10);
    if (!isDay(workDate)) throw new Refusal('bad-work-date', message('errors.bad-work-date', {value: workDate}));
    const role = isPostgresql(where) ? decodeURIComponent(new URL(where).username) : '';
    return {
      text: this.text,
      workDate,
      userId: role || userInfo().username,
      progress: options.quiet ? () => {} : this.progress(),
      signal: this.signal,
    };
  }

  /** A warning beside the result, on stderr. */
  warn(options: SharedOptions, line: string): void {
    if (!options.quiet) this.streams.err(`${line}\n`);
  }

  /** Tells an error in the form that was asked for and chooses its exit code. */
  fail(options: SharedOptions, error: unknown): void {
    this.exitCode = error instanceof Refusal ? 2 : 3;
    const known = error instanceof Refusal || error instanceof Failure;
    const code = known ? error.code : 'internal';
    const sentence = known ? this.text.say(error.explanation) : this.text.t('errors.internal');
    const details = (error instanceof Refusal ? error.details : []).map(detail => ({
      ...(detail.file === undefined ? {} : {file: detail.file}),
      ...(detail.line === undefined ? {} : {line: detail.line}),
      ...(detail.column === undefined ? {} : {column: detail.column}),
      message: this.text.say(detail.message),
    }));
    const stack = known ? '' : `${(error as Error)?.stack ?? String(error)}\n`;
    if (options.json) {
      this.streams.out(`${JSON.stringify({error: {code, message: sentence, details}}, null, 2)}\n`);
      this.streams.err(stack);
      return;
    }
    const lines = details.map(({file, line, column, message: words}) => {
      const place = [file, line, column].filter(part => part !== undefined).join(':');
      return `  ${place ? `${place}: ` : ''}${words}\n`;
    });
    this.streams.err(`tieout: ${sentence}\n${lines.join('')}${stack}`);
  }

  private progress(): Progress {
    let last = Date.now();
    return ({label, done, total}) => {
      const now = Date.now();
      if (now - last < (this.streams.errIsTerminal ? 100 : 3000)) return;
      last = now;
      const share = total ? Math.min(1, done / total) : undefined;
      const counts = total ? `${this.text.count(done)} / ${this.text.count(total)}` : this.text.count(done);
      if (!this.streams.errIsTerminal) {
        this.streams.err(`${label}: ${counts}\n`);
        return;
      }
      const bar = share === undefined ? '' : `[${'#'.repeat(Math.round(share * 30)).padEnd(30, '.')}] `;
      this.streams.err(`\r\u001b[K${label} ${bar}${counts}${share === 1 ? '\n' : ''}`);
    };
  }
}

const ended = (text: string | Uint8Array): string | Uint8Array =>
  typeof text !== 'string' || text === '' || text.endsWith('\n') ? text : `${text}\n`;
