/** Transfers: an outbound half at the old location, an inbound half at the new (costing.md 9.1). */
import {abs, type Scaled} from '../../money.js';
import type {ItemLedgerEntry, StockKey} from '../entries.js';
import {roundExact} from '../overhead.js';
import {addOwnRow, applyOutbound, coverOutbound, findOpenOutbound, findStock, type Part} from './application.js';
import type {ItemCard} from './company.js';
import {CostChain, takerOf} from './cost-loop.js';
import {appliedEntry, reapply, reserveFixed} from './fixed-application.js';
import {isValuedByAverage} from './item-card.js';
import {blankEntry} from './item-ledger-entry.js';
import {shareOfLot} from './lot-cost.js';
import {outboundValuationDate, refuseLacking} from './movement.js';
import {refuse} from './problem.js';
import {nothingPosted, type PostedLine, type PostingLine} from './posting-line.js';
import type {Session} from './session.js';
import {postValueEntry, valueEntryOn} from './value-entry.js';

interface Transfer {
  posting: PostingLine;
  item: ItemCard;
  from: StockKey;
  to: StockKey;
  quantity: Scaled;
}

/** One inbound half: what arrives, what it costs, and the lot that it came from (0 for Average: there is one half). */
interface Arrival {
  quantity: Scaled;
  cost: Scaled;
  lot: ItemLedgerEntry | undefined;
}

export async function postTransfer(session: Session, posting: PostingLine): Promise<PostedLine> {
  const transfer = await transferOf(session, posting);
  const {item, from, quantity} = transfer;
  const posted = nothingPosted();
  const {parts, displaced, fixed} = await takeStock(session, transfer);
  const leavesTransit = session.cards.isInTransit(from.locationCode);
  const byAverage = item.costingMethod === 'Average' && !leavesTransit && !fixed;
  const arrivals = await arrivalsOf(session, transfer, parts, byAverage);
  const invoiced = parts.every(({entry}) => entry.completelyInvoiced);
  const outbound = addHalf(session, posted, transfer, from, -quantity, {
    completelyInvoiced: invoiced,
    appliesToEntry: fixed?.entryNo ?? 0,
    lastInvoiceDate: invoiced ? posting.line.postingDate : '',
    shippedQtyNotReturned: -quantity,
  });
  applyOutbound(
    session,
    item,
    outbound,
    parts,
    fixed !== undefined || (item.costingMethod === 'Average' && leavesTransit),
  );
  if (fixed) await reapply(session, item, displaced, fixed);
  const valuationDate = outboundValuationDate(session, posting.line.postingDate, parts, fixed !== undefined);
  const cost = arrivals.reduce((sum, arrival) => sum + arrival.cost, 0n);
  addValue(session, posted, transfer, outbound, -cost, {
    valuationDate,
    valuedByAverageCost: byAverage && isValuedByAverage(item, outbound),
  });
  for (const arrival of arrivals) await receive(session, posted, transfer, outbound, arrival, valuationDate);
  return posted;
}

async function transferOf(session: Session, posting: PostingLine): Promise<Transfer> {
  const {line} = posting;
  const item = await session.item(line.itemNo);
  if (item.type !== 'Inventory') refuse('Item No.', 'not-in-stock', {item: item.no});
  if (line.locationCode === line.newLocationCode) refuse('New Location Code', 'same-location');
  const quantity = line.quantity ?? 0n;
  const invoiced = line.invoicedQuantity ?? quantity;
  if (invoiced !== quantity) refuse('Invoiced Quantity', 'always-invoiced', {type: {caption: 'Transfer'}});
  if (posting.appliesFromEntry !== 0) refuse('Applies-from Entry', 'no-return');
  const place = (locationCode: string) => ({itemNo: item.no, variantCode: line.variantCode, locationCode});
  const [from, to] =
    quantity > 0n ? [line.locationCode, line.newLocationCode] : [line.newLocationCode, line.locationCode];
  return {posting, item, from: place(from), to: place(to), quantity: abs(quantity)};
}

async function takeStock(session: Session, {posting, item, from, quantity}: Transfer) {
  const {line} = posting;
  const taker = {entryNo: 0, orderType: line.orderType, orderNo: line.orderNo, orderLineNo: 0, consumption: false};
  if (posting.appliesToEntry !== 0) {
    const fixed = await appliedEntry(session, posting.appliesToEntry, from, -quantity);
    return {...(await reserveFixed(session, fixed, quantity, taker)), fixed};
  }
  const inTransit = session.cards.isInTransit(from.locationCode);
  if (item.costingMethod === 'Specific' && line.serialNo === '' && line.lotNo === '' && !inTransit) {
    refuse('Applies-to Entry', 'specific-needs-entry', {item: item.no});
  }
  const {parts, lacking} = await findStock(session, {
    ...from,
    item,
    quantity,
    taker,
    transfer: inTransit ? {orderNo: line.orderNo, documentNo: line.documentNo} : undefined,
    lotNo: line.lotNo,
    serialNo: line.serialNo,
  });
  if (lacking > 0n) refuseLacking(posting, lacking);
  return {parts, displaced: [], fixed: undefined};
}

/** One arrival per lot, each with its share of the lot's cost; of Average items one, at the unit cost of the old location. */
async function arrivalsOf(
  session: Session,
  {posting, item, from, quantity}: Transfer,
  parts: readonly Part[],
  byAverage: boolean,
): Promise<Arrival[]> {
  const costOfPart = (part: Part) => (item.inventoryValueZero ? 0n : shareOfLot(session, part.entry, part.quantity));
  if (item.costingMethod !== 'Average') {
    return parts.map(part => ({quantity: part.quantity, cost: costOfPart(part), lot: part.entry}));
  }
  if (!byAverage) {
    return [{quantity, cost: parts.reduce((sum, part) => sum + costOfPart(part), 0n), lot: undefined}];
  }
  const perItem = session.settings.calendar.settingsOn(posting.line.postingDate).calcType === 'Item';
  const unitCost = perItem ? item.unitCost : await session.unitCost(item, from);
  const cost = item.inventoryValueZero ? 0n : roundExact(unitCost * quantity, session.settings.amountPrecision);
  return [{quantity, cost, lot: undefined}];
}

async function receive(
  session: Session,
  posted: PostedLine,
  transfer: Transfer,
  outbound: ItemLedgerEntry,
  arrival: Arrival,
  valuationDate: string,
): Promise<void> {
  const {item, to} = transfer;
  const {lot, quantity} = arrival;
  const chainFrom = async (open: ItemLedgerEntry) => {
    const chain = new CostChain(session, takerOf(open));
    return lot ? chain.reachesFromInbound(lot) : chain.reachesFromOutbound(outbound.entryNo);
  };
  const covered = await findOpenOutbound(session, item, {...to, quantity}, chainFrom);
  const inbound = addHalf(session, posted, transfer, to, quantity, {
    completelyInvoiced: lot ? lot.completelyInvoiced : outbound.completelyInvoiced,
    lastInvoiceDate: lot?.completelyInvoiced || outbound.completelyInvoiced ? transfer.posting.line.postingDate : '',
    serialNo: lot?.serialNo || transfer.posting.line.serialNo,
    lotNo: lot?.lotNo || transfer.posting.line.lotNo,
  });
  addOwnRow(session, inbound, {outboundItemEntryNo: outbound.entryNo, transferredFromEntryNo: lot?.entryNo ?? 0});
  addValue(session, posted, transfer, inbound, arrival.cost, {valuationDate});
  await coverOutbound(session, item, inbound, covered, false);
}

function addHalf(
  session: Session,
  posted: PostedLine,
  {posting}: Transfer,
  place: StockKey,
  quantity: Scaled,
  more: Partial<ItemLedgerEntry>,
): ItemLedgerEntry {
  const entry = session.set.addEntry(
    Object.assign(blankEntry(session, posting, place, quantity), {
      orderType: posting.line.orderNo === '' ? '' : 'Transfer',
      invoicedQuantity: quantity,
      ...more,
    }),
  );
  posted.itemLedgerEntryNos.push(entry.entryNo);
  return entry;
}

/** The half's direct cost entry: always actual, even where the source is not invoiced yet. */
function addValue(
  session: Session,
  posted: PostedLine,
  {posting, item}: Transfer,
  entry: ItemLedgerEntry,
  cost: Scaled,
  more: {valuationDate: string; valuedByAverageCost?: boolean},
): void {
  const value = valueEntryOn(session, posting, entry, {
    valuedQuantity: entry.quantity,
    itemLedgerEntryQuantity: entry.quantity,
    invoicedQuantity: entry.quantity,
    costAmountActual: cost,
    ...more,
  });
  postValueEntry(session, posted, item, entry, value);
}
