/** Events of a history as a person would write them into an item journal. */
import type {Line} from '../support/costing.js';
import {type AuditEvent, dateOf, type Order, type Place} from './history.js';

const euros = (cents: bigint): string => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;

/** The number of what is made of an item, and of its orders. */
export const productOf = (itemNo: string): string => itemNo.replace('H', 'M');
export const orderOf = (itemNo: string, {assembly, number}: Order): string =>
  itemNo.replace('H', assembly ? 'A' : 'P') + number;

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
  const inOrder = (order: Order): Line => ({
    'Order Type': order.assembly ? 'Assembly' : 'Production',
    'Order No.': orderOf(itemNo, order),
    ...(order.assembly ? {} : {'Order Line No.': '10000'}),
  });
  switch (event.kind) {
    case 'consume':
      return {
        ...line,
        ...at(event),
        ...inOrder(event.order),
        'Entry Type': event.order.assembly ? 'Assembly Consumption' : 'Consumption',
        Quantity: String(event.quantity),
      };
    case 'work': {
      const {'Item No.': _, ...rest} = line;
      return {
        ...rest,
        ...inOrder(event.order),
        'Entry Type': 'Capacity',
        Type: event.order.assembly ? 'Resource' : 'Work Center',
        'No.': event.order.assembly ? 'R' : 'W',
        Quantity: String(event.time),
        'Unit Cost': euros(event.cents),
      };
    }
    case 'make':
      return {
        ...line,
        ...at(event),
        ...inOrder(event.order),
        'Item No.': productOf(itemNo),
        'Entry Type': event.order.assembly ? 'Assembly Output' : 'Output',
        Quantity: String(event.quantity),
        ...(event.order.assembly ? {} : {'Invoiced Quantity': '0'}),
      };
    case 'finish':
      throw new Error('finishing an order is no line of a journal');
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
