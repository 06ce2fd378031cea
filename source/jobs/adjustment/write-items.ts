/** What adjusted items leave behind: value entries, work flags, orders to be adjusted again, unit costs, the log. */
import {sumsAfter} from '../../domain/costing/adjust/average.js';
import {cellOf, type Cells} from '../../domain/costing/adjust/average-sums.js';
import type {Application, CostEntry} from '../../domain/costing/adjust/entries.js';
import {unitCostBasis, unitCostOf, type UnitCostBasis} from '../../domain/costing/adjust/unit-cost.js';
import {inChunks} from '../../store/chunks.js';
import type {Database} from '../../store/database.js';
import {itemCostTotals, keepItemCostTotals} from '../../store/item-cost-totals.js';
import {unitCostBasisOf} from '../../store/unit-cost-basis.js';
import {stockkeepingUnit, type StockkeepingUnit, type ValueEntry} from '../../store/tables/index.js';
import type {AdjustmentCompany} from './company.js';
import {isLarge, type AdjustedItem} from './item-batch.js';
import type {NewEntries, NewEntry} from './new-entries.js';

export interface ItemsToWrite {
  database: Database;
  company: AdjustmentCompany;
  entries: NewEntries;
  online: boolean;
  adjusted: readonly AdjustedItem[];
}

/** Steps C and D of costing.md 15.1, for all items at once. */
export async function writeItems(work: ItemsToWrite): Promise<void> {
  const {database, adjusted} = work;
  const rows = await work.entries.write(entriesOf(adjusted));
  await reopenOrders(database, rows);
  await writeFlags(
    database,
    adjusted.flatMap(({costs}) => [...costs.touchedEntries]),
  );
  await writeInvoiceDates(
    database,
    adjusted.flatMap(({costs}) => [...costs.touchedApplications]),
  );
  await writeEntryPoints(database, adjusted);
  await writeUnitCosts(work);
  const finished = adjusted.filter(({unfinished}) => !unfinished).map(({item}) => item.no);
  await inChunks(finished, async (list, params) => {
    await database.run(
      `update "item" set "cost_is_adjusted" = 1${work.online ? '' : ', "allow_online_adjustment" = 1'} where "no" in (${list})`,
      params,
    );
  });
}

function* entriesOf(adjusted: readonly AdjustedItem[]): Generator<NewEntry> {
  for (const {entries} of adjusted) yield* entries;
}

/** Orders whose consumption changed have to be adjusted again (costing.md 15.1). */
async function reopenOrders(database: Database, rows: readonly Partial<ValueEntry>[]): Promise<void> {
  const lines = new Map<string, [string, string, number]>();
  for (const {itemLedgerEntryType, orderType = '', orderNo = '', orderLineNo = 0} of rows) {
    if (orderNo === '' || !(itemLedgerEntryType === 'Consumption' || itemLedgerEntryType === 'Assembly Consumption'))
      continue;
    lines.set(`${orderType}\u0001${orderNo}\u0001${orderLineNo}`, [orderType, orderNo, orderLineNo]);
  }
  for (const line of lines.values()) {
    await database.run(
      `update "inventory_adjmt_entry_order" set "cost_is_adjusted" = 0 where "order_type" = ? and "order_no" = ? and ("order_line_no" = ? or "order_type" = 'Assembly')`,
      line,
    );
  }
}

/** Work flags of item ledger entries. */
export async function writeFlags(database: Database, entries: readonly CostEntry[]): Promise<void> {
  const byValues = new Map<string, {entry: CostEntry; nos: number[]}>();
  for (const entry of entries) {
    const key = `${entry.toAdjust}\u0001${entry.completelyInvoiced}\u0001${entry.lastInvoiceDate}`;
    const known = byValues.get(key);
    if (known) known.nos.push(entry.no);
    else byValues.set(key, {entry, nos: [entry.no]});
  }
  for (const {entry, nos} of byValues.values()) {
    await inChunks(nos, async (list, params) => {
      await database.run(
        `update "item_ledger_entry" set "applied_entry_to_adjust" = ?, "completely_invoiced" = ?, "last_invoice_date" = ? where "entry_no" in (${list})`,
        [entry.toAdjust, entry.completelyInvoiced, entry.lastInvoiceDate, ...params],
      );
    });
  }
}

/** Dates on which applications were completely invoiced. */
async function writeInvoiceDates(database: Database, rows: readonly Application[]): Promise<void> {
  const byDate = new Map<string, number[]>();
  for (const row of rows) {
    const known = byDate.get(row.completelyInvoicedDate);
    if (known) known.push(row.no);
    else byDate.set(row.completelyInvoicedDate, [row.no]);
  }
  for (const [date, nos] of byDate) {
    await inChunks(nos, async (list, params) => {
      await database.run(
        `update "item_application_entry" set "output_completely_invd_date" = ? where "entry_no" in (${list})`,
        [date, ...params],
      );
    });
  }
}

/** Entry points are adjusted, of a stopped item those before the period at which it stopped. */
async function writeEntryPoints(database: Database, adjusted: readonly AdjustedItem[]): Promise<void> {
  const done = adjusted.filter(({item, stoppedAt}) => stoppedAt === undefined && item.from !== '');
  await inChunks(
    done.map(({item}) => item.no),
    async (list, params) => {
      await database.run(
        `update "avg_cost_adjmt_entry_point" set "cost_is_adjusted" = 1 where "cost_is_adjusted" = 0 and "item_no" in (${list})`,
        params,
      );
    },
  );
  for (const {item, stoppedAt} of adjusted) {
    if (stoppedAt === undefined) continue;
    await database.run(
      'update "avg_cost_adjmt_entry_point" set "cost_is_adjusted" = 1 where "item_no" = ? and "valuation_date" < ?',
      [item.no, stoppedAt],
    );
  }
}

/** Unit costs of items and their stockkeeping units (costing.md 13). */
async function writeUnitCosts({database, company, adjusted}: ItemsToWrite): Promise<void> {
  await keepStandardCosts(database, adjusted);
  const moving = adjusted.filter(({item}) => item.costingMethod !== 'Standard' && item.type === 'Inventory');
  const present = await unitCostsOf(database, moving);
  const units = await unitsOf(database, moving);
  for (const result of moving) {
    const {item, costs, whole} = result;
    const sums = isLarge(item) ? await keptSums(database, result) : new Map();
    const basis = whole ? unitCostBasis(costs) : await unitCostBasisOf(database, item.no, undefined, sums);
    const unitCost = unitCostOf(basis, company.unitAmountPrecision);
    if (unitCost !== undefined && unitCost !== present.get(item.no)) {
      await database.run('update "item" set "unit_cost" = ? where "no" = ?', [unitCost, item.no]);
    }
    for (const unit of units.get(item.no) ?? []) {
      const own = await unitCostOfUnit(database, unit, {...result, sums}, company, unitCost ?? present.get(item.no));
      if (own === undefined || own === unit.unitCost) continue;
      await database.run(
        'update "stockkeeping_unit" set "unit_cost" = ? where "item_no" = ? and "location_code" = ? and "variant_code" = ?',
        [own, item.no, unit.locationCode, unit.variantCode],
      );
    }
  }
}

/** The sums of all entries of a large item, kept for the next time. */
async function keptSums(database: Database, {item, costs, whole, sums}: AdjustedItem): Promise<Cells> {
  const all = whole ? sumsAfter(costs, new Map(), '') : (sums ?? (await itemCostTotals(database, item.no)));
  await keepItemCostTotals(database, item.no, all);
  return all;
}

/** The unit cost of a Standard item is its standard cost. A card without one was imported without that column. */
async function keepStandardCosts(database: Database, adjusted: readonly AdjustedItem[]): Promise<void> {
  const standard = adjusted.filter(({item}) => item.costingMethod === 'Standard').map(({item}) => item.no);
  const other = '"standard_cost" <> 0 and "unit_cost" <> "standard_cost"';
  await inChunks(standard, async (list, params) => {
    await database.run(`update "item" set "unit_cost" = "standard_cost" where ${other} and "no" in (${list})`, params);
    await database.run(
      `update "stockkeeping_unit" set "unit_cost" = "standard_cost" where ${other} and "item_no" in (${list})`,
      params,
    );
  });
}

/** With one average for the item, its units have the item's unit cost. */
async function unitCostOfUnit(
  database: Database,
  unit: StockkeepingUnit,
  {item, costs, whole, sums}: AdjustedItem & {sums: Cells},
  company: AdjustmentCompany,
  ofItem: bigint | undefined,
): Promise<bigint | undefined> {
  const perItem = company.calendar.settingsOn(company.workDate).calcType === 'Item';
  if (item.costingMethod === 'Average' && perItem) return ofItem;
  const cell = cellOf(unit);
  const basis: UnitCostBasis = whole
    ? unitCostBasis(costs, entry => cellOf(entry) === cell)
    : await unitCostBasisOf(database, item.no, unit, sums);
  return unitCostOf(basis, company.unitAmountPrecision);
}

async function unitCostsOf(database: Database, adjusted: readonly AdjustedItem[]): Promise<Map<string, bigint>> {
  const costs = new Map<string, bigint>();
  await inChunks(
    adjusted.map(({item}) => item.no),
    async (list, params) => {
      for (const row of await database.all(`select "no", "unit_cost" from "item" where "no" in (${list})`, params)) {
        costs.set(String(row['no']), BigInt(row['unit_cost'] ?? 0));
      }
    },
  );
  return costs;
}

async function unitsOf(
  database: Database,
  adjusted: readonly AdjustedItem[],
): Promise<Map<string, StockkeepingUnit[]>> {
  const units = new Map<string, StockkeepingUnit[]>();
  if (!(await database.first('select "item_no" from "stockkeeping_unit" limit 1'))) return units;
  await inChunks(
    adjusted.map(({item}) => item.no),
    async (list, params) => {
      for (const unit of await database.read(stockkeepingUnit, {where: `"item_no" in (${list})`, params})) {
        const known = units.get(unit.itemNo);
        if (known) known.push(unit);
        else units.set(unit.itemNo, [unit]);
      }
    },
  );
  return units;
}

const LOG_COLUMNS = [
  'entry_no',
  'run_no',
  'item_no',
  'started_at',
  'duration_ms',
  'value_entries',
  'cost_amount',
  'user_id',
] as const;
const LOG_TYPES = ['int', 'int', 'text', 'text', 'int', 'int', 'bigint', 'text'] as const;

/** One row an item and pass: how long it took and what it changed. */
export async function writeLog(
  database: Database,
  runNo: number,
  firstNo: number,
  userId: string,
  adjusted: readonly AdjustedItem[],
): Promise<void> {
  const rows = adjusted.map(({item, made, startedAt, durationMs}, index) => [
    firstNo + index,
    runNo,
    item.no,
    startedAt.toISOString(),
    durationMs,
    made.count,
    made.amount,
    userId,
  ]);
  await database.insertColumns(
    'cost_adjustment_log',
    LOG_COLUMNS,
    LOG_TYPES,
    rows.length,
    (index, column) => rows[index]?.[column] ?? '',
  );
}
