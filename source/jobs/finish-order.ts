/**
 * Finishing released production orders (contract 3): the order, its lines and components become Finished, what was
 * posted of a line without output leaves WIP, and the outputs' cost is adjusted where that happens automatically.
 */
import {isClosingDate, type LedgerDate} from '../domain/dates.js';
import {message, type Message} from '../domain/message.js';
import {Refusal, type ErrorDetail} from '../errors.js';
import {inChunks} from '../store/chunks.js';
import type {Database, SqlRow} from '../store/database.js';
import {readJournalWithProblems, refusedJournal} from '../store/files/journal-file.js';
import {LedgerWriter} from '../store/ledgers.js';
import {adjustAutomatically} from './adjust.js';
import {repairFinishedWithoutOutput} from './finished-without-output.js';
import {stopIfInterrupted, type JobContext} from './job.js';

/** An order to be finished. A date that is not given is the work date; only a given one moves repairs of WIP. */
export interface OrderToFinish {
  orderNo: string;
  postingDate?: LedgerDate;
  /** Where it was asked for, for messages. */
  file?: string;
  line?: number;
}

export interface FinishedOrder {
  order: string;
  /** Value entries of the order that adjusting its cost made. */
  valueEntryNos: number[];
}

export interface FinishResult {
  orders: FinishedOrder[];
  warnings: {order: string; code: 'no-output'; message: Message}[];
}

const COLUMNS = {'Order No.': {kind: 'code', length: 20}, 'Posting Date': {kind: 'date'}} as const;

/** Orders of a file, and what is wrong with the lines that could not be read. */
export interface OrdersRead {
  orders: OrderToFinish[];
  problems: ErrorDetail[];
}

/** Reads a file of orders to finish: `Order No.`, `Posting Date` (no closing date). */
export async function readOrdersToFinish(path: string): Promise<OrdersRead> {
  const {file, rows, problems} = await readJournalWithProblems(path, COLUMNS);
  const read: OrdersRead = {orders: [], problems: [...problems]};
  for (const {line, values} of rows) {
    const postingDate = values['Posting Date'];
    if (postingDate !== undefined && isClosingDate(postingDate)) {
      const words = message('costing.journal.closing-date', {date: {date: postingDate}});
      read.problems.push({file, line, column: 'Posting Date', message: words});
    } else {
      const orderNo = values['Order No.'] ?? '';
      read.orders.push({orderNo, ...(postingDate === undefined ? {} : {postingDate}), file, line});
    }
  }
  return read;
}

/** Finishes orders in one transaction, or refuses all of them with everything that is wrong, `unread` lines too. */
export async function finishOrders(
  context: JobContext,
  orders: readonly OrderToFinish[],
  unread: readonly ErrorDetail[] = [],
): Promise<FinishResult> {
  return context.database.transaction(async database => {
    const problems: ErrorDetail[] = [];
    const warnings: FinishResult['warnings'] = [];
    const [setup] = await database.all(
      'select "allow_finishing_prod_order_with_no_output" as "allowed" from "manufacturing_setup"',
    );
    const allowed = setup?.['allowed'] === 1n;
    const seen = new Set<string>();
    for (const order of orders) {
      stopIfInterrupted(context);
      const problem = seen.has(order.orderNo)
        ? message('costing.order.twice', {order: order.orderNo})
        : await statusProblem(database, order.orderNo);
      seen.add(order.orderNo);
      const idle = problem ? [] : await linesWithoutOutput(database, order.orderNo);
      const uninvoiced = problem ? [] : await uninvoicedCapacity(database, order.orderNo);
      const refuse = (explanation: Message): void => {
        problems.push({...placeOf(order), message: explanation});
      };
      if (problem) refuse(problem);
      for (const line of idle) {
        const place = {order: order.orderNo, line};
        if (!allowed) refuse(message('costing.order.noOutput', place));
        else {
          const explanation = message('costing.order.noOutputAllowed', place);
          warnings.push({order: order.orderNo, code: 'no-output', message: explanation});
        }
      }
      for (const entry of uninvoiced) refuse(message('costing.order.notInvoiced', {order: order.orderNo, entry}));
    }
    if (problems.length === 0 && unread.length > 0) throw refusedJournal(unread);
    problems.push(...unread);
    problems.sort((left, right) => (left.line ?? 0) - (right.line ?? 0));
    if (problems.length > 0) {
      throw new Refusal(
        'cannot-finish',
        message('costing.order.refused', {count: problems.length}),
        problems.slice(0, 100),
      );
    }
    await moveToFinished(database, orders, context.workDate);
    const writer = new LedgerWriter(database);
    for (const {orderNo, postingDate} of orders) {
      await repairFinishedWithoutOutput(context, database, writer, {
        orderNo,
        ...(postingDate === undefined ? {} : {postingDate}),
      });
    }
    await writer.finish();
    const {valueEntries} = await adjustAutomatically(context, database);
    const made = await byOrder(database, valueEntries);
    return {
      orders: orders.map(({orderNo}) => ({order: orderNo, valueEntryNos: made.get(orderNo) ?? []})),
      warnings,
    };
  });
}

const placeOf = ({file, line}: OrderToFinish): Pick<ErrorDetail, 'file' | 'line' | 'column'> =>
  file === undefined ? {} : {file, ...(line === undefined ? {} : {line}), column: 'Order No.'};

async function statusProblem(database: Database, orderNo: string): Promise<Message | undefined> {
  const rows = await database.all('select "status" from "production_order" where "no" = ?', [orderNo]);
  const statuses = rows.map(row => String(row['status']));
  if (statuses.includes('Finished')) return message('costing.order.finishedAlready', {order: orderNo});
  if (statuses.includes('Released')) return undefined;
  return statuses.length === 0
    ? message('costing.order.unknown', {order: orderNo})
    : message('costing.order.notReleased', {order: orderNo});
}

/** Lines on which something was used, but nothing is put out (or all of it was reversed). */
async function linesWithoutOutput(database: Database, orderNo: string): Promise<number[]> {
  const rows = await database.all(
    `select l."line_no" from "prod_order_line" l where l."status" = 'Released' and l."prod_order_no" = ? and (exists (select 1 from "item_ledger_entry" c where c."order_no" = l."prod_order_no" and c."order_no" <> '' and c."order_type" = 'Production' and c."order_line_no" = l."line_no" and c."entry_type" = 'Consumption') or exists (select 1 from "capacity_ledger_entry" k where k."order_no" = l."prod_order_no" and k."order_no" <> '' and k."order_type" = 'Production' and k."order_line_no" = l."line_no")) and coalesce((select sum(o."quantity") from "item_ledger_entry" o where o."order_no" = l."prod_order_no" and o."order_no" <> '' and o."order_type" = 'Production' and o."order_line_no" = l."line_no" and o."entry_type" = 'Output'), 0) = 0 order by l."line_no"`,
    [orderNo],
  );
  return rows.map(row => Number(row['line_no']));
}

/** Subcontracted work whose purchase invoice has not come: its cost would miss the output. */
async function uninvoicedCapacity(database: Database, orderNo: string): Promise<number[]> {
  const rows = await database.all(
    `select "entry_no" from "capacity_ledger_entry" where "order_no" = ? and "order_no" <> '' and "order_type" = 'Production' and "subcontracting" = 1 and "completely_invoiced" = 0 and "quantity" <> 0 order by "entry_no"`,
    [orderNo],
  );
  return rows.map(row => Number(row['entry_no']));
}

async function moveToFinished(database: Database, orders: readonly OrderToFinish[], workDate: string): Promise<void> {
  for (const {orderNo, postingDate} of orders) {
    await database.run(
      `update "production_order" set "status" = 'Finished', "finished_date" = ? where "status" = 'Released' and "no" = ?`,
      [postingDate ?? workDate, orderNo],
    );
    for (const table of ['prod_order_line', 'prod_order_component']) {
      await database.run(
        `update "${table}" set "status" = 'Finished' where "status" = 'Released' and "prod_order_no" = ?`,
        [orderNo],
      );
    }
    await database.run(
      `update "inventory_adjmt_entry_order" set "is_finished" = 1, "cost_is_adjusted" = 0 where "order_type" = 'Production' and "order_no" = ?`,
      [orderNo],
    );
  }
}

async function byOrder(database: Database, valueEntryNos: readonly number[]): Promise<Map<string, number[]>> {
  const made = new Map<string, number[]>();
  const take = (row: SqlRow): void => {
    const order = String(row['order_no']);
    const known = made.get(order);
    if (known) known.push(Number(row['entry_no']));
    else made.set(order, [Number(row['entry_no'])]);
  };
  const rows = new Map<number, SqlRow>();
  await inChunks(valueEntryNos, async (list, params) => {
    for (const row of await database.all(
      `select "entry_no", "order_no" from "value_entry" where "entry_no" in (${list}) and "order_no" <> '' and "order_type" = 'Production'`,
      params,
    )) {
      rows.set(Number(row['entry_no']), row);
    }
  });
  for (const no of [...rows.keys()].sort((left, right) => left - right)) take(rows.get(no) ?? {});
  return made;
}
