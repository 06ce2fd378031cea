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
import {item, itemVariant} from '../../source/store/tables/index.js';
import {company, type Line} from '../support/costing.js';
import {contextOf} from '../support/databases.js';
import {readBooks} from './books.js';
import {compare} from './compare.js';
import type {AuditEvent, History, Setting} from './history.js';
import {lineOf} from './journal-lines.js';

/** Ledger amounts have five decimals. */
const CENT = 1000n;

export class AuditedCompany {
  private items = 0;

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
    await context.database.insert(
      item,
      histories.map(({method, standard}, index) => ({
        no: itemOf(index),
        costingMethod: method,
        inventoryPostingGroup: 'GOODS',
        genProdPostingGroup: 'TRADE',
        standardCost: method === 'Standard' ? standard * CENT : 0n,
        unitCost: method === 'Standard' ? standard * CENT : 0n,
      })),
    );
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
    const unsettled = await this.changedByAdjustingAgain(itemOf(0));
    return histories.map((history, index) => [
      ...compare(history, this.setting, itemOf(index), books, entryNos),
      ...(unsettled.has(itemOf(index)) ? ['adjusting again, nothing new posted, changes costs'] : []),
    ]);
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
    const lines = histories.flatMap(({events}, index) => {
      const ref = (event: number) => `${itemOf(index)}-${event}`;
      const entryNo = (event: number) => {
        const [first, receipt] = entryNos.get(ref(event)) ?? [];
        return String(receipt ?? first ?? `@${ref(event)}`);
      };
      const line = (event: AuditEvent, number: number) =>
        lineOf(ref(from + number), itemOf(index), event, events, entryNo);
      return events.slice(from, to).map(line);
    });
    await this.postLines(lines, entryNos);
  }

  private async postLines(lines: readonly Line[], entryNos: Map<string, number[]>): Promise<void> {
    if (lines.length === 0) return;
    const path = join(this.folder, 'journal.jsonl');
    writeFileSync(path, lines.map(line => `${JSON.stringify(line)}\n`).join(''));
    const posted = await postJournal(this.context, path);
    for (const line of posted.lines) entryNos.set(line.ref, line.itemLedgerEntryNos);
  }
}
