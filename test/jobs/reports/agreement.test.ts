/**
 * The reports and the ledgers tell one story (reports.md 7). Told by the demo company: purchases, sales, transfers,
 * production, all costing methods, receipts and shipments that are not invoiced, adjusted and posted month by month.
 */
import {expect, it} from 'vitest';
import type {ReportScope} from '../../../source/domain/reports/scope.js';
import {periodLengths} from '../../../source/domain/reports/trend.js';
import {scaled} from '../../../source/domain/money.js';
import {makeDemoCompany} from '../../../source/jobs/demo-company.js';
import type {JobContext} from '../../../source/jobs/job.js';
import {loadMatrix} from '../../../source/jobs/reconcile.js';
import {interimAging} from '../../../source/jobs/reports/aging.js';
import {costShares} from '../../../source/jobs/reports/cost-shares.js';
import {costSpecification} from '../../../source/jobs/reports/cost-spec.js';
import {costingErrors} from '../../../source/jobs/reports/costing-errors.js';
import {inventoryTrend} from '../../../source/jobs/reports/trend.js';
import {inventoryValuation} from '../../../source/jobs/reports/valuation.js';
import {workInProcess} from '../../../source/jobs/reports/wip.js';
import {LedgerWriter, nextEntryNo} from '../../../source/store/ledgers.js';
import {item} from '../../../source/store/tables/index.js';
import {onEachDatabase} from '../../support/databases.js';
import {jsonOf, type JsonRow} from '../../support/report-rows.js';

const amount = (value: unknown): bigint => scaled(String(value));
const sumOf = (rows: readonly JsonRow[], key: string): bigint => rows.reduce((sum, row) => sum + amount(row[key]), 0n);
const everything = (to: string): ReportScope => ({from: '', to, item: '', location: ''});
const DATES = ['2025-01-15', '2025-02-28', '2025-03-31', '2025-04-30'];

async function demo(open: () => Promise<JobContext>): Promise<JobContext> {
  const context = await open();
  await context.database.transaction(transaction =>
    makeDemoCompany({...context, database: transaction}, {first: '2025-01-01', months: 4}),
  );
  return context;
}

const valuation = async (context: JobContext, scope: ReportScope) =>
  jsonOf(await inventoryValuation(context, {...scope, includeExpectedCost: true, byLocation: false}));

onEachDatabase(open => {
  it('agree on stock, interim balances and work in process with the ledgers, on every date', async () => {
    const context = await demo(open);
    const average = new Set(
      (await context.database.read(item, {where: `"costing_method" = 'Average'`})).map(({no}) => no),
    );
    for (const to of DATES) {
      const {projection} = await loadMatrix(context, {to});
      const {rows, totals} = await valuation(context, everything(to));
      const whole = amount((totals['Expected Cost Included'] as JsonRow)['Ending Value']);
      const invoiced = amount(totals['Ending Value']);
      const wip = await workInProcess(context, {...everything(to), status: '', order: '', skipZero: false});
      expect({
        inventory: invoiced,
        interim: whole - invoiced,
        wip: amount(jsonOf(wip).totals['Closing']),
      }).toEqual({
        inventory: projection.totals.Inventory,
        interim: projection.totals['Inventory (Interim)'],
        wip: projection.totals['WIP Inventory'],
      });
      expect(amount(jsonOf(await interimAging(context, everything(to))).totals['Closing'])).toBe(whole - invoiced);

      // Of an item with a line of its own for expected cost, that line is the whole value.
      const values = new Map(rows.map(row => [String(row['Item No.']), amount(row['Ending Value'])]));
      const shares = jsonOf(
        await costShares(context, {...everything(to), print: 'inventory', details: false, order: ''}),
      );
      const shared = new Map(shares.rows.map(row => [String(row['No.']), amount(row['Total'])]));
      for (const [no, value] of values) if (!average.has(no)) expect([no, shared.get(no) ?? 0n]).toEqual([no, value]);
      const parts = ['Material', 'Capacity', 'Capacity Overhead', 'Material Overhead', 'Subcontracted'];
      for (const row of shares.rows) {
        const added = [...parts, 'Variance', 'Revaluation', 'Rounding'].reduce(
          (sum, key) => sum + amount(row[key]),
          0n,
        );
        expect(added).toBe(amount(row['Total']));
      }
      const wipShares = await costShares(context, {...everything(to), print: 'wip', details: false, order: ''});
      expect(amount(jsonOf(wipShares).totals['Total'])).toBe(projection.totals['WIP Inventory']);
    }
  });

  it('agree on sales, on cost elements of adjusted stock, and find no costing error', async () => {
    const context = await demo(open);
    const to = '2025-03-31';
    const sales = jsonOf(await costShares(context, {...everything(to), print: 'sales', details: false, order: ''}));
    const average = await context.database.first(
      `select sum(v."cost_amount_actual" + v."cost_amount_expected") as "cost" from "value_entry" v
        join "item_ledger_entry" e on e."entry_no" = v."item_ledger_entry_no" join "item" i on i."no" = e."item_no"
        where e."entry_type" = 'Sale' and i."costing_method" <> 'Average' and v."posting_date" <= ?
          and e."posting_date" <= ? and v."entry_type" <> 'Revaluation'`,
      [to, to],
    );
    expect(sumOf(sales.rows, 'Total')).toBe(BigInt(average?.['cost'] ?? 0));

    // On a day before the last, cost that was adjusted back into it is there and the invoice behind it is not yet.
    const last = '2025-04-30';
    const {totals} = await valuation(context, everything(last));
    const whole = amount((totals['Expected Cost Included'] as JsonRow)['Ending Value']);
    const specified = jsonOf(await costSpecification(context, {to: last, item: '', location: ''}));
    const items = specified.rows.filter(row => row['Entry Type'] === 'Total').length;
    const difference = Number(amount(specified.totals['Total']) - whole);
    expect(Math.abs(difference)).toBeLessThanOrEqual(items * 1000);

    expect(jsonOf(await costingErrors(context, {item: '', check: undefined})).rows).toEqual([]);
  });

  it('agree on the way there: the trend ends where valuation ends, by months and by days', async () => {
    const context = await demo(open);
    for (const period of ['month', 'day'] as const) {
      const {rows} = jsonOf(await inventoryTrend(context, {...everything('2025-03-31'), period}));
      const {totals} = await valuation(context, everything('2025-03-31'));
      const value = amount(totals['Ending Value']);
      expect(rows.at(-1)).toMatchObject({'Inventory Value': totals['Ending Value']});
      expect(amount(rows.at(-1)?.['Unposted Cost'])).toBe(value - amount(totals['Cost Posted to G/L']));
      const {lines} = await loadMatrix(context, {to: '2025-03-31'});
      expect(amount(rows.at(-1)?.['Difference'])).toBe(lines.find(({name}) => name === 'Inventory')?.difference);
    }
  });

  it('agree on closing dates: the trend has one inside its days, and at its end where it goes on to it', async () => {
    const context = await demo(open);
    const account = await context.database.first(
      `select min("inventory_account") as "no" from "inventory_posting_setup" where "inventory_account" <> ''`,
    );
    await context.database.transaction(async transaction => {
      const writer = new LedgerWriter(transaction);
      await writer.insertGlEntries([
        {
          entryNo: await nextEntryNo(transaction, 'gl_entry'),
          postingDate: '2025-02-28C',
          documentNo: 'CLOSE',
          glAccountNo: String(account?.['no']),
          amount: scaled('5'),
        },
      ]);
      await writer.finish();
    });
    for (const to of ['2025-02-28', '2025-02-28C', '2025-03-15', '2025-03-31']) {
      const {lines} = await loadMatrix(context, {to});
      for (const period of periodLengths) {
        const {rows} = jsonOf(await inventoryTrend(context, {...everything(to), period}));
        expect(amount(rows.at(-1)?.['Difference']), `${to} ${period}`).toBe(
          lines.find(({name}) => name === 'Inventory')?.difference,
        );
      }
    }
  });
});
