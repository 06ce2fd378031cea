/** Making value entries: what all of them have in common, and what follows from each (costing.md 2). */
import {abs, divide} from '../../money.js';
import type {ItemLedgerEntry, ValueEntry} from '../entries.js';
import type {ItemCard} from './company.js';
import {refuse} from './problem.js';
import type {PostedLine, PostingLine} from './posting-line.js';
import type {Session} from './session.js';

/** A value entry of a line, blank but for what the line itself gives; its number comes when it is added. */
export function blankValueEntry(session: Session, posting: PostingLine): ValueEntry {
  const {line, document} = posting;
  return {
    ...document,
    entryNo: 0,
    itemLedgerEntryNo: 0,
    capacityLedgerEntryNo: 0,
    itemNo: '',
    variantCode: '',
    locationCode: '',
    valuationDate: line.postingDate,
    itemLedgerEntryType: line.entryType === 'Capacity' ? '' : line.entryType,
    entryType: 'Direct Cost',
    varianceType: '',
    expectedCost: false,
    adjustment: false,
    inventoriable: true,
    valuedByAverageCost: false,
    partialRevaluation: false,
    valuedQuantity: 0n,
    itemLedgerEntryQuantity: 0n,
    invoicedQuantity: 0n,
    costPerUnit: 0n,
    costAmountActual: 0n,
    costAmountExpected: 0n,
    costAmountNonInvtbl: 0n,
    costPostedToGl: 0n,
    expectedCostPostedToGl: 0n,
    salesAmountActual: 0n,
    salesAmountExpected: 0n,
    purchaseAmountActual: 0n,
    purchaseAmountExpected: 0n,
    inventoryPostingGroup: posting.inventoryPostingGroup,
    genBusPostingGroup: posting.genBusPostingGroup,
    genProdPostingGroup: posting.genProdPostingGroup,
    itemChargeNo: '',
    appliesToEntry: 0,
    orderType: line.orderType,
    orderNo: line.orderNo,
    orderLineNo: line.orderLineNo,
    type: line.type,
    no: line.no,
    sourceCode: posting.sourceCode,
    reasonCode: line.reasonCode,
    userId: session.settings.userId,
    itemRegisterNo: session.itemRegisterNo,
  };
}

/** A value entry of a line on an item ledger entry. */
export function valueEntryOn(
  session: Session,
  posting: PostingLine,
  entry: ItemLedgerEntry,
  more?: Partial<ValueEntry>,
): ValueEntry {
  const value = blankValueEntry(session, posting);
  value.itemLedgerEntryNo = entry.entryNo;
  value.itemNo = entry.itemNo;
  value.variantCode = entry.variantCode;
  value.locationCode = entry.locationCode;
  value.orderType = entry.orderType;
  value.orderNo = entry.orderNo;
  value.orderLineNo = entry.orderLineNo;
  return more ? Object.assign(value, more) : value;
}

/**
 * Adds a value entry to an item ledger entry: cost that is no stock value goes to the non-inventoriable amount, the
 * valuation date must be allowed, and the item has to be adjusted from there on.
 */
export function postValueEntry(
  session: Session,
  posted: PostedLine,
  item: ItemCard,
  entry: ItemLedgerEntry,
  value: ValueEntry,
): ValueEntry {
  if (!value.inventoriable) {
    value.costAmountNonInvtbl = value.costAmountActual;
    value.costAmountActual = 0n;
    value.costAmountExpected = 0n;
  }
  const earliest = session.settings.earliestAllowedValuationDate;
  if (value.valuationDate < earliest) {
    refuse('Posting Date', 'before-earliest-valuation-date', {
      date: {date: value.valuationDate},
      earliest: {date: earliest},
    });
  }
  const added = addCosted(session, posted, value);
  session.touch(item, added, entry.postingDate);
  return added;
}

/** Adds a value entry with its cost per unit. */
export function addCosted(session: Session, posted: PostedLine, value: ValueEntry): ValueEntry {
  const cost = value.costAmountActual || value.costAmountExpected || value.costAmountNonInvtbl;
  if (value.costPerUnit === 0n && value.valuedQuantity !== 0n) {
    value.costPerUnit = abs(divide(cost, value.valuedQuantity, session.settings.unitAmountPrecision));
  }
  session.fits(
    value.costAmountActual,
    value.costAmountExpected,
    value.costAmountNonInvtbl,
    value.salesAmountActual,
    value.purchaseAmountActual,
    value.salesAmountExpected,
    value.purchaseAmountExpected,
    value.costPerUnit,
    value.valuedQuantity,
  );
  const added = session.set.addValueEntry(value);
  posted.valueEntryNos.push(added.entryNo);
  return added;
}

/** The last direct cost entry of an item ledger entry, charges and adjustments left out: what others inherit from. */
export function directCostEntryOf(session: Session, entryNo: number): ValueEntry {
  const entries = session.set.valueEntriesOf(entryNo);
  const direct =
    entries.findLast(value => value.entryType === 'Direct Cost' && value.itemChargeNo === '' && !value.adjustment) ??
    entries.at(-1);
  return direct ?? refuse(undefined, 'no-value-entry', {entry: entryNo});
}
