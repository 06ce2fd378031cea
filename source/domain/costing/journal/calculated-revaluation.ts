/**
 * Calculated revaluation (costing.md 10): what remains of an item on a date gets a new value, which is spread over
 * its inbound entries so that every lot arrives at the same unit value.
 */
import {divide, divideRounded, type Scaled} from '../../money.js';
import {allMaterial} from '../entered-standard-cost.js';
import type {ItemLedgerEntry, ValueEntry} from '../entries.js';
import type {ItemCard} from './company.js';
import {refuse} from './problem.js';
import {nothingPosted, type PostedLine, type PostingLine} from './posting-line.js';
import {newValueOf, postRevaluation} from './revaluation.js';
import type {Session} from './session.js';

/** An inbound entry with what remains of it on the date, and that quantity's own value. */
interface Lot {
  entry: ItemLedgerEntry;
  quantity: Scaled;
  value: Scaled;
}

export async function revalueRemaining(session: Session, posting: PostingLine): Promise<PostedLine> {
  const {line} = posting;
  const item = await session.item(line.itemNo);
  if (item.type !== 'Inventory') refuse('Item No.', 'not-in-stock', {item: item.no});
  if (line.updateStandardCost && (item.costingMethod !== 'Standard' || line.locationCode !== '')) {
    refuse('Update Standard Cost', 'standard-cost-per-item', {item: item.no});
  }
  const inScope = await scopeOf(session, posting, item);
  const entries = (await session.set.allEntriesOf(item.no)).filter(entry => inScope(entry));
  if (entries.some(entry => !entry.positive && entry.open && entry.postingDate <= line.postingDate)) {
    refuse('Item No.', 'open-outbound', {item: item.no, date: {date: line.postingDate}});
  }
  const average = item.costingMethod === 'Average' ? averageOf(session, entries, line.postingDate) : undefined;
  const lots = await lotsOf(session, posting, item, entries);
  const quantity = lots.reduce((sum, lot) => sum + lot.quantity, 0n);
  if (quantity === 0n) refuse('Item No.', 'nothing-remains', {item: item.no, date: {date: line.postingDate}});
  const value = newValueOf(session, posting, quantity);
  const posted = nothingPosted();
  for (const {lot, difference} of spread(session, lots, quantity, value, average)) {
    postRevaluation(session, posted, posting, item, lot.entry, {quantity: lot.quantity, difference, partial: true});
  }
  if (line.updateStandardCost) {
    const unitCost = line.inventoryValueRevalued === undefined ? line.unitCostRevalued : undefined;
    setStandardCost(session, item, unitCost ?? divide(value, quantity, session.settings.unitAmountPrecision));
  }
  return posted;
}

/** Which entries the line means, after the conditions for Average items. */
async function scopeOf(
  session: Session,
  {line}: PostingLine,
  item: ItemCard,
): Promise<(entry: ItemLedgerEntry) => boolean> {
  const place = {itemNo: item.no, variantCode: line.variantCode, locationCode: line.locationCode};
  if (item.costingMethod !== 'Average') {
    return entry =>
      (place.locationCode === '' || entry.locationCode === place.locationCode) &&
      (place.variantCode === '' || entry.variantCode === place.variantCode);
  }
  const {calendar} = session.settings;
  const perItem = calendar.settingsOn(line.postingDate).calcType === 'Item';
  if (perItem && (place.locationCode !== '' || place.variantCode !== '')) {
    refuse('Location Code', 'average-per-item', {item: item.no});
  }
  if (calendar.endOf(line.postingDate) !== line.postingDate) {
    refuse('Posting Date', 'not-end-of-average-period', {end: {date: calendar.endOf(line.postingDate)}});
  }
  if (await session.set.hasUnadjustedEntryPoint(item.no, perItem ? undefined : place, line.postingDate)) {
    refuse('Item No.', 'average-not-adjusted', {item: item.no, date: {date: line.postingDate}});
  }
  return perItem
    ? () => true
    : entry => entry.locationCode === place.locationCode && entry.variantCode === place.variantCode;
}

/** Inbound entries with a remaining quantity on the date, in entry order. */
async function lotsOf(
  session: Session,
  {line}: PostingLine,
  item: ItemCard,
  entries: readonly ItemLedgerEntry[],
): Promise<Lot[]> {
  const date = line.postingDate;
  const lots: Lot[] = [];
  for (const entry of entries) {
    if (!entry.positive || entry.postingDate > date || !isRevaluable(item, entry, date)) continue;
    const rows = await session.set.rowsFromInbound(entry.entryNo);
    const quantity = rows.reduce((sum, row) => (row.postingDate <= date ? sum + row.quantity : sum), 0n);
    if (quantity === 0n) continue;
    lots.push({entry, quantity, value: lotValue(session, item, entry, quantity, date)});
  }
  return lots;
}

/** Completely invoiced by the date; of Standard items also what is not invoiced, with its expected cost. */
const isRevaluable = (item: ItemCard, entry: ItemLedgerEntry, date: string): boolean =>
  item.costingMethod === 'Standard' || (entry.completelyInvoiced && entry.lastInvoiceDate <= date);

/** Average items: quantity x average, from what is valued and posted up to the date. */
function averageOf(session: Session, entries: readonly ItemLedgerEntry[], date: string): (quantity: Scaled) => Scaled {
  let cost = 0n;
  let invoiced = 0n;
  for (const {entryNo} of entries) {
    for (const value of session.set.valueEntriesOf(entryNo)) {
      if (value.valuationDate > date || value.postingDate > date) continue;
      cost += value.costAmountActual;
      invoiced += value.invoicedQuantity;
    }
  }
  const {amountPrecision} = session.settings;
  return quantity =>
    invoiced === 0n ? 0n : divideRounded(cost * quantity, invoiced * amountPrecision) * amountPrecision;
}

/** remaining / quantity x cost without revaluations and roundings, plus revaluations at their own amount per unit. */
function lotValue(session: Session, item: ItemCard, entry: ItemLedgerEntry, quantity: Scaled, date: string): Scaled {
  let numerator = 0n;
  let denominator = 1n;
  for (const value of session.set.valueEntriesOf(entry.entryNo)) {
    if (value.entryType === 'Rounding' || value.postingDate > date) continue;
    const cost = costForRevaluation(item, value) * quantity;
    const divisor = value.entryType === 'Revaluation' ? value.valuedQuantity || entry.quantity : entry.quantity;
    numerator = numerator * divisor + cost * denominator;
    denominator *= divisor;
  }
  const {amountPrecision} = session.settings;
  return divideRounded(numerator, denominator * amountPrecision) * amountPrecision;
}

const costForRevaluation = (item: ItemCard, value: ValueEntry): Scaled =>
  value.costAmountActual + (item.costingMethod === 'Standard' ? value.costAmountExpected : 0n);

/**
 * What each lot gets: its part of the new value less its own old value, the rounding carried on, the last lot what
 * is left. Of an Average item every unit has the same old value, so the difference goes by quantity.
 */
function spread(
  session: Session,
  lots: readonly Lot[],
  quantity: Scaled,
  value: Scaled,
  average: ((quantity: Scaled) => Scaled) | undefined,
): {lot: Lot; difference: Scaled}[] {
  const precision = session.settings.amountPrecision;
  const old = average ? average(quantity) : lots.reduce((sum, lot) => sum + lot.value, 0n);
  let left = value - old;
  let carried = {numerator: 0n, given: 0n};
  return lots.map((lot, index) => {
    if (index === lots.length - 1) return {lot, difference: left};
    const exact = average ? (value - old) * lot.quantity : value * lot.quantity - lot.value * quantity;
    const numerator = carried.numerator + exact;
    const difference = divideRounded(numerator, quantity * precision) * precision - carried.given;
    carried = {numerator, given: carried.given + difference};
    left -= difference;
    return {lot, difference};
  });
}

/** A standard cost that a revaluation sets is all material (costing.md 16). */
function setStandardCost(session: Session, item: ItemCard, standardCost: Scaled): void {
  Object.assign(item, {standardCost, unitCost: standardCost, ...allMaterial(standardCost)});
  session.items.add(item);
}
