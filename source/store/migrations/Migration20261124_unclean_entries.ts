import {Migration} from '@mikro-orm/migrations';

/**
 * What was found when the entries of both ledgers were last held against each other (store/examined-entries.ts), so
 * that only what changed since has to be looked at. Triggers note entries that were examined and then changed; new
 * ones are known by their numbers. In a company that was never examined they note nothing.
 */
export class Migration20261124_unclean_entries extends Migration {
  override up(): void {
    const postgresql = this.driver.getPlatform().constructor.name !== 'SqlitePlatform';
    const text = postgresql ? 'text collate "C"' : 'text';
    for (const statement of [...tables(text), ...(postgresql ? postgresqlNotes : sqliteNotes)]) this.addSql(statement);
  }
}

const tables = (text: string): string[] => [
  // One row: the last numbers that were examined, and the setup and number of posting classes they were examined by.
  `create table "examined" (
    "key" integer not null primary key,
    "value_entry_no" integer not null,
    "gl_entry_no" integer not null,
    "classes" integer not null,
    "setup" ${text} not null
  )`,
  `create table "unclean_entry" (
    "kind" ${text} not null,
    "no" integer not null,
    primary key ("kind", "no")
  )`,
  `create table "entry_to_examine" (
    "kind" ${text} not null,
    "no" integer not null,
    primary key ("kind", "no")
  )`,
];

interface Note {
  readonly table: string;
  readonly event: 'insert' | 'update';
  readonly kind: 'value' | 'gl';
  /** The column that is noted, up to the number that was examined. */
  readonly column: string;
  readonly examined: string;
}

/** On update: columns whose changes count. Everything else about a ledger entry cannot change. */
const CHANGING = ['cost_posted_to_gl', 'expected_cost_posted_to_gl', 'posting_class_no'];

const notes: readonly Note[] = [
  {table: 'value_entry', event: 'insert', kind: 'value', column: 'entry_no', examined: 'value_entry_no'},
  {table: 'value_entry', event: 'update', kind: 'value', column: 'entry_no', examined: 'value_entry_no'},
  {table: 'gl_entry', event: 'insert', kind: 'gl', column: 'entry_no', examined: 'gl_entry_no'},
  {table: 'gl_item_ledger_relation', event: 'insert', kind: 'gl', column: 'gl_entry_no', examined: 'gl_entry_no'},
];

const columns = CHANGING.map(column => `"${column}"`).join(', ');

const sqliteNotes = notes.map(
  ({table, event, kind, column, examined}) =>
    `create trigger "${table}_${event}_noted" after ${event}${event === 'update' ? ` of ${columns}` : ''} on "${table}" when new."${column}" <= (select "${examined}" from "examined") begin insert or ignore into "entry_to_examine" ("kind", "no") values ('${kind}', new."${column}"); end`,
);

/** A statement at a time: many rows are written by one. */
const postgresqlNotes = notes.flatMap(({table, event, kind, column, examined}) => {
  const name = `"${table}_${event}_note"`;
  const changed = CHANGING.map(each => `n."${each}" <> o."${each}"`).join(' or ');
  const from =
    event === 'insert'
      ? '"new_rows" n'
      : `"new_rows" n join "old_rows" o on o."entry_no" = n."entry_no" and (${changed})`;
  return [
    `create function ${name}() returns trigger language plpgsql as $$ begin insert into "entry_to_examine" ("kind", "no") select distinct '${kind}', n."${column}" from ${from} where n."${column}" <= (select "${examined}" from "examined") on conflict do nothing; return null; end $$`,
    `create trigger "${table}_${event}_noted" after ${event} on "${table}" referencing ${event === 'update' ? 'old table as "old_rows" ' : ''}new table as "new_rows" for each statement execute function ${name}()`,
  ];
});
