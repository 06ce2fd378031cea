/**
 * Which entries were not clean when the ledgers were last examined (./unclean-entries.ts), and which have changed since:
 * new ones have higher numbers, changed ones are noted by triggers. So the search for causes looks at what changed
 * instead of at a million entries.
 */
import {inChunks} from './chunks.js';
import type {Database} from './database.js';

/** Value entries, merged G/L entries, G/L entries that name a value entry that is not there, G/L entries without relation. */
export const uncleanKinds = ['value', 'merged', 'orphaned', 'unrelated'] as const;
export type UncleanKind = (typeof uncleanKinds)[number];

/** Numbers of the entries of the whole company that are not clean, in no order. */
export type UncleanEntries = Readonly<Record<UncleanKind, readonly number[]>>;

/** How far the ledgers were examined, and by what. */
export interface Examined {
  /** Highest entry numbers. */
  readonly valueEntryNo: number;
  readonly glEntryNo: number;
  /** Posting classes there were, and what tells their lines and the accounts of the setup apart from others. */
  readonly classes: number;
  readonly setup: string;
}

/** Selects of the numbers of entries that have to be looked at since. */
export interface ChangedEntries {
  readonly valueEntries: string;
  readonly glEntries: string;
}

/** How far the ledgers were examined; undefined: never. */
export async function readExamined(database: Database): Promise<Examined | undefined> {
  const row = await database.first('select * from "examined"');
  return (
    row && {
      valueEntryNo: Number(row['value_entry_no']),
      glEntryNo: Number(row['gl_entry_no']),
      classes: Number(row['classes']),
      setup: String(row['setup']),
    }
  );
}

/** The last number of each ledger. */
export async function lastEntryNos(database: Database): Promise<Pick<Examined, 'valueEntryNo' | 'glEntryNo'>> {
  const row = await database.first(
    'select (select coalesce(max("entry_no"), 0) from "value_entry") as "value", (select coalesce(max("entry_no"), 0) from "gl_entry") as "gl"',
  );
  return {valueEntryNo: Number(row?.['value']), glEntryNo: Number(row?.['gl'])};
}

/**
 * What was written since, with everything that it is related to: whether an entry is clean depends on itself, its
 * relations, their other side, and how many relations that has.
 */
export function changedSince({valueEntryNo, glEntryNo}: Examined): ChangedEntries {
  const noted = (kind: 'value' | 'gl') => `select "no" from "entry_to_examine" where "kind" = '${kind}'`;
  const relation = '"gl_item_ledger_relation" r';
  const valueEntries = [
    `select "entry_no" as "no" from "value_entry" where "entry_no" > ${valueEntryNo}`,
    noted('value'),
    `select r."value_entry_no" from ${relation} where r."gl_entry_no" > ${glEntryNo}`,
    `select r."value_entry_no" from "entry_to_examine" e join ${relation} on r."gl_entry_no" = e."no" where e."kind" = 'gl'`,
  ].join(' union ');
  const glEntries = [
    `select "entry_no" as "no" from "gl_entry" where "entry_no" > ${glEntryNo}`,
    noted('gl'),
    `select r."gl_entry_no" from ${relation} where r."gl_entry_no" > ${glEntryNo}`,
    `select r."gl_entry_no" from (${valueEntries}) c join ${relation} on r."value_entry_no" = c."no"`,
  ].join(' union ');
  return {valueEntries, glEntries};
}

/** Notes of changed entries there are. */
export async function countNoted(database: Database): Promise<number> {
  return Number((await database.first('select count(*) as "count" from "entry_to_examine"'))?.['count']);
}

/** What was found then, without the entries that have changed since. */
export async function readUnclean(database: Database, changed: ChangedEntries | undefined): Promise<UncleanEntries> {
  const found: Record<UncleanKind, number[]> = {value: [], merged: [], orphaned: [], unrelated: []};
  for (const kind of uncleanKinds) {
    const since = changed && (kind === 'value' ? changed.valueEntries : changed.glEntries);
    // PostgreSQL would read a long list again and again for `not in`.
    const unchanged = since ? ` and not exists (select 1 from (${since}) c where c."no" = u."no")` : '';
    const sql = `select u."no" from "unclean_entry" u where u."kind" = ?${unchanged}`;
    for await (const rows of database.streamSql(sql, [kind]))
      for (const row of rows) found[kind].push(Number(row['no']));
  }
  return found;
}

/** Keeps what was found. In the transaction in which it was found, after {@link lockLedgers}. */
export async function saveExamined(database: Database, examined: Examined, unclean: UncleanEntries): Promise<void> {
  const before = await readUnclean(database, undefined);
  for (const kind of uncleanKinds) {
    const [old, current] = [new Set(before[kind]), new Set(unclean[kind])];
    await inChunks(
      before[kind].filter(no => !current.has(no)),
      async (list, params) => {
        await database.run(`delete from "unclean_entry" where "kind" = ? and "no" in (${list})`, [kind, ...params]);
      },
    );
    const added = [...current].filter(no => !old.has(no));
    await database.insertColumns('unclean_entry', ['kind', 'no'], ['text', 'int'], added.length, (index, column) =>
      column === 0 ? kind : (added[index] ?? 0),
    );
  }
  await database.run('delete from "entry_to_examine"');
  await database.run('delete from "examined"');
  await database.run(
    'insert into "examined" ("key", "value_entry_no", "gl_entry_no", "classes", "setup") values (1, ?, ?, ?, ?)',
    [examined.valueEntryNo, examined.glEntryNo, examined.classes, examined.setup],
  );
}

/**
 * Nobody else writes the ledgers until the transaction ends, or has entries in the making that it would not see.
 * Throws where somebody does. (On SQLite a transaction is alone anyway.)
 */
export async function lockLedgers(database: Database): Promise<void> {
  if (database.dialect === 'sqlite') return;
  await database.run(
    'lock table "value_entry", "gl_entry", "gl_item_ledger_relation" in share row exclusive mode nowait',
  );
}
