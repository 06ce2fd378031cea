/** Rows of the item ledger as cost adjustment holds them: few columns of each, in as little memory as they allow. */
import type {
  CostEntryType,
  CostVarianceType,
  InventoryOrderType,
  ItemLedgerDocumentType,
  ItemLedgerEntryType,
} from '../domain/options.js';
import {NONE, type Application, type CostEntry, type CostValue} from '../domain/costing/adjust/entries.js';
import type {SqlRow} from './database.js';
import type {Shared} from './shared-cells.js';

export const ENTRY_COLUMNS =
  'e."entry_no", e."item_no", e."entry_type", e."posting_date", e."quantity", e."remaining_quantity", e."invoiced_quantity", e."open", e."correction", e."location_code", e."variant_code", e."applies_to_entry", e."order_type", e."order_no", e."order_line_no", e."last_invoice_date", e."completely_invoiced", e."applied_entry_to_adjust"';
export const VALUE_COLUMNS =
  'v."entry_no", v."item_ledger_entry_no", v."entry_type", v."variance_type", v."expected_cost", v."adjustment", v."partial_revaluation", v."valued_by_average_cost", v."item_charge_no", v."document_type", v."document_no", v."document_line_no", v."posting_date", v."valuation_date", v."applies_to_entry", v."valued_quantity", v."invoiced_quantity", v."item_ledger_entry_quantity", v."cost_per_unit", v."cost_amount_actual", v."cost_amount_expected"';
export const ACY_COLUMNS = ', v."cost_per_unit_acy", v."cost_amount_actual_acy", v."cost_amount_expected_acy"';
export const APPLICATION_COLUMNS =
  'a."entry_no", a."item_ledger_entry_no", a."inbound_item_entry_no", a."outbound_item_entry_no", a."quantity", a."cost_application", a."transferred_from_entry_no", a."posting_date", a."output_completely_invd_date"';

export function costEntryOf(row: SqlRow, shared: Shared): CostEntry {
  return {
    no: Number(row['entry_no']),
    itemNo: shared.text(row['item_no']),
    type: shared.text(row['entry_type']) as ItemLedgerEntryType,
    postingDate: shared.text(row['posting_date']),
    quantity: shared.amount(row['quantity']),
    remaining: shared.amount(row['remaining_quantity']),
    invoiced: shared.amount(row['invoiced_quantity']),
    open: row['open'] === 1n,
    correction: row['correction'] === 1n,
    locationCode: shared.text(row['location_code']),
    variantCode: shared.text(row['variant_code']),
    appliesTo: Number(row['applies_to_entry']),
    orderType: shared.text(row['order_type']) as InventoryOrderType,
    orderNo: shared.text(row['order_no']),
    orderLineNo: Number(row['order_line_no']),
    lastInvoiceDate: shared.text(row['last_invoice_date']),
    completelyInvoiced: row['completely_invoiced'] === 1n,
    toAdjust: row['applied_entry_to_adjust'] === 1n,
    values: NONE,
    own: NONE,
    takers: NONE,
    reversals: NONE,
    transfers: NONE,
  };
}

export function applicationOf(row: SqlRow, shared: Shared): Application {
  return {
    no: Number(row['entry_no']),
    entryNo: Number(row['item_ledger_entry_no']),
    inboundNo: Number(row['inbound_item_entry_no']),
    outboundNo: Number(row['outbound_item_entry_no']),
    quantity: shared.amount(row['quantity']),
    costApplication: row['cost_application'] === 1n,
    transferredFromNo: Number(row['transferred_from_entry_no']),
    postingDate: shared.text(row['posting_date']),
    completelyInvoicedDate: shared.text(row['output_completely_invd_date']),
  };
}

export function costValueOf(row: SqlRow, shared: Shared): CostValue {
  return {
    no: Number(row['entry_no']),
    type: shared.text(row['entry_type']) as CostEntryType,
    varianceType: shared.text(row['variance_type']) as CostVarianceType,
    expectedCost: row['expected_cost'] === 1n,
    adjustment: row['adjustment'] === 1n,
    partialRevaluation: row['partial_revaluation'] === 1n,
    valuedByAverage: row['valued_by_average_cost'] === 1n,
    charge: row['item_charge_no'] !== '',
    documentType: shared.text(row['document_type']) as ItemLedgerDocumentType,
    documentNo: row['document_no'] as string,
    documentLineNo: Number(row['document_line_no']),
    postingDate: shared.text(row['posting_date']),
    valuationDate: shared.text(row['valuation_date']),
    appliesTo: Number(row['applies_to_entry']),
    valuedQuantity: shared.amount(row['valued_quantity']),
    invoicedQuantity: shared.amount(row['invoiced_quantity']),
    entryQuantity: shared.amount(row['item_ledger_entry_quantity']),
    costPerUnit: shared.money(row['cost_per_unit'], row['cost_per_unit_acy']),
    actual: shared.money(row['cost_amount_actual'], row['cost_amount_actual_acy']),
    expected: shared.money(row['cost_amount_expected'], row['cost_amount_expected_acy']),
    actualAdded: undefined,
    expectedAdded: undefined,
  };
}
