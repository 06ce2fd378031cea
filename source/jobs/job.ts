/** What every job is given. A job loads, decides (domain) and writes, in one transaction, and tells its progress. */
import {message} from '../domain/message.js';
import {Failure} from '../errors.js';
import type {Database} from '../store/database.js';
import type {Text} from '../text.js';

/** Called from time to time. `total` is undefined while nobody knows it yet. */
export type Progress = (step: {label: string; done: number; total?: number}) => void;

export interface JobContext {
  readonly database: Database;
  readonly text: Text;
  /** The date that counts as today, YYYY-MM-DD. */
  readonly workDate: string;
  /** The OS login (SQLite) or the role (PostgreSQL). */
  readonly userId: string;
  readonly progress: Progress;
  /** Aborted on Ctrl-C: a job stops at the next step, and its transaction rolls back. */
  readonly signal: AbortSignal;
}

/** Ends a job after Ctrl-C: throws, and the transaction around it rolls back. */
export function stopIfInterrupted({signal}: JobContext): void {
  if (signal.aborted) throw new Failure('interrupted', message('errors.interrupted'));
}
