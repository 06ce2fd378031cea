/**
 * Which value entries the search for causes has to look at (reconciliation.md 12). A value entry is clean when each of
 * its posted lines has its own G/L entry on the account of today's setup, of the same day and exactly its amount (of
 * a merged G/L entry: when the lines add up to it), and no other G/L entry is related to it. Clean entries are alike
 * on both sides of every filter: they are left in the database, and the few others are read.
 */
import {inChunks} from './chunks.js';
import type {Database} from './database.js';
import {type Condition, joinConditions} from './filter-sql.js';
import {finishedLinesSql} from './reconciliation-totals.js';

/** What the rules and today's setup make of a posting class. */
export interface ClassLines {
  readonly classNo: number;
  /** Per account, the sign with which the posted actual and expected amounts stand there; 0: they do not. */
  readonly accounts: readonly {readonly accountNo: string; readonly actual: number; readonly expected: number}[];
  /** Lines that a posted actual or expected amount has. */
  readonly actualLines: number;
  readonly expectedLines: number;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * An expression that has another form for every class. It is a tree of comparisons: neither database would look a
 * class up in a list of values by anything quicker than reading the list.
 */
function byClass(classes: readonly ClassLines[], otherwise: string, form: (lines: ClassLines) => string): string {
  const leaves = [...classes]
    .sort((left, right) => left.classNo - right.classNo)
    .map(lines => ({no: lines.classNo, sql: form(lines)}));
  const tree = (from: number, to: number): string => {
    const first = leaves[from];
    if (!first) return otherwise;
    if (leaves.slice(from, to).every(leaf => leaf.sql === first.sql)) return first.sql;
    const middle = Math.floor((from + to) / 2);
    return `case when v."posting_class_no" < ${leaves[middle]?.no} then ${tree(from, middle)} else ${tree(middle, to)} end`;
  };
  return tree(0, leaves.length);
}

type AccountLine = ClassLines['accounts'][number];

const byAccount = (accounts: readonly AccountLine[], otherwise: string, form: (line: AccountLine) => string): string =>
  accounts.length === 0
    ? otherwise
    : `case g."gl_account_no" ${accounts.map(each => `when ${quoted(each.accountNo)} then ${form(each)}`).join(' ')} else ${otherwise} end`;

const ACTUAL = 'v."cost_posted_to_gl"';
const EXPECTED = 'v."expected_cost_posted_to_gl"';
const signed = (sign: number, amount: string): string => (sign < 0 ? `-${amount}` : amount);

/** The line's amount where the class has one line on the account; null where it has none, or one of each kind. */
const ownLine = ({actual, expected}: AccountLine): string =>
  actual !== 0 && expected !== 0 ? 'null' : actual !== 0 ? signed(actual, ACTUAL) : signed(expected, EXPECTED);

/** 1 where the G/L entry is exactly one of the value entry's lines on its account. */
function isLine({actual, expected}: AccountLine): string {
  const tests = [
    ...(actual === 0 ? [] : [`g."amount" = ${signed(actual, ACTUAL)}`]),
    ...(expected === 0 ? [] : [`g."amount" = ${signed(expected, EXPECTED)}`]),
  ];
  return `case when ${tests.join(' or ')} then 1 else 0 end`;
}

const IS_MERGED =
  'exists (select 1 from "gl_item_ledger_relation" o where o."gl_entry_no" = r."gl_entry_no" and o."value_entry_no" <> r."value_entry_no")';

/** A sum that is compared: too large for 64 bits, it is a fraction on SQLite, and equal to nothing. */
const sumOf = (database: Database, expression: string): string =>
  database.dialect === 'sqlite'
    ? `(sum((${expression}) >> 32) * 4294967296 + sum((${expression}) & 4294967295))`
    : `sum((${expression})::numeric)`;

/** The condition that a number is among those of a select; everything passes where there is none. */
const isAmong = (column: string, select: string | undefined): string =>
  select === undefined ? '1 = 1' : `${column} in (${select})`;

/**
 * Numbers of the value entries that are not clean by themselves: another number of G/L entries than lines, one that is
 * none of the lines, or not each line once (lines add up to nothing). Merged G/L entries are judged as a whole, by
 * {@link uncleanMerged}; here each counts as the value entry's own line. `among`, here and below: a select of the
 * numbers to look at; all of them without it.
 */
export async function uncleanValueEntries(
  database: Database,
  classes: readonly ClassLines[],
  among?: string,
): Promise<number[]> {
  const lines = (kind: 'actualLines' | 'expectedLines', amount: string) =>
    `case when ${amount} <> 0 then ${byClass(classes, '0', each => String(each[kind]))} else 0 end`;
  const exact = byClass(classes, '0', each => byAccount(each.accounts, '0', isLine));
  const own = byClass(classes, 'null', each => byAccount(each.accounts, 'null', ownLine));
  const isOther = 'g."entry_no" is null or g."amount" = 0';
  // The amount of the line that the G/L entry stands for; null where it stands for none.
  const line = `case when ${isOther} then 0 when g."posting_date" <> v."posting_date" then null when ${exact} = 1 then g."amount" when ${IS_MERGED} then ${own} else null end`;
  return numbers(
    database,
    `select "no" from (select v."entry_no" as "no", ${lines('actualLines', ACTUAL)} + ${lines('expectedLines', EXPECTED)} as "wanted", case when ${isOther} then 0 else 1 end as "one", ${line} as "line" from "value_entry" v left join "gl_item_ledger_relation" r on r."value_entry_no" = v."entry_no" left join "gl_entry" g on g."entry_no" = r."gl_entry_no" where ${isAmong('v."entry_no"', among)}) x group by "no" having sum("one") <> max("wanted") or count("line") <> count(*) or ${sumOf(database, '"line"')} <> 0`,
  );
}

/** Numbers of merged G/L entries that the lines of their value entries do not add up to. */
export async function uncleanMerged(
  database: Database,
  classes: readonly ClassLines[],
  among?: string,
): Promise<number[]> {
  const here = isAmong('r."gl_entry_no"', among);
  const merged = await database.first(
    `select 1 as "one" from "gl_item_ledger_relation" r where ${here} group by r."gl_entry_no" having count(*) > 1 limit 1`,
  );
  if (!merged) return [];
  const own = byClass(classes, 'null', each => byAccount(each.accounts, 'null', ownLine));
  return numbers(
    database,
    `select "no" from (select r."gl_entry_no" as "no", g."amount", ${own} as "line" from "gl_item_ledger_relation" r join "gl_entry" g on g."entry_no" = r."gl_entry_no" left join "value_entry" v on v."entry_no" = r."value_entry_no" where g."amount" <> 0 and ${here}) x group by "no", "amount" having count(*) > 1 and (count("line") <> count(*) or ${sumOf(database, '"line"')} <> "amount")`,
  );
}

/** Numbers of G/L entries whose relations name a value entry that is not there. */
export async function orphanedGlEntries(database: Database, among?: string): Promise<number[]> {
  return numbers(
    database,
    `select distinct r."gl_entry_no" as "no" from "gl_item_ledger_relation" r where ${isAmong('r."gl_entry_no"', among)} and not exists (select 1 from "value_entry" v where v."entry_no" = r."value_entry_no")`,
  );
}

/** Numbers of G/L entries without relation on these accounts. */
export async function unrelatedGlEntries(
  database: Database,
  accounts: Iterable<string>,
  among?: string,
): Promise<number[]> {
  const list = [...accounts].map(quoted).join(', ');
  return numbers(
    database,
    `select g."entry_no" as "no" from "gl_entry" g where ${isAmong('g."entry_no"', among)} and g."gl_account_no" in (${list}) and not exists (select 1 from "gl_item_ledger_relation" r where r."gl_entry_no" = g."entry_no")`,
  );
}

/** Of these value entries the numbers of those that a condition on `v` takes. */
export async function valueEntriesInside(
  database: Database,
  valueEntryNos: readonly number[],
  {where, params}: Condition,
): Promise<number[]> {
  const found: number[] = [];
  await inChunks(valueEntryNos, async (list, nos) => {
    const sql = `select v."entry_no" as "no" from "value_entry" v where v."entry_no" in (${list}) and ${where}`;
    found.push(...(await numbers(database, sql, [...nos, ...params])));
  });
  return found;
}

/** Of these value entries the numbers of those that have G/L entries of another day, which a condition on `g` takes. */
export async function otherDays(
  database: Database,
  valueEntryNos: readonly number[],
  {where, params}: Condition,
): Promise<number[]> {
  const found: number[] = [];
  await inChunks(valueEntryNos, async (list, nos) => {
    const sql = `select distinct r."value_entry_no" as "no" from "gl_item_ledger_relation" r join "gl_entry" g on g."entry_no" = r."gl_entry_no" join "value_entry" v on v."entry_no" = r."value_entry_no" where r."value_entry_no" in (${list}) and v."posting_date" <> g."posting_date" and ${where}`;
    found.push(...(await numbers(database, sql, [...nos, ...params])));
  });
  return found;
}

/** Numbers of value entries that differ from what was posted of them, in local currency. */
export async function unpostedValueEntries(database: Database, condition: Condition): Promise<number[]> {
  const {where, params} = joinConditions('and', [UNPOSTED, condition]);
  return numbers(database, `select v."entry_no" as "no" from "value_entry" v where ${where}`, params);
}

/** Numbers of the value entries of production order lines finished without output. */
export async function entriesFinishedWithoutOutput(database: Database, {where, params}: Condition): Promise<number[]> {
  return numbers(
    database,
    `select v."entry_no" as "no" from (${finishedLinesSql}) l join "value_entry" v on v."order_no" = l."prod_order_no" and v."order_line_no" = l."line_no" and v."order_no" <> '' where ${where}`,
    params,
  );
}

/** The words of the index value_entry_unposted, so that the databases use it; then the currency that is compared. */
const UNPOSTED: Condition = {
  where:
    '(v."cost_amount_actual" <> v."cost_posted_to_gl" or v."cost_amount_expected" <> v."expected_cost_posted_to_gl" or v."cost_amount_actual_acy" <> v."cost_posted_to_gl_acy" or v."cost_amount_expected_acy" <> v."exp_cost_posted_to_gl_acy")',
  params: [],
};

async function numbers(database: Database, sql: string, params: Condition['params'] = []): Promise<number[]> {
  const found: number[] = [];
  for await (const rows of database.streamSql(sql, params)) for (const row of rows) found.push(Number(row['no']));
  return found;
}
