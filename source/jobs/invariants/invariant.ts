/** What always holds in a company's ledgers (contract 4, `verify`): a list of functions, shared with the tests. */
import type {Message} from '../../domain/message.js';
import type {Database, SqlRow, SqlValue} from '../../store/database.js';
import type {JobContext} from '../job.js';

/** One entry, document or item that breaks an invariant. */
export interface Violation {
  /** Numbers that say which: entry numbers as numbers, codes as strings. */
  readonly of: Readonly<Record<string, number | string>>;
  readonly message: Message;
}

export interface Broken {
  /** The first of them. */
  readonly violations: readonly Violation[];
  readonly count: number;
}

export interface Invariant {
  readonly name: string;
  /** Tables that it speaks of: without rows in each of them it says nothing. */
  readonly tables: readonly string[];
  readonly find: (context: JobContext) => Promise<Broken>;
}

/** So many violations are told one by one; the others are counted. */
const TOLD = 100;

/** Collects violations: the first hundred, and how many there are. */
export class Violations implements Broken {
  readonly violations: Violation[] = [];
  count = 0;

  add(violation: Violation): void {
    this.count += 1;
    if (this.violations.length < TOLD) this.violations.push(violation);
  }
}

/** An invariant that a statement finds the violations of: one row each. */
export function bySql(
  name: string,
  tables: readonly string[],
  sql: string | ((database: Database) => string),
  violationOf: (row: SqlRow) => Violation,
  params: readonly SqlValue[] = [],
): Invariant {
  return {
    name,
    tables,
    async find({database}) {
      const found = new Violations();
      const statement = typeof sql === 'string' ? sql : sql(database);
      for await (const rows of database.streamSql(statement, params)) {
        for (const row of rows) found.add(violationOf(row));
      }
      return found;
    },
  };
}

/** A sum of a column of scaled amounts that may be compared: past 64 bits it equals nothing on SQLite. */
export const comparableSum = (database: Database, expression: string): string =>
  database.dialect === 'sqlite'
    ? `(coalesce(sum((${expression}) >> 32), 0) * 4294967296 + coalesce(sum((${expression}) & 4294967295), 0))`
    : `coalesce(sum((${expression})::numeric), 0)`;
