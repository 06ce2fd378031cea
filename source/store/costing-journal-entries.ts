/** The company's entries for posting a journal (domain/costing/journal/working-set.ts), read in bulk where it is known what is needed. */
import type {CapacityLedgerEntry, ItemApplicationEntry, StockKey, ValueEntry} from '../domain/costing/entries.js';
import type {EntrySource, LoadedCapacity, LoadedEntries} from '../domain/costing/journal/working-set.js';
import type {InventoryOrderType} from '../domain/options.js';
import type {Scaled} from '../domain/money.js';
import {inChunks} from './chunks.js';
import type {Database, SqlValue} from './database.js';
import {exactSum, sumSql} from './sums.js';
import {
  capacityLedgerEntry,
  itemApplicationEntry,
  type ItemLedgerEntry,
  itemLedgerEntry,
  valueEntry,
  type ValueEntry as ValueEntryRow,
} from './tables/index.js';

interface Collected {
  entries: ItemLedgerEntry[];
  valueEntries: ValueEntryRow[];
}

export class JournalEntries implements EntrySource {
  private readonly open = new Map<string, Collected>();
  private readonly netInvoiced = new Map<string, Scaled>();

  constructor(private readonly database: Database) {}

  /** Reads the open entries and the net invoiced quantity of many items at once. */
  async prefetch(itemNos: readonly string[]): Promise<void> {
    await inChunks(itemNos, async (list, params) => {
      const open = `"item_no" in (${list}) and "open" = 1`;
      const entries = await this.database.read(itemLedgerEntry, {where: open, params});
      const values = await this.database.read(valueEntry, {
        where: `"item_ledger_entry_no" in (select "entry_no" from "item_ledger_entry" where ${open})`,
        params,
      });
      const sums = await this.database.all(
        `select "item_no", ${sumSql(this.database.dialect, '"invoiced_quantity"', 'net')} from "item_ledger_entry" where "item_no" in (${list}) group by "item_no"`,
        params,
      );
      for (const itemNo of params) {
        this.open.set(itemNo, {entries: [], valueEntries: []});
        this.netInvoiced.set(itemNo, 0n);
      }
      for (const entry of entries) this.open.get(entry.itemNo)?.entries.push(entry);
      for (const entry of values) this.open.get(entry.itemNo)?.valueEntries.push(entry);
      for (const row of sums) this.netInvoiced.set(String(row['item_no']), exactSum(row, 'net'));
    });
  }

  async openEntriesOf(itemNo: string): Promise<LoadedEntries> {
    if (!this.open.has(itemNo)) await this.prefetch([itemNo]);
    const loaded = this.open.get(itemNo);
    this.open.delete(itemNo);
    return loaded ?? {entries: [], valueEntries: []};
  }

  entries(entryNos: readonly number[]): Promise<LoadedEntries> {
    return this.load(
      `"entry_no" in (${placeholders(entryNos)})`,
      `"item_ledger_entry_no" in (${placeholders(entryNos)})`,
      entryNos,
    );
  }

  allEntriesOf(itemNo: string): Promise<LoadedEntries> {
    return this.load('"item_no" = ?', '"item_no" = ? and "item_ledger_entry_no" <> 0', [itemNo]);
  }

  entriesOfOrder(orderType: InventoryOrderType, orderNo: string, lineNo: number): Promise<LoadedEntries> {
    const where = `"order_no" = ? and "order_no" <> '' and "order_line_no" = ? and "order_type" = ?`;
    return this.load(where, `"item_ledger_entry_no" in (select "entry_no" from "item_ledger_entry" where ${where})`, [
      orderNo,
      lineNo,
      orderType,
    ]);
  }

  private async load(entries: string, values: string, params: readonly SqlValue[]): Promise<LoadedEntries> {
    return {
      entries: await this.database.read(itemLedgerEntry, {where: entries, params}),
      valueEntries: await this.database.read(valueEntry, {where: values, params}),
    };
  }

  async applicationsOf(entryNos: readonly number[]): Promise<readonly ItemApplicationEntry[]> {
    const rows = new Map<number, ItemApplicationEntry>();
    await inChunks(entryNos, async (list, params) => {
      for (const column of ['item_ledger_entry_no', 'inbound_item_entry_no', 'outbound_item_entry_no']) {
        const named = column === 'outbound_item_entry_no' ? ` and "${column}" <> 0` : '';
        const where = `"${column}" in (${list})${named}`;
        for (const row of await this.database.read(itemApplicationEntry, {where, params})) rows.set(row.entryNo, row);
      }
    });
    return [...rows.values()].sort((left, right) => left.entryNo - right.entryNo);
  }

  async capacity(entryNo: number): Promise<LoadedCapacity | undefined> {
    const entry: CapacityLedgerEntry | undefined = await this.database.find(capacityLedgerEntry, entryNo);
    if (!entry) return undefined;
    const where = '"capacity_ledger_entry_no" = ? and "capacity_ledger_entry_no" <> 0';
    const valueEntries: ValueEntry[] = await this.database.read(valueEntry, {where, params: [entryNo]});
    return {entry, valueEntries};
  }

  async netInvoicedQuantity(itemNo: string, place: StockKey | undefined): Promise<Scaled> {
    const known = place ? undefined : this.netInvoiced.get(itemNo);
    if (known !== undefined) return known;
    const [where, params] = place
      ? [' and "variant_code" = ? and "location_code" = ?', [place.variantCode, place.locationCode]]
      : ['', []];
    const row = await this.database.first(
      `select ${sumSql(this.database.dialect, '"invoiced_quantity"', 'net')} from "item_ledger_entry" where "item_no" = ?${where}`,
      [itemNo, ...params],
    );
    return exactSum(row ?? {}, 'net');
  }

  async hasUnadjustedEntryPoint(itemNo: string, place: StockKey | undefined, upTo: string): Promise<boolean> {
    const [where, params] = place
      ? [' and "variant_code" = ? and "location_code" = ?', [place.variantCode, place.locationCode]]
      : ['', []];
    const row = await this.database.first(
      `select 1 as "found" from "avg_cost_adjmt_entry_point" where "item_no" = ? and "valuation_date" <= ? and "cost_is_adjusted" = 0${where} limit 1`,
      [itemNo, upTo, ...params],
    );
    return row !== undefined;
  }
}

const placeholders = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
