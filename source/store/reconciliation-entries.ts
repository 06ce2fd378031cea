/** The entries of both ledgers as the search for causes reads them (reconciliation.md 12), in the order of their numbers. */
import {inChunks} from './chunks.js';
import type {Database, SqlRow} from './database.js';
import type {Condition} from './filter-sql.js';
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

/** These value entries, ascending, each with whether it is inside the filters. */
export async function readValueEntries(
  database: Database,
  filters: LedgerFilters,
  numbers: readonly number[],
): Promise<SqlRow[]> {
  const dates = flag(dateCondition(filters, 'v."posting_date"'), 'within_dates');
  const codes = flag(codeCondition(database.dialect, filters, 'v'), 'within_codes');
  const before = [...dates.params, ...codes.params];
  return ascending(numbers, (list, params) =>
    database.all(
      `select ${columns(VALUE_COLUMNS, 'v')}, ${dates.where}, ${codes.where} from "value_entry" v where v."entry_no" in (${list}) order by v."entry_no"`,
      [...before, ...params],
    ),
  );
}

/** These G/L entries, ascending, each with whether it is inside the date filter. */
export async function readGlEntries(
  database: Database,
  filters: LedgerFilters,
  numbers: readonly number[],
): Promise<SqlRow[]> {
  const dates = flag(dateCondition(filters, 'g."posting_date"'), 'within_dates');
  return ascending(numbers, (list, params) =>
    database.all(
      `select ${columns(GL_COLUMNS, 'g')}, ${dates.where} from "gl_entry" g where g."entry_no" in (${list}) order by g."entry_no"`,
      [...dates.params, ...params],
    ),
  );
}

/** Relations of these value entries or G/L entries: G/L entry number and value entry number. */
export async function readRelations(
  database: Database,
  side: 'value_entry_no' | 'gl_entry_no',
  numbers: readonly number[],
): Promise<{glEntryNo: number; valueEntryNo: number}[]> {
  const rows = await ascending(numbers, (list, params) =>
    database.all(
      `select r."gl_entry_no", r."value_entry_no" from "gl_item_ledger_relation" r where r."${side}" in (${list})`,
      params,
    ),
  );
  return rows.map(row => ({glEntryNo: Number(row['gl_entry_no']), valueEntryNo: Number(row['value_entry_no'])}));
}

/** Expected cost posted on item ledger entries, all dates. */
export async function expectedPostedByItemEntry(
  database: Database,
  itemLedgerEntryNos: readonly number[],
): Promise<Map<number, bigint>> {
  const sums = new Map<number, bigint>();
  const rows = await ascending(itemLedgerEntryNos, (list, params) =>
    database.all(
      `select "item_ledger_entry_no", "expected_cost_posted_to_gl" from "value_entry" where "item_ledger_entry_no" in (${list}) and "expected_cost_posted_to_gl" <> 0`,
      params,
    ),
  );
  for (const row of rows) {
    const no = Number(row['item_ledger_entry_no']);
    sums.set(no, (sums.get(no) ?? 0n) + BigInt(row['expected_cost_posted_to_gl'] ?? 0));
  }
  return sums;
}

/** The rows of a list of numbers, read in pieces, in the order of the numbers. */
async function ascending(
  numbers: readonly number[],
  read: (list: string, params: number[]) => Promise<SqlRow[]>,
): Promise<SqlRow[]> {
  const rows: SqlRow[] = [];
  const sorted = [...numbers].sort((left, right) => left - right);
  await inChunks(sorted, async (list, params) => {
    rows.push(...(await read(list, params)));
  });
  return rows;
}
