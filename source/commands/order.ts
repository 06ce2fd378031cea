import {Argument} from 'commander';
import {type LedgerDate, parseDate, isClosingDate} from '../domain/dates.js';
import {message} from '../domain/message.js';
import {Refusal} from '../errors.js';
import {
  finishOrders,
  type FinishResult,
  type OrdersRead,
  type OrderToFinish,
  readOrdersToFinish,
} from '../jobs/finish-order.js';
import type {Text} from '../text.js';
import type {Registration} from './program.js';
import type {SharedOptions} from './run.js';

interface OrderOptions extends SharedOptions {
  date?: string;
  file?: string;
}

/** `tieout order finish <no.>… [--date]`, `--file`: finishes released production orders (contract 3). */
export const order: Registration = (add, runner) => {
  const {text} = runner;
  add('order')
    .addArgument(new Argument('<action>', text.t('commands.order.action')).choices(['finish']))
    .argument('[orders...]', text.t('commands.order.orders'))
    .option('--date <date>', text.t('commands.order.date'))
    .option('--file <file>', text.t('commands.order.file'))
    .action(async (_action: string, orders: string[], options: OrderOptions) => {
      await runner.onCompany(options, async context => {
        const wanted = await ordersOf(orders, options);
        if (options.readOnly) throw new Refusal('read-only', message('errors.read-only'));
        const result = await finishOrders(context, wanted.orders, wanted.problems);
        const warnings = result.warnings.map(warning => ({...warning, message: text.say(warning.message)}));
        if (!options.json) for (const warning of warnings) runner.warn(options, warning.message);
        return {
          json: () => ({orders: result.orders, warnings}),
          text: () => told(text, result),
        };
      });
    });
};

async function ordersOf(orders: readonly string[], options: OrderOptions): Promise<OrdersRead> {
  const date = options.date === undefined ? undefined : dateOf(options.date);
  const dated = (wanted: OrderToFinish): OrderToFinish =>
    wanted.postingDate === undefined && date !== undefined ? {...wanted, postingDate: date} : wanted;
  const named = orders.map(orderNo => ({orderNo: orderNo.trim().toUpperCase()}));
  const listed = options.file === undefined ? {orders: [], problems: []} : await readOrdersToFinish(options.file);
  if (named.length === 0 && options.file === undefined) {
    throw new Refusal('no-orders', message('costing.order.none'));
  }
  return {...listed, orders: [...named, ...listed.orders].map(dated)};
}

function dateOf(value: string): LedgerDate {
  const date = parseDate(value);
  if (date === undefined || isClosingDate(date)) throw new Refusal('bad-date', message('errors.bad-date', {value}));
  return date;
}

function told(text: Text, {orders}: FinishResult): string {
  const lines = orders.map(({order: orderNo, valueEntryNos}) =>
    valueEntryNos.length === 0
      ? text.t('costing.order.finished', {order: orderNo})
      : text.t('costing.order.finishedAdjusted', {
          order: orderNo,
          count: valueEntryNos.length,
          first: valueEntryNos[0] ?? 0,
          last: valueEntryNos.at(-1) ?? 0,
        }),
  );
  return lines.join('\n');
}
