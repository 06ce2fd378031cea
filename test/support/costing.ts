/**
 * A small language for costing tests: a company with items, journal lines posted into it as people write them, and
 * the entries they made as short readable rows.
 *
 *     const books = await company(context, {items: {A: {costingMethod: 'FIFO'}}});
 *     await books.post([purchase('lot', '2026-01-01', 'A', 10, {'Unit Cost': 10}), sale('out', '2026-01-02', 'A', 4)]);
 *     expect(await books.values('out')).toEqual(['Direct Cost -40.00']);
 */
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {type LedgerDate, formatDate} from '../../source/domain/dates.js';
import {formatAmount, formatScaled, scaled} from '../../source/domain/money.js';
import {Refusal} from '../../source/errors.js';
import type {JobContext} from '../../source/jobs/job.js';
import {type JournalResult, postJournal} from '../../source/jobs/journal.js';
import type {Row, Table} from '../../source/store/table.js';
import {
  avgCostAdjmtEntryPoint,
  genBusinessPostingGroup,
  generalPostingSetup,
  glAccount,
  genProductPostingGroup,
  inventoryPostingGroup,
  inventoryPostingSetup,
  inventorySetup,
  type InventorySetup,
  item,
  type Item,
  itemApplicationEntry,
  itemCharge,
  type ItemLedgerEntry,
  itemLedgerEntry,
  location,
  type ValueEntry,
  valueEntry,
} from '../../source/store/tables/index.js';
import {ACCOUNTS} from './posting.js';

/** One line of a journal: columns by caption (contract 3). */
export type Line = Record<string, string | number | boolean>;
type Decimal = string | number;

type ItemInput = Partial<Omit<Item, 'unitCost' | 'standardCost' | 'indirectCostPercent' | 'overheadRate'>> & {
  unitCost?: Decimal;
  standardCost?: Decimal;
  indirectCostPercent?: Decimal;
  overheadRate?: Decimal;
};

export interface CompanyInput {
  items: Record<string, ItemInput>;
  locations?: readonly string[];
  inTransit?: readonly string[];
  /** Further rows, by table. */
  rows?: readonly [Table, readonly Record<string, unknown>[]][];
}

/** Sets up a company with these items; every posting group and account is there. */
export async function company(context: JobContext, input: CompanyInput): Promise<Books> {
  const {database} = context;
  await database.insert(
    glAccount,
    Object.entries(ACCOUNTS).map(([name, no]) => ({no, name, accountType: 'Posting' as const})),
  );
  const locations = [...(input.locations ?? []), ...(input.inTransit ?? [])];
  await database.insert(
    location,
    locations.map(code => ({code, useAsInTransit: input.inTransit?.includes(code) ?? false})),
  );
  await database.insert(inventoryPostingGroup, [{code: 'GOODS'}]);
  await database.insert(genBusinessPostingGroup, [{code: 'HOME'}]);
  await database.insert(genProductPostingGroup, [{code: 'TRADE'}]);
  await database.insert(itemCharge, [{no: 'FREIGHT', genProdPostingGroup: 'TRADE'}]);
  await database.insert(
    inventoryPostingSetup,
    ['', ...locations].map(locationCode => ({
      locationCode,
      invtPostingGroupCode: 'GOODS',
      inventoryAccount: ACCOUNTS.Inventory,
      inventoryAccountInterim: ACCOUNTS['Inventory (Interim)'],
      wipAccount: ACCOUNTS['WIP Inventory'],
    })),
  );
  await database.insert(
    generalPostingSetup,
    ['', 'HOME'].map(genBusPostingGroup => ({
      genBusPostingGroup,
      genProdPostingGroup: 'TRADE',
      cogsAccount: ACCOUNTS.COGS,
      cogsAccountInterim: ACCOUNTS['COGS (Interim)'],
      inventoryAdjmtAccount: ACCOUNTS['Inventory Adjmt.'],
      invtAccrualAccInterim: ACCOUNTS['Invt. Accrual (Interim)'],
      directCostAppliedAccount: ACCOUNTS['Direct Cost Applied'],
      overheadAppliedAccount: ACCOUNTS['Overhead Applied'],
      purchaseVarianceAccount: ACCOUNTS['Purchase Variance'],
    })),
  );
  await database.insert(
    item,
    Object.entries(input.items).map(([no, fields]) => ({
      no,
      inventoryPostingGroup: 'GOODS',
      genProdPostingGroup: 'TRADE',
      ...(fields as Partial<Item>),
      unitCost: scaled(fields.unitCost ?? fields.standardCost ?? 0),
      standardCost: scaled(fields.standardCost ?? 0),
      indirectCostPercent: scaled(fields.indirectCostPercent ?? 0),
      overheadRate: scaled(fields.overheadRate ?? 0),
    })),
  );
  for (const [table, rows] of input.rows ?? []) await database.insert(table, rows as Partial<Row<Table>>[]);
  return new Books(context);
}

const folder = mkdtempSync(join(tmpdir(), 'tieout-journal-'));
process.once('exit', () => rmSync(folder, {recursive: true, force: true}));
let files = 0;

/** A company's ledgers, as tests look at them. Entries are named by the label of the line that made them. */
export class Books {
  /** First entry of each label; `label:out` and `label:in` of a transfer, `label:in2` … of its further lots. */
  readonly entryNos = new Map<string, number>();

  constructor(readonly context: JobContext) {}

  /** Posts lines as one file. Labels of earlier files may be used as `@label` too. */
  async post(lines: readonly Line[], options: {dryRun?: boolean} = {}): Promise<JournalResult> {
    const own = new Set(lines.map(({['Line Ref']: ref}) => ref));
    const numbered = (value: Line[string]): Line[string] => {
      if (typeof value !== 'string' || !value.startsWith('@') || own.has(value.slice(1))) return value;
      return this.entryNos.get(value.slice(1)) ?? value;
    };
    const written = lines.map(line =>
      Object.fromEntries(Object.entries(line).map(([column, value]) => [column, numbered(value)])),
    );
    files += 1;
    const file = join(folder, `journal-${files}.jsonl`);
    writeFileSync(file, written.map(line => `${JSON.stringify(line)}\n`).join(''));
    const result = await postJournal(this.context, file, options);
    if (!options.dryRun) for (const line of result.lines) this.name(line);
    return result;
  }

  /** Posts lines that must be refused: `line column: message` of each problem. */
  async refusal(lines: readonly Line[]): Promise<string[]> {
    try {
      await this.post(lines);
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      return thrown.details.map(
        ({line, column, message}) => `${line} ${column ?? ''}: ${this.context.text.say(message)}`,
      );
    }
    throw new Error('the lines were posted');
  }

  private name({ref, itemLedgerEntryNos, capacityLedgerEntryNos}: JournalResult['lines'][number]): void {
    const [first, ...more] = itemLedgerEntryNos;
    const [inbound] = more;
    if (first === undefined) {
      const [capacity] = capacityLedgerEntryNos;
      if (capacity !== undefined) this.entryNos.set(ref, capacity);
      return;
    }
    this.entryNos.set(ref, inbound ?? first);
    if (inbound === undefined) return;
    this.entryNos.set(`${ref}:out`, first);
    for (const [index, no] of more.entries()) this.entryNos.set(`${ref}:in${index === 0 ? '' : index + 1}`, no);
  }

  no(label: string): number {
    const entryNo = this.entryNos.get(label);
    if (entryNo === undefined) throw new Error(`no line was labelled ${label}`);
    return entryNo;
  }

  /** The value entries of a label's entry, as {@link shown}. */
  async values(label: string): Promise<string[]> {
    return (await this.valueRows(label)).map(shown);
  }

  /** The value entries of a label's entry. */
  async valueRows(label: string): Promise<ValueEntry[]> {
    return this.context.database.read(valueEntry, {
      where: '"item_ledger_entry_no" = ?',
      params: [this.no(label)],
    });
  }

  async entry(label: string): Promise<ItemLedgerEntry> {
    const entry = await this.context.database.find(itemLedgerEntry, this.no(label));
    if (!entry) throw new Error(`entry of ${label} is not there`);
    return entry;
  }

  /** `10, 4 left` and, where it is so, `open`, `not invoiced`. */
  async stock(label: string): Promise<string> {
    const entry = await this.entry(label);
    return [
      `${formatScaled(entry.quantity)}, ${formatScaled(entry.remainingQuantity)} left`,
      ...(entry.open ? ['open'] : []),
      ...(entry.completelyInvoiced ? [] : ['not invoiced']),
    ].join(', ');
  }

  /** All application rows: `item ledger entry: inbound/outbound quantity`, then `cost` where cost follows. */
  async applications(): Promise<string[]> {
    const rows = await this.context.database.read(itemApplicationEntry);
    return rows
      .filter(row => row.quantity !== 0n)
      .map(
        row =>
          `${row.itemLedgerEntryNo}: ${row.inboundItemEntryNo}/${row.outboundItemEntryNo} ${formatScaled(row.quantity)}${row.costApplication ? ' cost' : ''}`,
      );
  }

  /** `unit cost / last direct cost` of an item's card. */
  async card(no: string): Promise<string> {
    const card = await this.context.database.find(item, no);
    return `${formatScaled(card?.unitCost ?? 0n)} / ${formatScaled(card?.lastDirectCost ?? 0n)}`;
  }

  /** The cards of these items, whole. */
  async cards(...nos: string[]): Promise<Item[]> {
    return (await this.context.database.read(item)).filter(({no}) => nos.includes(no));
  }

  /** Changes Inventory Setup. */
  async set(fields: Partial<InventorySetup>): Promise<void> {
    for (const [property, value] of Object.entries(fields)) {
      const column = inventorySetup.byProperty.get(property)?.column ?? property;
      await this.context.database.run(`update "inventory_setup" set "${column}" = ?`, [value]);
    }
  }

  /** `item|variant|location|date` of every entry point, then `adjusted` where it is. */
  async entryPoints(): Promise<string[]> {
    return (await this.context.database.read(avgCostAdjmtEntryPoint)).map(
      point =>
        `${point.itemNo}|${point.variantCode}|${point.locationCode}|${point.valuationDate}${point.costIsAdjusted ? ' adjusted' : ''}`,
    );
  }
}

/** `Direct Cost 100.00`; expected and non-inventoriable amounts and the valuation date of a later day are named. */
export function shown(entry: ValueEntry): string {
  const moved = entry.valuationDate === entry.postingDate ? '' : ` valued ${formatDate(entry.valuationDate)}`;
  return (
    [
      entry.entryType,
      ...(entry.varianceType ? [entry.varianceType] : []),
      ...(entry.itemChargeNo ? [entry.itemChargeNo] : []),
      formatAmount(entry.costAmountActual),
      ...(entry.costAmountExpected !== 0n || entry.expectedCost
        ? [`expected ${formatAmount(entry.costAmountExpected)}`]
        : []),
      ...(entry.costAmountNonInvtbl !== 0n ? [`outside ${formatAmount(entry.costAmountNonInvtbl)}`] : []),
    ].join(' ') + moved
  );
}

const line =
  (entryType: string) =>
  (ref: string, date: LedgerDate, itemNo: string, quantity: Decimal, more: Line = {}): Line => ({
    'Line Ref': ref,
    'Posting Date': date,
    'Document No.': ref.toUpperCase(),
    'Entry Type': entryType,
    'Item No.': itemNo,
    Quantity: quantity,
    ...more,
  });

export const purchase = line('Purchase');
export const sale = line('Sale');
export const positiveAdjustment = line('Positive Adjmt.');
export const negativeAdjustment = line('Negative Adjmt.');
export const consumption = line('Consumption');
export const output = line('Output');
export const assemblyConsumption = line('Assembly Consumption');
export const assemblyOutput = line('Assembly Output');
export const transfer = (
  ref: string,
  date: LedgerDate,
  itemNo: string,
  quantity: Decimal,
  from: string,
  to: string,
  more: Line = {},
): Line => line('Transfer')(ref, date, itemNo, quantity, {'Location Code': from, 'New Location Code': to, ...more});

/** Not invoiced: received or shipped only. */
export const EXPECTED: Line = {'Invoiced Quantity': 0};

/** Invoices a part of what an earlier line received or shipped. */
export const invoice = (
  of: string,
  date: LedgerDate,
  itemNo: string,
  quantity: Decimal,
  more: Line = {},
  type = 'Purchase',
): Line => ({
  'Posting Date': date,
  'Document No.': `I-${of}`.toUpperCase(),
  'Entry Type': type,
  'Item No.': itemNo,
  Quantity: 0,
  'Invoiced Quantity': quantity,
  'Item Shpt. Entry No.': `@${of}`,
  ...more,
});

export const charge = (to: string, date: LedgerDate, amount: Decimal, more: Line = {}): Line => ({
  'Posting Date': date,
  'Document No.': `C-${to}`.toUpperCase(),
  'Entry Type': 'Purchase',
  'Item Charge No.': 'FREIGHT',
  'Item Shpt. Entry No.': `@${to}`,
  Quantity: 1,
  Amount: amount,
  ...more,
});

export const revaluation = (date: LedgerDate, itemNo: string, more: Line): Line => ({
  'Posting Date': date,
  'Document No.': 'REVAL',
  'Entry Type': 'Positive Adjmt.',
  'Value Entry Type': 'Revaluation',
  'Item No.': itemNo,
  ...more,
});

export const capacity = (
  ref: string,
  date: LedgerDate,
  type: string,
  no: string,
  time: Decimal,
  more: Line = {},
): Line => ({
  'Line Ref': ref,
  'Posting Date': date,
  'Document No.': ref.toUpperCase(),
  'Entry Type': 'Capacity',
  Type: type,
  'No.': no,
  Quantity: time,
  ...more,
});
