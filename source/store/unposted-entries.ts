/**
 * Value entries that differ from what was posted of them, page by page in the order of work of the posting batch
 * (posting-rules.md 15.2): items by number, posting date and entry number; capacity last, by order. Found from the
 * difference (the index value_entry_unposted), not from the queue table, which is a work list and not the truth.
 */
import type {BufferedEntry} from '../domain/posting/buffer.js';
import type {EntryAmounts} from '../domain/posting/amounts.js';
import type {Database, SqlRow, SqlValue} from './database.js';
import {type Condition, joinConditions} from './filter-sql.js';
import type {ValueEntry} from './tables/index.js';
import {codeCondition, dateCondition, type LedgerFilters} from './ledger-filters.js';

/** What posting needs to know of a value entry beside its posting class. */
export interface PostableEntry extends BufferedEntry, EntryAmounts {
  readonly itemLedgerEntryNo: number;
  readonly itemNo: string;
  readonly documentNo: string;
  readonly externalDocumentNo: string;
  readonly sourceNo: string;
  readonly orderNo: string;
  readonly orderLineNo: number;
  readonly reasonCode: string;
  readonly jobNo: string;
  readonly vatDate: string;
}

export interface UnpostedEntry extends PostableEntry {
  readonly postingClassNo: number;
}

const PAGE = 5000;

/** The same words as the index's, so that the databases use it. */
const UNPOSTED =
  '(v."cost_amount_actual" <> v."cost_posted_to_gl" or v."cost_amount_expected" <> v."expected_cost_posted_to_gl" or v."cost_amount_actual_acy" <> v."cost_posted_to_gl_acy" or v."cost_amount_expected_acy" <> v."exp_cost_posted_to_gl_acy")';

const COLUMNS = [
  'entry_no',
  'item_ledger_entry_no',
  'item_no',
  'posting_date',
  'posting_class_no',
  'document_no',
  'external_document_no',
  'source_no',
  'order_no',
  'order_line_no',
  'reason_code',
  'job_no',
  'vat_date',
  'dimension_set_id',
  'expected_cost_left_alone',
  'cost_amount_actual',
  'cost_amount_actual_acy',
  'cost_amount_expected',
  'cost_amount_expected_acy',
  'cost_posted_to_gl',
  'cost_posted_to_gl_acy',
  'expected_cost_posted_to_gl',
  'exp_cost_posted_to_gl_acy',
];
const SELECT = `select ${COLUMNS.map(column => `v."${column}"`).join(', ')} from "value_entry" v where`;
const ORDER_TYPES = ['', 'Production', 'Transfer', 'Service', 'Assembly'];
const ORDER_TYPE = `case v."order_type" ${ORDER_TYPES.map((type, index) => `when '${type}' then ${index}`).join(' ')} else ${ORDER_TYPES.length} end`;

/**
 * All unposted entries inside the filters, in pages. The entries of a page may be posted before the next is asked
 * for. `capacityAlways`: capacity that is not inventoriable too, as the test report has it (posting-rules.md 4).
 */
export async function* unpostedEntries(
  database: Database,
  filters: LedgerFilters,
  {capacityAlways}: {capacityAlways: boolean},
): AsyncGenerator<UnpostedEntry[]> {
  const filter = joinConditions('and', [
    {where: UNPOSTED, params: []},
    codeCondition(database.dialect, filters, 'v'),
    dateCondition(filters, 'v."posting_date"'),
  ]);
  yield* items(database, filter);
  yield* capacity(database, filter, capacityAlways);
}

/** Along the index, each page beginning where the last one ended. */
async function* items(database: Database, filter: Condition): AsyncGenerator<UnpostedEntry[]> {
  let after: Condition = {where: '1 = 1', params: []};
  for (;;) {
    const {where, params} = joinConditions('and', [filter, ITEM_ENTRIES, after]);
    const rows = await database.all(
      `${SELECT} ${where} order by v."item_no", v."posting_date", v."entry_no" limit ${PAGE}`,
      params,
    );
    const entries = rows.map(fromRow);
    const last = entries.at(-1);
    if (!last) return;
    yield entries;
    if (entries.length < PAGE) return;
    after = {
      where: '(v."item_no", v."posting_date", v."entry_no") > (?, ?, ?)',
      params: [last.itemNo, last.postingDate, last.entryNo],
    };
  }
}

/** No index has their order: the numbers are sorted once, and the entries read by number. */
async function* capacity(database: Database, filter: Condition, always: boolean): AsyncGenerator<UnpostedEntry[]> {
  const {where, params} = joinConditions('and', [filter, CAPACITY_ENTRIES, ...(always ? [] : [INVENTORIABLE])]);
  const numbers: SqlValue[] = [];
  for await (const rows of database.streamSql(
    `select v."entry_no" from "value_entry" v where ${where} order by ${ORDER_TYPE}, v."order_no", v."order_line_no", v."entry_no"`,
    params,
  )) {
    for (const row of rows) numbers.push(Number(row['entry_no']));
  }
  for (let from = 0; from < numbers.length; from += PAGE) {
    const page = numbers.slice(from, from + PAGE);
    const rows = await database.all(`${SELECT} v."entry_no" in (${page.map(() => '?').join(', ')})`, page);
    const entries = new Map(rows.map(row => [Number(row['entry_no']), fromRow(row)]));
    yield page.map(no => entries.get(Number(no))).filter(entry => entry !== undefined);
  }
}

const INVENTORIABLE: Condition = {where: 'v."inventoriable" = 1', params: []};
const ITEM_ENTRIES: Condition = {where: '(v."inventoriable" = 1 and v."item_ledger_entry_no" <> 0)', params: []};
const CAPACITY_ENTRIES: Condition = {where: 'v."item_ledger_entry_no" = 0', params: []};

/** How many entries differ from what was posted of them: what a progress bar counts to. */
export async function countUnposted(database: Database, filters: LedgerFilters): Promise<number> {
  const {where, params} = joinConditions('and', [
    {where: UNPOSTED, params: []},
    INVENTORIABLE,
    codeCondition(database.dialect, filters, 'v'),
    dateCondition(filters, 'v."posting_date"'),
  ]);
  const row = await database.first(`select count(*) as "count" from "value_entry" v where ${where}`, params);
  return Number(row?.['count'] ?? 0);
}

/** All value entries of an order, by number. */
export async function valueEntriesOfOrder(database: Database, orderNo: string): Promise<UnpostedEntry[]> {
  const rows = await database.all(`${SELECT} v."order_no" = ? and v."order_no" <> '' order by v."entry_no"`, [orderNo]);
  return rows.map(fromRow);
}

/** A value entry that was just made; fields that it lacks are blank. */
export function unpostedEntryOf(entry: Partial<ValueEntry>, postingClassNo: number): UnpostedEntry {
  return {
    entryNo: entry.entryNo ?? 0,
    itemLedgerEntryNo: entry.itemLedgerEntryNo ?? 0,
    itemNo: entry.itemNo ?? '',
    postingDate: entry.postingDate ?? '',
    postingClassNo,
    documentNo: entry.documentNo ?? '',
    externalDocumentNo: entry.externalDocumentNo ?? '',
    sourceNo: entry.sourceNo ?? '',
    orderNo: entry.orderNo ?? '',
    orderLineNo: entry.orderLineNo ?? 0,
    reasonCode: entry.reasonCode ?? '',
    jobNo: entry.jobNo ?? '',
    vatDate: entry.vatDate ?? '',
    dimensionSetId: entry.dimensionSetId ?? 0,
    expectedCostLeftAlone: entry.expectedCostLeftAlone ?? false,
    costAmountActual: entry.costAmountActual ?? 0n,
    costAmountActualAcy: entry.costAmountActualAcy ?? 0n,
    costAmountExpected: entry.costAmountExpected ?? 0n,
    costAmountExpectedAcy: entry.costAmountExpectedAcy ?? 0n,
    costPostedToGl: entry.costPostedToGl ?? 0n,
    costPostedToGlAcy: entry.costPostedToGlAcy ?? 0n,
    expectedCostPostedToGl: entry.expectedCostPostedToGl ?? 0n,
    expCostPostedToGlAcy: entry.expCostPostedToGlAcy ?? 0n,
  };
}

function fromRow(row: SqlRow): UnpostedEntry {
  return {
    entryNo: Number(row['entry_no']),
    itemLedgerEntryNo: Number(row['item_ledger_entry_no']),
    itemNo: row['item_no'] as string,
    postingDate: row['posting_date'] as string,
    postingClassNo: Number(row['posting_class_no']),
    documentNo: row['document_no'] as string,
    externalDocumentNo: row['external_document_no'] as string,
    sourceNo: row['source_no'] as string,
    orderNo: row['order_no'] as string,
    orderLineNo: Number(row['order_line_no']),
    reasonCode: row['reason_code'] as string,
    jobNo: row['job_no'] as string,
    vatDate: row['vat_date'] as string,
    dimensionSetId: Number(row['dimension_set_id']),
    expectedCostLeftAlone: row['expected_cost_left_alone'] === 1n,
    costAmountActual: row['cost_amount_actual'] as bigint,
    costAmountActualAcy: row['cost_amount_actual_acy'] as bigint,
    costAmountExpected: row['cost_amount_expected'] as bigint,
    costAmountExpectedAcy: row['cost_amount_expected_acy'] as bigint,
    costPostedToGl: row['cost_posted_to_gl'] as bigint,
    costPostedToGlAcy: row['cost_posted_to_gl_acy'] as bigint,
    expectedCostPostedToGl: row['expected_cost_posted_to_gl'] as bigint,
    expCostPostedToGlAcy: row['exp_cost_posted_to_gl_acy'] as bigint,
  };
}
