/**
 * Reading and changing the four setup tables of one row (contract 2). Some fields are more than a value: expected cost
 * posting (posting-rules.md 14), the settings of average cost (costing.md 14.1) and the earliest allowed valuation
 * date (costing.md 18) bring the ledgers' work tables along, in the same transaction.
 */
import {AverageCostCalendar} from '../domain/costing/average-cost-calendar.js';
import {addDays, laterOf} from '../domain/dates.js';
import {type Message, message} from '../domain/message.js';
import {toDecimal} from '../domain/money.js';
import {Refusal} from '../errors.js';
import {itemToAdjustBefore, restartAverageCost} from '../store/average-cost-points.js';
import type {Database} from '../store/database.js';
import {orderToAdjustBefore} from '../store/orders-to-adjust.js';
import {allTables, entityFor} from '../store/entities.js';
import {requireField, requireTable} from '../store/files/table-names.js';
import {initialValue, type Table, type TableField} from '../store/table.js';
import {accountingPeriod, inventorySetup} from '../store/tables/index.js';
import {changeExpectedCostPosting} from './expected-cost-posting.js';
import type {JobContext} from './job.js';
import {readTyped, type TypedValue} from './typed-value.js';

/** The setup table of this name; refuses any other table. */
export function setupTable(name: string): Table {
  const table = requireTable(name);
  if (table.kind === 'singleton') return table;
  const known = allTables.filter(each => each.kind === 'singleton').map(each => each.name);
  throw new Refusal(
    'no-setup-table',
    message('errors.no-setup-table', {table: {caption: table.name}, known: known.join(', ')}),
  );
}

/** The field of a setup table; refuses a name that is none, and the key. */
export function setupField(table: Table, caption: string): TableField {
  const field = requireField(table, caption);
  if (!table.key.includes(field.property)) return field;
  throw new Refusal('key-field', message('errors.key-field', {field: {caption: field.caption}}));
}

/** The one row of a setup table; a company that lacks it has the initial values. */
export async function readSetup({database}: JobContext, table: Table): Promise<Readonly<Record<string, unknown>>> {
  const [row] = await database.read(table);
  return row ?? Object.fromEntries(table.fields.map(field => [field.property, initialValue(field)]));
}

export interface SetupChange {
  readonly value: TypedValue;
  readonly changed: boolean;
  /** What the change brought along. */
  readonly notes: readonly Message[];
}

/** Sets a field of a setup table to what a person typed. Refuses what {@link readTyped} refuses. */
export async function changeSetup(
  context: JobContext,
  table: Table,
  field: TableField,
  typed: string,
): Promise<SetupChange> {
  return context.database.transaction(async database => {
    const value = await readTyped(database, table, field, typed);
    const before = (await readSetup({...context, database}, table))[field.property];
    if (value === before) return {value, changed: false, notes: []};
    const notes = table === inventorySetup ? await consequences({...context, database}, field, value) : [];
    await write(database, table, field, value);
    return {value, changed: true, notes};
  });
}

async function write(database: Database, table: Table, field: TableField, value: TypedValue): Promise<void> {
  if (!(await database.find(table, ''))) await database.insert(table, [{primaryKey: ''}]);
  const manager = database.entityManager();
  const entity = await manager.findOneOrFail(entityFor(table), {primaryKey: ''});
  manager.assign(entity, {[field.property]: typeof value === 'bigint' ? toDecimal(value) : value});
  await manager.flush();
}

async function consequences(context: JobContext, field: TableField, value: TypedValue): Promise<Message[]> {
  switch (field.property) {
    case 'expectedCostPostingToGl': {
      const {waiting, leftAlone} = await changeExpectedCostPosting(context, value === true);
      if (value !== true) return [message('commands.setup.expectedOff')];
      return [message('commands.setup.expectedOn', {waiting, leftAlone})];
    }
    case 'averageCostCalcType':
    case 'averageCostPeriod':
      return [await changeAverageCost(context.database, field, String(value))];
    case 'earliestAllowedValuationDate':
      await requireAdjusted(context.database, String(value));
      return [];
    default:
      return [];
  }
}

/** A change of average cost holds from the first open fiscal year on, and everything from there is computed again. */
async function changeAverageCost(database: Database, field: TableField, value: string): Promise<Message> {
  if (value === '') throw new Refusal('bad-value', message('errors.not-blank', {field: {caption: field.caption}}));
  const [setup] = await database.read(inventorySetup);
  const years = (await database.read(accountingPeriod)).filter(period => period.newFiscalYear);
  const firstOpen = years.find(year => !year.closed)?.startingDate;
  if (years.length > 0 && firstOpen === undefined) {
    throw new Refusal('no-open-fiscal-year', message('errors.no-open-fiscal-year'));
  }
  const from = firstOpen ?? '';
  const [before] = await database.all(`select "${field.column}" as "value" from "inventory_setup"`);
  // Closed years keep what held in them, also where they had it from Inventory Setup.
  await database.run(
    `update "accounting_period" set "${field.column}" = ? where "new_fiscal_year" = 1 and "starting_date" < ? and "${field.column}" = ''`,
    [String(before?.['value'] ?? ''), from],
  );
  await database.run(
    `update "accounting_period" set "${field.column}" = ? where "new_fiscal_year" = 1 and "starting_date" >= ?`,
    [value, from],
  );
  const calendar = new AverageCostCalendar(await database.read(accountingPeriod), {
    calcType: setup?.averageCostCalcType ?? '',
    period: setup?.averageCostPeriod ?? '',
    ...{[field.property === 'averageCostPeriod' ? 'period' : 'calcType']: value},
  });
  const items = await restartAverageCost(database, calendar, laterOf(from, setup?.earliestAllowedValuationDate ?? ''));
  return from === ''
    ? message('commands.setup.averageAll', {items})
    : message('commands.setup.averageFrom', {items, from: {date: from}});
}

async function requireAdjusted(database: Database, date: string): Promise<void> {
  if (date === '') return;
  const [setup] = await database.read(inventorySetup);
  const calendar = new AverageCostCalendar(await database.read(accountingPeriod), {
    calcType: setup?.averageCostCalcType ?? '',
    period: setup?.averageCostPeriod ?? '',
  });
  const waiting = await itemToAdjustBefore(database, calendar, date, addDays(date, -1));
  if (waiting !== undefined) {
    throw new Refusal('not-adjusted', message('errors.not-adjusted', {item: waiting, date: {date}}));
  }
  const order = await orderToAdjustBefore(database, date);
  if (order !== undefined) {
    const {orderType, orderNo} = order;
    throw new Refusal(
      'not-adjusted',
      message('errors.order-not-adjusted', {type: {caption: orderType}, order: orderNo, date: {date}}),
    );
  }
}
