/** Revaluation of one entry by hand (costing.md 10): its whole quantity, so every outbound entry gets its share. */
import {divideRounded, type Scaled} from '../../money.js';
import {laterOf} from '../../dates.js';
import type {ItemLedgerEntry, ValueEntry} from '../entries.js';
import {exactly, roundExact} from '../overhead.js';
import type {ItemCard} from './company.js';
import {refuse} from './problem.js';
import {nothingPosted, type PostedLine, type PostingLine} from './posting-line.js';
import type {Session} from './session.js';
import {valuationDateOf} from './valuation-date.js';
import {directCostEntryOf, postValueEntry, valueEntryOn} from './value-entry.js';

const COLUMN = 'Applies-to Entry';

export async function revalueEntry(session: Session, posting: PostingLine): Promise<PostedLine> {
  const {line} = posting;
  const entry =
    (await session.set.entry(posting.appliesToEntry)) ??
    refuse(COLUMN, 'unknown-entry', {entry: posting.appliesToEntry});
  const item = await session.item(entry.itemNo);
  if (line.itemNo !== '' && line.itemNo !== entry.itemNo) {
    refuse('Item No.', 'other-item', {entry: entry.entryNo, item: entry.itemNo});
  }
  await checkEntry(session, posting, item, entry);
  const quantity = entry.invoicedQuantity;
  const value = session.set.valueEntriesOf(entry.entryNo).reduce((sum, other) => sum + wholeCost(other), 0n);
  const posted = nothingPosted();
  const difference = newValueOf(session, posting, quantity) - value;
  postRevaluation(session, posted, posting, item, entry, {quantity, difference, partial: false});
  return posted;
}

/** Actual cost without roundings and partial revaluations. */
const wholeCost = (value: ValueEntry): Scaled =>
  value.entryType === 'Rounding' || value.partialRevaluation ? 0n : value.costAmountActual;

async function checkEntry(
  session: Session,
  {line}: PostingLine,
  item: ItemCard,
  entry: ItemLedgerEntry,
): Promise<void> {
  if (item.type !== 'Inventory') refuse('Item No.', 'not-in-stock', {item: item.no});
  if (!entry.positive) refuse(COLUMN, 'wrong-sign', {entry: entry.entryNo});
  if (!entry.completelyInvoiced) refuse(COLUMN, 'not-invoiced', {entry: entry.entryNo});
  if (line.updateStandardCost) refuse('Update Standard Cost', 'standard-cost-by-hand');
  // An application to an old lot, though the revaluation itself is valued on its own date (costing.md 18).
  const earliest = session.settings.earliestAllowedValuationDate;
  if (entry.postingDate < earliest) {
    refuse(COLUMN, 'posted-before-earliest-valuation-date', {
      entry: entry.entryNo,
      date: {date: entry.postingDate},
      earliest: {date: earliest},
    });
  }
  const entries = item.costingMethod === 'Average' ? await session.set.allEntriesOf(item.no) : [entry];
  for (const {entryNo} of entries) {
    if (session.set.valueEntriesOf(entryNo).some(value => value.partialRevaluation)) {
      refuse(COLUMN, 'partly-revalued', {entry: entryNo});
    }
  }
}

/** The value that a line gives to a quantity: Inventory Value (Revalued), else Unit Cost (Revalued) times the quantity. */
export function newValueOf(session: Session, {line}: PostingLine, quantity: Scaled): Scaled {
  const precision = session.settings.amountPrecision;
  if (line.inventoryValueRevalued !== undefined) {
    if (line.inventoryValueRevalued < 0n) refuse('Inventory Value (Revalued)', 'negative-value');
    return roundExact(exactly(line.inventoryValueRevalued), precision);
  }
  if (line.unitCostRevalued !== undefined) {
    if (line.unitCostRevalued < 0n) refuse('Unit Cost (Revalued)', 'negative-value');
    return roundExact(line.unitCostRevalued * quantity, precision);
  }
  return refuse('Unit Cost (Revalued)', 'no-new-value');
}

/** Adds the revaluation of one inbound entry; of what is not invoiced (Standard items) the amount is expected cost. */
export function postRevaluation(
  session: Session,
  posted: PostedLine,
  posting: PostingLine,
  item: ItemCard,
  entry: ItemLedgerEntry,
  {quantity, difference, partial}: {quantity: Scaled; difference: Scaled; partial: boolean},
): void {
  if (difference === 0n) return;
  const {amountPrecision} = session.settings;
  const uninvoiced = entry.quantity - entry.invoicedQuantity;
  const standardReceipt = item.costingMethod === 'Standard' && uninvoiced !== 0n;
  const expected = standardReceipt
    ? divideRounded(difference * uninvoiced, entry.quantity * amountPrecision) * amountPrecision
    : 0n;
  const direct = directCostEntryOf(session, entry.entryNo);
  postValueEntry(
    session,
    posted,
    item,
    entry,
    valueEntryOn(session, posting, entry, {
      itemLedgerEntryType: entry.entryType,
      entryType: 'Revaluation',
      partialRevaluation: partial,
      valuationDate: laterOf(posting.line.postingDate, valuationDateOf(session, entry)),
      valuedQuantity: quantity,
      costAmountActual: difference - expected,
      costAmountExpected: expected,
      inventoryPostingGroup: direct.inventoryPostingGroup,
      sourceType: direct.sourceType,
      sourceNo: direct.sourceNo,
    }),
  );
  session.set.changeEntry(entry, {appliedEntryToAdjust: true});
}
