/** The value entries of a posted quantity: direct cost, indirect cost, variance (costing.md 2, 3). */
import type {LedgerDate} from '../../dates.js';
import {abs, type Scaled} from '../../money.js';
import type {ItemLedgerEntry, ValueEntry} from '../entries.js';
import {isValuedByAverage} from './item-card.js';
import type {LineCost} from './line-cost.js';
import type {Movement} from './movement.js';
import type {PostedLine, PostingLine} from './posting-line.js';
import type {Session} from './session.js';
import {postValueEntry, valueEntryOn} from './value-entry.js';

export function addValueEntries(
  session: Session,
  posted: PostedLine,
  movement: Movement,
  entry: ItemLedgerEntry,
  cost: LineCost,
  valuationDate: LedgerDate,
): void {
  const {posting, item, quantity, invoiced} = movement;
  const sales = posting.line.entryType === 'Sale' ? salesAmount(posting, quantity) : 0n;
  const direct = blankOf(session, movement, entry, valuationDate);
  direct.itemLedgerEntryQuantity = quantity;
  if (invoiced) {
    direct.invoicedQuantity = quantity;
    direct.costAmountActual = cost.direct;
    direct.purchaseAmountActual = cost.purchaseAmount;
    direct.salesAmountActual = sales;
  } else {
    direct.expectedCost = true;
    direct.costAmountExpected = cost.direct;
    direct.purchaseAmountExpected = cost.purchaseAmount;
    direct.salesAmountExpected = sales;
  }
  postValueEntry(session, posted, item, entry, direct);
  if (cost.indirect !== 0n) {
    const indirect = blankOf(session, movement, entry, valuationDate);
    indirect.entryType = 'Indirect Cost';
    indirect.costAmountActual = cost.indirect;
    postValueEntry(session, posted, item, entry, indirect);
  }
  if (cost.variance !== 0n) {
    const variance = blankOf(session, movement, entry, valuationDate);
    variance.entryType = 'Variance';
    variance.varianceType = 'Purchase';
    variance.costAmountActual = cost.variance;
    postValueEntry(session, posted, item, entry, variance);
  }
}

function blankOf(
  session: Session,
  {posting, item, quantity}: Movement,
  entry: ItemLedgerEntry,
  valuationDate: LedgerDate,
): ValueEntry {
  const value = valueEntryOn(session, posting, entry);
  value.valuationDate = valuationDate;
  value.inventoriable = item.type === 'Inventory';
  value.valuedByAverageCost = isValuedByAverage(item, entry);
  value.valuedQuantity = quantity;
  return value;
}

/** The sales amount of a sale: positive for what goes out. */
export function salesAmount({line}: PostingLine, quantity: Scaled): Scaled {
  const amount = abs(line.amount ?? 0n);
  return quantity < 0n ? amount : -amount;
}
