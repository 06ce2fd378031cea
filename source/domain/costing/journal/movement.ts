/** Posting a quantity: purchase, sale, adjustment, consumption, output, assembly (costing.md 2, 3, 7, 9, 11). */
import {laterOf, type LedgerDate} from '../../dates.js';
import {abs, type Scaled} from '../../money.js';
import type {ItemLedgerEntry, StockKey} from '../entries.js';
import {addOwnRow, applyOutbound, coverOutbound, findOpenOutbound, findStock, type Part} from './application.js';
import type {ItemCard} from './company.js';
import {CostChain, returnsInACircle, takerOf} from './cost-loop.js';
import {appliedEntry, reapply, reserveFixed} from './fixed-application.js';
import {moveUnitCost} from './item-card.js';
import {blankEntry} from './item-ledger-entry.js';
import {directionOf, type JournalEntryType} from './line.js';
import {costOf} from './line-cost.js';
import {addValueEntries} from './movement-values.js';
import {resolveOrder, touchOrderEntry, type LineOrder} from './order.js';
import {refuse} from './problem.js';
import {nothingPosted, type PostedLine, type PostingLine} from './posting-line.js';
import type {Session} from './session.js';
import {latestConsumptionDate, moveValuationDate, valuationDateOf} from './valuation-date.js';
import {isUndone} from './undo.js';

/** Types that are always invoiced with the movement. */
const ALWAYS_INVOICED: ReadonlySet<JournalEntryType> = new Set([
  'Consumption',
  'Assembly Consumption',
  'Assembly Output',
]);
const CONSUMPTION: ReadonlySet<JournalEntryType> = new Set(['Consumption', 'Assembly Consumption']);

export interface Movement {
  posting: PostingLine;
  item: ItemCard;
  place: StockKey;
  /** Signed as the entry's. */
  quantity: Scaled;
  invoiced: boolean;
  order: LineOrder;
  applied: ItemLedgerEntry | undefined;
  reversed: ItemLedgerEntry | undefined;
}

export async function postMovement(session: Session, unresolved: PostingLine): Promise<PostedLine> {
  const movement = await movementOf(session, unresolved);
  const {quantity, item} = movement;
  if (item.type !== 'Inventory') return postUntracked(session, movement);
  return quantity > 0n ? postInbound(session, movement) : postOutbound(session, movement);
}

async function movementOf(session: Session, unresolved: PostingLine): Promise<Movement> {
  const {line} = unresolved;
  const item = await session.item(line.itemNo);
  const order = await resolveOrder(session, unresolved);
  const {posting} = order;
  if (line.entryType === 'Output' && order.production?.itemNo !== item.no) {
    refuse('Item No.', 'not-the-produced-item', {item: item.no, produced: order.production?.itemNo ?? ''});
  }
  const place = {itemNo: item.no, variantCode: line.variantCode, locationCode: line.locationCode};
  const quantity = (line.quantity ?? 0n) * directionOf(line.entryType);
  const {appliesToEntry, appliesFromEntry} = posting;
  const applied = appliesToEntry === 0 ? undefined : await appliedEntry(session, appliesToEntry, place, quantity);
  const reversed = appliesFromEntry === 0 ? undefined : await reversedEntry(session, posting, place, quantity);
  return {posting, item, place, quantity, invoiced: isInvoiced(unresolved), order, applied, reversed};
}

/** Whether the line is invoiced with its movement: its invoiced quantity is 0 or all of the quantity. */
function isInvoiced({line}: PostingLine): boolean {
  if (line.entryType === 'Output') return false;
  const invoiced = line.invoicedQuantity ?? line.quantity;
  if (invoiced === 0n && ALWAYS_INVOICED.has(line.entryType)) {
    refuse('Invoiced Quantity', 'always-invoiced', {type: {caption: line.entryType}});
  }
  if (invoiced !== 0n && invoiced !== line.quantity) refuse('Invoiced Quantity', 'invoiced-in-part');
  return invoiced !== 0n;
}

/** The outbound entry that a return reverses: of the same item, with enough that is not returned yet. */
async function reversedEntry(
  session: Session,
  posting: PostingLine,
  place: StockKey,
  quantity: Scaled,
): Promise<ItemLedgerEntry> {
  const {line, appliesFromEntry} = posting;
  const column = 'Applies-from Entry';
  if (quantity < 0n || line.entryType === 'Purchase') refuse(column, 'no-return');
  const entry =
    (await session.set.entry(appliesFromEntry)) ?? refuse(column, 'unknown-entry', {entry: appliesFromEntry});
  if (entry.itemNo !== place.itemNo || entry.variantCode !== place.variantCode) {
    refuse(column, 'other-item', {entry: entry.entryNo, item: entry.itemNo});
  }
  if (entry.positive || entry.entryType === 'Transfer') refuse(column, 'wrong-sign', {entry: entry.entryNo});
  const rows = await session.set.rowsOfOutbound(entry.entryNo);
  const returned = rows.reduce((sum, row) => (row.quantity > 0n ? sum + row.quantity : sum), 0n);
  const left = (await isUndone(session, entry)) ? 0n : abs(entry.quantity) - returned;
  if (quantity > left) {
    refuse(column, 'returning-too-much', {entry: entry.entryNo, left: {quantity: left}, wanted: {quantity}});
  }
  if (await returnsInACircle(session, takerFor(posting), entry)) {
    refuse(column, 'cost-loop', {entry: entry.entryNo});
  }
  return entry;
}

/** Items that are not kept in stock: an entry that is closed at once, and no applications. */
async function postUntracked(session: Session, movement: Movement): Promise<PostedLine> {
  const posted = nothingPosted();
  const cost = await costOf(session, {...movement, corrected: undefined});
  const entry = addEntry(session, posted, movement, {completelyInvoiced: movement.invoiced});
  addValueEntries(session, posted, movement, entry, cost, movement.posting.line.postingDate);
  if (movement.invoiced) await moveUnitCost(session, movement.item, movement.place, movement.quantity, cost.direct);
  if (isOfOrder(movement)) await afterwards(session, movement, entry);
  return posted;
}

async function postInbound(session: Session, movement: Movement): Promise<PostedLine> {
  const {posting, item, place, quantity, applied, reversed, invoiced} = movement;
  const {line} = posting;
  const posted = nothingPosted();
  const cost = await costOf(session, {...movement, corrected: undefined});
  const covered = applied ? await coverFixed(session, movement, applied) : await coverOpen(session, movement);
  const entry = addEntry(session, posted, movement, {
    completelyInvoiced: invoiced && quantity !== 0n,
    appliesToEntry: applied?.entryNo ?? 0,
  });
  addOwnRow(session, entry, {outboundItemEntryNo: reversed?.entryNo ?? 0});
  if (reversed) {
    session.set.changeEntry(reversed, {shippedQtyNotReturned: reversed.shippedQtyNotReturned + quantity});
  }
  addValueEntries(session, posted, movement, entry, cost, await inboundValuationDate(session, movement));
  await coverOutbound(session, item, entry, covered, applied !== undefined);
  if (invoiced) await moveUnitCost(session, item, place, quantity, cost.direct);
  if (line.entryType === 'Output') noteOutput(session, movement);
  if (isOfOrder(movement)) await afterwards(session, movement, entry);
  return posted;
}

async function coverFixed(session: Session, movement: Movement, applied: ItemLedgerEntry): Promise<Part[]> {
  const {quantity} = movement;
  const open = abs(applied.remainingQuantity);
  if (quantity > open) {
    refuse('Applies-to Entry', 'too-little-left', {
      entry: applied.entryNo,
      left: {quantity: open},
      wanted: {quantity},
    });
  }
  if (await getsCostFrom(session, movement, applied)) {
    refuse('Applies-to Entry', 'covers-its-source', {entry: applied.entryNo});
  }
  return [{entry: applied, quantity}];
}

/** Open outbound entries to cover, but for those that the new entry gets its cost from. */
const coverOpen = (session: Session, movement: Movement): Promise<Part[]> =>
  findOpenOutbound(session, movement.item, {...movement.place, quantity: movement.quantity}, outbound =>
    getsCostFrom(session, movement, outbound),
  );

/** Whether a new inbound entry, as a return or as output, gets its cost from an outbound one. */
async function getsCostFrom(session: Session, {posting, reversed}: Movement, outbound: ItemLedgerEntry) {
  const {entryType, orderType, orderNo, orderLineNo} = posting.line;
  const output = entryType === 'Output' || entryType === 'Assembly Output';
  if (!reversed && !output) return false;
  const chain = new CostChain(session, takerOf(outbound));
  if (reversed && (await chain.reachesFromOutbound(reversed.entryNo))) return true;
  return output && (await chain.reachesFromOrder({orderType, orderNo, orderLineNo}));
}

async function inboundValuationDate(session: Session, {posting, reversed, order}: Movement): Promise<LedgerDate> {
  const {line} = posting;
  let date = line.postingDate;
  if (reversed) date = laterOf(date, valuationDateOf(session, reversed));
  if (line.entryType === 'Output' && order.production && !order.production.finished) {
    date = laterOf(date, await latestConsumptionDate(session, line.orderNo, line.orderLineNo));
  }
  return date;
}

async function postOutbound(session: Session, movement: Movement): Promise<PostedLine> {
  const {posting, item, quantity, applied, invoiced} = movement;
  const {line} = posting;
  const posted = nothingPosted();
  const cost = await costOf(session, {...movement, corrected: applied});
  const {parts, displaced} = applied
    ? await reserveFixed(session, applied, -quantity, takerFor(posting))
    : {parts: await searchStock(session, movement), displaced: []};
  const sourcesInvoiced = parts.every(({entry}) => entry.completelyInvoiced);
  const entry = addEntry(session, posted, movement, {
    completelyInvoiced: invoiced && (!CONSUMPTION.has(line.entryType) || sourcesInvoiced),
    appliesToEntry: applied?.entryNo ?? 0,
    shippedQtyNotReturned: quantity,
  });
  applyOutbound(session, item, entry, parts, applied !== undefined);
  if (applied) await reapply(session, item, displaced, applied);
  const valuationDate = outboundValuationDate(session, line.postingDate, parts, applied !== undefined);
  addValueEntries(session, posted, movement, entry, cost, valuationDate);
  if (line.entryType === 'Output') noteOutput(session, movement);
  if (isOfOrder(movement)) await afterwards(session, movement, entry);
  return posted;
}

const takerFor = ({line}: PostingLine) => ({
  entryNo: 0,
  orderType: line.orderType,
  orderNo: line.orderNo,
  orderLineNo: line.orderLineNo,
  consumption: CONSUMPTION.has(line.entryType),
});

/** Stock for an outbound without fixed application; refused where it may not stay open. */
async function searchStock(session: Session, {posting, item, place, quantity}: Movement): Promise<Part[]> {
  const {line} = posting;
  if (item.costingMethod === 'Specific' && line.serialNo === '' && line.lotNo === '') {
    refuse('Applies-to Entry', 'specific-needs-entry', {item: item.no});
  }
  const {parts, lacking} = await findStock(session, {
    ...place,
    item,
    quantity: -quantity,
    taker: takerFor(posting),
    transfer: undefined,
    lotNo: line.lotNo,
    serialNo: line.serialNo,
  });
  if (lacking > 0n && !mayBeOpen(session, item, line.entryType)) refuseLacking(posting, lacking);
  return parts;
}

/** Whether an outbound entry may stay open: negative inventory (costing.md 7). */
function mayBeOpen(session: Session, item: ItemCard, entryType: JournalEntryType): boolean {
  if (CONSUMPTION.has(entryType) || item.costingMethod === 'Specific') return false;
  if (item.preventNegativeInventory !== 'Default') return item.preventNegativeInventory === 'No';
  return !session.settings.preventNegativeInventory;
}

/** Refuses a line for which there is not enough stock. */
export function refuseLacking({line}: PostingLine, lacking: Scaled): never {
  return refuse('Quantity', 'not-enough-stock', {
    item: line.itemNo,
    location: line.locationCode,
    lacking: {quantity: lacking},
  });
}

/** The later of the own date and the lots' dates; with a fixed application the lot's (costing.md 12). */
export function outboundValuationDate(
  session: Session,
  postingDate: LedgerDate,
  parts: readonly Part[],
  fixed: boolean,
): LedgerDate {
  return parts.reduce(
    (date, {entry}) => laterOf(date, valuationDateOf(session, entry)),
    fixed && parts.length > 0 ? '' : postingDate,
  );
}

function addEntry(
  session: Session,
  posted: PostedLine,
  {posting, item, place, quantity, invoiced}: Movement,
  more: Partial<ItemLedgerEntry>,
): ItemLedgerEntry {
  const entry = blankEntry(session, posting, place, quantity);
  if (item.type !== 'Inventory') {
    entry.remainingQuantity = 0n;
    entry.open = false;
  }
  if (invoiced) {
    entry.invoicedQuantity = quantity;
    entry.lastInvoiceDate = posting.line.postingDate;
  }
  session.set.addEntry(Object.assign(entry, more));
  posted.itemLedgerEntryNos.push(entry.entryNo);
  return entry;
}

function noteOutput(session: Session, {order, quantity}: Movement): void {
  const line = order.production;
  if (!line) return;
  line.finishedQuantity += quantity;
  line.finishedQtyBase += quantity;
  line.remainingQuantity -= quantity;
  line.remainingQtyBase -= quantity;
  session.productionLines.add(line);
}

const isOfOrder = ({posting: {line}}: Movement): boolean =>
  line.orderType === 'Production' || line.orderType === 'Assembly';

/** What follows from a posted movement of an order: its entry, and outputs that may not be valued before consumption. */
async function afterwards(session: Session, {posting, order}: Movement, entry: ItemLedgerEntry): Promise<void> {
  const {line, document} = posting;
  const producedNo = order.production?.itemNo ?? (document.sourceType === 'Item' ? document.sourceNo : '');
  const produced = producedNo === '' ? undefined : await session.cards.item(producedNo);
  await touchOrderEntry(session, posting, produced, order.production);
  if (line.entryType !== 'Consumption' || !order.production || order.production.finished) return;
  const date = valuationDateOf(session, entry);
  for (const other of await session.set.entriesOfOrder('Production', line.orderNo, line.orderLineNo)) {
    if (other.entryType === 'Output') await moveValuationDate(session, other, date);
  }
}
