/**
 * Makes the demo company by posting its journals through the engine, like anybody's: about two years of business,
 * each month adjusted and posted to the G/L, and a last month that does not tie out (source/demo/differences.ts).
 */
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {
  chartOfAccounts,
  genBusinessPostingGroups,
  generalPostingSetupRows,
  genProductPostingGroups,
  inventoryPostingGroups,
  inventoryPostingSetupRows,
} from '../demo/accounts.js';
import {afterPosting, BLOCKED_ACCOUNT, lastMonthLines, manualEntries, OUTLET} from '../demo/differences.js';
import {itemCharges, items, locations, resources, workCenters} from '../demo/masters.js';
import {type DemoMonth, type DemoOrder, demoMonths, type JournalRecord} from '../demo/months.js';
import {addMonths, type LedgerDate, lastOfMonth, monthOf} from '../domain/dates.js';
import {scaled} from '../domain/money.js';
import * as tables from '../store/tables/index.js';
import {adjustCosts} from './adjust.js';
import {finishOrders} from './finish-order.js';
import {postGlJournal} from './gl-journal.js';
import {type JobContext, stopIfInterrupted} from './job.js';
import {postJournal} from './journal.js';
import {postInventoryCost} from './post.js';

export interface DemoSize {
  /** First day of the first month. */
  first: LedgerDate;
  months: number;
}

/** The demo company's own size; a script may want another. */
const DEMO_SIZE: DemoSize = {first: '2024-01-01', months: 24};

/** Fills an empty company; `context.database` is the transaction of the job that creates it. */
export async function makeDemoCompany(context: JobContext, size: DemoSize = DEMO_SIZE): Promise<void> {
  await insertSetup(context, size);
  const folder = await mkdtemp(join(tmpdir(), 'tieout-demo-'));
  try {
    await new DemoBusiness(context, folder).run(size);
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

async function insertSetup({database}: JobContext, size: DemoSize): Promise<void> {
  await database.run(
    `update "inventory_setup" set "expected_cost_posting_to_gl" = 1, "average_cost_calc_type" = 'Item', "average_cost_period" = 'Month', "prevent_negative_inventory" = 1`,
  );
  await database.run(`update "general_ledger_setup" set "lcy_code" = 'LCY'`);
  await database.insert(tables.glAccount, chartOfAccounts);
  await database.insert(tables.inventoryPostingGroup, inventoryPostingGroups);
  await database.insert(tables.genBusinessPostingGroup, genBusinessPostingGroups);
  await database.insert(tables.genProductPostingGroup, genProductPostingGroups);
  await database.insert(tables.location, locations);
  await database.insert(
    tables.inventoryPostingSetup,
    inventoryPostingSetupRows(locations.map(({code}) => code ?? '')).map(row =>
      row.locationCode === OUTLET.location && row.invtPostingGroupCode === OUTLET.group
        ? {...row, inventoryAccount: ''}
        : row,
    ),
  );
  await database.insert(tables.generalPostingSetup, generalPostingSetupRows);
  await database.insert(tables.item, items);
  await database.insert(tables.itemCharge, itemCharges);
  await database.insert(tables.workCenter, workCenters);
  await database.insert(tables.resource, resources);
  const periods = Array.from({length: size.months + 12}, (_, index) => addMonths(size.first, index));
  await database.insert(
    tables.accountingPeriod,
    periods.map(startingDate => ({
      startingDate,
      name: monthOf(startingDate),
      newFiscalYear: startingDate.slice(5, 7) === '01',
    })),
  );
}

class DemoBusiness {
  /** Numbers of labelled entries of earlier journals: a label of its own holds within one file only. */
  private readonly entryNos = new Map<string, number>();

  constructor(
    private readonly context: JobContext,
    private readonly folder: string,
  ) {}

  async run(size: DemoSize): Promise<void> {
    const months = [...demoMonths(size.first, size.months)];
    for (const [index, month] of months.entries()) {
      stopIfInterrupted(this.context);
      this.context.progress({label: monthOf(month.start), done: index, total: months.length});
      if (index === months.length - 1) await this.lastMonth(month);
      else await this.ordinaryMonth(month);
    }
  }

  private async ordinaryMonth(month: DemoMonth): Promise<void> {
    await this.business(month, []);
    await this.postToGl(month);
  }

  private async lastMonth(month: DemoMonth): Promise<void> {
    const name = monthOf(month.start);
    await this.business(month, lastMonthLines(name));
    await this.context.database.run('update "gl_account" set "blocked" = 1 where "no" = ?', [BLOCKED_ACCOUNT]);
    await this.postToGl(month);
    await this.post(afterPosting(name));
    await adjustCosts(this.context, {});
    await postGlJournal(this.context, await this.file('gl', manualEntries(name)));
  }

  private async business(month: DemoMonth, more: readonly JournalRecord[]): Promise<void> {
    await this.release(month.orders);
    await this.post([...month.lines, ...more].sort(byPostingDate));
    await finishOrders(
      this.context,
      month.finished.map(({no, date}) => ({orderNo: no, postingDate: date})),
    );
    await adjustCosts(this.context, {});
  }

  private async postToGl(month: DemoMonth): Promise<void> {
    await postInventoryCost(this.context, {
      method: 'per-posting-group',
      documentNo: `COST-${monthOf(month.start)}`,
      filters: {to: lastOfMonth(month.start)},
      post: true,
    });
  }

  private async release(orders: readonly DemoOrder[]): Promise<void> {
    await this.context.database.insert(
      tables.productionOrder,
      orders.map(({no, item, quantity}) => ({
        status: 'Released' as const,
        no,
        description: items.find(candidate => candidate.no === item)?.description ?? '',
        sourceType: 'Item' as const,
        sourceNo: item,
        quantity: scaled(quantity),
        locationCode: 'MAIN',
        inventoryPostingGroup: 'FINISHED',
        genProdPostingGroup: 'RETAIL',
      })),
    );
    await this.context.database.insert(
      tables.prodOrderLine,
      orders.map(({no, item, quantity}) => ({
        status: 'Released' as const,
        prodOrderNo: no,
        lineNo: 10_000,
        itemNo: item,
        locationCode: 'MAIN',
        quantity: scaled(quantity),
        quantityBase: scaled(quantity),
        inventoryPostingGroup: 'FINISHED',
      })),
    );
  }

  private async post(lines: readonly JournalRecord[]): Promise<void> {
    const own = new Set(lines.map(line => line['Line Ref']));
    const resolved = lines.map(line =>
      Object.fromEntries(
        Object.entries(line).map(([column, value]) => [
          column,
          value.startsWith('@') && !own.has(value.slice(1))
            ? String(this.entryNos.get(value.slice(1)) ?? value)
            : value,
        ]),
      ),
    );
    const result = await postJournal(this.context, await this.file('journal', resolved));
    for (const {ref, itemLedgerEntryNos} of result.lines) {
      const entryNo = itemLedgerEntryNos.at(-1);
      if (ref !== '' && entryNo !== undefined) this.entryNos.set(ref, entryNo);
    }
  }

  private async file(name: string, records: readonly JournalRecord[]): Promise<string> {
    const path = join(this.folder, `${name}.jsonl`);
    await writeFile(path, records.map(record => `${JSON.stringify(record)}\n`).join(''));
    return path;
  }
}

function byPostingDate(left: JournalRecord, right: JournalRecord): number {
  return (left['Posting Date'] ?? '').localeCompare(right['Posting Date'] ?? '');
}
