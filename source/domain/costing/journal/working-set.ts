/**
 * The entries that a journal works on, held in memory for one transaction: what the company has is fetched when it
 * is first needed, what the journal makes is added, and both look the same to the rules. At the end the job writes
 * the new rows in bulk and the changed ones.
 */
import type {LedgerDate} from '../../dates.js';
import {
  type CapacityLedgerEntry,
  type ItemApplicationEntry,
  type ItemLedgerEntry,
  placeKey,
  type StockKey,
  type ValueEntry,
} from '../entries.js';
import type {Scaled} from '../../money.js';
import type {InventoryOrderType} from '../../options.js';
import type {Awaitable} from './company.js';
import {OpenEntries} from './open-entries.js';

/** Item ledger entries together with all value entries of each. */
export interface LoadedEntries {
  entries: readonly ItemLedgerEntry[];
  valueEntries: readonly ValueEntry[];
}

export interface LoadedCapacity {
  entry: CapacityLedgerEntry;
  valueEntries: ValueEntry[];
}

/** Where the working set gets the company's entries from. */
export interface EntrySource {
  entries(entryNos: readonly number[]): Promise<LoadedEntries>;
  openEntriesOf(itemNo: string): Promise<LoadedEntries>;
  allEntriesOf(itemNo: string): Promise<LoadedEntries>;
  entriesOfOrder(orderType: InventoryOrderType, orderNo: string, lineNo: number): Promise<LoadedEntries>;
  /** Every application row that names one of the entries, on any side. */
  applicationsOf(entryNos: readonly number[]): Promise<readonly ItemApplicationEntry[]>;
  capacity(entryNo: number): Promise<LoadedCapacity | undefined>;
  /** Sum of Invoiced Quantity over an item's entries, or over those at one place. */
  netInvoicedQuantity(itemNo: string, place: StockKey | undefined): Promise<Scaled>;
  /** Whether the item (at the place, where one is given) has an entry point up to the date that is not adjusted. */
  hasUnadjustedEntryPoint(itemNo: string, place: StockKey | undefined, upTo: LedgerDate): Promise<boolean>;
}

/** The number that each ledger's next entry gets. */
export interface NextNumbers {
  itemLedgerEntry: number;
  valueEntry: number;
  application: number;
  capacity: number;
}

const NONE: readonly never[] = [];

export class WorkingSet {
  readonly open = new OpenEntries();
  readonly newEntries: ItemLedgerEntry[] = [];
  readonly newValueEntries: ValueEntry[] = [];
  readonly newApplications: ItemApplicationEntry[] = [];
  readonly newCapacities: CapacityLedgerEntry[] = [];
  /** Entries that the company has and the journal changed. */
  readonly changedEntries = new Set<ItemLedgerEntry>();
  readonly changedValueEntries = new Set<ValueEntry>();
  readonly changedApplications = new Set<ItemApplicationEntry>();

  private readonly entryMap = new Map<number, ItemLedgerEntry>();
  private readonly valuesByEntry = new Map<number, ValueEntry[]>();
  /** Rows of the company that are indexed already. */
  private readonly applicationsKnown = new Set<number>();
  /** Application rows by each entry that they name, on whichever side. */
  private readonly rowsNaming = new Map<number, ItemApplicationEntry[]>();
  private readonly capacityMap = new Map<number, LoadedCapacity>();
  private readonly itemsWithOpen = new Set<string>();
  private readonly itemsWithAll = new Set<string>();
  private readonly applicationsLoaded = new Set<number>();
  private readonly orders = new Map<string, ItemLedgerEntry[]>();
  private readonly ordersLoaded = new Set<string>();
  private readonly netInvoiced = new Map<string, Scaled>();
  private netInvoicedOfPlaces = false;
  /** Invoiced Quantity that the company has of changed entries. */
  private readonly invoicedBefore = new Map<ItemLedgerEntry, Scaled>();

  private readonly first: Readonly<NextNumbers>;
  private readonly next: NextNumbers;

  constructor(
    private readonly source: EntrySource,
    next: NextNumbers,
  ) {
    this.first = {...next};
    this.next = {...next};
  }

  /** The entry with this number; undefined where the company has none. */
  async entry(entryNo: number): Promise<ItemLedgerEntry | undefined> {
    const known = this.entryMap.get(entryNo);
    if (known || entryNo >= this.first.itemLedgerEntry || entryNo <= 0) return known;
    this.take(await this.source.entries([entryNo]));
    return this.entryMap.get(entryNo);
  }

  /** An entry that an application row names: it must be there. */
  async knownEntry(entryNo: number): Promise<ItemLedgerEntry> {
    const entry = await this.entry(entryNo);
    if (!entry) throw new Error(`item ledger entry ${entryNo} is not there`);
    return entry;
  }

  /** The value entries of an entry that is in the set, in entry order. */
  valueEntriesOf(entryNo: number): readonly ValueEntry[] {
    return this.valuesByEntry.get(entryNo) ?? NONE;
  }

  /** Makes the open entries of these items known. */
  loadOpenEntriesOf(itemNo: string): Awaitable<void> {
    if (this.itemsWithOpen.has(itemNo)) return;
    this.itemsWithOpen.add(itemNo);
    return this.source.openEntriesOf(itemNo).then(loaded => this.take(loaded));
  }

  /** Every entry of an item, in entry order, with its application rows. */
  async allEntriesOf(itemNo: string): Promise<ItemLedgerEntry[]> {
    if (!this.itemsWithAll.has(itemNo)) {
      this.itemsWithAll.add(itemNo);
      this.itemsWithOpen.add(itemNo);
      this.take(await this.source.allEntriesOf(itemNo));
      const old = [...this.entryMap.values()].filter(
        entry => entry.itemNo === itemNo && entry.entryNo < this.first.itemLedgerEntry,
      );
      await this.loadApplicationsOf(old.map(entry => entry.entryNo));
    }
    return [...this.entryMap.values()]
      .filter(entry => entry.itemNo === itemNo)
      .sort((left, right) => left.entryNo - right.entryNo);
  }

  /** Rows whose Item Ledger Entry No. is this entry. */
  async rowsOf(entryNo: number): Promise<readonly ItemApplicationEntry[]> {
    return (await this.rowsThatName(entryNo)).filter(row => row.itemLedgerEntryNo === entryNo);
  }

  /** Rows whose Inbound Item Entry No. is this entry, its own row among them. */
  async rowsFromInbound(entryNo: number): Promise<readonly ItemApplicationEntry[]> {
    return (await this.rowsThatName(entryNo)).filter(row => row.inboundItemEntryNo === entryNo);
  }

  /** Rows whose Outbound Item Entry No. is this entry: where it took from, and what reverses or received it. */
  async rowsOfOutbound(entryNo: number): Promise<readonly ItemApplicationEntry[]> {
    return (await this.rowsThatName(entryNo)).filter(row => row.outboundItemEntryNo === entryNo);
  }

  async capacity(entryNo: number): Promise<LoadedCapacity | undefined> {
    const known = this.capacityMap.get(entryNo);
    if (known || entryNo >= this.first.capacity || entryNo <= 0) return known;
    const loaded = await this.source.capacity(entryNo);
    if (loaded) this.capacityMap.set(entryNo, loaded);
    return loaded;
  }

  /** The item ledger entries of an order's line, in entry order. Not to be changed. */
  async entriesOfOrder(
    orderType: InventoryOrderType,
    orderNo: string,
    lineNo: number,
  ): Promise<readonly ItemLedgerEntry[]> {
    const key = orderKey(orderType, orderNo, lineNo);
    if (!this.ordersLoaded.has(key)) {
      this.ordersLoaded.add(key);
      this.take(await this.source.entriesOfOrder(orderType, orderNo, lineNo));
      this.orders.get(key)?.sort((left, right) => left.entryNo - right.entryNo);
    }
    return this.orders.get(key) ?? NONE;
  }

  /** Net invoiced quantity of an item, or of one place of it (costing.md 13). */
  async netInvoicedQuantity(itemNo: string, place?: StockKey): Promise<Scaled> {
    const key = place ? placeKey(place) : itemNo;
    if (place) this.netInvoicedOfPlaces = true;
    let net = this.netInvoiced.get(key);
    if (net === undefined) {
      net = await this.source.netInvoicedQuantity(itemNo, place);
      for (const entry of this.newEntries) if (counts(entry, itemNo, place)) net += entry.invoicedQuantity;
      for (const entry of this.changedEntries) {
        if (counts(entry, itemNo, place)) net += entry.invoicedQuantity - (this.invoicedBefore.get(entry) ?? 0n);
      }
      this.netInvoiced.set(key, net);
    }
    return net;
  }
  /** Whether cost adjustment has still to come to the item (at the place) up to a date. */
  async hasUnadjustedEntryPoint(itemNo: string, place: StockKey | undefined, upTo: LedgerDate): Promise<boolean> {
    return (
      this.newValueEntries.some(
        entry =>
          entry.itemNo === itemNo && entry.valuationDate <= upTo && (!place || placeKey(entry) === placeKey(place)),
      ) || (await this.source.hasUnadjustedEntryPoint(itemNo, place, upTo))
    );
  }

  // --- what the journal makes and changes: each entry gets the next number of its ledger

  addEntry(added: ItemLedgerEntry): ItemLedgerEntry {
    added.entryNo = this.next.itemLedgerEntry;
    this.next.itemLedgerEntry += 1;
    this.newEntries.push(added);
    this.applicationsLoaded.add(added.entryNo);
    this.register(added);
    this.addNetInvoiced(added, added.invoicedQuantity);
    return added;
  }

  addValueEntry(added: ValueEntry): ValueEntry {
    added.entryNo = this.next.valueEntry;
    this.next.valueEntry += 1;
    this.newValueEntries.push(added);
    if (added.itemLedgerEntryNo !== 0) push(this.valuesByEntry, added.itemLedgerEntryNo, added);
    else this.capacityMap.get(added.capacityLedgerEntryNo)?.valueEntries.push(added);
    return added;
  }

  addApplication(added: ItemApplicationEntry): ItemApplicationEntry {
    added.entryNo = this.next.application;
    this.next.application += 1;
    this.newApplications.push(added);
    this.index(added);
    return added;
  }

  addCapacity(added: CapacityLedgerEntry): CapacityLedgerEntry {
    added.entryNo = this.next.capacity;
    this.next.capacity += 1;
    this.newCapacities.push(added);
    this.capacityMap.set(added.entryNo, {entry: added, valueEntries: []});
    return added;
  }

  /** Changes fields of an entry that are kept current, and keeps the list of open entries true. */
  changeEntry(entry: ItemLedgerEntry, change: Partial<ItemLedgerEntry>): void {
    const before = entry.invoicedQuantity;
    if (entry.entryNo < this.first.itemLedgerEntry) {
      if (!this.changedEntries.has(entry)) this.invoicedBefore.set(entry, before);
      this.changedEntries.add(entry);
    }
    Object.assign(entry, change);
    if (change.remainingQuantity !== undefined) {
      entry.open = entry.remainingQuantity !== 0n;
      this.open.update(entry);
    }
    if (entry.invoicedQuantity !== before) this.addNetInvoiced(entry, entry.invoicedQuantity - before);
  }

  changeValueEntry(entry: ValueEntry, change: Partial<ValueEntry>): void {
    if (entry.entryNo < this.first.valueEntry) this.changedValueEntries.add(entry);
    Object.assign(entry, change);
  }

  changeApplication(row: ItemApplicationEntry, change: Partial<ItemApplicationEntry>): void {
    if (row.entryNo < this.first.application) this.changedApplications.add(row);
    Object.assign(row, change);
  }

  private async rowsThatName(entryNo: number): Promise<readonly ItemApplicationEntry[]> {
    await this.loadApplicationsOf([entryNo]);
    return this.rowsNaming.get(entryNo) ?? NONE;
  }

  private async loadApplicationsOf(entryNos: readonly number[]): Promise<void> {
    const missing = entryNos.filter(entryNo => !this.applicationsLoaded.has(entryNo));
    if (missing.length === 0) return;
    for (const entryNo of missing) this.applicationsLoaded.add(entryNo);
    for (const row of await this.source.applicationsOf(missing)) {
      if (this.applicationsKnown.has(row.entryNo)) continue;
      this.applicationsKnown.add(row.entryNo);
      this.index(row);
    }
  }

  private take({entries, valueEntries}: LoadedEntries): void {
    const fresh = new Set<number>();
    for (const entry of entries) {
      if (this.entryMap.has(entry.entryNo)) continue;
      fresh.add(entry.entryNo);
      this.register(entry);
    }
    for (const entry of valueEntries) {
      if (fresh.has(entry.itemLedgerEntryNo)) push(this.valuesByEntry, entry.itemLedgerEntryNo, entry);
    }
  }

  private register(entry: ItemLedgerEntry): void {
    this.entryMap.set(entry.entryNo, entry);
    this.open.update(entry);
    if (entry.orderNo === '') return;
    const key = orderKey(entry.orderType, entry.orderNo, entry.orderLineNo);
    const entries = this.orders.get(key);
    if (entries) entries.push(entry);
    else this.orders.set(key, [entry]);
  }

  private index(row: ItemApplicationEntry): void {
    const {itemLedgerEntryNo: own, inboundItemEntryNo: inbound, outboundItemEntryNo: outbound} = row;
    push(this.rowsNaming, own, row);
    if (inbound !== own) push(this.rowsNaming, inbound, row);
    if (outbound !== 0 && outbound !== own) push(this.rowsNaming, outbound, row);
  }

  private addNetInvoiced(entry: ItemLedgerEntry, quantity: Scaled): void {
    if (quantity === 0n || this.netInvoiced.size === 0) return;
    addTo(this.netInvoiced, entry.itemNo, quantity);
    if (this.netInvoicedOfPlaces) addTo(this.netInvoiced, placeKey(entry), quantity);
  }
}

function addTo(sums: Map<string, Scaled>, key: string, quantity: Scaled): void {
  const sum = sums.get(key);
  if (sum !== undefined) sums.set(key, sum + quantity);
}

function push<Value>(map: Map<number, Value[]>, key: number, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

const orderKey = (orderType: string, orderNo: string, lineNo: number): string =>
  `${orderType}\u0001${orderNo}\u0001${lineNo}`;

const counts = (entry: ItemLedgerEntry, itemNo: string, place: StockKey | undefined): boolean =>
  place ? placeKey(entry) === placeKey(place) : entry.itemNo === itemNo;
