/**
 * Where an entry's cost came from and where it went to: the application graph around one item ledger entry, one
 * level a call, with the cost that flows along each link (costing.md 15.2, 16).
 */
import {proportion} from '../domain/money.js';
import {
  type Application,
  type CostEntry,
  followsLot,
  isAverageValued,
  type ItemCosts,
  totalCost,
} from '../domain/costing/adjust/entries.js';
import {shareOfInbound} from '../domain/costing/adjust/inbound-cost.js';
import type {CostingMethod, ItemLedgerEntryType} from '../domain/options.js';
import {CostingLedger} from '../store/costing-ledger.js';
import type {Database, SqlRow} from '../store/database.js';
import {exactSum, sumSql} from '../store/sums.js';
import {item as itemTable, itemLedgerEntry} from '../store/tables/index.js';
import {AdjustmentCompany} from './adjustment/company.js';
import type {JobContext} from './job.js';

/** `average`: goods of the lot, at the average of the period: no cost follows the application. */
export type CostLinkKind = 'application' | 'average' | 'transfer' | 'reversal' | 'order' | 'capacity';

export interface CostLink {
  kind: CostLinkKind;
  /** The item ledger entry at the other end; of capacity the capacity ledger entry. */
  entryNo: number;
  entryType: ItemLedgerEntryType;
  itemNo: string;
  postingDate: string;
  documentNo: string;
  /** Of the application; of an order the entry's own. Always positive. */
  quantity: bigint;
  /** Cost that flows along the link, in local currency. */
  amount: bigint;
}

export interface CostFlow {
  entryNo: number;
  itemNo: string;
  quantity: bigint;
  /** Actual and expected cost of the entry. */
  cost: bigint;
  from: CostLink[];
  to: CostLink[];
}

/** The flow around an entry; undefined where there is no such entry. */
export async function costFlow(context: JobContext, entryNo: number): Promise<CostFlow | undefined> {
  const {database} = context;
  const row = await database.find(itemLedgerEntry, entryNo);
  if (!row) return undefined;
  const card = await database.find(itemTable, row.itemNo);
  const company = await AdjustmentCompany.load(context, database);
  const ledger = new CostingLedger(database, company.withAcy);
  const method: CostingMethod = card?.costingMethod ?? 'FIFO';
  const costs = await ledger.loadAround({no: row.itemNo, rules: company.rulesFor(method)}, entryNo);
  const entry = costs.entry(entryNo);
  const details = await detailsOf(database, [...costs.entries.keys()]);
  const link = (kind: CostLinkKind, no: number, quantity: bigint, amount: bigint): CostLink => ({
    kind,
    entryNo: no,
    entryType: costs.entry(no).type,
    itemNo: row.itemNo,
    postingDate: costs.entry(no).postingDate,
    documentNo: details.get(no) ?? '',
    quantity: quantity < 0n ? -quantity : quantity,
    amount,
  });
  const flow: CostFlow = {
    entryNo,
    itemNo: row.itemNo,
    quantity: entry.quantity,
    cost: totalCost(entry, 'lcy'),
    from: givers(costs, entry, link),
    to: receivers(costs, entry, link),
  };
  if (entry.orderNo === '') return flow;
  if (entry.type === 'Output' || entry.type === 'Assembly Output') flow.from.push(...(await usedBy(database, entry)));
  if (entry.type === 'Consumption' || entry.type === 'Assembly Consumption') {
    flow.to.push(...(await madeBy(database, entry)));
  }
  return flow;
}

type Link = (kind: CostLinkKind, no: number, quantity: bigint, amount: bigint) => CostLink;

function givers(costs: ItemCosts, entry: CostEntry, link: Link): CostLink[] {
  return entry.own.flatMap(row => {
    if (entry.quantity < 0n) {
      if (row.quantity >= 0n) return [];
      return [applicationLink(costs, row, entry, row.inboundNo, link)];
    }
    if (row.outboundNo === 0) return [];
    const lot = followsLot(costs, row);
    return [
      link(
        lot ? 'transfer' : 'reversal',
        lot ? row.transferredFromNo : row.outboundNo,
        row.quantity,
        reversedCost(costs, row),
      ),
    ];
  });
}

function receivers(costs: ItemCosts, entry: CostEntry, link: Link): CostLink[] {
  if (entry.quantity < 0n) {
    return entry.reversals.map(row =>
      link(followsLot(costs, row) ? 'transfer' : 'reversal', row.entryNo, row.quantity, reversedCost(costs, row)),
    );
  }
  const moved = entry.transfers.filter(row => followsLot(costs, row));
  // Where the lot itself is followed to where it went, the half that took it out would count its cost twice.
  const halves = new Set(moved.map(row => row.outboundNo));
  return [
    ...entry.takers
      .filter(row => !halves.has(row.entryNo))
      .map(row => applicationLink(costs, row, costs.entry(row.entryNo), row.entryNo, link)),
    ...moved.map(row => link('transfer', row.entryNo, row.quantity, reversedCost(costs, row))),
  ];
}

function applicationLink(costs: ItemCosts, row: Application, taker: CostEntry, other: number, link: Link): CostLink {
  if (!row.costApplication || isAverageValued(taker)) {
    return link('average', other, row.quantity, proportion(-totalCost(taker, 'lcy'), row.quantity, taker.quantity));
  }
  const lot = costs.entry(row.inboundNo);
  const amount = shareOfInbound(lot, taker, -row.quantity, 'lcy', costs.rules.precision.lcy);
  return link('application', other, row.quantity, amount);
}

function reversedCost(costs: ItemCosts, row: Application): bigint {
  const outbound = costs.entry(row.outboundNo);
  if (followsLot(costs, row)) {
    return shareOfInbound(costs.entry(row.transferredFromNo), outbound, row.quantity, 'lcy', costs.rules.precision.lcy);
  }
  return proportion(totalCost(outbound, 'lcy'), row.quantity, outbound.quantity, costs.rules.precision.lcy);
}

async function detailsOf(database: Database, nos: readonly number[]): Promise<Map<number, string>> {
  const rows = await database.read(itemLedgerEntry, {
    where: `"entry_no" in (${nos.map(() => '?').join(', ')})`,
    params: nos,
  });
  return new Map(rows.map(({entryNo, documentNo}) => [entryNo, documentNo]));
}

/** What an order used, as sources of its output: consumption entries and capacity. */
async function usedBy(database: Database, entry: CostEntry): Promise<CostLink[]> {
  const line = entry.orderType === 'Assembly' ? '' : ' and v."order_line_no" = ?';
  const rows = await database.all(
    `select v."item_ledger_entry_no", v."capacity_ledger_entry_no", v."item_ledger_entry_type", min(v."item_no") as "item_no", min(v."posting_date") as "posting_date", min(v."document_no") as "document_no", ${sumSql(database.dialect, 'v."cost_amount_actual"', 'actual')}, max(abs(v."valued_quantity")) as "quantity" from "value_entry" v where v."order_no" = ? and v."order_no" <> '' and v."order_type" = ?${line} and v."item_ledger_entry_type" in ('', 'Consumption', 'Assembly Consumption') and v."entry_type" in ('Direct Cost', 'Indirect Cost') group by v."item_ledger_entry_no", v."capacity_ledger_entry_no", v."item_ledger_entry_type" order by 1, 2`,
    [entry.orderNo, entry.orderType, ...(line === '' ? [] : [entry.orderLineNo])],
  );
  return rows.map(row => {
    const capacity = row['item_ledger_entry_no'] === 0n;
    const actual = exactSum(row, 'actual');
    return orderLink(row, capacity ? 'capacity' : 'order', capacity ? actual : -actual);
  });
}

/** The outputs of the order that consumed an entry. */
async function madeBy(database: Database, entry: CostEntry): Promise<CostLink[]> {
  const line = entry.orderType === 'Assembly' ? '' : ' and v."order_line_no" = ?';
  const rows = await database.all(
    `select v."item_ledger_entry_no", 0 as "capacity_ledger_entry_no", v."item_ledger_entry_type", min(v."item_no") as "item_no", min(v."posting_date") as "posting_date", min(v."document_no") as "document_no", ${sumSql(database.dialect, 'v."cost_amount_actual" + v."cost_amount_expected"', 'actual')}, max(abs(v."item_ledger_entry_quantity")) as "quantity" from "value_entry" v where v."order_no" = ? and v."order_no" <> '' and v."order_type" = ?${line} and v."item_ledger_entry_type" in ('Output', 'Assembly Output') group by v."item_ledger_entry_no", v."item_ledger_entry_type" order by 1`,
    [entry.orderNo, entry.orderType, ...(line === '' ? [] : [entry.orderLineNo])],
  );
  return rows.map(row => orderLink(row, 'order', exactSum(row, 'actual')));
}

function orderLink(row: SqlRow, kind: 'order' | 'capacity', amount: bigint): CostLink {
  return {
    kind,
    entryNo: Number(kind === 'capacity' ? row['capacity_ledger_entry_no'] : row['item_ledger_entry_no']),
    entryType: row['item_ledger_entry_type'] as ItemLedgerEntryType,
    itemNo: String(row['item_no']),
    postingDate: String(row['posting_date']),
    documentNo: String(row['document_no']),
    quantity: BigInt(row['quantity'] ?? 0),
    amount,
  };
}
