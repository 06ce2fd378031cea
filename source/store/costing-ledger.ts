/**
 * Loads what cost adjustment works on: an item's entries all at once, or, where few of many are concerned, only
 * those that its flagged entries reach (domain/costing/adjust). Reads narrow rows and in bulk.
 */
import type {
  CostEntryType,
  CostVarianceType,
  InventoryOrderType,
  ItemLedgerDocumentType,
  ItemLedgerEntryType,
} from '../domain/options.js';
import {
  append,
  ItemCosts,
  NONE,
  type Application,
  type CostEntry,
  type CostingRules,
  type CostValue,
} from '../domain/costing/adjust/entries.js';
import {cellOf, cellSum, groupSum, type Cells, type Sum} from '../domain/costing/adjust/average-sums.js';
import type {UnitCostBasis} from '../domain/costing/adjust/unit-cost.js';
import {inChunks} from './chunks.js';
import {cellsOf, summing} from './item-cost-totals.js';
import {Shared} from './shared-cells.js';
import type {Database, SqlRow, SqlValue} from './database.js';
import {exactSum, sumSql} from './sums.js';

const ENTRY_COLUMNS =
  'e."entry_no", e."item_no", e."entry_type", e."posting_date", e."quantity", e."remaining_quantity", e."invoiced_quantity", e."open", e."correction", e."location_code", e."variant_code", e."applies_to_entry", e."order_type", e."order_no", e."order_line_no", e."last_invoice_date", e."completely_invoiced", e."applied_entry_to_adjust"';
const VALUE_COLUMNS =
  'v."entry_no", v."item_ledger_entry_no", v."entry_type", v."variance_type", v."expected_cost", v."adjustment", v."partial_revaluation", v."valued_by_average_cost", v."item_charge_no", v."document_type", v."document_no", v."document_line_no", v."posting_date", v."valuation_date", v."applies_to_entry", v."valued_quantity", v."invoiced_quantity", v."item_ledger_entry_quantity", v."cost_per_unit", v."cost_amount_actual", v."cost_amount_expected"';
const ACY_COLUMNS = ', v."cost_per_unit_acy", v."cost_amount_actual_acy", v."cost_amount_expected_acy"';
const APPLICATION_COLUMNS =
  'a."entry_no", a."item_ledger_entry_no", a."inbound_item_entry_no", a."outbound_item_entry_no", a."quantity", a."cost_application", a."transferred_from_entry_no", a."posting_date", a."output_completely_invd_date"';

/**
 * An issue that takes nothing over its application (as of Average items, most of all there is) need not know of it;
 * those that are invoiced when their sources are do.
 */
const CARRIES_SOMETHING = `(a."cost_application" = 1 or a."item_ledger_entry_no" = a."inbound_item_entry_no" or e."entry_type" in ('Transfer', 'Consumption', 'Assembly Consumption'))`;

/** An item whose entries are to be loaded. */
export interface WantedItem {
  no: string;
  rules: CostingRules;
}

export class CostingLedger {
  private readonly shared = new Shared();

  constructor(
    private readonly database: Database,
    private readonly withAcy: boolean,
  ) {}

  /** All entries of some items, in three queries. */
  async loadItems(items: readonly WantedItem[]): Promise<Map<string, ItemCosts>> {
    const loaded = new Map(items.map(item => [item.no, new ItemCosts(item.no, item.rules)]));
    await inChunks([...loaded.keys()], async (list, params) => {
      await this.eachRow(
        `select ${ENTRY_COLUMNS} from "item_ledger_entry" e where e."item_no" in (${list})`,
        params,
        row => {
          const entry = entryOf(row, this.shared);
          loaded.get(entry.itemNo)?.entries.set(entry.no, entry);
        },
      );
      await this.eachRow(
        `select v."item_no", ${this.valueColumns} from "value_entry" v where v."item_no" in (${list}) and v."inventoriable" = 1 and v."item_ledger_entry_no" <> 0`,
        params,
        row => {
          const entry = loaded.get(String(row['item_no']))?.entries.get(Number(row['item_ledger_entry_no']));
          if (entry) entry.values = append(entry.values, this.valueOf(row));
        },
      );
      await this.eachRow(
        `select e."item_no", ${APPLICATION_COLUMNS} from "item_ledger_entry" e join "item_application_entry" a on a."item_ledger_entry_no" = e."entry_no" where e."item_no" in (${list}) and ${CARRIES_SOMETHING}`,
        params,
        row => {
          const costs = loaded.get(String(row['item_no']));
          if (costs) link(costs, applicationOf(row, this.shared));
        },
      );
    });
    for (const costs of loaded.values()) for (const entry of costs.entries.values()) inOrder(entry);
    return loaded;
  }

  /**
   * Of one item the entries `startNos` and everything that they reach: what takes from them, transfer receipts,
   * reversals, and so on; and of each of those the entries that it gets its cost from.
   */
  async loadReached(item: WantedItem, startNos: readonly number[]): Promise<ItemCosts> {
    const costs = new ItemCosts(item.no, item.rules);
    const reached = new Set<number>(startNos);
    const linked = new Map<number, Application>();
    let frontier = [...reached];
    while (frontier.length > 0) {
      const rows = await this.applicationsOf(frontier);
      const next = new Set<number>();
      const wanted = new Set<number>(frontier);
      for (const row of rows) {
        linked.set(row.no, row);
        for (const no of [row.entryNo, row.inboundNo, row.outboundNo, row.transferredFromNo])
          if (no !== 0) wanted.add(no);
        if (!reached.has(row.entryNo)) next.add(row.entryNo);
      }
      await this.loadEntries(
        costs,
        [...wanted].filter(no => !costs.entries.has(no)),
      );
      frontier = [...next];
      for (const no of frontier) reached.add(no);
    }
    for (const row of [...linked.values()].sort((left, right) => left.no - right.no)) link(costs, row);
    return costs;
  }

  /** One entry with its applications, and the entries at their other ends. */
  async loadAround(item: WantedItem, entryNo: number): Promise<ItemCosts> {
    const costs = new ItemCosts(item.no, item.rules);
    const rows = await this.applicationsOf([entryNo]);
    const wanted = new Set([entryNo]);
    for (const row of rows) {
      for (const no of [row.entryNo, row.inboundNo, row.outboundNo, row.transferredFromNo])
        if (no !== 0) wanted.add(no);
    }
    await this.loadEntries(costs, [...wanted]);
    for (const row of rows) link(costs, row);
    return costs;
  }

  /** Numbers of an item's entries that are flagged. */
  async flaggedEntries(itemNo: string): Promise<number[]> {
    const rows = await this.database.all(
      'select "entry_no" from "item_ledger_entry" where "item_no" = ? and "applied_entry_to_adjust" = 1 order by "entry_no"',
      [itemNo],
    );
    return rows.map(row => Number(row['entry_no']));
  }

  /** How many value entries of an item are valued on or after a date. */
  async countValuedFrom(itemNo: string, date: string): Promise<number> {
    const row = await this.database.first(
      'select count(*) as "count" from "value_entry" where "item_no" = ? and "valuation_date" >= ?',
      [itemNo, date],
    );
    return Number(row?.['count'] ?? 0);
  }

  /** Numbers of an item's entries that have value entries valued on or after a date. */
  async entriesValuedFrom(itemNo: string, date: string): Promise<number[]> {
    const rows = await this.database.all(
      'select distinct "item_ledger_entry_no" as "no" from "value_entry" where "item_no" = ? and "valuation_date" >= ? and "inventoriable" = 1 and "item_ledger_entry_no" <> 0',
      [itemNo, date],
    );
    return rows.map(row => Number(row['no']));
  }

  /** Sums of what an item has valued before a date, by location and variant. */
  async sumsBefore(itemNo: string, date: string): Promise<Cells> {
    const sql = summing(this.database, '"item_no" = ? and "valuation_date" < ?');
    return cellsOf(await this.database.all(sql, [itemNo, date]));
  }

  /** Some entries with their value entries, but not linked to others; by number. */
  async entriesAlone(itemNo: string, rules: CostingRules, nos: readonly number[]): Promise<ItemCosts> {
    const costs = new ItemCosts(itemNo, rules);
    await this.loadEntries(costs, nos);
    return costs;
  }

  /**
   * What an item's unit cost is computed from (costing.md 13), of all places or of one. `all`: the sums of all
   * entries by place.
   */
  async unitCostBasis(
    itemNo: string,
    place: {locationCode: string; variantCode: string} | undefined,
    all: Cells,
  ): Promise<UnitCostBasis> {
    const {dialect} = this.database;
    const sums = (alias: string) =>
      `${sumSql(dialect, `${alias}"item_ledger_entry_quantity"`, 'quantity')}, ${sumSql(dialect, `${alias}"cost_amount_actual"`, 'actual')}, ${sumSql(dialect, `${alias}"cost_amount_expected"`, 'expected')}`;
    const at = (alias: string) => (place ? ` and ${alias}"location_code" = ? and ${alias}"variant_code" = ?` : '');
    const params = place ? [itemNo, place.locationCode, place.variantCode] : [itemNo];
    const open = await this.database.first(
      `select ${sums('v.')} from "item_ledger_entry" e join "value_entry" v on v."item_ledger_entry_no" = e."entry_no" where e."item_no" = ? and e."open" = 1 and e."positive" = 0 and v."inventoriable" = 1${at('e.')}`,
      params,
    );
    const of = (row: SqlRow | undefined, alias: string): bigint => (row ? exactSum(row, alias) : 0n);
    const sum = sumAt(all, place);
    const quantity = sum.quantity - of(open, 'quantity');
    const cost = sum.lcy - of(open, 'actual') - of(open, 'expected');
    if (quantity !== 0n) return {quantity, cost, latestIssue: undefined};
    const latest = await this.database.first(
      `select "entry_no", "quantity" from "item_ledger_entry" where "item_no" = ? and "positive" = 0 and "open" = 0 and "completely_invoiced" = 1 and "applies_to_entry" = 0 and "correction" = 0${at('')} order by "posting_date" desc, "entry_no" desc limit 1`,
      params,
    );
    if (!latest) return {quantity, cost, latestIssue: undefined};
    const own = await this.database.first(
      `select ${sums('')} from "value_entry" where "item_ledger_entry_no" = ? and "inventoriable" = 1`,
      [latest['entry_no'] ?? 0],
    );
    return {
      quantity,
      cost,
      latestIssue: {quantity: BigInt(latest['quantity'] ?? 0), cost: of(own, 'actual') + of(own, 'expected')},
    };
  }

  /** Rows of some entries: their own, and those in which they are the inbound, the outbound or the lot of a transfer. */
  private async applicationsOf(nos: readonly number[]): Promise<Application[]> {
    const found = new Map<number, Application>();
    for (const column of [
      'item_ledger_entry_no',
      'inbound_item_entry_no',
      'outbound_item_entry_no',
      'transferred_from_entry_no',
    ]) {
      await inChunks(nos, async (list, params) => {
        const filled =
          column === 'item_ledger_entry_no' || column === 'inbound_item_entry_no' ? '' : ` and a."${column}" <> 0`;
        for (const row of await this.database.all(
          `select ${APPLICATION_COLUMNS} from "item_application_entry" a where a."${column}" in (${list})${filled}`,
          params,
        )) {
          const application = applicationOf(row, this.shared);
          found.set(application.no, application);
        }
      });
    }
    return [...found.values()];
  }

  private async loadEntries(costs: ItemCosts, nos: readonly number[]): Promise<void> {
    await inChunks(nos, async (list, params) => {
      for (const row of await this.database.all(
        `select ${ENTRY_COLUMNS} from "item_ledger_entry" e where e."entry_no" in (${list})`,
        params,
      )) {
        const entry = entryOf(row, this.shared);
        costs.entries.set(entry.no, entry);
      }
      for (const row of await this.database.all(
        `select ${this.valueColumns} from "value_entry" v where v."item_ledger_entry_no" in (${list}) and v."inventoriable" = 1`,
        params,
      )) {
        const entry = costs.entries.get(Number(row['item_ledger_entry_no']));
        if (entry) entry.values = append(entry.values, this.valueOf(row));
      }
    });
    for (const no of nos) {
      const entry = costs.entries.get(no);
      if (entry) inOrder(entry);
    }
  }

  private get valueColumns(): string {
    return this.withAcy ? VALUE_COLUMNS + ACY_COLUMNS : VALUE_COLUMNS;
  }

  private async eachRow(sql: string, params: readonly SqlValue[], take: (row: SqlRow) => void): Promise<void> {
    for await (const batch of this.database.streamSql(sql, params)) for (const row of batch) take(row);
  }

  private valueOf(row: SqlRow): CostValue {
    return {
      no: Number(row['entry_no']),
      type: this.shared.text(row['entry_type']) as CostEntryType,
      varianceType: this.shared.text(row['variance_type']) as CostVarianceType,
      expectedCost: row['expected_cost'] === 1n,
      adjustment: row['adjustment'] === 1n,
      partialRevaluation: row['partial_revaluation'] === 1n,
      valuedByAverage: row['valued_by_average_cost'] === 1n,
      charge: row['item_charge_no'] !== '',
      documentType: this.shared.text(row['document_type']) as ItemLedgerDocumentType,
      documentNo: row['document_no'] as string,
      documentLineNo: Number(row['document_line_no']),
      postingDate: this.shared.text(row['posting_date']),
      valuationDate: this.shared.text(row['valuation_date']),
      appliesTo: Number(row['applies_to_entry']),
      valuedQuantity: this.shared.amount(row['valued_quantity']),
      invoicedQuantity: this.shared.amount(row['invoiced_quantity']),
      entryQuantity: this.shared.amount(row['item_ledger_entry_quantity']),
      costPerUnit: this.shared.money(row['cost_per_unit'], row['cost_per_unit_acy']),
      actual: this.shared.money(row['cost_amount_actual'], row['cost_amount_actual_acy']),
      expected: this.shared.money(row['cost_amount_expected'], row['cost_amount_expected_acy']),
      actualAdded: undefined,
      expectedAdded: undefined,
    };
  }
}

/** The sum of all places, or of one. */
function sumAt(cells: Cells, place: {locationCode: string; variantCode: string} | undefined): Sum {
  return place ? cellSum(cells, cellOf(place)) : groupSum('Item', cells, '');
}

function entryOf(row: SqlRow, shared: Shared): CostEntry {
  return {
    no: Number(row['entry_no']),
    itemNo: shared.text(row['item_no']),
    type: shared.text(row['entry_type']) as ItemLedgerEntryType,
    postingDate: shared.text(row['posting_date']),
    quantity: shared.amount(row['quantity']),
    remaining: shared.amount(row['remaining_quantity']),
    invoiced: shared.amount(row['invoiced_quantity']),
    open: row['open'] === 1n,
    correction: row['correction'] === 1n,
    locationCode: shared.text(row['location_code']),
    variantCode: shared.text(row['variant_code']),
    appliesTo: Number(row['applies_to_entry']),
    orderType: shared.text(row['order_type']) as InventoryOrderType,
    orderNo: shared.text(row['order_no']),
    orderLineNo: Number(row['order_line_no']),
    lastInvoiceDate: shared.text(row['last_invoice_date']),
    completelyInvoiced: row['completely_invoiced'] === 1n,
    toAdjust: row['applied_entry_to_adjust'] === 1n,
    values: NONE,
    own: NONE,
    takers: NONE,
    reversals: NONE,
    transfers: NONE,
  };
}

function applicationOf(row: SqlRow, shared: Shared): Application {
  return {
    no: Number(row['entry_no']),
    entryNo: Number(row['item_ledger_entry_no']),
    inboundNo: Number(row['inbound_item_entry_no']),
    outboundNo: Number(row['outbound_item_entry_no']),
    quantity: shared.amount(row['quantity']),
    costApplication: row['cost_application'] === 1n,
    transferredFromNo: Number(row['transferred_from_entry_no']),
    postingDate: shared.text(row['posting_date']),
    completelyInvoicedDate: shared.text(row['output_completely_invd_date']),
  };
}

/** Hangs a row on the entries that it links; entries that are not there (a partial import) are passed over. */
function link(costs: ItemCosts, row: Application): void {
  const entries = costs.entries;
  const isThere = (no: number): boolean => no === 0 || entries.has(no);
  if (!isThere(row.inboundNo) || !isThere(row.outboundNo) || !isThere(row.transferredFromNo)) return;
  const owner = entries.get(row.entryNo);
  if (owner) owner.own = append(owner.own, row);
  const inbound = entries.get(row.inboundNo);
  if (row.entryNo !== row.inboundNo) {
    if (inbound) inbound.takers = append(inbound.takers, row);
    return;
  }
  const outbound = entries.get(row.outboundNo);
  if (!outbound) return;
  outbound.reversals = append(outbound.reversals, row);
  const lot = entries.get(row.transferredFromNo);
  if (lot) lot.transfers = append(lot.transfers, row);
}

function inOrder(entry: CostEntry): void {
  const {values} = entry;
  for (let index = 1; index < values.length; index += 1) {
    if ((values[index - 1] as CostValue).no > (values[index] as CostValue).no) {
      entry.values = [...values].sort((left, right) => left.no - right.no);
      return;
    }
  }
}
