/** Invoicing what was received or shipped before (costing.md 4, 5). */
import {divideRounded, type Scaled} from '../../money.js';
import type {ItemLedgerEntry, ValueEntry} from '../entries.js';
import {isValuedByAverage, moveUnitCost} from './item-card.js';
import {directionOf} from './line.js';
import {costOf} from './line-cost.js';
import {salesAmount} from './movement-values.js';
import {refuse} from './problem.js';
import {nothingPosted, type PostedLine, type PostingLine} from './posting-line.js';
import type {Session} from './session.js';
import {directCostEntryOf, postValueEntry, valueEntryOn} from './value-entry.js';

const COLUMN = 'Item Shpt. Entry No.';

export async function postInvoice(session: Session, posting: PostingLine): Promise<PostedLine> {
  const {line} = posting;
  const entry =
    (await session.set.entry(posting.itemShptEntry)) ?? refuse(COLUMN, 'unknown-entry', {entry: posting.itemShptEntry});
  const item = await session.item(entry.itemNo);
  const quantity = invoicedQuantity(posting, entry);
  const final = entry.invoicedQuantity + quantity === entry.quantity;
  const cost = await costOf(session, {
    posting,
    item,
    place: entry,
    quantity,
    invoiced: true,
    corrected: entry.positive || entry.appliesToEntry === 0 ? undefined : await session.set.entry(entry.appliesToEntry),
    reversed: await reversedBy(session, entry),
  });
  const values = [...session.set.valueEntriesOf(entry.entryNo)];
  const shared = {
    valuationDate: invoiceValuationDate(session, posting, entry),
    inventoriable: item.type === 'Inventory',
    valuedByAverageCost: isValuedByAverage(item, entry),
    valuedQuantity: quantity,
  };
  const posted = nothingPosted();
  const add = (more: Partial<ValueEntry>) =>
    postValueEntry(session, posted, item, entry, valueEntryOn(session, posting, entry, {...shared, ...more}));
  add({
    invoicedQuantity: quantity,
    costAmountActual: cost.direct,
    costAmountExpected: expectedReversal(session, entry, values, quantity, final),
    purchaseAmountActual: cost.purchaseAmount,
    purchaseAmountExpected: amountReversal(session, entry, values, quantity, final, 'purchaseAmountExpected'),
    salesAmountActual: line.entryType === 'Sale' ? salesAmount(posting, quantity) : 0n,
    salesAmountExpected: amountReversal(session, entry, values, quantity, final, 'salesAmountExpected'),
  });
  for (const revaluation of revaluationReversals(session, entry, values, quantity, final)) add(revaluation);
  if (cost.indirect !== 0n) add({entryType: 'Indirect Cost', costAmountActual: cost.indirect});
  if (cost.variance !== 0n) {
    add({entryType: 'Variance', varianceType: 'Purchase', costAmountActual: cost.variance});
  }
  await complete(session, posting, entry, quantity, final);
  await moveUnitCost(session, item, entry, quantity, cost.direct);
  return posted;
}

/** The invoiced quantity with the entry's sign; never more than was received or shipped and is not invoiced yet. */
function invoicedQuantity({line}: PostingLine, entry: ItemLedgerEntry): Scaled {
  if (entry.entryType !== line.entryType) {
    refuse('Entry Type', 'invoices-other-type', {entry: entry.entryNo, type: {caption: entry.entryType}});
  }
  if (line.itemNo !== '' && line.itemNo !== entry.itemNo) {
    refuse('Item No.', 'other-item', {entry: entry.entryNo, item: entry.itemNo});
  }
  if (entry.entryType === 'Output') refuse(COLUMN, 'output-not-invoiced');
  const quantity = (line.invoicedQuantity ?? 0n) * directionOf(line.entryType);
  const left = entry.quantity - entry.invoicedQuantity;
  if (quantity > 0n !== entry.positive) refuse('Invoiced Quantity', 'wrong-sign', {entry: entry.entryNo});
  if (entry.positive ? quantity > left : quantity < left) {
    refuse('Invoiced Quantity', 'invoicing-too-much', {
      entry: entry.entryNo,
      left: {quantity: left * directionOf(line.entryType)},
      wanted: {quantity: line.invoicedQuantity ?? 0n},
    });
  }
  return quantity;
}

/** The outbound entry that a received return reverses exactly: its own row names it. */
async function reversedBy(session: Session, entry: ItemLedgerEntry): Promise<ItemLedgerEntry | undefined> {
  if (!entry.positive) return undefined;
  const rows = await session.set.rowsOf(entry.entryNo);
  const own = rows.find(row => row.inboundItemEntryNo === entry.entryNo && row.outboundItemEntryNo !== 0);
  return own ? session.set.knownEntry(own.outboundItemEntryNo) : undefined;
}

/** The direct cost entry's date; where that is before the earliest allowed one, the invoice's own (costing.md 18). */
function invoiceValuationDate(session: Session, {line}: PostingLine, entry: ItemLedgerEntry): string {
  const date = directCostEntryOf(session, entry.entryNo).valuationDate;
  return date < session.settings.earliestAllowedValuationDate ? line.postingDate : date;
}

/** The negative share of the expected cost that the invoice takes out; at the final invoice whatever is left. */
function expectedReversal(
  session: Session,
  entry: ItemLedgerEntry,
  values: readonly ValueEntry[],
  quantity: Scaled,
  final: boolean,
): Scaled {
  const sum = (takes: (value: ValueEntry) => boolean) =>
    values.reduce((total, value) => (takes(value) ? total + value.costAmountExpected : total), 0n);
  if (final) return -sum(value => value.entryType !== 'Revaluation');
  const original = sum(value => value.expectedCost && !value.adjustment && value.entryType === 'Direct Cost');
  return -shareOf(original, quantity, entry.quantity, session.settings.amountPrecision);
}

function amountReversal(
  session: Session,
  entry: ItemLedgerEntry,
  values: readonly ValueEntry[],
  quantity: Scaled,
  final: boolean,
  field: 'purchaseAmountExpected' | 'salesAmountExpected',
): Scaled {
  const left = values.reduce((total, value) => total + value[field], 0n);
  const original = values.reduce((total, value) => (value.expectedCost ? total + value[field] : total), 0n);
  return -(final ? left : shareOf(original, quantity, entry.quantity, session.settings.amountPrecision));
}

/** One entry per revaluation of expected cost, which takes its expected part out again. */
function revaluationReversals(
  session: Session,
  entry: ItemLedgerEntry,
  values: readonly ValueEntry[],
  quantity: Scaled,
  final: boolean,
): Partial<ValueEntry>[] {
  const revaluations = values.filter(
    value => value.entryType === 'Revaluation' && value.appliesToEntry === 0 && value.costAmountExpected !== 0n,
  );
  return revaluations.flatMap(revaluation => {
    const reversed = values.reduce(
      (sum, value) => (value.appliesToEntry === revaluation.entryNo ? sum + value.costAmountExpected : sum),
      0n,
    );
    const before = values.reduce(
      (sum, value) => (value.entryNo < revaluation.entryNo ? sum + value.invoicedQuantity : sum),
      0n,
    );
    const amount = final
      ? revaluation.costAmountExpected + reversed
      : shareOf(revaluation.costAmountExpected, quantity, entry.quantity - before, session.settings.amountPrecision);
    if (amount === 0n) return [];
    return [
      {
        entryType: 'Revaluation' as const,
        costAmountExpected: -amount,
        valuationDate: revaluation.valuationDate,
        // The same scale as the revaluation's own, so that both cancel in what is forwarded.
        valuedQuantity: revaluation.valuedQuantity,
        partialRevaluation: revaluation.partialRevaluation,
        appliesToEntry: revaluation.entryNo,
        valuedByAverageCost: false,
      },
    ];
  });
}

const shareOf = (amount: Scaled, quantity: Scaled, whole: Scaled, precision: Scaled): Scaled =>
  whole === 0n ? amount : divideRounded(amount * quantity, whole * precision) * precision;

/** The entry's invoiced quantity, and the dates on its applications once all of it is invoiced. */
async function complete(
  session: Session,
  {line}: PostingLine,
  entry: ItemLedgerEntry,
  quantity: Scaled,
  final: boolean,
): Promise<void> {
  session.set.changeEntry(entry, {
    invoicedQuantity: entry.invoicedQuantity + quantity,
    completelyInvoiced: final,
    lastInvoiceDate: line.postingDate,
    appliedEntryToAdjust: true,
  });
  if (!final || entry.positive) return;
  for (const row of await session.set.rowsOf(entry.entryNo)) {
    session.set.changeApplication(row, {outputCompletelyInvdDate: line.postingDate});
  }
}
