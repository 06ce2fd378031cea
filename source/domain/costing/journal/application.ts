/**
 * Item application (costing.md 7): outbound entries look for open inbound ones, and inbound entries for open
 * outbound ones. First what an entry would be applied to is found, then the rows are written.
 */
import {laterOf} from '../../dates.js';
import {abs, type Scaled, smallerOf} from '../../money.js';
import type {ItemApplicationEntry, ItemLedgerEntry, StockKey} from '../entries.js';
import type {ItemCard} from './company.js';
import {CostChain, type Taker} from './cost-loop.js';
import {isOutput} from './cost-loop.js';
import type {Session} from './session.js';
import {moveValuationDate, valuationDateOf} from './valuation-date.js';

/** A quantity (positive) that an entry is applied to. */
export interface Part {
  entry: ItemLedgerEntry;
  quantity: Scaled;
}

/** An outbound quantity that looks for stock. */
export interface Demand extends StockKey {
  item: ItemCard;
  quantity: Scaled;
  taker: Taker;
  /** Only entries of this transfer order, or document where there is no order: goods that leave an in-transit location. */
  transfer: {orderNo: string; documentNo: string} | undefined;
  lotNo: string;
  serialNo: string;
}

/** The open inbound entries that a demand takes from, in the method's order, and what is lacking. */
export async function findStock(session: Session, demand: Demand): Promise<{parts: Part[]; lacking: Scaled}> {
  await session.set.loadOpenEntriesOf(demand.itemNo);
  const parts: Part[] = [];
  let lacking = demand.quantity;
  const chain = new CostChain(session, demand.taker);
  const loopsArePossible = await chain.canFeedOthers();
  const candidates = session.set.open.inbound(demand);
  const last = demand.item.costingMethod === 'LIFO';
  for (let index = 0; index < candidates.length && lacking > 0n; index += 1) {
    const candidate = candidates[last ? candidates.length - 1 - index : index];
    if (!candidate || !suits(demand, candidate)) continue;
    if (loopsArePossible && (await chain.reachesFromInbound(candidate))) continue;
    const quantity = smallerOf(candidate.remainingQuantity, lacking);
    parts.push({entry: candidate, quantity});
    lacking -= quantity;
  }
  return {parts, lacking};
}

function suits(demand: Demand, candidate: ItemLedgerEntry): boolean {
  if (candidate.dropShipment) return false;
  const {taker, transfer, item} = demand;
  if (transfer) {
    const same = transfer.orderNo
      ? candidate.orderNo === transfer.orderNo
      : candidate.documentNo === transfer.documentNo;
    if (candidate.entryType !== 'Transfer' || !same) return false;
  }
  if (item.costingMethod === 'Specific' || item.itemTrackingCode !== '') {
    if (demand.serialNo !== '' && candidate.serialNo !== demand.serialNo) return false;
    if (demand.lotNo !== '' && candidate.lotNo !== demand.lotNo) return false;
  }
  const ownOutput =
    taker.consumption &&
    isOutput(candidate) &&
    candidate.orderType === taker.orderType &&
    candidate.orderNo === taker.orderNo &&
    candidate.orderLineNo === taker.orderLineNo;
  return !ownOutput;
}

/** Writes the rows of an outbound entry and takes the quantities. `fixed`: by fixed application. */
export function applyOutbound(
  session: Session,
  item: ItemCard,
  outbound: ItemLedgerEntry,
  parts: readonly Part[],
  fixed: boolean,
): void {
  for (const {entry, quantity} of parts) {
    link(session, item, entry, outbound, quantity, outbound.postingDate, fixed);
  }
}

/** Applies quantities that were displaced: a pair of entries has one row, so that a row that is there takes them too. */
export async function applyAgain(
  session: Session,
  item: ItemCard,
  outbound: ItemLedgerEntry,
  parts: readonly Part[],
): Promise<void> {
  const rows = await session.set.rowsOf(outbound.entryNo);
  for (const {entry, quantity} of parts) {
    const row = rows.find(({inboundItemEntryNo}) => inboundItemEntryNo === entry.entryNo);
    if (row) {
      session.set.changeApplication(row, {quantity: row.quantity - quantity});
      take(session, entry, outbound, quantity, row.costApplication);
    } else link(session, item, entry, outbound, quantity, outbound.postingDate, false);
  }
}

/** The open outbound entries that an inbound entry covers. `sources` walks to where the inbound's cost comes from. */
export async function findOpenOutbound(
  session: Session,
  item: ItemCard,
  inbound: StockKey & {quantity: Scaled},
  getsCostFrom: (outbound: ItemLedgerEntry) => Promise<boolean>,
): Promise<Part[]> {
  if (item.costingMethod === 'Specific') return [];
  await session.set.loadOpenEntriesOf(inbound.itemNo);
  const candidates = session.set.open.outbound(inbound);
  const parts: Part[] = [];
  let left = inbound.quantity;
  const last = item.costingMethod === 'LIFO';
  for (let index = 0; index < candidates.length && left > 0n; index += 1) {
    const candidate = candidates[last ? candidates.length - 1 - index : index];
    if (!candidate || candidate.dropShipment || (await getsCostFrom(candidate))) continue;
    const open = abs(candidate.remainingQuantity);
    const quantity = smallerOf(open, left);
    parts.push({entry: candidate, quantity});
    left -= quantity;
  }
  return parts;
}

/** Writes the rows by which an inbound entry covers open outbound ones; their valuation dates follow (costing.md 12). */
export async function coverOutbound(
  session: Session,
  item: ItemCard,
  inbound: ItemLedgerEntry,
  parts: readonly Part[],
  fixed: boolean,
): Promise<void> {
  for (const {entry: outbound, quantity} of parts) {
    link(session, item, inbound, outbound, quantity, laterOf(inbound.postingDate, outbound.postingDate), fixed);
    if (fixed) loseAverageMark(session, outbound);
    await moveValuationDate(session, outbound, valuationDateOf(session, inbound));
  }
}

function link(
  session: Session,
  item: ItemCard,
  inbound: ItemLedgerEntry,
  outbound: ItemLedgerEntry,
  quantity: Scaled,
  postingDate: string,
  fixed: boolean,
): void {
  const costApplication = item.costingMethod !== 'Average' || fixed;
  addRow(session, {
    itemLedgerEntryNo: outbound.entryNo,
    inboundItemEntryNo: inbound.entryNo,
    outboundItemEntryNo: outbound.entryNo,
    quantity: -quantity,
    postingDate,
    costApplication,
    outputCompletelyInvdDate: outbound.completelyInvoiced ? outbound.lastInvoiceDate : '',
  });
  take(session, inbound, outbound, quantity, costApplication);
}

function take(
  {set}: Session,
  inbound: ItemLedgerEntry,
  outbound: ItemLedgerEntry,
  quantity: Scaled,
  costApplication: boolean,
): void {
  set.changeEntry(inbound, {
    remainingQuantity: inbound.remainingQuantity - quantity,
    ...(costApplication ? {appliedEntryToAdjust: true} : {}),
  });
  set.changeEntry(outbound, {remainingQuantity: outbound.remainingQuantity + quantity});
}

/** The own row of an inbound entry: it names the outbound that it reverses or, of a transfer, comes from. */
export function addOwnRow(
  session: Session,
  entry: ItemLedgerEntry,
  more: {outboundItemEntryNo?: number; transferredFromEntryNo?: number} = {},
): void {
  addRow(session, {
    itemLedgerEntryNo: entry.entryNo,
    inboundItemEntryNo: entry.entryNo,
    outboundItemEntryNo: 0,
    quantity: entry.quantity,
    postingDate: entry.postingDate,
    costApplication: true,
    outputCompletelyInvdDate: entry.postingDate,
    ...more,
  });
}

type NewRow = Omit<
  ItemApplicationEntry,
  'entryNo' | 'itemRegisterNo' | 'outboundEntryIsUpdated' | 'transferredFromEntryNo'
> & {transferredFromEntryNo?: number};

function addRow(session: Session, row: NewRow): void {
  session.set.addApplication({
    entryNo: 0,
    itemLedgerEntryNo: row.itemLedgerEntryNo,
    inboundItemEntryNo: row.inboundItemEntryNo,
    outboundItemEntryNo: row.outboundItemEntryNo,
    quantity: row.quantity,
    postingDate: row.postingDate,
    transferredFromEntryNo: row.transferredFromEntryNo ?? 0,
    costApplication: row.costApplication,
    outputCompletelyInvdDate: row.outputCompletelyInvdDate,
    outboundEntryIsUpdated: false,
    itemRegisterNo: session.itemRegisterNo,
  });
}

function loseAverageMark(session: Session, outbound: ItemLedgerEntry): void {
  for (const value of session.set.valueEntriesOf(outbound.entryNo)) {
    if (value.valuedByAverageCost) session.set.changeValueEntry(value, {valuedByAverageCost: false});
  }
}
