/**
 * A run of cost adjustment: the outer loop (costing.md 15.1). Items with the highest low-level code first, then
 * orders, until nothing is left; everything in the caller's transaction.
 */
import {largestDifference} from '../../domain/costing/adjust/entries.js';
import {lowLevelCodes, type Consumption} from '../../domain/costing/adjust/low-level-code.js';
import type {CostingMethod, ItemType} from '../../domain/options.js';
import {CostingLedger} from '../../store/costing-ledger.js';
import type {Database, SqlRow} from '../../store/database.js';
import {nextEntryNo} from '../../store/ledgers.js';
import type {Condition} from '../../store/filter-sql.js';
import {inChunks} from '../../store/chunks.js';
import {writeItems, writeLog} from './write-items.js';
import {itemRegister} from '../../store/tables/index.js';
import {stopIfInterrupted, type JobContext} from '../job.js';
import type {AdjustmentCompany} from './company.js';
import {adjustItem, adjustReached, areFew, isLarge, type AdjustedItem, type ItemToAdjust} from './item-batch.js';
import {NewEntries} from './new-entries.js';
import {adjustOrders} from './orders.js';

export interface RunOptions {
  /** Which items: the condition on a column that holds an item's number. */
  items: (column: string) => Condition;
  /** Only items and orders that may be adjusted online (costing.md 19). */
  online: boolean;
  /** Post to the G/L where Automatic Cost Posting is on. */
  post: boolean;
}

/** Entries of items that are loaded together. */
const BATCH_ENTRIES = 5_000;
/** Costs that go round in a circle settle over many passes: this many at most. */
const MOST_PASSES = 1_000;
/** Passes in a row that only move an item by one unit of rounding, until it is left as it is (costing.md 13). */
const MOST_SMALL_PASSES = 20;

export class AdjustmentRun {
  /** Items that were taken up, with the number of all passes and of the last ones in a row that were small. */
  private readonly passes = new Map<string, {all: number; small: number}>();
  private readonly ledger: CostingLedger;
  private codes: ReadonlyMap<string, number> | undefined;
  private readonly log = {runNo: 0, next: 0};
  private done = 0;

  private constructor(
    private readonly context: JobContext,
    private readonly database: Database,
    private readonly company: AdjustmentCompany,
    private readonly options: RunOptions,
    private readonly registerNo: number,
    private readonly entries: NewEntries,
  ) {
    this.ledger = new CostingLedger(database, company.withAcy);
  }

  /** Adjusts everything that the options let through. Returns the number of items and the entries made. */
  static async execute(
    context: JobContext,
    database: Database,
    company: AdjustmentCompany,
    options: RunOptions,
  ): Promise<{items: number; valueEntries: number[]}> {
    const registerNo = await nextEntryNo(database, 'item_register', 'no');
    const post = options.post && company.automaticCostPosting;
    const entries = new NewEntries(context, database, company, registerNo, post);
    const run = new AdjustmentRun(context, database, company, options, registerNo, entries);
    await run.loop();
    await run.finish();
    return {items: run.passes.size, valueEntries: entries.written};
  }

  private async loop(): Promise<void> {
    for (;;) {
      stopIfInterrupted(this.context);
      const items = (await this.waitingItems()).filter(item => this.mayBeTakenUp(item));
      await this.adjustItems(await this.highestLevel(items));
      const orders = await adjustOrders(
        this.context,
        this.database,
        this.ledger,
        this.company,
        this.entries,
        this.options,
      );
      if (items.length === 0 && orders === 0) return;
    }
  }

  private mayBeTakenUp({no}: ItemToAdjust): boolean {
    const passes = this.passes.get(no);
    return !passes || (passes.all < MOST_PASSES && passes.small < MOST_SMALL_PASSES);
  }

  private async waitingItems(): Promise<(ItemToAdjust & {lowLevelCode: number})[]> {
    const {where, params} = this.options.items('"no"');
    const online = this.options.online ? ' and "allow_online_adjustment" = 1' : '';
    const rows = await this.database.all(
      `select "no", "type", "costing_method", "low_level_code" from "item" where "cost_is_adjusted" = 0 and "excluded_from_cost_adjustment" = 0${online} and ${where} order by "no"`,
      params,
    );
    return rows.map(row => ({
      no: String(row['no']),
      type: row['type'] as ItemType,
      costingMethod: row['costing_method'] as CostingMethod,
      lowLevelCode: Number(row['low_level_code']),
      from: '',
      entries: 0,
      flagged: 0,
    }));
  }

  /** Of the items only those with the highest low-level code, components before what is made of them. */
  private async highestLevel<Item extends ItemToAdjust & {lowLevelCode: number}>(items: Item[]): Promise<Item[]> {
    if (items.length < 2) return items;
    this.codes ??= lowLevelCodes(await this.cards(), await this.consumptions());
    const codeOf = (item: Item): number => this.codes?.get(item.no) ?? item.lowLevelCode;
    const highest = Math.max(...items.map(codeOf));
    return items.filter(item => codeOf(item) === highest);
  }

  private async cards(): Promise<Map<string, number>> {
    const rows = await this.database.all('select "no", "low_level_code" from "item" where "low_level_code" <> 0');
    return new Map(rows.map(row => [String(row['no']), Number(row['low_level_code'])]));
  }

  /** Which items were consumed in making which. */
  private async consumptions(): Promise<Consumption[]> {
    const rows = await this.database.all(
      `select distinct c."item_no" as "component", o."item_no" as "product" from "item_ledger_entry" c join "inventory_adjmt_entry_order" o on o."order_type" = c."order_type" and o."order_no" = c."order_no" and (o."order_line_no" = c."order_line_no" or c."order_type" = 'Assembly') where c."order_no" <> '' and c."entry_type" in ('Consumption', 'Assembly Consumption')`,
    );
    return rows.map(row => ({component: String(row['component']), product: String(row['product'])}));
  }

  private async adjustItems(items: readonly ItemToAdjust[]): Promise<void> {
    if (items.length === 0) return;
    await this.measure(items);
    const total = this.done + items.length;
    let batch: ItemToAdjust[] = [];
    let size = 0;
    for (const item of items) {
      stopIfInterrupted(this.context);
      if (isLarge(item) && areFew(item.flagged, item)) {
        const reached = await adjustReached(this.database, item, this.ledger, this.company);
        if (reached) {
          await this.write([reached], total);
          continue;
        }
      }
      if (size > 0 && size + item.entries > BATCH_ENTRIES) {
        await this.adjustWhole(batch, total);
        batch = [];
        size = 0;
      }
      batch.push(item);
      size += item.entries;
    }
    await this.adjustWhole(batch, total);
  }

  private async adjustWhole(items: readonly ItemToAdjust[], total: number): Promise<void> {
    if (items.length === 0) return;
    const loaded = await this.ledger.loadItems(
      items.map(item => ({no: item.no, rules: this.company.rulesFor(item.costingMethod)})),
    );
    const adjusted: AdjustedItem[] = [];
    for (const item of items) {
      const costs = loaded.get(item.no);
      if (costs) adjusted.push(adjustItem(item, costs, true, this.company, undefined));
    }
    await this.write(adjusted, total);
  }

  private async write(adjusted: readonly AdjustedItem[], total: number): Promise<void> {
    stopIfInterrupted(this.context);
    for (const result of adjusted) this.count(result);
    await writeItems({
      database: this.database,
      company: this.company,
      entries: this.entries,
      online: this.options.online,
      adjusted,
    });
    if (this.log.runNo === 0) {
      this.log.runNo = await nextEntryNo(this.database, 'cost_adjustment_log', 'run_no');
      this.log.next = await nextEntryNo(this.database, 'cost_adjustment_log');
    }
    await writeLog(this.database, this.log.runNo, this.log.next, this.context.userId, adjusted);
    this.log.next += adjusted.length;
    this.done += adjusted.length;
    this.context.progress({label: this.context.text.t('costing.adjust.progress'), done: this.done, total});
  }

  private count({item, costs}: AdjustedItem): void {
    const {all, small} = this.passes.get(item.no) ?? {all: 0, small: 0};
    const largest = largestDifference(costs);
    // A pass that changed nothing says nothing: what the item is made of may still be on the move.
    const inARow = largest === 0n ? small : largest <= this.company.amountPrecision ? small + 1 : 0;
    this.passes.set(item.no, {all: all + 1, small: inARow});
  }

  /** How many entries each item has, how many are flagged, and from where its averages have to be computed. */
  private async measure(items: readonly ItemToAdjust[]): Promise<void> {
    const byNo = new Map(items.map(item => [item.no, item]));
    const each = async (sql: (list: string) => string, take: (item: ItemToAdjust, row: SqlRow) => void) => {
      await inChunks([...byNo.keys()], async (list, params) => {
        for (const row of await this.database.all(sql(list), params)) {
          const item = byNo.get(String(row['item_no']));
          if (item) take(item, row);
        }
      });
    };
    await each(
      list =>
        `select "item_no", count(*) as "count" from "item_ledger_entry" where "item_no" in (${list}) group by "item_no"`,
      (item, row) => {
        item.entries = Number(row['count']);
      },
    );
    await each(
      list =>
        `select "item_no", count(*) as "count" from "item_ledger_entry" where "item_no" in (${list}) and "applied_entry_to_adjust" = 1 group by "item_no"`,
      (item, row) => {
        item.flagged = Number(row['count']);
      },
    );
    await each(
      list =>
        `select "item_no", min("valuation_date") as "from" from "avg_cost_adjmt_entry_point" where "item_no" in (${list}) and "cost_is_adjusted" = 0 group by "item_no"`,
      (item, row) => {
        item.from = String(row['from'] ?? '');
      },
    );
  }

  private async finish(): Promise<void> {
    const {written} = this.entries;
    if (written.length > 0) {
      const now = new Date();
      await this.database.insert(itemRegister, [
        {
          no: this.registerNo,
          fromValueEntryNo: written[0] ?? 0,
          toValueEntryNo: written.at(-1) ?? 0,
          creationDate: now.toISOString().slice(0, 10),
          creationTime: now.toISOString().slice(11, 19),
          sourceCode: this.company.sourceCode,
          userId: this.context.userId,
        },
      ]);
    }
    await this.entries.finish();
  }
}
