/** What a cell of the item journal may be chosen from: rows of a table that fit the line, found by what is typed. */
import type {JournalColumnName, TypedLine} from '../../jobs/item-journal.js';
import type {Database} from '../../store/database.js';
import {type Condition, joinConditions} from '../../store/filter-sql.js';
import {toRow} from '../../store/rows.js';
import type {Table} from '../../store/table.js';
import {
  capacityLedgerEntry,
  genBusinessPostingGroup,
  genProductPostingGroup,
  inventoryPostingGroup,
  item,
  itemCharge,
  itemLedgerEntry,
  itemVariant,
  location,
  machineCenter,
  productionOrder,
  prodOrderLine,
  resource,
  workCenter,
} from '../../store/tables/index.js';

export interface LookUp {
  readonly table: Table;
  /** Property whose value is chosen. */
  readonly value: string;
  /** Properties that are shown, the value first. */
  readonly columns: readonly string[];
  /** Properties that what is typed is looked for in. */
  readonly searched: readonly string[];
  /** Which rows fit the line. */
  readonly conditions: readonly Condition[];
}

/** Rows that are fetched at once: whoever sees more types on. */
const MOST_ROWS = 200;

const is = (column: string, value: string | undefined): Condition[] =>
  value ? [{where: `"${column}" = ?`, params: [value]}] : [];

const codes = (table: Table, ...columns: string[]): LookUp => ({
  table,
  value: columns[0] ?? '',
  columns,
  searched: columns,
  conditions: [],
});

const entries = (conditions: readonly Condition[], quantity: string): LookUp => ({
  table: itemLedgerEntry,
  value: 'entryNo',
  columns: ['entryNo', 'postingDate', 'entryType', 'documentNo', quantity, 'itemNo', 'locationCode', 'lotNo'],
  searched: ['entryNo', 'documentNo', 'postingDate', 'lotNo', 'serialNo'],
  conditions,
});

/** The look-up of a column for a line; undefined where a column has none. */
export function lookUpOf(column: JournalColumnName, line: TypedLine): LookUp | undefined {
  const ofItem = is('item_no', line['Item No.']);
  switch (column) {
    case 'Item No.':
      return codes(item, 'no', 'description', 'baseUnitOfMeasure', 'costingMethod');
    case 'Variant Code':
      return {...codes(itemVariant, 'code', 'description'), conditions: ofItem};
    case 'Location Code':
    case 'New Location Code':
      return codes(location, 'code', 'name');
    case 'Item Charge No.':
      return codes(itemCharge, 'no', 'description');
    case 'Gen. Bus. Posting Group':
      return codes(genBusinessPostingGroup, 'code', 'description');
    case 'Gen. Prod. Posting Group':
      return codes(genProductPostingGroup, 'code', 'description');
    case 'Inventory Posting Group':
      return codes(inventoryPostingGroup, 'code', 'description');
    case 'Applies-to Entry':
      return entries(
        [
          ...ofItem,
          ...is('location_code', line['Location Code']),
          {where: '"open" = 1 and "positive" = 1', params: []},
        ],
        'remainingQuantity',
      );
    case 'Applies-from Entry':
      return entries([...ofItem, {where: '"positive" = 0', params: []}], 'quantity');
    case 'Item Shpt. Entry No.':
      return entries(
        // A charge may go to any entry, an invoice to one of its type that is not invoiced yet.
        line['Item Charge No.']
          ? ofItem
          : [...ofItem, ...is('entry_type', line['Entry Type']), {where: '"completely_invoiced" = 0', params: []}],
        'quantity',
      );
    case 'Capacity Ledger Entry No.':
      return {
        table: capacityLedgerEntry,
        value: 'entryNo',
        columns: ['entryNo', 'postingDate', 'type', 'no', 'documentNo', 'orderNo', 'quantity'],
        searched: ['entryNo', 'documentNo', 'orderNo', 'no'],
        conditions: [{where: '"subcontracting" = 1', params: []}],
      };
    case 'No.':
      return centres(line);
    case 'Order No.':
      return line['Order Type'] === 'Assembly'
        ? undefined
        : {
            ...codes(productionOrder, 'no', 'description', 'sourceNo', 'status'),
            conditions: [{where: `"status" in ('Released', 'Finished')`, params: []}],
          };
    case 'Order Line No.':
      return {
        table: prodOrderLine,
        value: 'lineNo',
        columns: ['lineNo', 'itemNo', 'description', 'quantity'],
        searched: ['lineNo', 'itemNo', 'description'],
        conditions: [
          ...is('prod_order_no', line['Order No.']),
          {where: `"status" in ('Released', 'Finished')`, params: []},
        ],
      };
    default:
      return undefined;
  }
}

function centres(line: TypedLine): LookUp | undefined {
  const tables: Readonly<Record<string, Table>> = {
    'Work Center': workCenter,
    'Machine Center': machineCenter,
    Resource: resource,
  };
  const table = tables[line.Type ?? ''];
  return table && codes(table, 'no', 'name', 'unitCost');
}

/** The first rows that fit the line and have what was typed in one of the searched columns, whatever its case. */
export async function lookUpRows(
  database: Database,
  {table, searched, conditions}: LookUp,
  typed: string,
): Promise<Record<string, unknown>[]> {
  const wanted = `%${typed
    .trim()
    .toLowerCase()
    .replaceAll(/[\\%_]/g, '\\$&')}%`;
  const columns = searched.flatMap(property => table.byProperty.get(property)?.column ?? []);
  const found = joinConditions(
    'or',
    columns.map(column => ({where: `lower(cast("${column}" as text)) like ? escape '\\'`, params: [wanted]})),
  );
  const {where, params} = joinConditions('and', [...conditions, ...(typed.trim() === '' ? [] : [found])]);
  const rows = await database.all(
    `select ${table.fields.map(field => `"${field.column}"`).join(', ')} from "${table.sqlName}" where ${where} order by ${table.keyColumns.map(column => `"${column}"`).join(', ')} limit ${MOST_ROWS}`,
    params,
  );
  return rows.map(row => toRow(table, row) as Record<string, unknown>);
}
