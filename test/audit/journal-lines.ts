/** Events of a history as a person would write them into an item journal. */
import type {Line} from '../support/costing.js';
import {type AuditEvent, dateOf, type Place} from './history.js';

const euros = (cents: bigint): string => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;

/** The line of an event. `entryNo` gives what to write for the entry of an earlier event. */
export function lineOf(
  ref: string,
  itemNo: string,
  event: AuditEvent,
  events: readonly AuditEvent[],
  entryNo: (event: number) => string,
): Line {
  const line: Line = {'Line Ref': ref, 'Posting Date': dateOf(event.day), 'Document No.': ref, 'Item No.': itemNo};
  const at = ({place, variant}: Place): Line => ({'Location Code': place, 'Variant Code': variant});
  const invoiced = (quantity: bigint, now: boolean): Line => ({
    Quantity: String(quantity),
    'Invoiced Quantity': now ? String(quantity) : '0',
  });
  const fixed = (from: number | undefined): Line => (from === undefined ? {} : {'Applies-to Entry': entryNo(from)});
  switch (event.kind) {
    case 'receive':
      return {
        ...line,
        ...at(event),
        'Entry Type': 'Purchase',
        ...invoiced(event.quantity, event.invoiced),
        Amount: euros(event.cents),
      };
    case 'find':
      return {
        ...line,
        ...at(event),
        'Entry Type': 'Positive Adjmt.',
        Quantity: String(event.quantity),
        Amount: euros(event.cents),
      };
    case 'issue':
      return {
        ...line,
        ...at(event),
        'Entry Type': 'Sale',
        ...invoiced(event.quantity, event.invoiced),
        ...fixed(event.from),
      };
    case 'lose':
      return {
        ...line,
        ...at(event),
        'Entry Type': 'Negative Adjmt.',
        Quantity: String(event.quantity),
        ...fixed(event.from),
      };
    case 'sendBack':
      return {
        ...line,
        ...at(event),
        'Entry Type': 'Purchase',
        Quantity: String(-event.quantity),
        ...fixed(event.from),
      };
    case 'invoice': {
      const of = events[event.of];
      if (of?.kind !== 'receive' && of?.kind !== 'issue') throw new Error('an invoice goes to a receipt or a shipment');
      return {
        ...line,
        ...at(of),
        'Entry Type': of.kind === 'receive' ? 'Purchase' : 'Sale',
        Quantity: '0',
        'Invoiced Quantity': String(event.quantity),
        'Item Shpt. Entry No.': entryNo(event.of),
        ...(of.kind === 'receive' ? {Amount: euros(event.cents)} : {}),
      };
    }
    case 'charge':
      return {
        ...line,
        'Entry Type': 'Purchase',
        'Item Charge No.': 'FREIGHT',
        'Item Shpt. Entry No.': entryNo(event.of),
        Quantity: '1',
        Amount: euros(event.cents),
      };
    case 'revalue':
    case 'revalueAll':
      return {
        ...line,
        'Entry Type': 'Positive Adjmt.',
        'Value Entry Type': 'Revaluation',
        'Unit Cost (Revalued)': euros(event.cents),
        ...(event.kind === 'revalue' ? {'Applies-to Entry': entryNo(event.of)} : {}),
      };
    case 'giveBack': {
      const sold = events[event.of];
      if (sold?.kind !== 'issue') throw new Error('what was not sold is not given back');
      return {
        ...line,
        ...at(sold),
        'Entry Type': 'Sale',
        Quantity: String(-event.quantity),
        'Applies-from Entry': entryNo(event.of),
      };
    }
    case 'move':
      return {
        ...line,
        ...at(event),
        'Entry Type': 'Transfer',
        'New Location Code': event.to,
        Quantity: String(event.quantity),
        ...fixed(event.from),
      };
  }
}
