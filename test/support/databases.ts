/**
 * Every data test runs on both databases: SQLite in a file of a temporary folder, PostgreSQL through PGlite in
 * process, or on a real server where TIEOUT_TEST_POSTGRESQL names one. TIEOUT_TEST_DATABASES narrows it (sqlite, postgresql).
 */
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {MikroORM} from '@mikro-orm/core';
import {afterAll, beforeAll, describe} from 'vitest';
import {createCompany} from '../../source/jobs/create-company.js';
import type {JobContext} from '../../source/jobs/job.js';
import {connect, ormOptions, prepare, WHOLE_NUMBERS} from '../../source/store/connect.js';
import type {Database} from '../../source/store/database.js';
import {emptyCompany} from '../../source/store/empty.js';
import {Text} from '../../source/text.js';

export type DatabaseName = 'sqlite' | 'postgresql';

const wanted = (process.env['TIEOUT_TEST_DATABASES'] ?? 'sqlite,postgresql').split(',') as DatabaseName[];

/** Runs the same tests once per database; `open` gives a new, empty company. */
export function onEachDatabase(body: (open: () => Promise<JobContext>, name: DatabaseName) => void): void {
  for (const name of wanted) {
    describe(name, () => {
      const opened: Database[] = [];
      afterAll(async () => {
        for (const database of opened) await database.close();
      });
      // In a hook, which may take its time: PGlite starts slowly on a busy machine.
      if (name === 'postgresql') {
        beforeAll(async () => {
          await openPostgresql();
        });
      }
      body(async () => {
        const database = name === 'sqlite' ? await openSqlite() : await openPostgresql();
        if (name === 'sqlite') opened.push(database);
        const context = contextOf(database);
        await createCompany(context, {demo: false, force: false, where: 'test'});
        return context;
      }, name);
    });
  }
}

/** A job's context as tests want it: English, a fixed day, no progress. */
export function contextOf(database: Database, more: Partial<JobContext> = {}): JobContext {
  return {
    database,
    text: new Text('en'),
    workDate: '2026-01-31',
    userId: 'TESTER',
    progress: () => {},
    signal: new AbortController().signal,
    ...more,
  };
}

async function openSqlite(): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'tieout-test-'));
  process.once('exit', () => rmSync(folder, {recursive: true, force: true}));
  return connect(join(folder, 'company.db'), {create: true});
}

let server: Promise<Database> | undefined;

/** One PGlite (or one database of the server) a test worker, emptied between tests: it takes seconds to start. */
async function openPostgresql(): Promise<Database> {
  server ??= startPostgresql();
  const database = await server;
  await emptyCompany(database);
  return database;
}

async function startPostgresql(): Promise<Database> {
  const url = process.env['TIEOUT_TEST_POSTGRESQL'];
  if (url) {
    const name = `tieout_test_${process.pid}_${process.env['VITEST_WORKER_ID'] ?? '0'}`;
    const admin = await connectPlain(url);
    await admin.run(`drop database if exists "${name}"`);
    await admin.run(`create database "${name}"`);
    await admin.close();
    const own = new URL(url);
    own.pathname = `/${name}`;
    return connect(own.href, {create: true});
  }
  const {MikroORM: PgliteORM, PgliteDriver} = await import('@mikro-orm/pglite');
  const orm = await PgliteORM.init({
    ...ormOptions,
    driver: PgliteDriver,
    dbName: 'test',
    driverOptions: {dataDir: 'memory://', parsers: Object.fromEntries(WHOLE_NUMBERS.map(type => [type, BigInt]))},
  } as Parameters<typeof PgliteORM.init>[0]);
  return prepare(orm as unknown as MikroORM, 'pglite', {create: true});
}

async function connectPlain(url: string): Promise<Database> {
  const {Database: Plain} = await import('../../source/store/database.js');
  const {MikroORM: PostgresqlORM} = await import('@mikro-orm/postgresql');
  const target = new URL(url);
  const orm = await PostgresqlORM.init({
    ...ormOptions,
    clientUrl: target.href,
  } as Parameters<typeof PostgresqlORM.init>[0]);
  return Plain.of(orm as unknown as MikroORM);
}
