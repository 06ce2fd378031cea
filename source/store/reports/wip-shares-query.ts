/**
 * Of which cost shares work in process consists (reports.md 4.4, WIP Inventory): consumption is material, whatever the
 * component's own cost consists of; capacity and its overhead are themselves; output takes out what its order used. The
 * total of an order is the WIP report's closing.
 */
import {divideRounded} from '../../domain/money.js';
import {addShares, FINE, noShares, type Shares} from '../../domain/reports/cost-shares.js';
import type {CostSharesOptions, ShareLine} from '../../domain/reports/cost-shares-report.js';
import {orderUsage} from '../../domain/reports/order-usage.js';
import {isCompletelyInvoiced, workOf} from '../../domain/reports/wip.js';
import type {Database} from '../database.js';
import {readOrderLines} from './cost-shares-query.js';
import {readWipEntries, readWipOrders, type WipEntry} from './wip-query.js';

/** One line an order, or an entry of an order. Opening included, for what is in work does not leave with a period. */
export async function readWipShares(database: Database, options: CostSharesOptions): Promise<ShareLine[]> {
  const wip = {...options, status: '', skipZero: false};
  const entries = await readWipEntries(database, wip);
  const usage = orderUsage(
    await readOrderLines(database, options.to, {
      where: `(select "order_no" from "item_ledger_entry" where "order_type" = 'Production' and "order_no" <> '' and "entry_type" = 'Output')`,
      params: [],
    }),
  );
  const orders = await readWipOrders(database, wip, entries);
  return orders.flatMap(order => {
    const own = entries.get(order.no) ?? [];
    const invoiced = isCompletelyInvoiced(own);
    const parts = own.map(entry => {
      const used = usage.get(entry.lineKey);
      const shares = sharesOf(entry, invoiced);
      if (entry.kind === 'Output' && used && used.outputQuantity !== 0n && !entry.isRevaluation) {
        for (const split of ['capacity', 'capacityOverhead', 'subcontracted'] as const) {
          shares[split] = -divideRounded(used.split[split] * entry.physicalQuantity, used.outputQuantity);
        }
      }
      return {entry, shares};
    });
    if (!options.details) {
      const shares = noShares();
      for (const part of parts) addShares(shares, part.shares);
      return [{no: order.no, description: order.description, itemLedgerEntryNo: 0, quantity: order.quantity, shares}];
    }
    return byEntry(parts).map(({entryNo, quantity, shares}) => ({
      no: order.no,
      description: order.description,
      itemLedgerEntryNo: entryNo,
      quantity,
      shares,
    }));
  });
}

/** What an entry puts into work: as material, capacity, subcontracted work or overhead. */
function sharesOf(entry: WipEntry, invoiced: boolean): Shares {
  const shares = noShares();
  const cost = workOf(entry, invoiced).cost * FINE;
  if (entry.isRevaluation) shares.revaluation = cost;
  else shares.direct = cost;
  if (entry.kind !== 'Capacity') return shares;
  shares[entry.isIndirect ? 'capacityOverhead' : entry.isSubcontracted ? 'subcontracted' : 'capacity'] = cost;
  return shares;
}

/** One part an entry: capacity first, each by its number, so that a report reads the same on every database. */
function byEntry(parts: readonly {entry: WipEntry; shares: Shares}[]) {
  const lines = new Map<string, {entryNo: number; capacityEntryNo: number; quantity: bigint; shares: Shares}>();
  for (const {entry, shares} of parts) {
    const key = `${entry.entryNo} ${entry.capacityEntryNo}`;
    const line = lines.get(key) ?? {
      entryNo: entry.entryNo,
      capacityEntryNo: entry.capacityEntryNo,
      quantity: 0n,
      shares: noShares(),
    };
    lines.set(key, line);
    line.quantity += entry.physicalQuantity;
    addShares(line.shares, shares);
  }
  return [...lines.values()].sort(
    (left, right) => left.entryNo - right.entryNo || left.capacityEntryNo - right.capacityEntryNo,
  );
}
