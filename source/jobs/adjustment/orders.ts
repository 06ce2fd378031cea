/**
 * Orders (costing.md 16): finished production order lines, and assembly orders after every posting, give their
 * outputs what was used to make them. Writes the outputs' entries and makes their items wait for adjustment.
 */
import {acyRate, sharesToAcy, toAcy, type AcyRate} from '../../domain/costing/adjust/acy-rate.js';
import {
  distribute,
  outputCosts,
  sharedCapacity,
  withItemOverhead,
  withoutNonInventory,
  type CostShares,
  type OrderOverhead,
  type OutputCost,
} from '../../domain/costing/adjust/order-costs.js';
import type {CostEntry, Currency} from '../../domain/costing/adjust/entries.js';
import type {CostingLedger} from '../../store/costing-ledger.js';
import type {Database} from '../../store/database.js';
import {reopenEntryPoints} from '../../store/entry-points.js';
import {type InventoryAdjmtEntryOrder, inventoryAdjmtEntryOrder} from '../../store/tables/index.js';
import {stopIfInterrupted, type JobContext} from '../job.js';
import type {AdjustmentCompany} from './company.js';
import type {NewEntries, NewEntry} from './new-entries.js';
import {frozenAcyFields, frozenFields, orderItem, type OrderItem} from './order-item.js';
import {orderUsage, type OrderUsage} from './order-usage.js';
import {outputEntries, type OutputTarget} from './output-entries.js';
import type {RunOptions} from './run.js';
import {writeFlags} from './write-items.js';

/** Adjusts the orders that wait for it. Returns how many lines there were. */
export async function adjustOrders(
  context: JobContext,
  database: Database,
  ledger: CostingLedger,
  company: AdjustmentCompany,
  entries: NewEntries,
  options: RunOptions,
): Promise<number> {
  const {where, params} = options.items('"item_no"');
  const lines = await database.read(inventoryAdjmtEntryOrder, {
    where: `"cost_is_adjusted" = 0 and ("is_finished" = 1 or "order_type" = 'Assembly')${options.online ? ' and "allow_online_adjustment" = 1' : ''} and ${where}`,
    params,
  });
  const seen = new Set<string>();
  for (const [index, line] of lines.entries()) {
    stopIfInterrupted(context);
    for (const member of await linesOfRouting(database, line)) {
      const key = [member.orderType, member.orderNo, member.orderLineNo].join('\u0001');
      if (seen.has(key)) continue;
      seen.add(key);
      await new OrderLine(database, ledger, company, entries, member).adjust();
    }
    context.progress({label: context.text.t('costing.adjust.orders'), done: index + 1, total: lines.length});
  }
  return lines.length;
}

/** Lines of one order that share a routing share its capacity, and change together. */
async function linesOfRouting(
  database: Database,
  line: InventoryAdjmtEntryOrder,
): Promise<readonly InventoryAdjmtEntryOrder[]> {
  if (line.orderType !== 'Production' || line.routingNo === '') return [line];
  return database.read(inventoryAdjmtEntryOrder, {
    where:
      '"order_type" = ? and "order_no" = ? and "routing_no" = ? and "routing_reference_no" = ? and "is_finished" = 1',
    params: [line.orderType, line.orderNo, line.routingNo, line.routingReferenceNo],
  });
}

class OrderLine {
  constructor(
    private readonly database: Database,
    private readonly ledger: CostingLedger,
    private readonly company: AdjustmentCompany,
    private readonly entries: NewEntries,
    private readonly line: InventoryAdjmtEntryOrder,
  ) {}

  async adjust(): Promise<void> {
    const outputs = await this.outputsOf(this.line);
    const quantity = outputs.reduce((sum, output) => sum + output.quantity, 0n);
    const item = await orderItem(this.database, this.line, outputs[0]);
    let acy: CostShares | undefined;
    if (outputs.length > 0) {
      const usage = await this.usage(outputs, quantity);
      const rate = acyRate(outputs, usage);
      acy = item.acyShares ?? sharesToAcy(item.shares, rate);
      await this.write(outputs, item, this.targets(outputs, usage, item, {shares: acy, rate}));
    }
    // An assembly order without output is still being made: its shares are frozen when it has some.
    if (outputs.length > 0 || this.line.orderType === 'Production') await this.settle(item, acy);
    else await this.setAdjusted();
  }

  private async outputsOf(line: InventoryAdjmtEntryOrder): Promise<CostEntry[]> {
    const assembly = line.orderType === 'Assembly';
    const rows = await this.database.all(
      `select "entry_no" from "item_ledger_entry" where "order_no" = ? and "order_no" <> '' and "order_type" = ? and "entry_type" = ?${assembly ? '' : ' and "order_line_no" = ?'} order by "entry_no"`,
      [line.orderNo, line.orderType, assembly ? 'Assembly Output' : 'Output', ...(assembly ? [] : [line.orderLineNo])],
    );
    const rules = this.company.rulesFor('FIFO');
    const costs = await this.ledger.entriesAlone(
      line.itemNo,
      rules,
      rows.map(row => Number(row['entry_no'])),
    );
    return [...costs.entries.values()].sort((left, right) => left.no - right.no);
  }

  /** Material of the line, and its part of the capacity that its routing's lines share. */
  private async usage(outputs: readonly CostEntry[], quantity: bigint): Promise<OrderUsage> {
    const {line, company} = this;
    const usage = await orderUsage(this.database, line, company.includeNonInventoryCost);
    const members = await linesOfRouting(this.database, line);
    if (members.length < 2) return usage;
    const quantities: bigint[] = [];
    const usages: OrderUsage[] = [];
    for (const member of members) {
      const own = member.orderLineNo === line.orderLineNo;
      const memberOutputs = own ? outputs : await this.outputsOf(member);
      quantities.push(own ? quantity : memberOutputs.reduce((sum, output) => sum + output.quantity, 0n));
      usages.push(own ? usage : await orderUsage(this.database, member, company.includeNonInventoryCost));
    }
    const index = members.findIndex(member => member.orderLineNo === line.orderLineNo);
    const share = (currency: Currency): CostShares => {
      const of = (kind: 'capacity' | 'subcontracted' | 'capacityOverhead'): bigint => {
        const total = usages.reduce((sum, one) => sum + one[currency][kind], 0n);
        return sharedCapacity(total, quantities, company.amountPrecision)[index] ?? 0n;
      };
      return {
        ...usage[currency],
        capacity: of('capacity'),
        subcontracted: of('subcontracted'),
        capacityOverhead: of('capacityOverhead'),
      };
    };
    return {lcy: share('lcy'), acy: share('acy')};
  }

  /** What every output has to come to, in both currencies. */
  private targets(
    outputs: readonly CostEntry[],
    usage: OrderUsage,
    item: OrderItem,
    acy: {shares: CostShares; rate: AcyRate},
  ): Map<number, OutputTarget[]> {
    const {company, line} = this;
    const total = outputs.reduce((sum, output) => sum + output.quantity, 0n);
    const overhead = {percent: line.indirectCostPercent, rate: line.overheadRate};
    const standardOf = (shares: CostShares) => (company.includeNonInventoryCost ? shares : withoutNonInventory(shares));
    const costsOf = (actual: CostShares, {percent, rate}: OrderOverhead, shares: CostShares): OutputCost[] =>
      outputCosts(
        withItemOverhead(actual, total, {percent, rate}, company.amountPrecision),
        total,
        item.standard ? standardOf(shares) : undefined,
        company.amountPrecision,
      );
    const quantities = outputs.map(({no, quantity, appliesTo}) => ({no, quantity, reverses: appliesTo}));
    const spread = (costs: readonly OutputCost[]) =>
      costs.map(cost => distribute(cost.amount, quantities, company.amountPrecision));
    const costs = costsOf(usage.lcy, overhead, item.shares);
    const lcy = spread(costs);
    const acyOverhead = {...overhead, rate: toAcy(overhead.rate, acy.rate)};
    const inAcy = company.withAcy ? spread(costsOf(usage.acy, acyOverhead, acy.shares)) : [];
    return new Map(
      outputs.map(({no}) => [
        no,
        costs.map(({entryType, varianceType}, index) => ({
          entryType,
          varianceType,
          amount: {lcy: lcy[index]?.get(no) ?? 0n, acy: inAcy[index]?.get(no) ?? 0n},
        })),
      ]),
    );
  }

  /** Writes what each output lacks, kind by kind. A production output is invoiced by it (costing.md 16). */
  private async write(
    outputs: readonly CostEntry[],
    item: OrderItem,
    targets: ReadonlyMap<number, readonly OutputTarget[]>,
  ): Promise<void> {
    const written: NewEntry[] = [];
    const changed: CostEntry[] = [];
    for (const output of outputs) {
      const own = outputEntries(output, this.line.orderType === 'Production', targets.get(output.no) ?? []);
      if (own.length === 0) continue;
      written.push(...own);
      changed.push(output);
    }
    if (written.length === 0) return;
    const rows = await this.entries.write(written);
    await this.invoice(changed, new Map(rows.map(row => [row.itemLedgerEntryNo ?? 0, row.postingDate ?? ''])));
    await reopenEntryPoints(
      this.database,
      this.company.calendar,
      {itemNo: this.line.itemNo, average: item.average, earliest: this.company.earliestValuationDate},
      changed.map(output => ({
        locationCode: output.locationCode,
        variantCode: output.variantCode,
        date: output.values[0]?.valuationDate ?? output.postingDate,
      })),
    );
    await this.database.run('update "item" set "cost_is_adjusted" = 0 where "no" = ?', [this.line.itemNo]);
  }

  /** Outputs are completely invoiced now, and their cost has to be forwarded. */
  private async invoice(outputs: readonly CostEntry[], dates: ReadonlyMap<number, string>): Promise<void> {
    for (const output of outputs) {
      output.toAdjust = true;
      if (this.line.orderType !== 'Production' || output.completelyInvoiced) continue;
      output.completelyInvoiced = true;
      output.lastInvoiceDate = dates.get(output.no) ?? output.postingDate;
      await this.database.run('update "item_ledger_entry" set "invoiced_quantity" = "quantity" where "entry_no" = ?', [
        output.no,
      ]);
      await this.database.run(
        `update "item_application_entry" set "output_completely_invd_date" = ? where "item_ledger_entry_no" = ? and "output_completely_invd_date" = ''`,
        [output.lastInvoiceDate, output.no],
      );
    }
    await writeFlags(this.database, outputs);
  }

  private async setAdjusted(): Promise<void> {
    const {orderType, orderNo, orderLineNo} = this.line;
    await this.database.run(
      'update "inventory_adjmt_entry_order" set "cost_is_adjusted" = 1 where "order_type" = ? and "order_no" = ? and "order_line_no" = ?',
      [orderType, orderNo, orderLineNo],
    );
  }

  /** The order entry's own fields: the frozen shares the first time, and that it is done. */
  private async settle({shares}: OrderItem, acy: CostShares | undefined): Promise<void> {
    const {line} = this;
    const frozen: Partial<InventoryAdjmtEntryOrder> = {
      ...frozenFields(shares),
      ...(acy && this.company.withAcy ? frozenAcyFields(acy) : {}),
    };
    const columns = Object.entries(frozen).map(([property, value]) => ({
      column: inventoryAdjmtEntryOrder.byProperty.get(property)?.column ?? property,
      value: value as bigint,
    }));
    await this.database.run(
      `update "inventory_adjmt_entry_order" set "cost_is_adjusted" = 1, "completely_invoiced" = 1, "allow_online_adjustment" = 1, ${columns.map(({column}) => `"${column}" = ?`).join(', ')} where "order_type" = ? and "order_no" = ? and "order_line_no" = ?`,
      [...columns.map(({value}) => value), line.orderType, line.orderNo, line.orderLineNo],
    );
  }
}
