/** Entries name others that are there. What an ERP deletes, and what a part of a company lacks, shows here. */
import {message} from '../../domain/message.js';
import {bySql, type Invariant} from './invariant.js';

interface Reference {
  readonly name: string;
  readonly from: string;
  readonly column: string;
  readonly to: string;
  readonly key: string;
  /** The numbers that name nothing. */
  readonly blank: '0' | "''";
  /** What tells a row of `from`. */
  readonly of: readonly string[];
}

const entry = (name: string, from: string, column: string, to: string): Reference => ({
  name,
  from,
  column,
  to,
  key: 'entry_no',
  blank: '0',
  of: ['entry_no'],
});
const code = (name: string, from: string, column: string, to: string): Reference => ({
  ...entry(name, from, column, to),
  key: to === 'location' ? 'code' : 'no',
  blank: "''",
});
const relation = (name: string, column: string, to: string): Reference => ({
  ...entry(name, 'gl_item_ledger_relation', column, to),
  of: ['gl_entry_no', 'value_entry_no'],
});

const references: readonly Reference[] = [
  relation('relations-name-gl-entries', 'gl_entry_no', 'gl_entry'),
  relation('relations-name-value-entries', 'value_entry_no', 'value_entry'),
  entry('value-entries-name-item-ledger-entries', 'value_entry', 'item_ledger_entry_no', 'item_ledger_entry'),
  entry(
    'value-entries-name-capacity-ledger-entries',
    'value_entry',
    'capacity_ledger_entry_no',
    'capacity_ledger_entry',
  ),
  code('value-entries-name-items', 'value_entry', 'item_no', 'item'),
  code('value-entries-name-locations', 'value_entry', 'location_code', 'location'),
  code('item-ledger-entries-name-items', 'item_ledger_entry', 'item_no', 'item'),
  code('gl-entries-name-accounts', 'gl_entry', 'gl_account_no', 'gl_account'),
  entry('applications-name-item-ledger-entries', 'item_application_entry', 'item_ledger_entry_no', 'item_ledger_entry'),
  entry('applications-name-inbound-entries', 'item_application_entry', 'inbound_item_entry_no', 'item_ledger_entry'),
  entry('applications-name-outbound-entries', 'item_application_entry', 'outbound_item_entry_no', 'item_ledger_entry'),
];

export const referenceInvariants: readonly Invariant[] = references.map(({name, from, column, to, key, blank, of}) =>
  bySql(
    name,
    [from, to],
    `select ${of.map(each => `f."${each}"`).join(', ')}, f."${column}" as "named" from "${from}" f where f."${column}" <> ${blank} and not exists (select 1 from "${to}" t where t."${key}" = f."${column}") order by ${of.map(each => `f."${each}"`).join(', ')}`,
    row => ({
      of: Object.fromEntries(of.map(each => [camelCase(each), Number(row[each])])),
      message: message('reconciliation.invariant.reference', {
        entry: of.map(each => String(row[each])).join(', '),
        named: String(row['named']),
      }),
    }),
  ),
);

const camelCase = (column: string): string => column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
