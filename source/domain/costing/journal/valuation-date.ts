/** Valuation dates: the order of costs in which no goods leave before they came (costing.md 12). */
import {laterOf, type LedgerDate} from '../../dates.js';
import type {ItemLedgerEntry} from '../entries.js';
import type {Session} from './session.js';

/** From when on an inbound entry's goods are there: the date of its last revaluation, else of its last value entry. */
export function valuationDateOf(session: Session, entry: ItemLedgerEntry): LedgerDate {
  const values = session.set.valueEntriesOf(entry.entryNo);
  const deciding = values.findLast(value => value.entryType === 'Revaluation') ?? values.at(-1);
  return deciding?.valuationDate ?? entry.postingDate;
}

/**
 * Moves all value entries of an entry to a later date, and what is linked to it: returns and transfer receipts,
 * outputs of the order that consumed it while the order is released, and whatever was taken from those.
 */
export async function moveValuationDate(session: Session, entry: ItemLedgerEntry, date: LedgerDate): Promise<void> {
  const earlier = session.set.valueEntriesOf(entry.entryNo).filter(value => value.valuationDate < date);
  if (earlier.length === 0) return;
  const item = await session.item(entry.itemNo);
  for (const value of earlier) {
    session.entryPoints.add(item, value, value.valuationDate);
    session.set.changeValueEntry(value, {valuationDate: date});
    session.entryPoints.add(item, value, date);
  }
  if (item.costIsAdjusted) {
    item.costIsAdjusted = false;
    session.items.add(item);
  }
  for (const follower of await followersOf(session, entry)) await moveValuationDate(session, follower, date);
}

async function followersOf(session: Session, entry: ItemLedgerEntry): Promise<ItemLedgerEntry[]> {
  const {set} = session;
  if (entry.positive) {
    const rows = await set.rowsFromInbound(entry.entryNo);
    const outbounds = rows.filter(row => row.quantity < 0n && row.itemLedgerEntryNo === row.outboundItemEntryNo);
    return Promise.all(outbounds.map(row => set.knownEntry(row.outboundItemEntryNo)));
  }
  const rows = await set.rowsOfOutbound(entry.entryNo);
  const reversals = rows.filter(row => row.itemLedgerEntryNo === row.inboundItemEntryNo && row.quantity > 0n);
  const followers = await Promise.all(reversals.map(row => set.knownEntry(row.inboundItemEntryNo)));
  return entry.entryType === 'Consumption' ? [...followers, ...(await outputsOf(session, entry))] : followers;
}

/** Outputs of the released order line that an entry was consumed by. */
async function outputsOf(session: Session, {orderNo, orderLineNo}: ItemLedgerEntry): Promise<ItemLedgerEntry[]> {
  const line = await session.cards.productionLine(orderNo, orderLineNo);
  if (!line || line.finished) return [];
  const entries = await session.set.entriesOfOrder('Production', orderNo, orderLineNo);
  return entries.filter(entry => entry.entryType === 'Output');
}

/** The latest valuation date of an order line's consumption: no output is valued before it. */
export async function latestConsumptionDate(session: Session, orderNo: string, lineNo: number): Promise<LedgerDate> {
  let latest = '';
  for (const entry of await session.set.entriesOfOrder('Production', orderNo, lineNo)) {
    if (entry.entryType !== 'Consumption') continue;
    for (const value of session.set.valueEntriesOf(entry.entryNo)) latest = laterOf(latest, value.valuationDate);
  }
  return latest;
}
