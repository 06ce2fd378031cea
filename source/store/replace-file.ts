/** Makes a company's SQLite file beside its place, and puts it there when it is complete: there is no half company. */
import {existsSync, linkSync, renameSync, rmSync} from 'node:fs';
import {resolve} from 'node:path';
import {connect} from './connect.js';
import type {Database} from './database.js';

/**
 * Lets `work` fill a new, empty company; then the old file becomes `<file>.bak` and the new one takes its name. When
 * `work` fails, or wants the old company kept, nothing has changed.
 */
export async function replaceFile<T>(
  where: string,
  work: (database: Database) => Promise<{result: T; keep: boolean}>,
): Promise<T> {
  const file = resolve(where);
  // Opened and closed once: refuses what is no company, and brings a write-ahead log home.
  await (await connect(file)).close();
  return makeBeside(file, work, fresh => swap(file, fresh));
}

/** Lets `work` fill a new company where there is no file yet. When `work` fails there is none. */
export async function createFile<T>(where: string, work: (database: Database) => Promise<T>): Promise<T> {
  const file = resolve(where);
  return makeBeside(
    file,
    async database => ({result: await work(database), keep: true}),
    fresh => renameSync(fresh, file),
  );
}

async function makeBeside<T>(
  file: string,
  work: (database: Database) => Promise<{result: T; keep: boolean}>,
  put: (fresh: string) => void,
): Promise<T> {
  const fresh = `${file}.new`;
  remove(fresh);
  try {
    const database = await connect(fresh, {create: true});
    let outcome: {result: T; keep: boolean};
    try {
      outcome = await work(database);
    } finally {
      await database.close();
    }
    if (outcome.keep) put(fresh);
    return outcome.result;
  } finally {
    remove(fresh);
  }
}

/** The old file gets its second name before it loses the first: there is a company at every moment. */
function swap(file: string, fresh: string): void {
  const backup = `${file}.bak`;
  remove(backup);
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${backup}${suffix}`);
  }
  try {
    linkSync(file, backup);
  } catch {
    renameSync(file, backup); // a file system without links
  }
  renameSync(fresh, file);
}

function remove(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, {force: true});
}
