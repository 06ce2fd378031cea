/**
 * From an entry to its other sides: a value entry's G/L entries (through the relations), its item ledger entry, an
 * item ledger entry's value entries and applications, a G/L entry's value entries.
 */
import type {Handlers} from '../../components/keyboard.js';
import type {Command, Need} from '../../keys.js';
import type {Text} from '../../text.js';
import type {Opening} from '../stack.js';

export type Values = Readonly<Record<string, unknown>>;

interface Side {
  readonly command: Command;
  readonly list: string;
  /** SQL over the target's table with one parameter. */
  readonly where: string;
  readonly parameter: (values: Values) => string | number;
  /** Whether this entry has such a side at all. */
  readonly applies?: (values: Values) => boolean;
}

const entryNo = (values: Values): number => Number(values['entryNo']);
const itemLedgerEntryNo = (values: Values): number => Number(values['itemLedgerEntryNo']);

const SIDES: Readonly<Record<string, readonly Side[]>> = {
  'Value Entry': [
    {
      command: 'gl-entries',
      list: 'gl-entries',
      where: '"entry_no" in (select "gl_entry_no" from "gl_item_ledger_relation" where "value_entry_no" = ?)',
      parameter: entryNo,
    },
    {
      command: 'item-ledger-entry',
      list: 'item-ledger-entries',
      where: '"entry_no" = ?',
      parameter: itemLedgerEntryNo,
      applies: values => itemLedgerEntryNo(values) !== 0,
    },
    {
      command: 'applications',
      list: 'item-application-entries',
      where: '"item_ledger_entry_no" = ?',
      parameter: itemLedgerEntryNo,
      applies: values => itemLedgerEntryNo(values) !== 0,
    },
  ],
  'G/L Entry': [
    {
      command: 'value-entries',
      list: 'value-entries',
      where: '"entry_no" in (select "value_entry_no" from "gl_item_ledger_relation" where "gl_entry_no" = ?)',
      parameter: entryNo,
    },
  ],
  'Item Ledger Entry': [
    {command: 'value-entries', list: 'value-entries', where: '"item_ledger_entry_no" = ?', parameter: entryNo},
    {
      command: 'gl-entries',
      list: 'gl-entries',
      where:
        '"entry_no" in (select "gl_entry_no" from "gl_item_ledger_relation" where "value_entry_no" in (select "entry_no" from "value_entry" where "item_ledger_entry_no" = ?))',
      parameter: entryNo,
    },
    {
      command: 'applications',
      list: 'item-application-entries',
      where: '? in ("inbound_item_entry_no", "outbound_item_entry_no")',
      parameter: entryNo,
    },
  ],
  'Item Application Entry': [
    {command: 'item-ledger-entry', list: 'item-ledger-entries', where: '"entry_no" = ?', parameter: itemLedgerEntryNo},
    {
      command: 'value-entries',
      list: 'value-entries',
      where: '"item_ledger_entry_no" = ?',
      parameter: itemLedgerEntryNo,
    },
  ],
  Item: [
    {
      command: 'value-entries',
      list: 'value-entries',
      where: '"item_no" = ?',
      parameter: values => String(values['no']),
    },
    {
      command: 'item-ledger-entry',
      list: 'item-ledger-entries',
      where: '"item_no" = ?',
      parameter: values => String(values['no']),
    },
  ],
  'G/L Account': [
    {
      command: 'gl-entries',
      list: 'gl-entries',
      where: '"gl_account_no" = ?',
      parameter: values => String(values['no']),
    },
  ],
};

/** The item ledger entry whose cost flow belongs to a row: its own, or that of its value entry or application. */
function costFlowEntry(table: string, values: Values): number {
  if (table === 'Item Ledger Entry') return entryNo(values);
  return table === 'Value Entry' || table === 'Item Application Entry' ? itemLedgerEntryNo(values) : 0;
}

const COST_FLOW_TABLES = ['Item Ledger Entry', 'Value Entry', 'Item Application Entry'];

/** The keys to an entry's other sides; none for a table that has no other side. */
export function sideHandlers(
  table: string,
  values: Values | undefined,
  open: (opening: Opening) => void,
  text: Text,
): Handlers {
  const handlers: Handlers = {};
  if (COST_FLOW_TABLES.includes(table)) {
    handlers['cost-flow'] = () => {
      const no = values ? costFlowEntry(table, values) : 0;
      if (no !== 0) open({page: 'cost-flow', parameters: {entryNo: no}});
    };
  }
  for (const side of SIDES[table] ?? []) {
    handlers[side.command] = () => {
      if (!values) return;
      const parameter = side.parameter(values);
      open({
        page: 'list',
        parameters: {
          list: side.list,
          restriction: {where: side.where, params: [parameter]},
          subtitle: text.t('screens.list.of', {
            table: {caption: table},
            key: String(values['entryNo'] ?? values['no']),
          }),
        },
      });
    };
  }
  return handlers;
}

/** Sides that this entry lacks: capacity has no item ledger entry. */
export function missingSides(table: string, values: Values | undefined): ReadonlySet<Need> {
  const lacks = (SIDES[table] ?? []).some(side => values && side.applies?.(values) === false);
  return new Set(lacks ? (['itemSide'] as const) : []);
}

/** The value entries of an order. */
export const entriesOfOrder = (orderNo: string, text: Text): Opening => ({
  page: 'list',
  parameters: {
    list: 'value-entries',
    restriction: {where: '"order_no" = ?', params: [orderNo]},
    subtitle: text.t('screens.list.of', {table: {caption: 'Production Order'}, key: orderNo}),
  },
});
