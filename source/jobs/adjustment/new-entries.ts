/**
 * Writing what cost adjustment found as value entries (costing.md 15.3): copies of the entries they adjust, with the
 * difference as their cost, through the ledger writer; posted to the G/L at once, or put into its queue.
 */
import {divide} from '../../domain/money.js';
import type {CostEntryType, CostVarianceType} from '../../domain/options.js';
import {inChunks} from '../../store/chunks.js';
import type {Database} from '../../store/database.js';
import {toRow} from '../../store/rows.js';
import {LedgerWriter, nextEntryNo} from '../../store/ledgers.js';

import {postValueEntryToGl, valueEntry, type ValueEntry} from '../../store/tables/index.js';
import {postAutomatically} from '../automatic-posting.js';
import type {JobContext} from '../job.js';
import type {AdjustmentCompany} from './company.js';

/** A value entry to be written. Amounts that are not given are 0. */
export interface NewEntry {
  /** Number of the value entry that it is a copy of. */
  originalNo: number;
  entryType: CostEntryType;
  varianceType?: CostVarianceType;
  expectedCost?: boolean;
  adjustment: boolean;
  valuedQuantity: bigint;
  invoicedQuantity?: bigint;
  valuationDate?: string;
  appliesToEntry?: number;
  actual?: bigint;
  expected?: bigint;
  actualAcy?: bigint;
  expectedAcy?: bigint;
}

/** Fields that a new entry takes over from the one it adjusts. */
const COPIED = [
  'itemLedgerEntryNo',
  'capacityLedgerEntryNo',
  'itemNo',
  'postingDate',
  'valuationDate',
  'itemLedgerEntryType',
  'inventoriable',
  'valuedByAverageCost',
  'partialRevaluation',
  'locationCode',
  'variantCode',
  'inventoryPostingGroup',
  'genBusPostingGroup',
  'genProdPostingGroup',
  'documentNo',
  'documentType',
  'documentLineNo',
  'documentDate',
  'externalDocumentNo',
  'description',
  'sourceType',
  'sourceNo',
  'sourcePostingGroup',
  'orderType',
  'orderNo',
  'orderLineNo',
  'type',
  'no',
  'dimensionSetId',
  'globalDimension1Code',
  'globalDimension2Code',
  'reasonCode',
  'vatDate',
  'dropShipment',
  'salespersPurchCode',
  'jobNo',
  'jobTaskNo',
  'returnReasonCode',
] as const satisfies readonly (keyof ValueEntry)[];

const COPIED_COLUMNS = ['entryNo', ...COPIED]
  .map(property => `"${valueEntry.byProperty.get(property)?.column}"`)
  .join(', ');

/** Entries that are built and written at once: few enough to be forgotten while they are young. */
const CHUNK = 500;

export class NewEntries {
  /** Numbers of everything written, in order. */
  readonly written: number[] = [];
  private readonly writer: LedgerWriter;
  private next = 0;

  constructor(
    private readonly context: JobContext,
    private readonly database: Database,
    private readonly company: AdjustmentCompany,
    private readonly registerNo: number,
    private readonly postToGl: boolean,
  ) {
    this.writer = new LedgerWriter(database);
  }

  /** Writes entries in the order given. Returns those that belong to an order, as rows. */
  async write(entries: Iterable<NewEntry>): Promise<Partial<ValueEntry>[]> {
    const ofOrders: Partial<ValueEntry>[] = [];
    let chunk: NewEntry[] = [];
    const writeOut = async (): Promise<void> => {
      for (const row of await this.writeChunk(chunk)) if (row.orderNo !== '') ofOrders.push(row);
      chunk = [];
    };
    for (const entry of entries) {
      chunk.push(entry);
      if (chunk.length === CHUNK) await writeOut();
    }
    if (chunk.length > 0) await writeOut();
    return ofOrders;
  }

  private async writeChunk(entries: readonly NewEntry[]): Promise<Partial<ValueEntry>[]> {
    if (this.next === 0) this.next = await nextEntryNo(this.database, 'value_entry');
    const originals = await this.originalsOf(entries);
    const rows = entries.map(entry => this.rowOf(entry, originals));
    await this.writer.insertValueEntries(rows);
    const posted = this.postToGl ? await this.postToLedger(rows) : new Set<number>();
    await this.queue(rows.filter(row => !posted.has(row.entryNo ?? 0)));
    return rows;
  }

  /** Before the transaction ends. */
  async finish(): Promise<void> {
    await this.writer.finish();
  }

  private rowOf(entry: NewEntry, originals: ReadonlyMap<number, Partial<ValueEntry>>): Partial<ValueEntry> {
    const original = originals.get(entry.originalNo);
    if (!original) throw new Error(`value entry ${entry.originalNo} is not there`);
    const entryNo = this.next;
    this.next += 1;
    this.written.push(entryNo);
    const actual = entry.actual ?? 0n;
    const expected = entry.expected ?? 0n;
    const cost = actual || expected;
    const row: Partial<ValueEntry> = {...original};
    row.entryNo = entryNo;
    row.postingDate = this.company.dateFor(original.postingDate ?? '');
    row.entryType = entry.entryType;
    row.varianceType = entry.varianceType ?? '';
    row.expectedCost = entry.expectedCost ?? false;
    row.adjustment = entry.adjustment;
    row.appliesToEntry = entry.appliesToEntry ?? entry.originalNo;
    row.valuedQuantity = entry.valuedQuantity;
    row.invoicedQuantity = entry.invoicedQuantity ?? 0n;
    if (entry.valuationDate !== undefined) row.valuationDate = entry.valuationDate;
    row.costAmountActual = actual;
    row.costAmountExpected = expected;
    row.costAmountActualAcy = entry.actualAcy ?? 0n;
    row.costAmountExpectedAcy = entry.expectedAcy ?? 0n;
    row.costPerUnit =
      entry.valuedQuantity === 0n ? 0n : divide(cost, entry.valuedQuantity, this.company.unitAmountPrecision);
    row.sourceCode = this.company.sourceCode;
    row.userId = this.context.userId;
    row.itemRegisterNo = this.registerNo;
    return row;
  }

  private async originalsOf(entries: readonly NewEntry[]): Promise<Map<number, Partial<ValueEntry>>> {
    const originals = new Map<number, Partial<ValueEntry>>();
    await inChunks([...new Set(entries.map(entry => entry.originalNo))], async (list, params) => {
      for (const row of await this.database.all(
        `select ${COPIED_COLUMNS} from "value_entry" where "entry_no" in (${list})`,
        params,
      )) {
        const {entryNo, ...copied} = toRow(valueEntry, row);
        originals.set(entryNo, copied);
      }
    });
    return originals;
  }

  private async postToLedger(rows: readonly Partial<ValueEntry>[]): Promise<Set<number>> {
    await postAutomatically(this.context, this.database, this.writer, rows);
    return new Set(rows.map(row => row.entryNo ?? 0));
  }

  /** The G/L's work list (posting-rules.md 13). */
  private async queue(rows: readonly Partial<ValueEntry>[]): Promise<void> {
    const waiting = rows.filter(row => {
      const hasActual = row.costAmountActual !== 0n || row.costAmountActualAcy !== 0n;
      const hasExpected = row.costAmountExpected !== 0n || row.costAmountExpectedAcy !== 0n;
      return (!row.expectedCost && hasActual) || (this.company.expectedCostPosting && hasExpected);
    });
    await this.database.insert(
      postValueEntryToGl,
      waiting.map(({entryNo, itemNo, postingDate}) => ({
        valueEntryNo: entryNo ?? 0,
        itemNo: itemNo ?? '',
        postingDate: postingDate ?? '',
      })),
    );
  }
}
