/** The cost of one entry that gets it from others (costing.md 9, 15.2). */
import {divide, proportion, SCALE} from '../../money.js';
import {adjustEntry, documentsOf} from './documents.js';
import {
  actualOf,
  followsLot,
  isAverageValued,
  totalCost,
  type Application,
  type CostEntry,
  type CostValue,
  type Currency,
  type ItemCosts,
} from './entries.js';
import {shareOfInbound, type CostElement} from './inbound-cost.js';
import {takeOutInvoiced} from './transferred-revaluations.js';

/** Recomputes an entry from its givers. Returns whether its cost or its state of invoicing changed. */
export function recompute(costs: ItemCosts, entry: CostEntry): boolean {
  return entry.quantity < 0n ? recomputeOutbound(costs, entry) : recomputeInbound(costs, entry);
}

const everyValue = (): boolean => true;

function recomputeOutbound(costs: ItemCosts, entry: CostEntry): boolean {
  if (isAverageValued(entry)) return false;
  const rows = entry.own.filter(row => row.costApplication && row.quantity < 0n);
  if (rows.length === 0) return false;
  let changed = false;
  for (const currency of costs.rules.currencies) {
    const apart = keepsElementsApart(entry) ? adjustElements(costs, entry, rows, currency) : undefined;
    const cost = costOfLots(costs, entry, rows, currency) + costOfOpenPart(costs, entry, rows, currency);
    const counts = apart ? isDirect : everyValue;
    changed = adjustEntry(costs, entry, cost - (apart?.cost ?? 0n), currency, counts) || changed;
    changed = (apart?.changed ?? false) || changed;
  }
  return invoiceWithSources(costs, entry) || changed;
}

/** Minus the sum of the rounded shares of the lots that an outbound entry takes. */
function costOfLots(
  costs: ItemCosts,
  entry: CostEntry,
  rows: readonly Application[],
  currency: Currency,
  element?: CostElement,
): bigint {
  let cost = 0n;
  for (const row of rows) {
    const lot = costs.entry(row.inboundNo);
    cost -= shareOfInbound(lot, entry, -row.quantity, currency, costs.rules.precision[currency], element);
  }
  return cost;
}

/**
 * What nothing is applied to yet keeps its estimated unit cost (costing.md 21, 6): as far as it is invoiced that of
 * the invoices, else that of the shipment.
 */
function costOfOpenPart(costs: ItemCosts, entry: CostEntry, rows: readonly Application[], currency: Currency): bigint {
  const applied = rows.reduce((sum, row) => sum + row.quantity, 0n);
  const open = entry.quantity - applied;
  if (open === 0n) return 0n;
  let estimate = 0n;
  let quantity = 0n;
  for (const document of documentsOf(entry)) {
    estimate += document.quantity * estimatedUnitCost(document.value, document.expected, currency);
    quantity += document.quantity;
  }
  return quantity === 0n ? 0n : proportion(estimate, open, quantity * SCALE, costs.rules.precision[currency]);
}

function estimatedUnitCost(value: CostValue, expected: boolean, currency: Currency): bigint {
  if (value.costPerUnit[currency] !== 0n || value.valuedQuantity === 0n) return value.costPerUnit[currency];
  return divide((expected ? value.expected : value.actual)[currency], value.valuedQuantity, 1n);
}

function recomputeInbound(costs: ItemCosts, entry: CostEntry): boolean {
  const rows = reversalRows(entry);
  if (rows.length === 0) return false;
  let changed = false;
  for (const currency of costs.rules.currencies) {
    let cost = 0n;
    for (const row of rows) {
      cost += costOfReversal(costs, row, currency);
      if (followsLot(costs, row)) changed = takeOutInvoiced(costs, entry, row.transferredFromNo, currency) || changed;
    }
    changed = adjustEntry(costs, entry, cost, currency, isOwnDirectCost) || changed;
  }
  return invoiceWithSources(costs, entry) || changed;
}

/** Own rows of an inbound entry that name what it reverses or, of a transfer receipt, comes from. */
const reversalRows = (entry: CostEntry): Application[] =>
  entry.own.filter(row => row.outboundNo !== 0 && row.outboundNo !== entry.no && row.quantity > 0n);

function costOfReversal(costs: ItemCosts, row: Application, currency: Currency): bigint {
  const precision = costs.rules.precision[currency];
  const outbound = costs.entry(row.outboundNo);
  if (followsLot(costs, row)) {
    return shareOfInbound(costs.entry(row.transferredFromNo), outbound, row.quantity, currency, precision);
  }
  return proportion(totalCost(outbound, currency), row.quantity, outbound.quantity, precision);
}

const isDirect = (value: CostValue): boolean =>
  value.type !== 'Indirect Cost' && value.type !== 'Variance' && value.type !== 'Direct Cost - Non Inventory';

/** Charges and revaluations of a return are its own, not the cost it gets. */
const isOwnDirectCost = (value: CostValue): boolean => value.type === 'Direct Cost' && !value.charge;

/** Purchase returns and outputs that reverse one entry keep the kinds of cost apart. */
function keepsElementsApart(entry: CostEntry): boolean {
  if (entry.appliesTo === 0 || entry.invoiced === 0n) return false;
  return entry.type === 'Purchase' || entry.type === 'Output' || entry.type === 'Assembly Output';
}

/** Brings indirect cost and variances to the lot's share, as far as invoiced, by entries posted on the spot. */
function adjustElements(
  costs: ItemCosts,
  entry: CostEntry,
  rows: readonly Application[],
  currency: Currency,
): {cost: bigint; changed: boolean} {
  const kinds = new Map<string, CostValue>();
  const lots = rows.flatMap(row => costs.entry(row.inboundNo).values);
  for (const value of [...entry.values, ...lots]) {
    if (!isDirect(value)) kinds.set(`${value.type}\u0001${value.varianceType}`, value);
  }
  const base = entry.values.find(value => value.type === 'Direct Cost' && !value.charge && !value.expectedCost);
  let cost = 0n;
  let changed = false;
  for (const {type, varianceType} of kinds.values()) {
    const element: CostElement = value => value.type === type && value.varianceType === varianceType;
    const whole = costOfLots(costs, entry, rows, currency, element);
    const target = proportion(whole, entry.invoiced, entry.quantity, costs.rules.precision[currency]);
    const present = entry.values.reduce((sum, value) => sum + (element(value) ? actualOf(value, currency) : 0n), 0n);
    cost += target;
    if (target === present || !base) continue;
    const amount = {lcy: 0n, acy: 0n, [currency]: target - present};
    costs.add(entry, newValue(base, {type, varianceType, actual: amount}));
    changed = true;
  }
  return {cost, changed};
}

/** A value entry to be posted on the spot, like `base` in everything else. */
export function newValue(base: CostValue, given: Pick<CostValue, 'type' | 'actual'> & Partial<CostValue>): CostValue {
  return {
    ...base,
    no: 0,
    varianceType: '',
    expectedCost: false,
    adjustment: true,
    partialRevaluation: false,
    appliesTo: base.no,
    invoicedQuantity: 0n,
    entryQuantity: 0n,
    expected: {lcy: 0n, acy: 0n},
    actualAdded: undefined,
    expectedAdded: undefined,
    ...given,
  };
}

/**
 * Transfers, consumption and their reversals are invoiced when everything they come from is (costing.md 9.1,
 * 15.2); until then the sources stay flagged, so that later costs keep coming. Returns whether the entry is now.
 */
export function invoiceWithSources(costs: ItemCosts, entry: CostEntry): boolean {
  if (entry.completelyInvoiced) return false;
  if (entry.type !== 'Transfer' && entry.type !== 'Consumption' && entry.type !== 'Assembly Consumption') return false;
  if (entry.quantity < 0n && entry.remaining !== 0n) return false;
  const sources = sourcesOf(costs, entry);
  if (sources.length === 0) return false;
  let date = entry.postingDate;
  for (const no of sources) {
    const source = costs.entry(no);
    if (!source.completelyInvoiced) return false;
    if (source.lastInvoiceDate > date) date = source.lastInvoiceDate;
  }
  costs.invoice(entry, date);
  return true;
}

function sourcesOf(costs: ItemCosts, entry: CostEntry): number[] {
  if (entry.quantity < 0n) return entry.own.filter(row => row.quantity < 0n).map(row => row.inboundNo);
  return reversalRows(entry).map(row => (followsLot(costs, row) ? row.transferredFromNo : row.outboundNo));
}
