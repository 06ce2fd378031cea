/** Errors of the databases in the words of who must act: the user's situation, never a mistake of ours. */
import {message} from '../domain/message.js';
import {Failure, Refusal} from '../errors.js';

const FAILURES: readonly [RegExp, code: string][] = [
  [/SQLITE_FULL|disk is full|53100|No space left/i, 'disk-full'],
  [/SQLITE_READONLY|readonly database|25006/i, 'read-only'],
  [/SQLITE_BUSY|database is locked|55P03/i, 'busy'],
  [/SQLITE_NOTADB|file is not a database/i, 'not-a-company'],
  [/SQLITE_CORRUPT|malformed/i, 'damaged'],
  [/SQLITE_CANTOPEN|unable to open/i, 'cannot-open'],
  [
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|Connection terminated|ECONNRESET|57P0\d|08\d{3}/,
    'unreachable',
  ],
  [/28P01|28000|password authentication|SASL|no password/i, 'not-permitted'],
  [/3D000/, 'no-such-database'],
  [/42501/, 'not-permitted'],
];

/** Codes that refuse before anything ran (exit 2); the others are failures while running (exit 3). */
const REFUSALS = new Set(['read-only', 'not-a-company', 'cannot-open', 'not-permitted', 'no-such-database']);

/** The error to throw for one that a driver threw; errors that are not the database's are returned as they are. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof Refusal || error instanceof Failure || !(error instanceof Error)) return error;
  const code = String((error as {code?: unknown}).code ?? '');
  const text = `${code} ${error.message} ${(error as {cause?: Error}).cause?.message ?? ''}`;
  const isDriver =
    /^SQLITE_/.test(code) ||
    /^[0-9A-Z]{5}$/.test(code) ||
    /^E[A-Z]+$/.test(code) ||
    /DriverException|Exception/.test(error.name);
  if (!isDriver) return error;
  for (const [pattern, kind] of FAILURES) {
    if (!pattern.test(text)) continue;
    const explanation = message(`errors.${kind}`);
    return REFUSALS.has(kind) ? new Refusal(kind, explanation) : new Failure(kind, explanation, {cause: error});
  }
  return error;
}
