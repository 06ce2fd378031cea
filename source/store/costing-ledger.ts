/**
 * Loads what cost adjustment works on: an item's entries all at once, or, where few of many are concerned, only
 * those that its flagged entries reach (domain/costing/adjust). Reads narrow rows and in bulk.
 */
import {
  append,
  ItemCosts,
  type Application,
  type CostEntry,
  type CostingRules,
  type CostValue,
} from '../domain/costing/adjust/entries.js';
import type {Cells} from '../domain/costing/adjust/average-sums.js';
import {inChunks} from './chunks.js';
import {
  ACY_COLUMNS,
  APPLICATION_COLUMNS,
  applicationOf,
  ENTRY_COLUMNS,
  costEntryOf,
  VALUE_COLUMNS,
  costValueOf,
} from './costing-rows.js';
import {cellsOf, summing} from './item-cost-totals.js';
import {Shared} from './shared-cells.js';
import type {Database, SqlRow, SqlValue} from './database.js';

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
          const entry = costEntryOf(row, this.shared);
          loaded.get(entry.itemNo)?.entries.set(entry.no, entry);
        },
      );
      await this.eachRow(
        `select v."item_no", ${this.valueColumns} from "value_entry" v where v."item_no" in (${list}) and v."inventoriable" = 1 and v."item_ledger_entry_no" <> 0`,
        params,
        row => {
          const entry = loaded.get(String(row['item_no']))?.entries.get(Number(row['item_ledger_entry_no']));
          if (entry) entry.values = append(entry.values, costValueOf(row, this.shared));
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
        const entry = costEntryOf(row, this.shared);
        costs.entries.set(entry.no, entry);
      }
      for (const row of await this.database.all(
        `select ${this.valueColumns} from "value_entry" v where v."item_ledger_entry_no" in (${list}) and v."inventoriable" = 1`,
        params,
      )) {
        const entry = costs.entries.get(Number(row['item_ledger_entry_no']));
        if (entry) entry.values = append(entry.values, costValueOf(row, this.shared));
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
