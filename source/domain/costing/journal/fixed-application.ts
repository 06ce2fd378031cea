/**
 * Fixed application (costing.md 7): a line names the entry that it is applied to. What others took from it without
 * naming it is undone as far as it is lacking, newest first, and applied elsewhere.
 */
import {abs, type Scaled, smallerOf} from '../../money.js';
import type {ItemApplicationEntry, ItemLedgerEntry, StockKey} from '../entries.js';
import {applyAgain, findStock, type Part} from './application.js';
import type {ItemCard} from './company.js';
import {CostChain, isOutput, type Taker, takerOf} from './cost-loop.js';
import {refuse} from './problem.js';
import type {Session} from './session.js';
import {moveValuationDate, valuationDateOf} from './valuation-date.js';

const COLUMN = 'Applies-to Entry';

/** The entry that a line is applied to: of the same item and place, of the opposite sign. */
export async function appliedEntry(
  session: Session,
  entryNo: number,
  place: StockKey,
  quantity: Scaled,
): Promise<ItemLedgerEntry> {
  const entry = (await session.set.entry(entryNo)) ?? refuse(COLUMN, 'unknown-entry', {entry: entryNo});
  if (entry.itemNo !== place.itemNo || entry.variantCode !== place.variantCode) {
    refuse(COLUMN, 'other-item', {entry: entryNo, item: entry.itemNo});
  }
  if (entry.locationCode !== place.locationCode) {
    refuse(COLUMN, 'other-location', {entry: entryNo, location: entry.locationCode});
  }
  if (entry.positive === quantity > 0n) refuse(COLUMN, 'wrong-sign', {entry: entryNo});
  return entry;
}

/** A displaced application that has to be made again elsewhere. */
interface Displaced {
  outbound: ItemLedgerEntry;
  quantity: Scaled;
}

/** Checks that an outbound quantity can be applied to one inbound entry, and frees what is lacking of it. */
export async function reserveFixed(
  session: Session,
  inbound: ItemLedgerEntry,
  quantity: Scaled,
  taker: Taker,
): Promise<{parts: Part[]; displaced: Displaced[]}> {
  const sameOrder =
    inbound.orderType === taker.orderType &&
    inbound.orderNo === taker.orderNo &&
    inbound.orderLineNo === taker.orderLineNo;
  if (taker.consumption && isOutput(inbound) && sameOrder) refuse(COLUMN, 'own-output', {entry: inbound.entryNo});
  const chain = new CostChain(session, taker);
  if ((await chain.canFeedOthers()) && (await chain.reachesFromInbound(inbound))) {
    refuse(COLUMN, 'cost-loop', {entry: inbound.entryNo});
  }
  const lacking = quantity - inbound.remainingQuantity;
  const displaced = lacking > 0n ? await displace(session, inbound, lacking, quantity) : [];
  return {parts: [{entry: inbound, quantity}], displaced};
}

async function displace(
  session: Session,
  inbound: ItemLedgerEntry,
  lacking: Scaled,
  wanted: Scaled,
): Promise<Displaced[]> {
  const movable: {row: ItemApplicationEntry; outbound: ItemLedgerEntry}[] = [];
  for (const row of await session.set.rowsFromInbound(inbound.entryNo)) {
    if (row.quantity >= 0n) continue;
    const outbound = await session.set.knownEntry(row.outboundItemEntryNo);
    if (
      outbound.appliesToEntry === 0 &&
      inbound.appliesToEntry !== outbound.entryNo &&
      outbound.entryType !== 'Transfer'
    ) {
      movable.push({row, outbound});
    }
  }
  movable.sort((left, right) => right.row.entryNo - left.row.entryNo);
  const free = movable.reduce((sum, {row}) => sum - row.quantity, 0n);
  if (free < lacking) {
    refuse(COLUMN, 'too-little-left', {
      entry: inbound.entryNo,
      left: {quantity: inbound.remainingQuantity},
      wanted: {quantity: wanted},
    });
  }
  const displaced: Displaced[] = [];
  let left = lacking;
  for (const {row, outbound} of movable) {
    if (left === 0n) break;
    const quantity = smallerOf(abs(row.quantity), left);
    session.set.changeApplication(row, {quantity: row.quantity + quantity});
    session.set.changeEntry(inbound, {
      remainingQuantity: inbound.remainingQuantity + quantity,
      appliedEntryToAdjust: true,
    });
    session.set.changeEntry(outbound, {remainingQuantity: outbound.remainingQuantity - quantity});
    displaced.push({outbound, quantity});
    left -= quantity;
  }
  return displaced;
}

/** Applies displaced quantities elsewhere, after the fixed application took theirs; refused where that is impossible. */
export async function reapply(
  session: Session,
  item: ItemCard,
  displaced: readonly Displaced[],
  fixedTo: ItemLedgerEntry,
): Promise<void> {
  for (const {outbound, quantity} of displaced) {
    const {parts, lacking} = await findStock(session, {
      item,
      itemNo: outbound.itemNo,
      variantCode: outbound.variantCode,
      locationCode: outbound.locationCode,
      quantity,
      taker: takerOf(outbound),
      transfer: undefined,
      lotNo: outbound.lotNo,
      serialNo: outbound.serialNo,
    });
    if (lacking > 0n) {
      refuse(COLUMN, 'cannot-reapply', {
        entry: fixedTo.entryNo,
        other: outbound.entryNo,
        quantity: {quantity: lacking},
      });
    }
    await applyAgain(session, item, outbound, parts);
    for (const {entry} of parts) await moveValuationDate(session, outbound, valuationDateOf(session, entry));
    const values = session.set.valueEntriesOf(outbound.entryNo);
    for (const value of values) session.entryPoints.add(item, value, value.valuationDate);
  }
}
