/** The driver that the program uses, without the program. Its types are not a dependency of ours. */
import {createRequire} from 'node:module';

export type PlainValue = string | bigint | null;

interface PlainDatabase {
  pragma(text: string): unknown;
  defaultSafeIntegers(on: boolean): void;
  exec(sql: string): void;
  prepare(sql: string): {
    all(...params: unknown[]): Record<string, PlainValue>[];
    run(...params: unknown[]): unknown;
  };
  close(): void;
}

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as new (path: string) => PlainDatabase;

/** Opens a file as a bare program would for bulk work. */
export function openPlain(path: string): PlainDatabase {
  const database = new Sqlite(path);
  for (const pragma of ['journal_mode = wal', 'synchronous = normal', 'cache_size = -65536', 'temp_store = memory']) {
    database.pragma(pragma);
  }
  database.defaultSafeIntegers(true);
  return database;
}
