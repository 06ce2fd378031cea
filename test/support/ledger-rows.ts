/**
 * Ledger rows written directly, for tests of what comes after posting: items, inbound and outbound entries with one
 * value entry each, and the applications between them. Amounts and quantities are decimal strings.
 */
import {scaled} from '../../source/domain/money.js';
import type {CostingMethod, ItemLedgerEntryType} from '../../source/domain/options.js';
import type {JobContext} from '../../source/jobs/job.js';
import {LedgerWriter, nextEntryNo} from '../../source/store/ledgers.js';
import {
  avgCostAdjmtEntryPoint,
  item,
  type Item,
  itemApplicationEntry,
  type ItemApplicationEntry,
  itemLedgerEntry,
  type ItemLedgerEntry,
  valueEntry,
  type ValueEntry,
} from '../../source/store/tables/index.js';

export interface Movement {
  item?: string;
  date: string;
  quantity: string;
  /** Actual cost; with `uninvoiced` the expected cost. */
  cost: string;
  type?: ItemLedgerEntryType;
  uninvoiced?: boolean;
  location?: string;
  /** Lots that an outbound entry takes from, with quantities. */
  from?: [entryNo: number, quantity: string][];
  /** The outbound entry that an inbound one reverses, or receives. */
  reverses?: number;
  transferredFrom?: number;
  /** Fixed application: cost follows it for Average items too. */
  fixed?: boolean;
  document?: string;
  entry?: Partial<ItemLedgerEntry>;
  value?: Partial<ValueEntry>;
}

export class LedgerRows {
  constructor(private readonly context: JobContext) {}

  async item(no: string, costingMethod: CostingMethod, more: Partial<Item> = {}): Promise<void> {
    await this.context.database.insert(item, [{no, costingMethod, costIsAdjusted: true, ...more}]);
  }

  /** Writes an item ledger entry with its value entry and applications; returns its number. */
  async move(movement: Movement): Promise<number> {
    const {database} = this.context;
    const {item: itemNo = 'A', date, location = '', uninvoiced = false} = movement;
    const quantity = scaled(movement.quantity);
    const cost = scaled(movement.cost);
    const inbound = quantity > 0n;
    const type = movement.type ?? (inbound ? 'Purchase' : 'Sale');
    const entryNo = await nextEntryNo(database, 'item_ledger_entry');
    const [card] = await database.read(item, {where: '"no" = ?', params: [itemNo]});
    const average = card?.costingMethod === 'Average';
    const byAverage = average && !inbound && !movement.fixed;
    const taken = (movement.from ?? []).reduce((sum, [, part]) => sum + scaled(part), 0n);
    const remaining = inbound ? quantity : quantity + taken;
    await database.insert(itemLedgerEntry, [
      {
        entryNo,
        itemNo,
        postingDate: date,
        entryType: type,
        quantity,
        remainingQuantity: remaining,
        invoicedQuantity: uninvoiced ? 0n : quantity,
        open: remaining !== 0n,
        positive: inbound,
        completelyInvoiced: !uninvoiced,
        locationCode: location,
        appliesToEntry: movement.fixed ? (movement.from?.[0]?.[0] ?? 0) : 0,
        appliedEntryToAdjust: !inbound,
        documentNo: movement.document ?? `D${entryNo}`,
        ...movement.entry,
      },
    ]);
    await this.value({
      itemLedgerEntryNo: entryNo,
      itemNo,
      postingDate: date,
      valuationDate: date,
      itemLedgerEntryType: type,
      expectedCost: uninvoiced,
      valuedByAverageCost: byAverage,
      valuedQuantity: quantity,
      itemLedgerEntryQuantity: quantity,
      invoicedQuantity: uninvoiced ? 0n : quantity,
      costPerUnit: quantity === 0n ? 0n : (cost * 100_000n) / quantity,
      costAmountActual: uninvoiced ? 0n : cost,
      costAmountExpected: uninvoiced ? cost : 0n,
      locationCode: location,
      documentNo: movement.document ?? `D${entryNo}`,
      orderType: movement.entry?.orderType ?? '',
      orderNo: movement.entry?.orderNo ?? '',
      orderLineNo: movement.entry?.orderLineNo ?? 0,
      ...movement.value,
    });
    if (inbound) {
      await this.application({
        itemLedgerEntryNo: entryNo,
        inboundItemEntryNo: entryNo,
        outboundItemEntryNo: movement.reverses ?? 0,
        transferredFromEntryNo: movement.transferredFrom ?? 0,
        quantity,
        costApplication: true,
        postingDate: date,
        outputCompletelyInvdDate: date,
      });
      if (movement.reverses) await this.flag(movement.reverses);
    }
    for (const [lot, part] of movement.from ?? [])
      await this.apply(entryNo, lot, part, date, !average || movement.fixed);
    return entryNo;
  }

  /** Applies a quantity of an outbound entry to an inbound one, and counts it on both. */
  async apply(outbound: number, inbound: number, part: string, date: string, costApplication = true): Promise<void> {
    const quantity = scaled(part);
    await this.application({
      itemLedgerEntryNo: outbound,
      inboundItemEntryNo: inbound,
      outboundItemEntryNo: outbound,
      quantity: -quantity,
      costApplication,
      postingDate: date,
    });
    const {database} = this.context;
    await database.run(
      'update "item_ledger_entry" set "remaining_quantity" = "remaining_quantity" - ?, "open" = case when "remaining_quantity" = ? then 0 else 1 end where "entry_no" = ?',
      [quantity, quantity, inbound],
    );
    if (costApplication) await this.flag(inbound);
  }

  /** Covers the open part of an outbound entry by an inbound entry that came later. */
  async cover(outbound: number, inbound: number, part: string, date: string): Promise<void> {
    await this.apply(outbound, inbound, part, date);
    const quantity = scaled(part);
    const {database} = this.context;
    await database.run(
      'update "item_ledger_entry" set "remaining_quantity" = "remaining_quantity" + ?, "open" = case when "remaining_quantity" = ? then 0 else 1 end where "entry_no" = ?',
      [quantity, -quantity, outbound],
    );
    await database.run('update "value_entry" set "valuation_date" = ? where "item_ledger_entry_no" = ?', [
      date,
      outbound,
    ]);
  }

  /** A further value entry: an invoice, a charge, a revaluation. Its item has to be adjusted. */
  async value(entry: Partial<ValueEntry>): Promise<number> {
    const {database} = this.context;
    const entryNo = await nextEntryNo(database, 'value_entry');
    await database.transaction(async transaction => {
      const writer = new LedgerWriter(transaction);
      await writer.insertValueEntries([{entryNo, inventoriable: true, entryType: 'Direct Cost', ...entry}]);
      await writer.finish();
    });
    const {itemNo = '', valuationDate = ''} = entry;
    if (itemNo === '') return entryNo;
    await database.run('update "item" set "cost_is_adjusted" = 0 where "no" = ?', [itemNo]);
    const place = [itemNo, '', '', valuationDate] as const;
    if (!(await database.find(avgCostAdjmtEntryPoint, ...place))) {
      await database.insert(avgCostAdjmtEntryPoint, [{itemNo, variantCode: '', locationCode: '', valuationDate}]);
    }
    await database.run(
      'update "avg_cost_adjmt_entry_point" set "cost_is_adjusted" = 0 where "item_no" = ? and "valuation_date" >= ?',
      [itemNo, valuationDate],
    );
    return entryNo;
  }

  /** Something that costs more on an entry: an item charge, posted on `date` and valued with the entry. */
  async charge(entryNo: number, date: string, amount: string, more: Partial<ValueEntry> = {}): Promise<number> {
    const [first] = await this.context.database.read(valueEntry, {
      where: '"item_ledger_entry_no" = ?',
      params: [entryNo],
      limit: 1,
    });
    await this.flag(entryNo);
    return this.value({
      itemLedgerEntryNo: entryNo,
      itemNo: first?.itemNo ?? '',
      postingDate: date,
      valuationDate: first?.valuationDate ?? date,
      itemLedgerEntryType: first?.itemLedgerEntryType ?? 'Purchase',
      itemChargeNo: 'FREIGHT',
      valuedQuantity: first?.valuedQuantity ?? 0n,
      costAmountActual: scaled(amount),
      documentNo: `C${entryNo}-${date}`,
      ...more,
    });
  }

  async flag(entryNo: number): Promise<void> {
    await this.context.database.run(
      'update "item_ledger_entry" set "applied_entry_to_adjust" = 1 where "entry_no" = ?',
      [entryNo],
    );
  }

  /** Cost of an entry, actual and expected, as `12.50`; actual alone with `actual`. */
  async cost(entryNo: number, kind: 'total' | 'actual' | 'expected' = 'total'): Promise<string> {
    const rows = await this.valuesOf(entryNo);
    let sum = 0n;
    for (const row of rows) {
      if (kind !== 'expected') sum += row.costAmountActual;
      if (kind !== 'actual') sum += row.costAmountExpected;
    }
    return String(Number(sum) / 100_000);
  }

  valuesOf(entryNo: number): Promise<ValueEntry[]> {
    return this.context.database.read(valueEntry, {where: '"item_ledger_entry_no" = ?', params: [entryNo]});
  }

  private async application(row: Partial<ItemApplicationEntry>): Promise<void> {
    const entryNo = await nextEntryNo(this.context.database, 'item_application_entry');
    await this.context.database.insert(itemApplicationEntry, [{entryNo, ...row}]);
  }
}
