/** Item charges: cost that comes on top of an entry that is there (costing.md 4). */
import type {ItemLedgerEntry} from '../entries.js';
import type {JournalLine} from './line.js';
import {refuse} from './problem.js';
import {nothingPosted, type PostedLine, type PostingLine} from './posting-line.js';
import type {Session} from './session.js';
import {addCosted, blankValueEntry, directCostEntryOf, postValueEntry, valueEntryOn} from './value-entry.js';

/**
 * A charge that the vendor has not invoiced is no cost yet: charges have no expected cost, so it makes no entry.
 */
export const isChargeNotInvoiced = (line: JournalLine): boolean =>
  line.itemChargeNo !== '' && !line.revaluation && line.invoicedQuantity === 0n;

export async function postItemCharge(session: Session, posting: PostingLine): Promise<PostedLine> {
  const {line} = posting;
  if (line.entryType !== 'Purchase' && line.entryType !== 'Sale') refuse('Entry Type', 'charge-type');
  if (line.amount === undefined || line.amount === 0n) refuse('Amount', 'charge-amount');
  if (posting.capacityLedgerEntry !== 0) return chargeCapacity(session, posting);
  const column = 'Item Shpt. Entry No.';
  if (posting.itemShptEntry === 0) refuse(column, 'charge-target');
  const entry =
    (await session.set.entry(posting.itemShptEntry)) ?? refuse(column, 'unknown-entry', {entry: posting.itemShptEntry});
  if (line.itemNo !== '' && line.itemNo !== entry.itemNo) {
    refuse('Item No.', 'other-item', {entry: entry.entryNo, item: entry.itemNo});
  }
  return isChargeNotInvoiced(line) ? nothingPosted() : chargeEntry(session, posting, entry);
}

async function chargeEntry(session: Session, posting: PostingLine, entry: ItemLedgerEntry): Promise<PostedLine> {
  const {line} = posting;
  const item = await session.item(entry.itemNo);
  const direct = directCostEntryOf(session, entry.entryNo);
  const amount = line.amount ?? 0n;
  const asSale = line.entryType === 'Sale';
  const inventoriable = item.type === 'Inventory' && entry.quantity > 0n;
  const cost = asSale || item.inventoryValueZero ? 0n : amount;
  const posted = nothingPosted();
  const charge = {
    valuationDate: direct.valuationDate,
    valuedQuantity: entry.quantity,
    inventoryPostingGroup: direct.inventoryPostingGroup,
    inventoriable,
    itemChargeNo: line.itemChargeNo,
  };
  postValueEntry(
    session,
    posted,
    item,
    entry,
    valueEntryOn(session, posting, entry, {
      ...charge,
      costAmountActual: cost,
      purchaseAmountActual: asSale ? 0n : amount,
      salesAmountActual: asSale ? amount : 0n,
    }),
  );
  if (item.costingMethod === 'Standard' && inventoriable && cost !== 0n) {
    postValueEntry(
      session,
      posted,
      item,
      entry,
      valueEntryOn(session, posting, entry, {
        ...charge,
        entryType: 'Variance',
        varianceType: 'Purchase',
        costAmountActual: -cost,
        genProdPostingGroup: direct.genProdPostingGroup,
        dimensionSetId: direct.dimensionSetId,
        globalDimension1Code: direct.globalDimension1Code,
        globalDimension2Code: direct.globalDimension2Code,
      }),
    );
  }
  session.set.changeEntry(entry, {appliedEntryToAdjust: true});
  return posted;
}

/** A charge on subcontracted capacity is capacity cost of its order. */
async function chargeCapacity(session: Session, posting: PostingLine): Promise<PostedLine> {
  const {line} = posting;
  const column = 'Capacity Ledger Entry No.';
  const capacity =
    (await session.set.capacity(posting.capacityLedgerEntry)) ??
    refuse(column, 'unknown-capacity', {entry: posting.capacityLedgerEntry});
  const {entry} = capacity;
  if (!entry.subcontracting) refuse(column, 'charge-needs-subcontracting', {entry: entry.entryNo});
  if (isChargeNotInvoiced(line)) return nothingPosted();
  const direct = capacity.valueEntries[0] ?? refuse(column, 'no-value-entry', {entry: entry.entryNo});
  const asSale = line.entryType === 'Sale';
  const amount = line.amount ?? 0n;
  const posted = nothingPosted();
  addCosted(session, posted, {
    ...blankValueEntry(session, posting),
    capacityLedgerEntryNo: entry.entryNo,
    itemLedgerEntryType: '',
    locationCode: direct.locationCode,
    inventoryPostingGroup: direct.inventoryPostingGroup,
    sourceType: direct.sourceType,
    sourceNo: direct.sourceNo,
    valuationDate: direct.valuationDate,
    valuedQuantity: entry.quantity,
    itemChargeNo: line.itemChargeNo,
    orderType: entry.orderType,
    orderNo: entry.orderNo,
    orderLineNo: entry.orderLineNo,
    type: entry.type,
    no: entry.no,
    costAmountActual: asSale ? 0n : amount,
    purchaseAmountActual: asSale ? 0n : amount,
    salesAmountActual: asSale ? amount : 0n,
  });
  const order = await session.cards.orderEntry(entry.orderType, entry.orderNo, entry.orderLineNo);
  if (order) session.touchOrder(order, line.postingDate);
  return posted;
}
