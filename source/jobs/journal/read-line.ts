/** The columns of an item journal file, and a row of it as a typed line (contract 3). */
import type {EntryReference, JournalLine} from '../../domain/costing/journal/line.js';
import {refuse} from '../../domain/costing/journal/problem.js';
import {isClosingDate} from '../../domain/dates.js';
import {parseDimensions} from '../../store/dimension-sets.js';
import type {JournalColumns, JournalRow} from '../../store/files/journal-file.js';

/** Codes and texts with the lengths of the ledgers' fields (tables.md 32, 5802). */
export const journalColumns = {
  'Line Ref': {kind: 'text'},
  'Posting Date': {kind: 'date'},
  'Document Date': {kind: 'date'},
  'Document No.': {kind: 'code', length: 20},
  'External Document No.': {kind: 'code', length: 35},
  Description: {kind: 'text', length: 100},
  'Entry Type': {
    kind: 'option',
    options: [
      'Purchase',
      'Sale',
      'Positive Adjmt.',
      'Negative Adjmt.',
      'Transfer',
      'Consumption',
      'Output',
      'Capacity',
      'Assembly Consumption',
      'Assembly Output',
    ],
  },
  'Value Entry Type': {kind: 'option', options: ['Direct Cost', 'Revaluation']},
  'Item No.': {kind: 'code', length: 20},
  'Variant Code': {kind: 'code', length: 10},
  'Location Code': {kind: 'code', length: 10},
  'New Location Code': {kind: 'code', length: 10},
  Quantity: {kind: 'decimal'},
  'Invoiced Quantity': {kind: 'decimal'},
  'Item Shpt. Entry No.': {kind: 'entry'},
  'Unit Cost': {kind: 'decimal'},
  Amount: {kind: 'decimal'},
  'Item Charge No.': {kind: 'code', length: 20},
  'Capacity Ledger Entry No.': {kind: 'entry'},
  'Applies-to Entry': {kind: 'entry'},
  'Applies-from Entry': {kind: 'entry'},
  'Unit Cost (Revalued)': {kind: 'decimal'},
  'Inventory Value (Revalued)': {kind: 'decimal'},
  'Order Type': {kind: 'option', options: ['Production', 'Assembly', 'Transfer']},
  'Order No.': {kind: 'code', length: 20},
  'Order Line No.': {kind: 'integer'},
  Type: {kind: 'option', options: ['Work Center', 'Machine Center', 'Resource']},
  'No.': {kind: 'code', length: 20},
  'Gen. Bus. Posting Group': {kind: 'code', length: 20},
  'Gen. Prod. Posting Group': {kind: 'code', length: 20},
  'Inventory Posting Group': {kind: 'code', length: 20},
  Dimensions: {kind: 'text'},
  'Update Standard Cost': {kind: 'boolean'},
  Subcontracting: {kind: 'boolean'},
  Correction: {kind: 'boolean'},
  'Serial No.': {kind: 'code', length: 50},
  'Lot No.': {kind: 'code', length: 50},
  'Source Code': {kind: 'code', length: 10},
  'Reason Code': {kind: 'code', length: 10},
  'Source No.': {kind: 'code', length: 20},
} as const satisfies JournalColumns;

/** The row as a line; throws a LineProblem where something that every line needs is missing. */
export function readLine(row: JournalRow<typeof journalColumns>): JournalLine {
  const {line, values} = row;
  const postingDate = values['Posting Date'] ?? refuse('Posting Date', 'date-missing');
  if (isClosingDate(postingDate)) refuse('Posting Date', 'closing-date', {date: {date: postingDate}});
  const dimensions = parseDimensions(values.Dimensions ?? '');
  if (!dimensions) refuse('Dimensions', 'bad-dimensions', {value: values.Dimensions ?? ''});
  return {
    line,
    ref: labelOf(row),
    postingDate,
    documentDate: values['Document Date'] ?? '',
    documentNo: values['Document No.'] ?? '',
    externalDocumentNo: values['External Document No.'] ?? '',
    description: values.Description ?? '',
    entryType: values['Entry Type'] ?? refuse('Entry Type', 'type-missing'),
    revaluation: values['Value Entry Type'] === 'Revaluation',
    itemNo: values['Item No.'] ?? '',
    variantCode: values['Variant Code'] ?? '',
    locationCode: values['Location Code'] ?? '',
    newLocationCode: values['New Location Code'] ?? '',
    quantity: values.Quantity,
    invoicedQuantity: values['Invoiced Quantity'],
    itemShptEntry: reference(values['Item Shpt. Entry No.']),
    capacityLedgerEntry: reference(values['Capacity Ledger Entry No.']),
    unitCost: values['Unit Cost'],
    amount: values.Amount,
    itemChargeNo: values['Item Charge No.'] ?? '',
    appliesToEntry: reference(values['Applies-to Entry']),
    appliesFromEntry: reference(values['Applies-from Entry']),
    unitCostRevalued: values['Unit Cost (Revalued)'],
    inventoryValueRevalued: values['Inventory Value (Revalued)'],
    orderType: values['Order Type'] ?? '',
    orderNo: values['Order No.'] ?? '',
    orderLineNo: values['Order Line No.'] ?? 0,
    type: values.Type ?? '',
    no: values['No.'] ?? '',
    genBusPostingGroup: values['Gen. Bus. Posting Group'] ?? '',
    genProdPostingGroup: values['Gen. Prod. Posting Group'],
    inventoryPostingGroup: values['Inventory Posting Group'],
    dimensions: [...dimensions].map(([code, value]) => ({code, value})),
    updateStandardCost: values['Update Standard Cost'] ?? false,
    subcontracting: values.Subcontracting ?? false,
    correction: values.Correction ?? false,
    serialNo: values['Serial No.'] ?? '',
    lotNo: values['Lot No.'] ?? '',
    sourceCode: values['Source Code'] ?? '',
    reasonCode: values['Reason Code'] ?? '',
    sourceNo: values['Source No.'] ?? '',
  };
}

/** The line's label, without the @ that later lines write before it. */
export const labelOf = ({values}: JournalRow<typeof journalColumns>): string =>
  (values['Line Ref'] ?? '').replace(/^@/, '');

/** An entry number, or the `@label` of an earlier line. 0 is none. */
function reference(text: string | undefined): EntryReference | undefined {
  if (text === undefined) return undefined;
  return text.startsWith('@') ? {label: text.slice(1)} : Number(text) || undefined;
}
