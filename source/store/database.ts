/**
 * A company's database, SQLite or PostgreSQL, behind one interface for jobs: SQL with `?` placeholders in, rows out.
 * Every integer of a row comes back as a bigint, whatever its size, on both (a JavaScript number is exact only to
 * 2^53); {@link Database.read} turns rows into the typed rows of `./tables`. What a person edits goes through
 * {@link Database.entityManager}.
 */
import type {MikroORM, Connection, EntityManager} from '@mikro-orm/core';
import type {AbstractSqlConnection, SqlEntityManager} from '@mikro-orm/sql';
import type {SqliteConnection} from '@mikro-orm/sqlite';
import {CompiledQuery, type Kysely} from 'kysely';
import {translateDatabaseError} from './database-errors.js';
import {postgresqlType, toRow} from './rows.js';
import {numbered, selectOf, toNative} from './sql-text.js';
import {initialValue, type Row, type Table} from './table.js';

export type Dialect = 'sqlite' | 'postgresql';
export type SqlValue = string | number | bigint | boolean | null;
export type SqlRow = Record<string, bigint | string | null>;

/** Which rows of a table to read. `where` and `orderBy` are SQL over the table's columns. */
export interface Query {
  where?: string;
  params?: readonly SqlValue[];
  orderBy?: string;
  limit?: number;
  offset?: number;
}

type NativeSqlite = Awaited<ReturnType<SqliteConnection['getNativeClient']>>;
type NativeStatement = ReturnType<NativeSqlite['prepare']>;

/** Rows a bulk statement takes at once, and a batch of {@link Database.stream} holds, on PostgreSQL. */
const BATCH = 5000;
/** Rows a batch holds on SQLite, where fetching costs nothing: few enough to be forgotten while they are young. */
const SMALL_BATCH = 500;
/** Longest time that statements on SQLite follow one another without a turn of the event loop. */
const BREATH_MS = 50;

let cursors = 0;

export class Database {
  private readonly statements = new Map<string, NativeStatement>();
  private turn: Promise<void> = Promise.resolve();
  private lastBreath = performance.now();

  private constructor(
    private readonly orm: MikroORM,
    readonly dialect: Dialect,
    private readonly native: NativeSqlite | undefined,
    private readonly transactionClient: Kysely<unknown> | undefined,
    readonly inTransaction: boolean,
  ) {}

  /** Wraps an initialised MikroORM; `connect.ts` makes one for a `--db`, tests make one for PGlite. */
  static async of(orm: MikroORM): Promise<Database> {
    const connection = orm.em.getDriver().getConnection() as Connection & Partial<SqliteConnection>;
    if (orm.em.getDriver().getPlatform().constructor.name !== 'SqlitePlatform') {
      return new Database(orm, 'postgresql', undefined, undefined, false);
    }
    const native = await (connection as SqliteConnection).getNativeClient();
    native.defaultSafeIntegers(true);
    return new Database(orm, 'sqlite', native, undefined, false);
  }

  /** A fresh unit of work over the entities; within {@link transaction} it writes as part of it. */
  entityManager(): EntityManager {
    const manager = this.orm.em.fork();
    if (this.inTransaction) manager.setTransactionContext(this.client);
    return manager;
  }

  /** Runs pending migrations, or tells which migrations this database has and has not. */
  get migrator() {
    return (this.orm as MikroORM & {migrator: {up(): Promise<unknown>}}).migrator;
  }

  async close(): Promise<void> {
    await this.orm.close(true);
  }

  /** Rows of a query. */
  async all<R extends SqlRow = SqlRow>(sql: string, params: readonly SqlValue[] = []): Promise<R[]> {
    return this.guard(async () => {
      if (this.native) return this.statement(sql).all(params.map(toNative)) as R[];
      return (await this.client.executeQuery<R>(CompiledQuery.raw(numbered(sql), params.map(toNative)))).rows;
    });
  }

  /** The first row of a query. */
  async first<R extends SqlRow = SqlRow>(sql: string, params: readonly SqlValue[] = []): Promise<R | undefined> {
    return (await this.all<R>(sql, params))[0];
  }

  /** Runs a statement; returns how many rows it changed. */
  async run(sql: string, params: readonly SqlValue[] = []): Promise<number> {
    return this.guard(async () => {
      if (this.native) {
        const statement = this.statement(sql);
        return statement.reader
          ? statement.all(params.map(toNative)).length
          : statement.run(params.map(toNative)).changes;
      }
      const result = await this.client.executeQuery(CompiledQuery.raw(numbered(sql), params.map(toNative)));
      return Number(result.numAffectedRows ?? 0n);
    });
  }

  /** Typed rows of a table. */
  async read<T extends Table>(table: T, query: Query = {}): Promise<Row<T>[]> {
    const rows = await this.all(selectOf(table, query), query.params);
    return rows.map(row => toRow(table, row));
  }

  /** The row with this key, in the order of the table's key. */
  async find<T extends Table>(table: T, ...key: (string | number)[]): Promise<Row<T> | undefined> {
    const where = table.keyColumns.map(column => `"${column}" = ?`).join(' and ');
    return (await this.read(table, {where, params: key}))[0];
  }

  /** Typed rows in batches, in the order of an integer key, without holding all of them. */
  async *stream<T extends Table>(table: T, query: Query = {}): AsyncGenerator<Row<T>[]> {
    for await (const rows of this.streamSql(selectOf(table, query), query.params)) {
      yield rows.map(row => toRow(table, row));
    }
  }

  /** Raw rows in batches. On SQLite other statements may run between batches, but must not write the tables read. */
  async *streamSql(sql: string, params: readonly SqlValue[] = []): AsyncGenerator<SqlRow[]> {
    if (this.native) {
      let batch: SqlRow[] = [];
      for (const row of this.native.prepare(sql).iterate(params.map(toNative)) as Iterable<SqlRow>) {
        batch.push(row);
        if (batch.length === SMALL_BATCH) {
          yield batch;
          batch = [];
        }
      }
      if (batch.length > 0) yield batch;
      return;
    }
    yield* this.fetchSql(sql, params);
  }

  /** A cursor of the server, within the transaction or one of its own. (Streams of the driver are not there on PGlite.) */
  private async *fetchSql(sql: string, params: readonly SqlValue[]): AsyncGenerator<SqlRow[]> {
    const own = this.inTransaction ? undefined : await this.client.startTransaction().execute();
    const client = own ?? this.client;
    cursors += 1;
    const cursor = `tieout_${cursors}`;
    const execute = (statement: string, values: readonly unknown[] = []) =>
      this.guard(() => client.executeQuery<SqlRow>(CompiledQuery.raw(statement, [...values])));
    try {
      await execute(`declare ${cursor} no scroll cursor for ${numbered(sql)}`, params.map(toNative));
      for (;;) {
        const {rows} = await execute(`fetch ${BATCH} from ${cursor}`);
        if (rows.length > 0) yield rows;
        if (rows.length < BATCH) break;
      }
      if (!own) await execute(`close ${cursor}`);
    } finally {
      await own?.rollback().execute();
    }
  }

  /**
   * Sets columns of the rows with these integer keys, to SQL over the row's own columns: one prepared statement run
   * per key on SQLite, one statement per some thousand keys on PostgreSQL.
   */
  async updateKeys(sqlName: string, assignments: string, keyColumn: string, keys: readonly number[]): Promise<void> {
    if (keys.length === 0) return;
    const sql = `update "${sqlName}" set ${assignments} where "${keyColumn}"`;
    await this.guard(async () => {
      if (this.native) {
        const statement = this.statement(`${sql} = ?`);
        for (const key of keys) statement.run(key);
        return;
      }
      for (let from = 0; from < keys.length; from += BATCH) {
        const part = keys.slice(from, from + BATCH).map(String);
        await this.client.executeQuery(CompiledQuery.raw(`${sql} = any($1::int[])`, [part]));
      }
    });
  }

  /**
   * Inserts rows of one table. Fields that no row of the call has get their initial value from the database;
   * a field that only some rows have gets it here. `extra` are columns of our own beside the table's fields.
   */
  async insert<T extends Table>(
    table: T,
    rows: readonly Partial<Row<T>>[],
    extra: readonly {column: string; kind: 'integer'; values: readonly number[]}[] = [],
  ): Promise<void> {
    if (rows.length === 0) return;
    type Cells = Readonly<Record<string, SqlValue | undefined>>;
    // What no row has otherwise than at first need not be written: fewer columns are faster.
    const named = new Set<string>();
    for (const row of rows) for (const property in row) named.add(property);
    const isFilled = (property: string, initial: SqlValue): boolean => {
      for (const row of rows) {
        const cell = (row as Cells)[property];
        if (cell !== undefined && cell !== initial) return true;
      }
      return false;
    };
    const fields = table.fields
      .map(field => ({...field, initialValue: initialValue(field) as SqlValue}))
      .filter(
        ({property, initialValue: initial}) =>
          table.key.includes(property) || (named.has(property) && isFilled(property, initial)),
      );
    const columns = [...fields.map(field => field.column), ...extra.map(column => column.column)];
    await this.insertColumns(
      table.sqlName,
      columns,
      [...fields.map(field => postgresqlType(field)), ...extra.map(() => 'int')],
      rows.length,
      (index, column) => {
        const field = fields[column];
        return field
          ? ((rows[index] as Cells)[field.property] ?? field.initialValue)
          : (extra[column - fields.length]?.values[index] ?? 0);
      },
    );
  }

  /** Bulk insert by column: prepared and row by row on SQLite, arrays through `unnest` on PostgreSQL. */
  async insertColumns(
    sqlName: string,
    columns: readonly string[],
    types: readonly string[],
    count: number,
    value: (index: number, column: number) => SqlValue,
  ): Promise<void> {
    const names = columns.map(column => `"${column}"`).join(', ');
    await this.guard(async () => {
      if (this.native) {
        const statement = this.statement(
          `insert into "${sqlName}" (${names}) values (${columns.map(() => '?').join(', ')})`,
        );
        const values: (string | number | bigint | null)[] = new Array(columns.length);
        for (let index = 0; index < count; index += 1) {
          for (let column = 0; column < columns.length; column += 1) values[column] = toNative(value(index, column));
          statement.run(values);
        }
        return;
      }
      const arrays = types.map((type, column) => `$${column + 1}::${type}[]`).join(', ');
      const sql = `insert into "${sqlName}" (${names}) select * from unnest(${arrays})`;
      for (let from = 0; from < count; from += BATCH) {
        const to = Math.min(count, from + BATCH);
        const params = columns.map((_, column) =>
          Array.from({length: to - from}, (_unused, index) => String(toNative(value(from + index, column)))),
        );
        await this.client.executeQuery(CompiledQuery.raw(sql, params));
      }
    });
  }

  /**
   * Runs `work` in one transaction: all of it is kept, or nothing. Inside, use the database that `work` is given;
   * a transaction within a transaction joins the outer one.
   */
  async transaction<T>(work: (database: Database) => Promise<T>): Promise<T> {
    if (this.inTransaction) return work(this);
    if (this.native) {
      const native = this.native;
      return this.inTurn(async () => {
        await this.guard(async () => native.exec('begin immediate'));
        try {
          const result = await work(new Database(this.orm, this.dialect, native, undefined, true));
          await this.guard(async () => native.exec('commit'));
          return result;
        } catch (error) {
          if (native.inTransaction) native.exec('rollback');
          throw error;
        }
      });
    }
    return this.guard(async () => {
      const transaction = await this.client.startTransaction().execute();
      try {
        const result = await work(new Database(this.orm, this.dialect, undefined, transaction, true));
        await transaction.commit().execute();
        return result;
      } catch (error) {
        await transaction.rollback().execute();
        throw error;
      }
    });
  }

  /**
   * Runs `work` on one state of the company: what others write meanwhile is not seen. Nothing can be written in it on
   * PostgreSQL, and nothing should be on SQLite. Within a transaction it joins that.
   */
  async snapshot<T>(work: (database: Database) => Promise<T>): Promise<T> {
    if (this.inTransaction) return work(this);
    if (this.native) {
      const native = this.native;
      return this.inTurn(async () => {
        await this.guard(async () => native.exec('begin'));
        try {
          return await work(new Database(this.orm, this.dialect, native, undefined, true));
        } finally {
          if (native.inTransaction) native.exec('rollback');
        }
      });
    }
    return this.guard(async () => {
      const transaction = await this.client
        .startTransaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute();
      try {
        return await work(new Database(this.orm, this.dialect, undefined, transaction, true));
      } finally {
        await transaction.rollback().execute();
      }
    });
  }

  private get client(): Kysely<unknown> {
    return (
      this.transactionClient ??
      ((this.orm.em as unknown as SqlEntityManager).getConnection() as unknown as AbstractSqlConnection).getClient()
    );
  }

  private statement(sql: string): NativeStatement {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = (this.native as NativeSqlite).prepare(sql);
      if (this.statements.size > 500) this.statements.clear();
      this.statements.set(sql, statement);
    }
    return statement;
  }

  /** SQLite has one connection, and it one transaction at a time: those that are asked for meanwhile wait. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.then(
      () => {},
      () => {},
    );
    return done;
  }

  /**
   * SQLite answers at once, so a job would never let the event loop turn: no Ctrl-C would be heard and no progress
   * drawn. Every now and then a statement waits for a turn.
   */
  private async breathe(): Promise<void> {
    await new Promise(resolve => setImmediate(resolve));
    this.lastBreath = performance.now();
  }

  private async guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      if (this.native && performance.now() - this.lastBreath > BREATH_MS) await this.breathe();
      return await work();
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }
}
