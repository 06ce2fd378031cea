/**
 * An entry's new cost spread over the documents that made it: the shipment (or receipt) as far as it is not
 * invoiced, and each invoice, by quantity (costing.md 15.2). The difference to what a document carries now is what
 * the adjustment entry of its first value entry will post.
 */
import {proportion} from '../../money.js';
import {actualOf, expectedOf, type CostEntry, type CostValue, type Currency, type ItemCosts} from './entries.js';

export interface Document {
  /** The value entry that the difference is posted to. */
  readonly value: CostValue;
  readonly expected: boolean;
  quantity: bigint;
}

/**
 * Brings `entry` to `newCost` in one currency. `counts` says which value entries make up the cost that is compared
 * (all of an outbound entry's; an inbound entry's direct cost alone). Returns whether anything changed.
 */
export function adjustEntry(
  costs: ItemCosts,
  entry: CostEntry,
  newCost: bigint,
  currency: Currency,
  counts: (value: CostValue) => boolean,
): boolean {
  const documents = documentsOf(entry);
  if (documents.length === 0) return false;
  const targets = spread(newCost - outsideDocuments(entry, documents, currency, counts), documents, costs, currency);
  const balances = new Map<Document, bigint>();
  let changed = false;
  for (const [index, document] of documents.entries()) {
    if (document.expected) continue;
    const difference = (targets[index] ?? 0n) - presentActual(entry, document, currency, counts);
    if (difference === 0n) continue;
    const balance = balanceOfExpected(entry, document, currency, costs.rules.precision[currency]);
    balances.set(document, balance);
    costs.record(entry, document.value, currency, difference, balance);
    changed = true;
  }
  const [first] = documents;
  if (first?.expected) {
    const difference = (targets[0] ?? 0n) - presentExpected(entry, currency);
    if (difference !== 0n) {
      costs.record(entry, first.value, currency, 0n, difference);
      changed = true;
    }
  }
  return changed;
}

/** The uninvoiced part first, then the invoices in the order of their numbers. */
export function documentsOf(entry: CostEntry): Document[] {
  const documents: Document[] = [];
  for (const value of entry.values) {
    if (value.adjustment || value.no === 0 || value.type !== 'Direct Cost' || value.charge) continue;
    if (value.expectedCost) {
      if (entry.invoiced === entry.quantity || documents[0]?.expected) continue;
      documents.unshift({value, expected: true, quantity: entry.quantity - entry.invoiced});
      continue;
    }
    if (value.invoicedQuantity === 0n) continue;
    const known = documents.find(document => !document.expected && sameDocument(document.value, value));
    if (known) known.quantity += value.invoicedQuantity;
    else documents.push({value, expected: false, quantity: value.invoicedQuantity});
  }
  return documents;
}

const sameDocument = (left: CostValue, right: CostValue): boolean =>
  left === right ||
  (left.documentNo === right.documentNo &&
    left.documentLineNo === right.documentLineNo &&
    left.documentType === right.documentType);

/** Each document's share of the cost, what rounding leaves over carried from one to the next. */
function spread(cost: bigint, documents: readonly Document[], costs: ItemCosts, currency: Currency): bigint[] {
  if (documents.length === 1) return [cost];
  let total = 0n;
  for (const document of documents) total += document.quantity;
  if (total === 0n) return documents.map((_, index) => (index === 0 ? cost : 0n));
  let cumulated = 0n;
  let given = 0n;
  return documents.map(document => {
    cumulated += document.quantity;
    const target = proportion(cost, cumulated, total, costs.rules.precision[currency]) - given;
    given += target;
    return target;
  });
}

/** Actual cost on value entries that belong to none of the documents: it is there, and no document brings it. */
function outsideDocuments(
  entry: CostEntry,
  documents: readonly Document[],
  currency: Currency,
  counts: (value: CostValue) => boolean,
): bigint {
  let sum = 0n;
  for (const value of entry.values) {
    const actual = actualOf(value, currency);
    if (actual === 0n || !counts(value)) continue;
    if (!documents.some(document => !document.expected && sameDocument(document.value, value))) sum += actual;
  }
  return sum;
}

function presentActual(
  entry: CostEntry,
  document: Document,
  currency: Currency,
  counts: (value: CostValue) => boolean,
): bigint {
  let sum = 0n;
  for (const value of entry.values) {
    if (counts(value) && sameDocument(document.value, value)) sum += actualOf(value, currency);
  }
  return sum;
}

/** Expected cost that is left, revaluations apart: they are reversed on their own (costing.md 5). */
function presentExpected(entry: CostEntry, currency: Currency): bigint {
  let sum = 0n;
  for (const value of entry.values) if (value.type !== 'Revaluation') sum += expectedOf(value, currency);
  return sum;
}

/**
 * Expected cost that an actual adjustment of an invoice takes out (costing.md 5): the invoice reversed its share of
 * the shipment's original expected cost only, not of what adjustments had added to it before. Nothing once all is
 * invoiced: the last invoice reversed whatever was left.
 */
function balanceOfExpected(entry: CostEntry, invoice: Document, currency: Currency, precision: bigint): bigint {
  if (entry.invoiced === entry.quantity) return 0n;
  let adjusted = 0n;
  let uninvoiced = entry.quantity;
  let balanced = 0n;
  for (const value of entry.values) {
    if (value.adjustment && value.appliesTo === invoice.value.no) balanced += value.expected[currency];
    if (value.no >= invoice.value.no) continue;
    if (value.adjustment && value.expectedCost) adjusted += value.expected[currency];
    uninvoiced -= value.invoicedQuantity;
  }
  if (adjusted === 0n || uninvoiced === 0n) return 0n;
  return (
    -proportion(adjusted, invoice.quantity, uninvoiced, precision) -
    balanced -
    (invoice.value.expectedAdded?.[currency] ?? 0n)
  );
}
