/**
 * Undoing a receipt or shipment (costing.md 6): a new entry of the opposite quantity, marked Correction and applied
 * to the original. Both are invoiced then, and their costs cancel.
 */
import type {ItemLedgerEntry, ValueEntry} from '../entries.js';
import {addOwnRow, applyOutbound, coverOutbound} from './application.js';
import type {ItemCard} from './company.js';
import {reapply, reserveFixed} from './fixed-application.js';
import {blankEntry} from './item-ledger-entry.js';
import {directionOf, type JournalEntryType} from './line.js';
import {refuse} from './problem.js';
import {nothingPosted, type PostedLine, type PostingLine} from './posting-line.js';
import type {Session} from './session.js';
import {valuationDateOf} from './valuation-date.js';
import {directCostEntryOf, postValueEntry, valueEntryOn} from './value-entry.js';

const COLUMN = 'Applies-to Entry';
/** Orders and transfers have further entries that would have to go too. */
const UNDOABLE: ReadonlySet<JournalEntryType> = new Set(['Purchase', 'Sale', 'Positive Adjmt.', 'Negative Adjmt.']);

export async function undoEntry(session: Session, posting: PostingLine): Promise<PostedLine> {
  const original = await originalOf(session, posting);
  const item = await session.item(original.itemNo);
  const posted = nothingPosted();
  const values = [...session.set.valueEntriesOf(original.entryNo)];
  const likeOriginal = await inheriting(session, posting, original);
  const uninvoiced = original.invoicedQuantity === 0n;
  const expected = sumOf(values, value => value.costAmountExpected);
  const actual = sumOf(values, value => value.costAmountActual + value.costAmountNonInvtbl);
  const add = (entry: ItemLedgerEntry, more: Partial<ValueEntry>): void => {
    postValueEntry(
      session,
      posted,
      item,
      entry,
      valueEntryOn(session, likeOriginal, entry, {
        valuationDate: valuationDateOf(session, original),
        valuedQuantity: entry.quantity,
        inventoriable: item.type === 'Inventory',
        ...more,
      }),
    );
  };
  if (uninvoiced) {
    add(original, {
      valuationDate: directCostEntryOf(session, original.entryNo).valuationDate,
      invoicedQuantity: original.quantity,
      costAmountExpected: -expected,
      costAmountActual: expected,
      purchaseAmountExpected: -sumOf(values, value => value.purchaseAmountExpected),
      salesAmountExpected: -sumOf(values, value => value.salesAmountExpected),
    });
    session.set.changeEntry(original, {
      invoicedQuantity: original.quantity,
      completelyInvoiced: true,
      lastInvoiceDate: posting.line.postingDate,
      appliedEntryToAdjust: true,
    });
  }
  // What never left cannot be returned either (costing.md 9.2).
  if (!original.positive) session.set.changeEntry(original, {shippedQtyNotReturned: 0n});
  const correction = await addCorrection(session, likeOriginal, item, original, entry => {
    if (uninvoiced) {
      add(entry, {expectedCost: true, itemLedgerEntryQuantity: entry.quantity, costAmountExpected: -expected});
      add(entry, {invoicedQuantity: entry.quantity, costAmountExpected: expected, costAmountActual: -expected});
    } else {
      add(entry, {
        itemLedgerEntryQuantity: entry.quantity,
        invoicedQuantity: entry.quantity,
        costAmountActual: -actual,
        purchaseAmountActual: -sumOf(values, value => value.purchaseAmountActual),
        salesAmountActual: -sumOf(values, value => value.salesAmountActual),
      });
    }
  });
  posted.itemLedgerEntryNos.push(correction.entryNo);
  return posted;
}

/** The entry to undo: all of it, not invoiced at all or completely, and nothing returned of it. */
async function originalOf(session: Session, {line, appliesToEntry}: PostingLine): Promise<ItemLedgerEntry> {
  if (appliesToEntry === 0) refuse(COLUMN, 'undo-what');
  const entry = (await session.set.entry(appliesToEntry)) ?? refuse(COLUMN, 'unknown-entry', {entry: appliesToEntry});
  const named = {entry: entry.entryNo};
  if (!UNDOABLE.has(line.entryType)) refuse('Entry Type', 'cannot-undo', {type: {caption: line.entryType}});
  if (entry.entryType !== line.entryType) {
    refuse('Entry Type', 'undoes-other-type', {...named, type: {caption: entry.entryType}});
  }
  if (entry.itemNo !== line.itemNo || (line.variantCode !== '' && line.variantCode !== entry.variantCode)) {
    refuse('Item No.', 'other-item', {...named, item: entry.itemNo});
  }
  if (line.locationCode !== '' && line.locationCode !== entry.locationCode) {
    refuse('Location Code', 'other-location', {...named, location: entry.locationCode});
  }
  const whole = -entry.quantity * directionOf(line.entryType);
  if ((line.quantity ?? 0n) !== 0n && line.quantity !== whole) {
    refuse('Quantity', 'undo-whole', {...named, quantity: {quantity: whole}});
  }
  if (entry.invoicedQuantity !== 0n && entry.invoicedQuantity !== entry.quantity) {
    refuse(COLUMN, 'undo-partly-invoiced', named);
  }
  if (entry.correction || (await isUndone(session, entry))) refuse(COLUMN, 'undone-already', named);
  const returns = entry.positive ? [] : await session.set.rowsOfOutbound(entry.entryNo);
  if (returns.some(row => row.itemLedgerEntryNo !== entry.entryNo)) refuse(COLUMN, 'undo-returned', named);
  return entry;
}

/** Whether a correction took an entry back. */
export async function isUndone(session: Session, entry: ItemLedgerEntry): Promise<boolean> {
  const {set} = session;
  const rows = entry.positive ? await set.rowsFromInbound(entry.entryNo) : await set.rowsOf(entry.entryNo);
  for (const row of rows) {
    const otherNo = entry.positive ? row.outboundItemEntryNo : row.inboundItemEntryNo;
    if (row.quantity < 0n && (await set.knownEntry(otherNo)).correction) return true;
  }
  return false;
}

/** The line with the original's groups, dimensions and source, so that both meet on the same accounts. */
async function inheriting(session: Session, posting: PostingLine, original: ItemLedgerEntry): Promise<PostingLine> {
  const direct = directCostEntryOf(session, original.entryNo);
  const {dimensionSetId, globalDimension1Code, globalDimension2Code, sourceType, sourceNo} = direct;
  return {
    ...posting,
    document: {...posting.document, dimensionSetId, globalDimension1Code, globalDimension2Code, sourceType, sourceNo},
    inventoryPostingGroup: direct.inventoryPostingGroup,
    genBusPostingGroup: direct.genBusPostingGroup,
    genProdPostingGroup: direct.genProdPostingGroup,
  };
}

/** Adds the opposite entry with its values, and applies it to the original. */
async function addCorrection(
  session: Session,
  posting: PostingLine,
  item: ItemCard,
  original: ItemLedgerEntry,
  addValues: (correction: ItemLedgerEntry) => void,
): Promise<ItemLedgerEntry> {
  const quantity = -original.quantity;
  const inStock = item.type === 'Inventory';
  const {lotNo, serialNo} = original;
  const taken =
    inStock && original.positive ? await reserveFixed(session, original, original.quantity, NOBODY) : undefined;
  if (inStock && !original.positive) await release(session, original);
  const correction = session.set.addEntry(
    Object.assign(blankEntry(session, posting, original, quantity), {
      correction: true,
      invoicedQuantity: quantity,
      completelyInvoiced: true,
      lastInvoiceDate: posting.line.postingDate,
      appliesToEntry: original.entryNo,
      lotNo,
      serialNo,
      ...(inStock ? {} : {remainingQuantity: 0n, open: false}),
    }),
  );
  addValues(correction);
  if (taken) {
    applyOutbound(session, item, correction, taken.parts, true);
    await reapply(session, item, taken.displaced, original);
  } else if (inStock) {
    addOwnRow(session, correction);
    await coverOutbound(session, item, correction, [{entry: original, quantity}], true);
  }
  return correction;
}

const NOBODY = {entryNo: 0, orderType: '', orderNo: '', orderLineNo: 0, consumption: false} as const;

/** Gives back what a shipment took: the correction covers it instead. */
async function release(session: Session, shipment: ItemLedgerEntry): Promise<void> {
  const {set} = session;
  for (const row of await set.rowsOf(shipment.entryNo)) {
    if (row.quantity >= 0n) continue;
    const lot = await set.knownEntry(row.inboundItemEntryNo);
    const {quantity} = row;
    set.changeApplication(row, {quantity: 0n});
    set.changeEntry(lot, {
      remainingQuantity: lot.remainingQuantity - quantity,
      ...(row.costApplication ? {appliedEntryToAdjust: true} : {}),
    });
    set.changeEntry(shipment, {remainingQuantity: shipment.remainingQuantity + quantity});
  }
}

function sumOf(values: readonly ValueEntry[], amount: (value: ValueEntry) => bigint): bigint {
  return values.reduce((sum, value) => sum + amount(value), 0n);
}
