/**
 * From a `--db` to an open {@link Database}: a SQLite file's path, or `postgresql://user@host/db`. Opening brings a
 * company up to this version's migrations; a company of a newer version is refused.
 */
import {closeSync, existsSync, openSync, readSync} from 'node:fs';
import {dirname, resolve} from 'node:path';
import {mkdir} from 'node:fs/promises';
import type {MikroORM} from '@mikro-orm/core';
import type {SqliteConnection} from '@mikro-orm/sqlite';
import {Migrator} from '@mikro-orm/migrations';
import {message} from '../domain/message.js';
import {Refusal} from '../errors.js';
import {Database} from './database.js';
import {translateDatabaseError} from './database-errors.js';
import {entities} from './entities.js';
import {migrations} from './migrations/index.js';
import {refreshStatistics} from './statistics.js';

export interface ConnectOptions {
  readOnly?: boolean;
  /** Make the file or the tables where there is no company yet. */
  create?: boolean;
}

export const isPostgresql = (where: string): boolean => /^postgres(ql)?:\/\//.test(where);

/** A `--db` as it may be shown: without its password. */
export function shownLocation(where: string): string {
  return isPostgresql(where) ? where.replace(/^(\w+:\/\/[^:@/]*):[^@]*@/, '$1@') : resolve(where);
}

/** What every connection shares, for the program, its tests and the MikroORM command line. */
export const ormOptions = {
  entities: [...entities],
  extensions: [Migrator],
  discovery: {warnWhenNoEntities: false, checkDuplicateFieldNames: false},
  validateRequired: false,
  migrations: {
    migrationsList: migrations.map(({name, migration}) => ({name, class: migration})),
    snapshot: false,
    snapshotOnMigrate: false,
    allOrNothing: true,
    disableForeignKeys: false,
    silent: true,
  },
};

/** Opens a company. Refuses one that is not there (unless `create`), is no company, or is of a newer version. */
export async function connect(where: string, options: ConnectOptions = {}): Promise<Database> {
  const orm = isPostgresql(where) ? await openPostgresql(where) : await openSqlite(where, options);
  return prepare(orm, shownLocation(where), options);
}

/** Checks the versions of an initialised ORM's database and brings it up to date. */
export async function prepare(orm: MikroORM, where: string, options: ConnectOptions): Promise<Database> {
  let database: Database | undefined;
  try {
    database = await Database.of(orm);
    const done = await executedMigrations(database);
    if (done === undefined && !options.create) {
      throw new Refusal(
        (await isEmpty(database)) ? 'no-company' : 'not-a-company',
        message((await isEmpty(database)) ? 'errors.no-company' : 'errors.not-a-company', {where}),
      );
    }
    const known: string[] = migrations.map(({name}) => name);
    if (done?.some(name => !known.includes(name))) throw new Refusal('newer-version', message('errors.newer-version'));
    if (known.some(name => !done?.includes(name))) {
      if (options.readOnly) throw new Refusal('older-version', message('errors.older-version'));
      await database.migrator.up();
      // What the planner knew of an index that is made anew is gone.
      if (done !== undefined) await refreshStatistics(database);
    }
    return database;
  } catch (error) {
    await (database?.close() ?? orm.close(true));
    throw translateDatabaseError(error);
  }
}

async function openSqlite(where: string, options: ConnectOptions): Promise<MikroORM> {
  const file = resolve(where);
  if (!existsSync(file)) {
    if (!options.create) throw new Refusal('no-company', message('errors.no-company', {where: file}));
    if (options.readOnly) throw new Refusal('read-only', message('errors.read-only'));
    try {
      await mkdir(dirname(file), {recursive: true, mode: 0o700});
      closeSync(openSync(file, 'wx', 0o600));
    } catch (error) {
      throw translateDatabaseError(error);
    }
  } else if (!looksLikeSqlite(file)) {
    throw new Refusal('not-a-company', message('errors.not-a-company', {where: file}));
  }
  const {MikroORM: SqliteORM, SqliteDriver} = await import('@mikro-orm/sqlite');
  try {
    const orm = await SqliteORM.init({
      ...ormOptions,
      driver: SqliteDriver,
      dbName: file,
      driverOptions: {readonly: options.readOnly ?? false, timeout: 5000},
    } as Parameters<typeof SqliteORM.init>[0]);
    const native = await (orm.em.getDriver().getConnection() as SqliteConnection).getNativeClient();
    if (!options.readOnly) native.pragma('journal_mode = wal');
    for (const pragma of ['synchronous = normal', 'cache_size = -24000', 'temp_store = memory']) native.pragma(pragma);
    return orm as unknown as MikroORM;
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

async function openPostgresql(where: string): Promise<MikroORM> {
  const url = new URL(where);
  const {MikroORM: PostgresqlORM, PostgreSqlDriver} = await import('@mikro-orm/postgresql');
  try {
    return (await PostgresqlORM.init({
      ...ormOptions,
      driver: PostgreSqlDriver,
      dbName: decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username),
      host: url.searchParams.get('host') ?? decodeURIComponent(url.hostname),
      port: url.port ? Number(url.port) : 5432,
      user: decodeURIComponent(url.username) || process.env['PGUSER'] || process.env['USER'],
      password: url.password ? decodeURIComponent(url.password) : process.env['PGPASSWORD'],
      driverOptions: {types: {getTypeParser: integerParser}},
    } as Parameters<typeof PostgresqlORM.init>[0])) as unknown as MikroORM;
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

/** Type numbers of PostgreSQL's whole numbers: bigint, smallint, integer, and numeric, which sums of bigint are. */
export const WHOLE_NUMBERS = [20, 21, 23, 1700] as const;

function integerParser(type: number): (value: string) => unknown {
  return (WHOLE_NUMBERS as readonly number[]).includes(type) ? BigInt : (value: string) => value;
}

/** A file of no bytes is a database that nobody wrote to yet. */
function looksLikeSqlite(file: string): boolean {
  const header = Buffer.alloc(16);
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const length = readSync(descriptor, header, 0, 16, 0);
    return length === 0 || header.toString('latin1').startsWith('SQLite format 3');
  } catch (error) {
    throw translateDatabaseError(error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

async function executedMigrations(database: Database): Promise<string[] | undefined> {
  const exists = await tableNames(database);
  if (!exists.includes('mikro_orm_migrations') || !exists.includes('company')) return undefined;
  return (await database.all('select "name" from "mikro_orm_migrations"')).map(row => String(row['name']));
}

async function isEmpty(database: Database): Promise<boolean> {
  return (await tableNames(database)).length === 0;
}

async function tableNames(database: Database): Promise<string[]> {
  const rows = await database.all(
    database.dialect === 'sqlite'
      ? `select name from sqlite_master where type = 'table'`
      : `select table_name as name from information_schema.tables where table_schema = current_schema()`,
  );
  return rows.map(row => String(row['name']));
}
