/** The entries of both ledgers as the search for causes reads them (reconciliation.md 12), in the order of their numbers. */
import type {Database, SqlRow, SqlValue} from './database.js';
import {type Condition, joinConditions} from './filter-sql.js';
import {codeCondition, dateCondition, type LedgerFilters} from './ledger-filters.js';

const flag = (condition: Condition, alias: string): Condition => ({
  where: `case when ${condition.where} then 1 else 0 end as "${alias}"`,
  params: condition.params,
});

const VALUE_COLUMNS = [
  'entry_no',
  'posting_date',
  'document_no',
  'item_ledger_entry_no',
  'posting_class_no',
  'dimension_set_id',
  'order_no',
  'order_line_no',
  'cost_amount_actual',
  'cost_amount_expected',
  'cost_posted_to_gl',
  'expected_cost_posted_to_gl',
  'cost_amount_actual_acy',
  'cost_amount_expected_acy',
  'cost_posted_to_gl_acy',
  'exp_cost_posted_to_gl_acy',
  'expected_cost_left_alone',
];

const GL_COLUMNS = [
  'entry_no',
  'gl_account_no',
  'posting_date',
  'document_no',
  'source_code',
  'amount',
  'reversed_entry_no',
];

const columns = (names: readonly string[], alias: string): string => names.map(name => `${alias}."${name}"`).join(', ');

/** Value entries that a condition on `v` takes, each with whether it is inside the filters. */
export async function* readValueEntries(
  database: Database,
  filters: LedgerFilters,
  condition: Condition,
): AsyncGenerator<SqlRow[]> {
  const dates = flag(dateCondition(filters, 'v."posting_date"'), 'within_dates');
  const codes = flag(codeCondition(database.dialect, filters, 'v'), 'within_codes');
  yield* database.streamSql(
    `select ${columns(VALUE_COLUMNS, 'v')}, ${dates.where}, ${codes.where} from "value_entry" v where ${condition.where} order by v."entry_no"`,
    [...dates.params, ...codes.params, ...condition.params],
  );
}

/** G/L entries that a condition on `g` takes, each with whether it is inside the date filter. */
export async function* readGlEntries(
  database: Database,
  filters: LedgerFilters,
  condition: Condition,
): AsyncGenerator<SqlRow[]> {
  const dates = flag(dateCondition(filters, 'g."posting_date"'), 'within_dates');
  yield* database.streamSql(
    `select ${columns(GL_COLUMNS, 'g')}, ${dates.where} from "gl_entry" g where ${condition.where} order by g."entry_no"`,
    [...dates.params, ...condition.params],
  );
}

/** Relations that a condition on `r` takes: G/L entry number and value entry number. */
export async function* readRelations(database: Database, condition: Condition): AsyncGenerator<SqlRow[]> {
  yield* database.streamSql(
    `select r."gl_entry_no", r."value_entry_no" from "gl_item_ledger_relation" r where ${condition.where} order by r."gl_entry_no", r."value_entry_no"`,
    condition.params,
  );
}

/** Expected cost posted on item ledger entries, all dates. */
export async function expectedPostedByItemEntry(
  database: Database,
  itemLedgerEntryNos: readonly number[],
): Promise<Map<number, bigint>> {
  const sums = new Map<number, bigint>();
  for (let from = 0; from < itemLedgerEntryNos.length; from += 500) {
    const chunk = itemLedgerEntryNos.slice(from, from + 500);
    const rows = await database.all(
      `select "item_ledger_entry_no", "expected_cost_posted_to_gl" from "value_entry" where "item_ledger_entry_no" in (${chunk.map(() => '?').join(', ')}) and "expected_cost_posted_to_gl" <> 0`,
      chunk,
    );
    for (const row of rows) {
      const no = Number(row['item_ledger_entry_no']);
      sums.set(no, (sums.get(no) ?? 0n) + BigInt(row['expected_cost_posted_to_gl'] ?? 0));
    }
  }
  return sums;
}

/** A condition that a number is one of these. */
export function oneOf(column: string, numbers: readonly number[]): Condition {
  const chunks: Condition[] = [];
  for (let from = 0; from < numbers.length; from += 500) {
    const chunk: readonly SqlValue[] = numbers.slice(from, from + 500);
    chunks.push({where: `${column} in (${chunk.map(() => '?').join(', ')})`, params: chunk});
  }
  return joinConditions('or', chunks);
}
