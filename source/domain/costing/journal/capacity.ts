/** Time of a work centre, machine centre or resource on an order (costing.md 11). */
import type {ValueEntry} from '../entries.js';
import {type Exact, NO_OVERHEAD, type Overhead} from '../overhead.js';
import type {CenterCard} from './company.js';
import {capacityCost, fullUnitCost, namedAmount} from './line-cost.js';
import {resolveOrder, touchOrderEntry} from './order.js';
import {refuse} from './problem.js';
import {nothingPosted, type PostedLine, type PostingLine} from './posting-line.js';
import type {Session} from './session.js';
import {addCosted, blankValueEntry} from './value-entry.js';

export async function postCapacity(session: Session, unresolved: PostingLine): Promise<PostedLine> {
  const {posting, production} = await resolveOrder(session, unresolved);
  const {line, document} = posting;
  const quantity = line.quantity ?? 0n;
  const invoiced = line.invoicedQuantity ?? quantity;
  if (invoiced !== quantity) refuse('Invoiced Quantity', 'always-invoiced', {type: {caption: line.entryType}});
  const center = (await session.cards.center(line.type, line.no)) ?? refuse('No.', 'unknown-center', {no: line.no});
  if (center.blocked) refuse('No.', 'blocked', {no: line.no});
  const producedNo = document.sourceType === 'Item' ? document.sourceNo : '';
  const produced = producedNo === '' ? undefined : await session.cards.item(producedNo);
  const entry = session.set.addCapacity({
    entryNo: 0,
    postingDate: line.postingDate,
    type: center.type,
    no: center.no,
    quantity,
    invoicedQuantity: quantity,
    completelyInvoiced: true,
    itemNo: producedNo,
    capUnitOfMeasureCode: center.unitOfMeasureCode,
    subcontracting: line.subcontracting,
    orderType: line.orderType,
    orderNo: line.orderNo,
    orderLineNo: line.orderLineNo,
    documentNo: line.documentNo,
    workCenterNo: center.type === 'Work Center' ? center.no : center.workCenterNo,
    routingNo: production?.routingNo ?? '',
    routingReferenceNo: production?.routingReferenceNo ?? 0,
    dimensionSetId: document.dimensionSetId,
    globalDimension1Code: document.globalDimension1Code,
    globalDimension2Code: document.globalDimension2Code,
    itemRegisterNo: session.itemRegisterNo,
  });
  session.fits(quantity);
  const posted = nothingPosted();
  posted.capacityLedgerEntryNos.push(entry.entryNo);
  const overhead =
    center.type === 'Resource'
      ? {...NO_OVERHEAD, percent: center.indirectCostPercent}
      : {percent: center.indirectCostPercent, rate: center.overheadRate};
  const {direct, indirect} = capacityCost(session, quantity, fullCostOf(session, posting, center, overhead), overhead);
  const shared: ValueEntry = {
    ...blankValueEntry(session, posting),
    capacityLedgerEntryNo: entry.entryNo,
    itemLedgerEntryType: '',
    locationCode: locationOf(session, posting, center, production?.locationCode),
    // Of an assembly resource it must be blank: only WIP asks for it.
    inventoryPostingGroup: production
      ? production.inventoryPostingGroup || (produced?.inventoryPostingGroup ?? '')
      : '',
    type: center.type,
    no: center.no,
    valuedQuantity: quantity,
  };
  addCosted(session, posted, {...shared, invoicedQuantity: quantity, costAmountActual: direct});
  if (indirect !== 0n) {
    addCosted(session, posted, {...shared, entryType: 'Indirect Cost', costAmountActual: indirect});
  }
  await touchOrderEntry(session, posting, produced, production);
  return posted;
}

/** The full cost of the time, before rounding: the line's, else by the card, whose direct unit cost may stand alone. */
function fullCostOf(session: Session, posting: PostingLine, center: CenterCard, overhead: Overhead): Exact {
  const quantity = posting.line.quantity ?? 0n;
  const unitCost = center.unitCost || fullUnitCost(session, center.directUnitCost, overhead);
  return namedAmount({posting, quantity}) ?? unitCost * quantity;
}

function locationOf(
  session: Session,
  {line}: PostingLine,
  center: CenterCard,
  orderLocation: string | undefined,
): string {
  if (line.locationCode !== '' || center.type === 'Resource' || !session.settings.copyLocationToCapacity) {
    return line.locationCode;
  }
  return orderLocation ?? '';
}
