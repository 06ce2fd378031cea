/**
 * The entries behind a figure of a report: those of the same item, order or document in the days that the figure
 * covers. Shares of cost, which come through several levels, lead to all entries of item and days.
 */
import {addDays, type LedgerDate} from '../../domain/dates.js';
import {interimKinds} from '../../domain/reports/aging.js';
import type {Cells, Report} from '../../domain/reports/report.js';
import {type PeriodLength, periodsOf} from '../../domain/reports/trend.js';
import type {Dialect, SqlValue} from '../../store/database.js';
import {type Condition, joinConditions} from '../../store/filter-sql.js';
import {codeCondition} from '../../store/ledger-filters.js';
import {increaseCondition} from '../../store/reports/valuation-query.js';
import type {Text} from '../../text.js';
import type {Opening} from '../stack.js';

/** Days of a figure; blank is open. */
interface Days {
  readonly from: LedgerDate;
  readonly to: LedgerDate;
}

/** Most rows whose entries are shown together, for a sum of them. */
const MOST_ROWS = 500;

/**
 * Where a figure leads, by the key of its column and the cells of its row, or of all rows that a sum adds up.
 * Undefined where the report cannot say.
 */
export function entriesBehind(
  report: Report,
  rows: readonly [Cells, ...Cells[]],
  key: string,
  dialect: Dialect,
  text: Text,
): Opening | undefined {
  const [cells, ...others] = rows;
  if (others.length > 0) return behindSum(report, rows, key, dialect, text);
  if (report.name === 'costing-errors') return errorCard(cells);
  if (report.name === 'trend') return behindPeriod(report, cells, key, dialect, text);
  const conditions = conditionsOf(report, cells, key, dialect);
  if (!conditions) return undefined;
  const days = daysOf(report, key);
  return valueEntries([...conditions, dayCondition(days)], [...namesOf(cells), daysInWords(days, text)]);
}

function behindSum(
  report: Report,
  rows: readonly Cells[],
  key: string,
  dialect: Dialect,
  text: Text,
): Opening | undefined {
  if (rows.length > MOST_ROWS) return undefined;
  const parts = rows.map(cells => conditionsOf(report, cells, key, dialect));
  const each = parts.flatMap(conditions => (conditions ? [joinConditions('and', conditions)] : []));
  if (each.length < rows.length) return undefined;
  const days = daysOf(report, key);
  return valueEntries([joinConditions('or', each), dayCondition(days)], [daysInWords(days, text)]);
}

function valueEntries(conditions: readonly Condition[], names: readonly string[]): Opening {
  const subtitle = names.filter(part => part !== '').join(', ');
  return {
    page: 'list',
    parameters: {list: 'value-entries', restriction: joinConditions('and', conditions), subtitle},
  };
}

/** The item ledger entry; the value entry whose item ledger entry is missing; the item where it is the item itself. */
function errorCard(cells: Cells): Opening | undefined {
  if (cells['Check'] === undefined) return undefined;
  const entryNo = Number(cells['Entry No.'] ?? 0);
  if (entryNo === 0) return {page: 'card', parameters: {list: 'items', key: [textOf(cells, 'Item No.')]}};
  const list = cells['Check'] === 'missing-item-ledger-entry' ? 'value-entries' : 'item-ledger-entries';
  return {page: 'card', parameters: {list, key: [entryNo]}};
}

/** The difference of a period leads to the reconciliation up to its end. */
function behindPeriod(report: Report, cells: Cells, key: string, dialect: Dialect, text: Text): Opening | undefined {
  const {from, to, period} = parametersOf(report);
  const end = periodsOf(from, to, period as PeriodLength).find(({name}) => name === cells['Period'])?.end;
  if (end === undefined) return undefined;
  if (key === 'Difference') {
    if (typeof cells['Difference'] !== 'bigint') return undefined;
    return {page: 'matrix', parameters: {filters: {to: `${end}C`}, showWarning: true}};
  }
  const unposted = key === 'Unposted Cost' ? [sql('"cost_amount_actual" <> "cost_posted_to_gl"')] : [];
  return valueEntries(
    [
      sql(`"item_no" <> ''`),
      ...unposted,
      scoped(report, dialect, ['item', 'location']),
      dayCondition({from: '', to: `${end}C`}),
    ],
    [daysInWords({from: '', to: end}, text)],
  );
}

function conditionsOf(report: Report, cells: Cells, key: string, dialect: Dialect): Condition[] | undefined {
  const itemNo = textOf(cells, 'Item No.');
  const no = textOf(cells, 'No.');
  const entryNo = cells['Item Ledger Entry No.'];
  switch (report.name) {
    case 'valuation': {
      if (itemNo === '') return undefined;
      const place = cells['Location Code'];
      const location = typeof place === 'string' ? [sql('"location_code" = ?', place)] : [];
      return [
        sql('"item_no" = ?', itemNo),
        ...location,
        ...ofMovement(report, key, typeof place === 'string', dialect),
        scoped(report, dialect, ['location']),
      ];
    }
    case 'cost-spec': {
      if (itemNo === '') return undefined;
      const type = textOf(cells, 'Entry Type');
      const element = type === 'Total' ? [] : [sql('"entry_type" = ?', type)];
      return [sql('"item_no" = ?', itemNo), ...element, scoped(report, dialect, ['location'])];
    }
    case 'wip':
      if (no === '') return undefined;
      return [ofOrder(no), ...ofKind(key), scoped(report, dialect, ['item', 'location'])];
    case 'cost-shares': {
      if (typeof entryNo === 'number') return [sql('"item_ledger_entry_no" = ?', entryNo)];
      if (no === '') return undefined;
      if (report.parameters['print'] === 'wip') return [ofOrder(no), scoped(report, dialect, ['item', 'location'])];
      const sales = report.parameters['print'] === 'sales' ? [sql(`"item_ledger_entry_type" = 'Sale'`)] : [];
      return [sql('"item_no" = ?', no), ...sales, scoped(report, dialect, ['location'])];
    }
    case 'aging':
      return cells['Account Type'] === undefined ? undefined : ofDocument(report, cells, key, dialect);
    default:
      return undefined;
  }
}

const sql = (where: string, ...params: SqlValue[]): Condition => ({where, params});

const ofOrder = (no: string): Condition => sql(`"order_type" = 'Production' and "order_no" = ?`, no);

/** Increases or decreases of the valuation, where the figure is of one of them. */
function ofMovement(report: Report, key: string, byLocation: boolean, dialect: Dialect): Condition[] {
  const isOf = (name: string) => key.startsWith(name);
  if (!isOf('Increases') && !isOf('Decreases')) return [];
  const {where, params} = increaseCondition(dialect, {location: parametersOf(report).location, byLocation});
  return [{where: isOf('Increases') ? where : `not ${where}`, params}];
}

/** Consumption, capacity or output of an order, where the figure is of one of them. */
function ofKind(key: string): Condition[] {
  if (key === 'Consumption' || key === 'Output') return [sql('"item_ledger_entry_type" = ?', key)];
  return key === 'Capacity' ? [sql(`"item_ledger_entry_type" = ''`)] : [];
}

/** Expected cost of the document that received, shipped or put out: exactly what the figures of the aging sum up. */
function ofDocument(report: Report, cells: Cells, key: string, dialect: Dialect): Condition[] {
  const ofEntry = (column: string, own: string) =>
    `coalesce((select e."${column}" from "item_ledger_entry" e where e."entry_no" = "value_entry"."item_ledger_entry_no"), "${own}")`;
  const type = ofEntry('entry_type', 'item_ledger_entry_type');
  const kinds: Readonly<Record<string, string>> = {
    [interimKinds.receipts]: `${type} = 'Purchase'`,
    [interimKinds.shipments]: `${type} = 'Sale'`,
    [interimKinds.output]: `${type} = 'Output'`,
    [interimKinds.others]: `${type} not in ('Purchase', 'Sale', 'Output')`,
  };
  const flag = key === 'New' ? [sql('"expected_cost" = 1')] : key === 'Cleared' ? [sql('"expected_cost" = 0')] : [];
  return [
    sql('"cost_amount_expected" <> 0'),
    sql('"item_no" = ?', textOf(cells, 'Item No.')),
    sql(kinds[textOf(cells, 'Account Type')] ?? '1 = 1'),
    sql(`${ofEntry('document_no', 'document_no')} = ?`, textOf(cells, 'Document No.')),
    sql(`${ofEntry('source_no', 'source_no')} = ?`, textOf(cells, 'Source No.')),
    ...flag,
    scoped(report, dialect, ['location']),
  ];
}

const MOVEMENTS = ['Increases', 'Decreases', 'New', 'Cleared', 'Consumption', 'Capacity', 'Output'];

/** Which days a column covers: those before the period, those of the period, or all up to its end. */
function daysOf(report: Report, key: string): Days {
  const {from, to} = parametersOf(report);
  const isOf = (beginnings: readonly string[]) => beginnings.some(beginning => key.startsWith(beginning));
  if (report.name === 'cost-shares') return {from: report.parameters['print'] === 'sales' ? from : '', to};
  if (isOf(['Starting', 'Opening'])) return {from: '', to: from === '' ? NEVER : `${addDays(from, -1)}C`};
  return {from: isOf(MOVEMENTS) ? from : '', to};
}

/** Before a period without a beginning there is nothing. */
const NEVER: LedgerDate = '0001-01-01';

function dayCondition({from, to}: Days): Condition {
  return joinConditions('and', [
    ...(from === '' ? [] : [sql('"posting_date" >= ?', from)]),
    ...(to === '' ? [] : [sql('"posting_date" <= ?', to)]),
  ]);
}

const daysInWords = ({from, to}: Days, text: Text): string =>
  to === NEVER ? '' : `${text.date(from)}..${text.date(to)}`;

function parametersOf({parameters}: Report) {
  const named = (name: string) => String(parameters[name] ?? '');
  return {
    from: named('from'),
    to: named('to'),
    item: named('item'),
    location: named('location'),
    period: named('period'),
  };
}

/** The report's own filters, those named. */
function scoped(report: Report, dialect: Dialect, names: readonly ('item' | 'location')[]): Condition {
  const parameters = parametersOf(report);
  return codeCondition(dialect, Object.fromEntries(names.map(name => [name, parameters[name]])), '"value_entry"');
}

const textOf = (cells: Cells, key: string): string => {
  const cell = cells[key];
  return typeof cell === 'string' ? cell : '';
};

const namesOf = (cells: Cells): string[] => [
  textOf(cells, 'Document No.'),
  textOf(cells, 'Item No.') || textOf(cells, 'No.'),
  textOf(cells, 'Location Code'),
];
