/** Made-up ledgers for the measurement of cost adjustment. */
import {addDays} from '../../source/domain/dates.js';
import type {CostingMethod} from '../../source/domain/options.js';
import {createCompany} from '../../source/jobs/create-company.js';
import type {JobContext} from '../../source/jobs/job.js';
import {connect} from '../../source/store/connect.js';
import type {Database} from '../../source/store/database.js';
import {LedgerWriter} from '../../source/store/ledgers.js';
import {
  avgCostAdjmtEntryPoint,
  genProductPostingGroup,
  inventoryPostingGroup,
  item,
  itemApplicationEntry,
  type ItemApplicationEntry,
  itemLedgerEntry,
  type ItemLedgerEntry,
  type ValueEntry,
} from '../../source/store/tables/index.js';
import {Text} from '../../source/text.js';
import {postingCompany} from '../../test/support/posting.js';

const UNIT = 100_000n;
const SALES = [3n, 3n, 4n] as const;

export const contextOf = (database: Database): JobContext => ({
  database,
  text: new Text('en'),
  workDate: '2026-12-31',
  userId: 'BENCH',
  progress: () => {},
  signal: new AbortController().signal,
});

/**
 * Receipts of ten, each sold in three sales on the next day, item by item in turn; half of the receipts have a late
 * cost that their sales do not know of yet. The items take turns in the costing methods.
 */
export async function fillLedgers(
  path: string,
  entries: number,
  items: number,
  methods: readonly CostingMethod[],
): Promise<void> {
  const database = await connect(path, {create: true});
  await createCompany(contextOf(database), {demo: false, force: false, where: path});
  await postingCompany(database);
  await database.insert(inventoryPostingGroup, [{code: 'RESALE'}]);
  await database.insert(genProductPostingGroup, [{code: 'RETAIL'}]);
  const methodOf = (index: number): CostingMethod => methods[index % methods.length] ?? 'FIFO';
  await database.transaction(async transaction => {
    const writer = new LedgerWriter(transaction);
    const nos = Array.from({length: items}, (_, index) => `I${String(index).padStart(5, '0')}`);
    await transaction.insert(
      item,
      nos.map((no, index) => ({
        no,
        costingMethod: methodOf(index),
        costIsAdjusted: false,
        unitCost: 1000_000n,
        standardCost: 1000_000n,
        inventoryPostingGroup: 'RESALE',
        genProdPostingGroup: 'RETAIL',
      })),
    );
    await transaction.insert(
      avgCostAdjmtEntryPoint,
      nos.map(itemNo => ({itemNo, valuationDate: '2025-01-01', costIsAdjusted: false})),
    );
    const rows = new Rows(transaction, writer);
    for (let block = 0; block * 4 < entries; block += 1) {
      const index = block % items;
      const date = addDays('2025-01-01', Math.floor(block / items) % 700);
      await rows.block(nos[index] ?? '', methodOf(index), date, block);
    }
    await rows.flush();
    await writer.finish();
  });
  await database.run('analyze');
  await database.close();
}

class Rows {
  private entries: Partial<ItemLedgerEntry>[] = [];
  private values: Partial<ValueEntry>[] = [];
  private applications: Partial<ItemApplicationEntry>[] = [];
  private readonly next = {entry: 1, value: 1, application: 1};

  constructor(
    private readonly database: Database,
    private readonly writer: LedgerWriter,
  ) {}

  async block(itemNo: string, method: CostingMethod, date: string, block: number): Promise<void> {
    const cost = BigInt(90 + (block % 21)) * UNIT;
    const lot = this.entry(itemNo, 'Purchase', date, 10n, cost, method, method !== 'Average', false);
    this.application(lot, lot, 0, 10n, date, true);
    for (const quantity of SALES) {
      const sold = this.entry(
        itemNo,
        'Sale',
        addDays(date, 1),
        -quantity,
        (-cost * quantity) / 10n,
        method,
        false,
        method === 'Average',
      );
      this.application(sold, lot, sold, -quantity, addDays(date, 1), method !== 'Average');
    }
    if (block % 2 === 0) {
      this.value(itemNo, 'Purchase', lot, date, 10n, 3n * UNIT, {itemChargeNo: 'FREIGHT', documentNo: `F${lot}`});
      if (method === 'Standard') {
        this.value(itemNo, 'Purchase', lot, date, 10n, -3n * UNIT, {entryType: 'Variance', varianceType: 'Purchase'});
      }
    }
    if (this.entries.length >= 20_000) await this.flush();
  }

  async flush(): Promise<void> {
    await this.database.insert(itemLedgerEntry, this.entries);
    await this.writer.insertValueEntries(this.values);
    await this.database.insert(itemApplicationEntry, this.applications);
    this.entries = [];
    this.values = [];
    this.applications = [];
  }

  private entry(
    itemNo: string,
    entryType: 'Purchase' | 'Sale',
    postingDate: string,
    quantity: bigint,
    cost: bigint,
    method: CostingMethod,
    flagged: boolean,
    valuedByAverageCost: boolean,
  ): number {
    const entryNo = this.next.entry;
    this.next.entry += 1;
    const scaledQuantity = quantity * UNIT;
    this.entries.push({
      entryNo,
      itemNo,
      postingDate,
      entryType,
      quantity: scaledQuantity,
      invoicedQuantity: scaledQuantity,
      positive: quantity > 0n,
      completelyInvoiced: true,
      appliedEntryToAdjust: flagged && method !== 'Average',
      documentNo: `D${entryNo}`,
      lastInvoiceDate: postingDate,
    });
    this.value(itemNo, entryType, entryNo, postingDate, quantity, cost, {
      documentNo: `D${entryNo}`,
      itemLedgerEntryQuantity: scaledQuantity,
      invoicedQuantity: scaledQuantity,
      valuedByAverageCost,
    });
    return entryNo;
  }

  private value(
    itemNo: string,
    itemLedgerEntryType: 'Purchase' | 'Sale',
    itemLedgerEntryNo: number,
    date: string,
    quantity: bigint,
    cost: bigint,
    more: Partial<ValueEntry>,
  ): void {
    this.values.push({
      entryNo: this.next.value,
      itemLedgerEntryNo,
      itemNo,
      postingDate: date,
      valuationDate: date,
      itemLedgerEntryType,
      entryType: 'Direct Cost',
      varianceType: '',
      inventoriable: true,
      valuedByAverageCost: false,
      valuedQuantity: quantity * UNIT,
      itemLedgerEntryQuantity: 0n,
      invoicedQuantity: 0n,
      costPerUnit: cost / quantity,
      costAmountActual: cost,
      inventoryPostingGroup: 'RESALE',
      genBusPostingGroup: 'DOMESTIC',
      genProdPostingGroup: 'RETAIL',
      itemChargeNo: '',
      documentNo: '',
      ...more,
    });
    this.next.value += 1;
  }

  private application(
    itemLedgerEntryNo: number,
    inboundItemEntryNo: number,
    outboundItemEntryNo: number,
    quantity: bigint,
    postingDate: string,
    costApplication: boolean,
  ): void {
    this.applications.push({
      entryNo: this.next.application,
      itemLedgerEntryNo,
      inboundItemEntryNo,
      outboundItemEntryNo,
      quantity: quantity * UNIT,
      costApplication,
      postingDate,
      outputCompletelyInvdDate: postingDate,
    });
    this.next.application += 1;
  }
}
