/**
 * The two errors that are thrown on purpose. Everything else that is thrown is a mistake of ours, and says so.
 * Findings of a job (skipped entries, differences) are values, never errors.
 */
import type {Message} from './domain/message.js';

/** Where in the user's input something is wrong: the physical line (CSV) or row (XLSX) and the header as it stands there. */
export interface ErrorDetail {
  file?: string;
  line?: number;
  column?: string;
  message: Message;
}

/** The user must act; nothing was changed. Exit code 2. `code` is kebab-case: scripts go by it. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly explanation: Message,
    readonly details: readonly ErrorDetail[] = [],
  ) {
    super(`${code}: ${explanation.key}`);
    this.name = 'Refusal';
  }
}

/** Something outside broke while running (disk full, database gone); nothing is half-written. Exit code 3. */
export class Failure extends Error {
  constructor(
    readonly code: string,
    readonly explanation: Message,
    options?: {cause?: unknown},
  ) {
    super(`${code}: ${explanation.key}`, options);
    this.name = 'Failure';
  }
}
