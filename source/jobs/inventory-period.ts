/** Inventory periods (costing.md 18): listing, testing whether one may be closed (reports.md 5), closing, re-opening. */
import {formatDate, isClosingDate, type LedgerDate} from '../domain/dates.js';
import {message, type Message} from '../domain/message.js';
import {Refusal} from '../errors.js';
import type {Database} from '../store/database.js';
import {filterSql, readFilter} from '../store/filter-sql.js';
import {descriptionsOf} from '../store/reports/costing-errors-query.js';
import {inventoryPeriod, inventoryPeriodEntry, type InventoryPeriod} from '../store/tables/index.js';
import type {JobContext} from './job.js';

/**
 * What keeps a period from being closed. `not-adjusted`: the item has entry points up to the date that are not
 * adjusted. `order-not-adjusted`: a finished order with output up to the date is not. `open-outbound-entry`: goods
 * went out that have not come in yet. `missing-ending-date`: the period has no date.
 */
export type PeriodFindingCode = 'not-adjusted' | 'order-not-adjusted' | 'open-outbound-entry' | 'missing-ending-date';

export interface PeriodFinding {
  code: PeriodFindingCode;
  itemNo: string;
  orderNo: string;
  entryNo: number;
  message: Message;
}

export interface TestedPeriod extends InventoryPeriod {
  findings: PeriodFinding[];
  /** Descriptions of the items that are found, by number. */
  descriptions: ReadonlyMap<string, string>;
}

export async function listPeriods({database}: JobContext): Promise<InventoryPeriod[]> {
  return database.read(inventoryPeriod);
}

/**
 * Tests the periods that a filter on the ending date lets through, all of them without one. A single date that no
 * period has is tested as if it had: closing would make it. A closing date is refused, as closing refuses it.
 */
export async function testPeriods({database}: JobContext, filter: string): Promise<TestedPeriod[]> {
  const field = inventoryPeriod.byProperty.get('endingDate');
  if (!field) throw new Error('Inventory Period has no ending date');
  const read = readFilter(filter, field);
  const {where, params} = filterSql(database.dialect, '"ending_date"', read);
  const periods = await database.read(inventoryPeriod, {where, params});
  if (periods.length === 0 && read.type === 'in' && read.values.length === 1) {
    const endingDate = String(read.values[0]);
    if (isClosingDate(endingDate))
      throw new Refusal('bad-date', message('errors.bad-date', {value: formatDate(endingDate)}));
    periods.push({endingDate, name: '', closed: false});
  }
  const tested: TestedPeriod[] = [];
  for (const period of periods) {
    const findings = await findingsUpTo(database, period.endingDate);
    const items = [...new Set(findings.map(({itemNo}) => itemNo))];
    tested.push({...period, findings, descriptions: await descriptionsOf(database, items)});
  }
  return tested;
}

/** Closes the period that ends on a date, making it where there is none, and all earlier ones. */
export async function closePeriod(context: JobContext, endingDate: LedgerDate): Promise<InventoryPeriod> {
  return context.database.transaction(async database => {
    const period = await database.find(inventoryPeriod, endingDate);
    if (period?.closed)
      throw new Refusal('period-closed', message('costing.period.closedAlready', {date: {date: endingDate}}));
    const findings = await findingsUpTo(database, endingDate);
    if (findings.length > 0) {
      throw new Refusal(
        'period-not-ready',
        message('costing.period.notReady', {date: {date: endingDate}, count: findings.length}),
        findings.slice(0, 100).map(finding => ({message: finding.message})),
      );
    }
    if (!period) await database.insert(inventoryPeriod, [{endingDate, name: '', closed: false}]);
    const open = await database.read(inventoryPeriod, {
      where: '"closed" = 0 and "ending_date" <= ?',
      params: [endingDate],
    });
    await setClosed(context, database, open, true);
    return {endingDate, name: period?.name ?? '', closed: true};
  });
}

/** Re-opens a period and all later ones. */
export async function reopenPeriod(context: JobContext, endingDate: LedgerDate): Promise<InventoryPeriod> {
  return context.database.transaction(async database => {
    const period = await database.find(inventoryPeriod, endingDate);
    if (!period) throw new Refusal('no-such-period', message('costing.period.unknown', {date: {date: endingDate}}));
    if (!period.closed)
      throw new Refusal('period-open', message('costing.period.openAlready', {date: {date: endingDate}}));
    const closed = await database.read(inventoryPeriod, {
      where: '"closed" = 1 and "ending_date" >= ?',
      params: [endingDate],
    });
    await setClosed(context, database, closed, false);
    return {...period, closed: false};
  });
}

/** Sets the mark of periods, and writes an entry for each: who, when, and up to which item register. */
async function setClosed(
  context: JobContext,
  database: Database,
  periods: readonly InventoryPeriod[],
  closed: boolean,
): Promise<void> {
  const register = await database.first('select coalesce(max("no"), 0) as "no" from "item_register"');
  const time = new Date().toTimeString().slice(0, 8);
  for (const {endingDate} of periods) {
    await database.run('update "inventory_period" set "closed" = ? where "ending_date" = ?', [closed, endingDate]);
    const last = await database.first(
      'select coalesce(max("entry_no"), 0) as "no" from "inventory_period_entry" where "ending_date" = ?',
      [endingDate],
    );
    await database.insert(inventoryPeriodEntry, [
      {
        endingDate,
        entryNo: Number(last?.['no'] ?? 0) + 1,
        entryType: closed ? 'Close' : 'Re-open',
        creationDate: context.workDate,
        creationTime: time,
        userId: context.userId,
        closingItemRegisterNo: Number(register?.['no'] ?? 0),
      },
    ]);
  }
}

/** All that keeps everything up to a date from being closed, by item, in the order of reports.md 5. */
async function findingsUpTo(database: Database, endingDate: LedgerDate): Promise<PeriodFinding[]> {
  if (endingDate === '') {
    return [finding('missing-ending-date', {}, message('costing.period.missingEndingDate'))];
  }
  const findings = [
    ...(await unadjustedItems(database, endingDate)),
    ...(await unadjustedOrders(database, endingDate)),
    ...(await openOutbounds(database, endingDate)),
  ];
  return findings.sort((left, right) => (left.itemNo < right.itemNo ? -1 : left.itemNo > right.itemNo ? 1 : 0));
}

async function unadjustedItems(database: Database, endingDate: LedgerDate): Promise<PeriodFinding[]> {
  const rows = await database.all(
    'select distinct "item_no" from "avg_cost_adjmt_entry_point" where "cost_is_adjusted" = 0 and "valuation_date" <= ?',
    [endingDate],
  );
  return rows.map(row => {
    const itemNo = String(row['item_no']);
    return finding('not-adjusted', {itemNo}, message('costing.period.notAdjusted', {item: itemNo}));
  });
}

async function unadjustedOrders(database: Database, endingDate: LedgerDate): Promise<PeriodFinding[]> {
  const rows = await database.all(
    `select distinct o."order_type", o."order_no", o."item_no" from "inventory_adjmt_entry_order" o where o."cost_is_adjusted" = 0 and (o."is_finished" = 1 or o."order_type" = 'Assembly') and exists (select 1 from "value_entry" v where v."order_no" = o."order_no" and v."order_no" <> '' and v."order_type" = o."order_type" and (v."order_line_no" = o."order_line_no" or v."order_type" = 'Assembly') and v."item_ledger_entry_type" in ('Output', 'Assembly Output') and v."valuation_date" <= ?) order by o."order_no"`,
    [endingDate],
  );
  return rows.map(row => {
    const orderNo = String(row['order_no']);
    return finding(
      'order-not-adjusted',
      {itemNo: String(row['item_no']), orderNo},
      message('costing.period.orderNotAdjusted', {type: {caption: String(row['order_type'])}, order: orderNo}),
    );
  });
}

async function openOutbounds(database: Database, endingDate: LedgerDate): Promise<PeriodFinding[]> {
  const rows = await database.all(
    'select "entry_no", "item_no", "remaining_quantity", "posting_date" from "item_ledger_entry" where "open" = 1 and "positive" = 0 and "posting_date" <= ? order by "entry_no"',
    [endingDate],
  );
  return rows.map(row => {
    const entryNo = Number(row['entry_no']);
    return finding(
      'open-outbound-entry',
      {itemNo: String(row['item_no']), entryNo},
      message('costing.period.openOutbound', {
        entry: entryNo,
        item: String(row['item_no']),
        quantity: {quantity: BigInt(row['remaining_quantity'] ?? 0)},
        date: {date: String(row['posting_date'])},
      }),
    );
  });
}

const finding = (
  code: PeriodFindingCode,
  of: {itemNo?: string; orderNo?: string; entryNo?: number},
  words: Message,
): PeriodFinding => ({
  code,
  itemNo: of.itemNo ?? '',
  orderNo: of.orderNo ?? '',
  entryNo: of.entryNo ?? 0,
  message: words,
});
