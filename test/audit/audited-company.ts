/**
 * A company in a file of its own that plays histories, each as an item: it posts the lines, adjusts, posts to the
 * G/L, and says where the books differ from the auditor's.
 */
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {adjustCosts} from '../../source/jobs/adjust.js';
import {createCompany} from '../../source/jobs/create-company.js';
import {postJournal} from '../../source/jobs/journal.js';
import {postInventoryCost} from '../../source/jobs/post.js';
import {connect} from '../../source/store/connect.js';
import {finishOrders} from '../../source/jobs/finish-order.js';
import {scaled} from '../../source/domain/money.js';
import {
  item,
  itemVariant,
  prodOrderLine,
  productionOrder,
  resource,
  workCenter,
} from '../../source/store/tables/index.js';
import {company, type Line} from '../support/costing.js';
import {contextOf} from '../support/databases.js';
import {ACCOUNTS} from '../support/posting.js';
import {readBooks} from './books.js';
import {compare} from './compare.js';
import {
  type AuditEvent,
  dateOf,
  type History,
  type Method,
  PRODUCT_OVERHEAD,
  type Setting,
  WORK_OVERHEAD,
} from './history.js';
import {lineOf, orderOf, productOf} from './journal-lines.js';

/** Ledger amounts have five decimals. */
const CENT = 1000n;

export class AuditedCompany {
  private items = 0;
  /** Histories so far whose costs were not compared: their averages do not come to rest. */
  unsettled = 0;

  private constructor(
    private readonly folder: string,
    private readonly context: ReturnType<typeof contextOf>,
    private readonly setting: Setting,
  ) {}

  static async open(setting: Setting): Promise<AuditedCompany> {
    const folder = mkdtempSync(join(tmpdir(), 'tieout-audit-'));
    const context = contextOf(await connect(join(folder, 'company.db'), {create: true}), {workDate: '2026-12-31'});
    await createCompany(context, {demo: false, force: false, where: 'audit'});
    const books = await company(context, {items: {}, locations: ['RED']});
    await books.set({
      expectedCostPostingToGl: true,
      averageCostCalcType: setting.perPlace ? 'Item & Location & Variant' : 'Item',
      averageCostPeriod: setting.period,
    });
    await context.database.run(
      'update "inventory_posting_setup" set "material_variance_account" = ?, "capacity_variance_account" = ?, "cap_overhead_variance_account" = ?, "mfg_overhead_variance_account" = ?',
      [
        ACCOUNTS['Material Variance'],
        ACCOUNTS['Capacity Variance'],
        ACCOUNTS['Cap. Overhead Variance'],
        ACCOUNTS['Mfg. Overhead Variance'],
      ],
    );
    const work = {indirectCostPercent: scaled(String(WORK_OVERHEAD.percent)), genProdPostingGroup: 'TRADE'};
    await context.database.insert(workCenter, [{no: 'W', ...work, overheadRate: WORK_OVERHEAD.rate * CENT}]);
    await context.database.insert(resource, [{no: 'R', ...work}]);
    return new AuditedCompany(folder, context, setting);
  }

  async close(): Promise<void> {
    await this.context.database.close();
    rmSync(this.folder, {recursive: true, force: true});
  }

  /** Plays histories; for each a list of what differs, empty where the books are right. */
  async differences(histories: readonly History[]): Promise<string[][]> {
    const {context} = this;
    const first = this.items + 1;
    const itemOf = (index: number) => `H${String(first + index).padStart(7, '0')}`;
    this.items += histories.length;
    const card = (no: string, method: Method, standard: bigint) => ({
      no,
      costingMethod: method,
      inventoryPostingGroup: 'GOODS',
      genProdPostingGroup: 'TRADE',
      standardCost: method === 'Standard' ? standard * CENT : 0n,
      unitCost: method === 'Standard' ? standard * CENT : 0n,
    });
    await context.database.insert(
      item,
      histories.map(({method, standard}, index) => card(itemOf(index), method, standard)),
    );
    await context.database.insert(
      item,
      histories.flatMap(({product}, index) =>
        product
          ? {
              ...card(productOf(itemOf(index)), product.method, product.standard),
              indirectCostPercent: scaled(String(PRODUCT_OVERHEAD.percent)),
              overheadRate: PRODUCT_OVERHEAD.rate * CENT,
            }
          : [],
      ),
    );
    for (const [index, {events}] of histories.entries()) await this.release(itemOf(index), events);
    await context.database.insert(
      itemVariant,
      histories.map((_, index) => ({itemNo: itemOf(index), code: 'BLUE'})),
    );
    const entryNos = new Map<string, number[]>();
    const longest = Math.max(...histories.map(({events}) => events.length));
    const stride = this.setting.rhythm || Math.max(longest, 1);
    for (let from = 0; from < longest; from += stride) {
      await this.post(histories, itemOf, from, from + stride, entryNos);
      await adjustCosts(context);
    }
    if (longest > 0) await postInventoryCost(context, {method: 'per-entry', documentNo: '', filters: {}, post: true});
    const books = await readBooks(context.database, itemOf(0));
    const changed = await this.changedByAdjustingAgain(itemOf(0));
    return histories.map((history, index) => {
      const {differences, settled} = compare(history, this.setting, itemOf(index), books, entryNos);
      if (!settled) this.unsettled += 1;
      if (changed.has(itemOf(index))) differences.push('adjusting again, nothing new posted, changes costs');
      return differences;
    });
  }

  /**
   * Items, from one on, on which a second adjustment writes something: there must be none, not even where all is
   * gone through again whose cost follows applications.
   */
  private async changedByAdjustingAgain(from: string): Promise<Set<string>> {
    const {database} = this.context;
    const plain = await adjustCosts(this.context);
    const followers = `select "no" from "item" where "costing_method" <> 'Average' and "no" >= ?`;
    await database.run(`update "item" set "cost_is_adjusted" = 0 where "no" in (${followers})`, [from]);
    await database.run(
      `update "item_ledger_entry" set "applied_entry_to_adjust" = 1 where "item_no" in (${followers})`,
      [from],
    );
    const whole = await adjustCosts(this.context);
    const written = [...plain.valueEntries, ...whole.valueEntries];
    if (written.length === 0) return new Set();
    const rows = await database.all('select distinct "item_no" from "value_entry" where "entry_no" >= ?', [
      Math.min(...written),
    ]);
    return new Set(rows.map(row => String(row['item_no'])));
  }

  /** Posts some events of every history as one file. */
  private async post(
    histories: readonly History[],
    itemOf: (index: number) => string,
    from: number,
    to: number,
    entryNos: Map<string, number[]>,
  ): Promise<void> {
    const lines = histories.flatMap(({events, product}, index) => {
      const ref = (event: number) => `${itemOf(index)}-${event}`;
      const entryNo = (event: number) => {
        const [first, receipt] = entryNos.get(ref(event)) ?? [];
        return String(receipt ?? first ?? `@${ref(event)}`);
      };
      const line = (event: AuditEvent, number: number) => {
        const about = product?.events.has(from + number) ? productOf(itemOf(index)) : itemOf(index);
        return event.kind === 'finish' ? undefined : lineOf(ref(from + number), about, event, events, entryNo);
      };
      return events
        .slice(from, to)
        .map(line)
        .filter(each => each !== undefined);
    });
    await this.postLines(lines, entryNos);
    const finished = histories.flatMap(({events}, index) =>
      events
        .slice(from, to)
        .flatMap(event =>
          event.kind === 'finish'
            ? [{orderNo: orderOf(itemOf(index), event.order), postingDate: dateOf(event.day)}]
            : [],
        ),
    );
    if (finished.length > 0) await finishOrders(this.context, finished);
  }

  /** Makes the production orders of a history. */
  private async release(itemNo: string, events: readonly AuditEvent[]): Promise<void> {
    const nos = new Set(
      events.flatMap(event => ('order' in event && !event.order.assembly ? orderOf(itemNo, event.order) : [])),
    );
    if (nos.size === 0) return;
    const sourceNo = productOf(itemNo);
    await this.context.database.insert(
      productionOrder,
      [...nos].map(no => ({status: 'Released' as const, no, sourceNo})),
    );
    await this.context.database.insert(
      prodOrderLine,
      [...nos].map(prodOrderNo => ({
        status: 'Released' as const,
        prodOrderNo,
        lineNo: 10_000,
        itemNo: sourceNo,
        quantity: scaled(10),
        remainingQuantity: scaled(10),
        inventoryPostingGroup: 'GOODS',
      })),
    );
  }

  private async postLines(lines: readonly Line[], entryNos: Map<string, number[]>): Promise<void> {
    if (lines.length === 0) return;
    const path = join(this.folder, 'journal.jsonl');
    writeFileSync(path, lines.map(line => `${JSON.stringify(line)}\n`).join(''));
    const posted = await postJournal(this.context, path);
    for (const line of posted.lines) entryNos.set(line.ref, line.itemLedgerEntryNos);
  }
}
