/** Writes what a journal made and changed: new rows in bulk, changed ones grouped by table. */
import type {Session} from '../../domain/costing/journal/session.js';
import type {TouchedPlace} from '../../domain/costing/journal/entry-points.js';
import type {Database, SqlValue} from '../../store/database.js';
import type {StoredProductionLine} from '../../store/costing-journal-cards.js';
import type {LedgerWriter} from '../../store/ledgers.js';
import type {Table} from '../../store/table.js';
import {
  avgCostAdjmtEntryPoint,
  capacityLedgerEntry,
  inventoryAdjmtEntryOrder,
  item,
  itemApplicationEntry,
  itemLedgerEntry,
  itemRegister,
  postValueEntryToGl,
  prodOrderLine,
  stockkeepingUnit,
  valueEntry,
} from '../../store/tables/index.js';
import {updateRows} from '../import/row-store.js';

/** Writes the ledgers' entries. */
export async function writeEntries(database: Database, writer: LedgerWriter, session: Session): Promise<void> {
  const {set} = session;
  await database.insert(itemLedgerEntry, set.newEntries);
  await database.insert(capacityLedgerEntry, set.newCapacities);
  await writer.insertValueEntries(set.newValueEntries);
  await database.insert(itemApplicationEntry, set.newApplications);
  await update(
    database,
    itemLedgerEntry,
    [...set.changedEntries],
    [
      'remainingQuantity',
      'invoicedQuantity',
      'open',
      'completelyInvoiced',
      'appliedEntryToAdjust',
      'lastInvoiceDate',
      'shippedQtyNotReturned',
    ],
  );
  await update(database, valueEntry, [...set.changedValueEntries], ['valuationDate', 'valuedByAverageCost']);
  await update(database, itemApplicationEntry, [...set.changedApplications], ['quantity', 'outputCompletelyInvdDate']);
}

/** Writes cards, order entries and entry points. */
export async function writeCards(database: Database, session: Session): Promise<void> {
  await update(
    database,
    item,
    [...session.items],
    [
      'unitCost',
      'lastDirectCost',
      'standardCost',
      'costIsAdjusted',
      'allowOnlineAdjustment',
      'singleLevelMaterialCost',
      'singleLevelCapacityCost',
      'singleLevelSubcontrdCost',
      'singleLevelCapOvhdCost',
      'singleLevelMfgOvhdCost',
      'singleLevelMaterialNonInventoryCost',
      'rolledUpMaterialCost',
      'rolledUpCapacityCost',
      'rolledUpSubcontractedCost',
      'rolledUpCapOverheadCost',
      'rolledUpMfgOvhdCost',
      'rolledUpMaterialNonInventoryCost',
    ],
  );
  await update(database, stockkeepingUnit, [...session.skus], ['unitCost', 'lastDirectCost']);
  await update(
    database,
    prodOrderLine,
    [...session.productionLines].map(line => ({...(line as StoredProductionLine), prodOrderNo: line.orderNo})),
    ['finishedQuantity', 'finishedQtyBase', 'remainingQuantity', 'remainingQtyBase'],
  );
  await database.insert(inventoryAdjmtEntryOrder, session.newOrders);
  const added = new Set(session.newOrders);
  await update(
    database,
    inventoryAdjmtEntryOrder,
    [...session.orders].filter(order => !added.has(order)),
    ['costIsAdjusted', 'allowOnlineAdjustment', 'itemNo', 'indirectCostPercent', 'overheadRate'],
  );
  for (const place of session.entryPoints.touched) await writeEntryPoints(database, place);
}

/** Rows for the touched dates; they and all later ones of the place are not adjusted (costing.md 14.3). */
async function writeEntryPoints(database: Database, place: TouchedPlace): Promise<void> {
  const dates = [...place.dates].sort();
  const first = dates[0];
  if (first === undefined) return;
  const where = '"item_no" = ? and "variant_code" = ? and "location_code" = ? and "valuation_date" >= ?';
  const params = [place.itemNo, place.variantCode, place.locationCode, first];
  await database.run(`update "avg_cost_adjmt_entry_point" set "cost_is_adjusted" = 0 where ${where}`, params);
  const present = new Set(
    (await database.read(avgCostAdjmtEntryPoint, {where, params})).map(({valuationDate}) => valuationDate),
  );
  await database.insert(
    avgCostAdjmtEntryPoint,
    dates
      .filter(date => !present.has(date))
      .map(valuationDate => ({
        itemNo: place.itemNo,
        variantCode: place.variantCode,
        locationCode: place.locationCode,
        valuationDate,
        costIsAdjusted: false,
      })),
  );
}

/** The register: ranges of the entries that the journal made. */
export async function writeRegister(
  database: Database,
  session: Session,
  header: {creationDate: string; creationTime: string; sourceCode: string},
): Promise<void> {
  const {newEntries, newValueEntries, newCapacities} = session.set;
  await database.insert(itemRegister, [
    {
      ...header,
      no: session.itemRegisterNo,
      userId: session.settings.userId,
      fromEntryNo: newEntries[0]?.entryNo ?? 0,
      toEntryNo: newEntries.at(-1)?.entryNo ?? 0,
      fromValueEntryNo: newValueEntries[0]?.entryNo ?? 0,
      toValueEntryNo: newValueEntries.at(-1)?.entryNo ?? 0,
      fromCapacityEntryNo: newCapacities[0]?.entryNo ?? 0,
      toCapacityEntryNo: newCapacities.at(-1)?.entryNo ?? 0,
    },
  ]);
}

/** The queue to the G/L, where entries are not posted at once (posting-rules.md 13). */
export async function writeQueue(database: Database, session: Session, expectedPosting: boolean): Promise<void> {
  const waiting = session.set.newValueEntries.filter(
    entry =>
      entry.inventoriable &&
      ((!entry.expectedCost && entry.costAmountActual !== 0n) || (expectedPosting && entry.costAmountExpected !== 0n)),
  );
  await database.insert(
    postValueEntryToGl,
    waiting.map(({entryNo, itemNo, postingDate}) => ({valueEntryNo: entryNo, itemNo, postingDate})),
  );
}

async function update(
  database: Database,
  table: Table,
  rows: readonly object[],
  properties: readonly string[],
): Promise<void> {
  if (rows.length === 0) return;
  const fields = properties.flatMap(property => table.byProperty.get(property) ?? []);
  const cellOf = (row: object, property: string): SqlValue => {
    const value = (row as Record<string, SqlValue>)[property] ?? null;
    return typeof value === 'boolean' ? Number(value) : value;
  };
  await updateRows(
    database,
    table,
    fields,
    rows.map(row => ({
      key: table.key.map(property => cellOf(row, property)),
      values: fields.map(field => cellOf(row, field.property)),
    })),
  );
}
