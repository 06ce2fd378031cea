/** Making item ledger entries. */
import type {Scaled} from '../../money.js';
import type {ItemLedgerEntry, StockKey} from '../entries.js';
import type {PostingLine} from './posting-line.js';
import type {Session} from './session.js';

/** An entry of a line that nothing is applied to or invoiced yet; its number comes when it is added. */
export function blankEntry(
  session: Session,
  {line, document}: PostingLine,
  place: StockKey,
  quantity: Scaled,
): ItemLedgerEntry {
  session.fits(quantity);
  return {
    ...document,
    entryNo: 0,
    itemNo: place.itemNo,
    variantCode: place.variantCode,
    locationCode: place.locationCode,
    entryType: line.entryType === 'Capacity' ? '' : line.entryType,
    quantity,
    remainingQuantity: quantity,
    invoicedQuantity: 0n,
    open: true,
    positive: quantity > 0n,
    completelyInvoiced: false,
    lastInvoiceDate: '',
    appliesToEntry: 0,
    appliedEntryToAdjust: false,
    shippedQtyNotReturned: 0n,
    correction: false,
    dropShipment: false,
    orderType: line.orderType,
    orderNo: line.orderNo,
    orderLineNo: line.orderLineNo,
    lotNo: line.lotNo,
    serialNo: line.serialNo,
    itemRegisterNo: session.itemRegisterNo,
  };
}
