/**
 * Ledger entries for tests of what reads them: a movement is an item ledger entry, its application and its value
 * entries, numbered in the order in which they are told.
 */
import {scaled} from '../../source/domain/money.js';
import type {Database} from '../../source/store/database.js';
import {LedgerWriter} from '../../source/store/ledgers.js';
import {
  capacityLedgerEntry,
  type CapacityLedgerEntry,
  item,
  itemApplicationEntry,
  type ItemApplicationEntry,
  itemLedgerEntry,
  type ItemLedgerEntry,
  type Item,
  type ValueEntry,
} from '../../source/store/tables/index.js';

/** Value entry fields with amounts as decimals. */
export interface Value extends Partial<Omit<ValueEntry, Figure>>, Partial<Record<Figure, string | number>> {}
type Figure =
  | 'costAmountActual'
  | 'costAmountExpected'
  | 'costPostedToGl'
  | 'expectedCostPostedToGl'
  | 'valuedQuantity'
  | 'invoicedQuantity'
  | 'itemLedgerEntryQuantity';

const FIGURES: readonly Figure[] = [
  'costAmountActual',
  'costAmountExpected',
  'costPostedToGl',
  'expectedCostPostedToGl',
  'valuedQuantity',
  'invoicedQuantity',
  'itemLedgerEntryQuantity',
];

export interface Movement extends Partial<Omit<ItemLedgerEntry, 'quantity' | 'remainingQuantity'>> {
  itemNo: string;
  postingDate: string;
  quantity: string | number;
  remainingQuantity?: string | number;
  /** Inbound entries that it takes from, with the quantity of each. */
  takes?: readonly {entry: number; quantity: string | number}[];
  /** Outbound entry that it reverses, or that is the other half of its transfer. */
  from?: number;
  values?: readonly Value[];
}

export class LedgerStory {
  private readonly entries: Partial<ItemLedgerEntry>[] = [];
  private readonly applications: Partial<ItemApplicationEntry>[] = [];
  private readonly values: Partial<ValueEntry>[] = [];
  private readonly capacities: Partial<CapacityLedgerEntry>[] = [];

  /** Tells a movement; returns its entry number. Its first value entry carries the physical quantity. */
  moves({takes = [], from, values = [], quantity, remainingQuantity, ...fields}: Movement): number {
    const entryNo = this.entries.length + 1;
    const amount = scaled(quantity);
    const outbound = amount < 0n;
    const remaining =
      remainingQuantity === undefined
        ? outbound
          ? amount + takes.reduce((sum, taken) => sum + scaled(taken.quantity), 0n)
          : amount
        : scaled(remainingQuantity);
    this.entries.push({
      entryType: 'Purchase',
      ...fields,
      entryNo,
      quantity: amount,
      remainingQuantity: remaining,
      invoicedQuantity: amount,
      positive: !outbound,
      open: remaining !== 0n,
      completelyInvoiced: fields.completelyInvoiced ?? true,
    });
    const applies = (row: Partial<ItemApplicationEntry>) =>
      this.applications.push({
        entryNo: this.applications.length + 1,
        itemLedgerEntryNo: entryNo,
        postingDate: fields.postingDate,
        costApplication: true,
        ...row,
      });
    if (!outbound) applies({inboundItemEntryNo: entryNo, outboundItemEntryNo: from ?? 0, quantity: amount});
    for (const {entry, quantity: taken} of takes) {
      applies({inboundItemEntryNo: entry, outboundItemEntryNo: entryNo, quantity: -scaled(taken)});
      const inbound = this.entries[entry - 1];
      if (inbound) {
        inbound.remainingQuantity = (inbound.remainingQuantity ?? 0n) - scaled(taken);
        inbound.open = inbound.remainingQuantity !== 0n;
      }
    }
    for (const [index, value] of values.entries()) {
      this.value({
        itemLedgerEntryNo: entryNo,
        itemLedgerEntryQuantity: index === 0 ? quantity : 0,
        valuedQuantity: quantity,
        ...value,
      });
    }
    return entryNo;
  }

  /** Tells a value entry of a movement told before (or of a capacity entry); returns its entry number. */
  value(value: Value): number {
    const entry = this.entries[(value.itemLedgerEntryNo ?? 0) - 1];
    const entryNo = this.values.length + 1;
    const {orderType, orderNo, orderLineNo} = entry ?? {};
    this.values.push({
      ...(entry
        ? {
            itemNo: entry.itemNo ?? '',
            postingDate: entry.postingDate ?? '',
            itemLedgerEntryType: entry.entryType ?? 'Purchase',
            locationCode: entry.locationCode ?? '',
            documentNo: entry.documentNo ?? '',
          }
        : {}),
      ...(orderType ? {orderType, orderNo: orderNo ?? '', orderLineNo: orderLineNo ?? 0} : {}),
      entryType: 'Direct Cost',
      inventoriable: true,
      valuationDate: value.valuationDate ?? value.postingDate ?? entry?.postingDate ?? '',
      ...value,
      ...Object.fromEntries(FIGURES.map(figure => [figure, scaled(value[figure] ?? 0)])),
      entryNo,
    } as Partial<ValueEntry>);
    return entryNo;
  }

  /** Tells capacity of an order, with its direct and indirect cost. */
  capacity(fields: Partial<CapacityLedgerEntry>, direct: string | number, indirect: string | number = 0): void {
    const entryNo = this.capacities.length + 1;
    this.capacities.push({orderType: 'Production', ...fields, entryNo});
    const {postingDate = '', orderNo = '', orderLineNo = 0, orderType = 'Production'} = fields;
    const common = {
      capacityLedgerEntryNo: entryNo,
      itemLedgerEntryType: '',
      postingDate,
      orderType,
      orderNo,
      orderLineNo,
    } as const;
    this.value({...common, costAmountActual: direct});
    if (scaled(indirect) !== 0n) this.value({...common, entryType: 'Indirect Cost', costAmountActual: indirect});
  }

  /** Writes everything told so far, and cards of these items. */
  async write(database: Database, items: readonly Partial<Item>[]): Promise<void> {
    await database.transaction(async transaction => {
      await transaction.insert(item, items);
      await transaction.insert(itemLedgerEntry, this.entries);
      await transaction.insert(itemApplicationEntry, this.applications);
      await transaction.insert(capacityLedgerEntry, this.capacities);
      const writer = new LedgerWriter(transaction);
      await writer.insertValueEntries(this.values);
      await writer.finish();
    });
  }
}
