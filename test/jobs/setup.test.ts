import {expect, it} from 'vitest';
import type {JobContext} from '../../source/jobs/job.js';
import {changeSetup, readSetup, setupField} from '../../source/jobs/setup.js';
import {
  accountingPeriod,
  avgCostAdjmtEntryPoint,
  generalLedgerSetup,
  inventoryAdjmtEntryOrder,
  inventorySetup,
  item,
  manufacturingSetup,
  valueEntry,
} from '../../source/store/tables/index.js';
import {onEachDatabase} from '../support/databases.js';

const set = (context: JobContext, caption: string, value: string) =>
  changeSetup(context, inventorySetup, setupField(inventorySetup, caption), value);

/** Two fiscal years of two half-years each; entries of an Average item and a FIFO item in both. */
async function company(open: () => Promise<JobContext>, {closed}: {closed: boolean[]}): Promise<JobContext> {
  const context = await open();
  const {database} = context;
  await database.insert(item, [
    {no: 'AVERAGE', costingMethod: 'Average', costIsAdjusted: true},
    {no: 'FIFO', costingMethod: 'FIFO', costIsAdjusted: true},
  ]);
  if (closed.length > 0) {
    await database.insert(
      accountingPeriod,
      ['2025-01-01', '2025-07-01', '2026-01-01', '2026-07-01'].map((startingDate, index) => ({
        startingDate,
        newFiscalYear: index % 2 === 0,
        closed: closed[Math.floor(index / 2)] ?? false,
      })),
    );
  }
  const dates = ['2025-12-30', '2026-01-02', '2026-01-20', '2026-02-03'];
  await database.insert(
    valueEntry,
    ['AVERAGE', 'FIFO'].flatMap((itemNo, at) =>
      dates.map((date, index) => ({
        entryNo: at * 10 + index + 1,
        itemNo,
        locationCode: index % 2 === 0 ? 'BLUE' : 'RED',
        postingDate: date,
        valuationDate: date,
      })),
    ),
  );
  await database.insert(
    avgCostAdjmtEntryPoint,
    ['AVERAGE', 'FIFO'].flatMap(itemNo =>
      dates.map((valuationDate, index) => ({
        itemNo,
        locationCode: index % 2 === 0 ? 'BLUE' : 'RED',
        valuationDate,
        costIsAdjusted: true,
      })),
    ),
  );
  return context;
}

/** `item location date`, a star where the point waits. */
const points = async ({database}: JobContext): Promise<string[]> =>
  (await database.read(avgCostAdjmtEntryPoint)).map(
    point => `${point.itemNo} ${point.locationCode} ${point.valuationDate}${point.costIsAdjusted ? '' : ' *'}`,
  );

const FIFO_POINTS = ['FIFO BLUE 2025-12-30', 'FIFO BLUE 2026-01-20', 'FIFO RED 2026-01-02', 'FIFO RED 2026-02-03'];

onEachDatabase(open => {
  it('says of a single value how it is written, not how the rest of a column is', async () => {
    const context = await company(open, {closed: []});
    const refusal = (caption: string, value: string) =>
      changeSetup(context, generalLedgerSetup, setupField(generalLedgerSetup, caption), value);
    await expect(refusal('Allow Posting From', '31.31.2026')).rejects.toMatchObject({
      code: 'bad-value',
      details: [{column: 'Allow Posting From', message: {key: 'errors.bad-date'}}],
    });
    await expect(refusal('Amount Rounding Precision', '0,01')).rejects.toMatchObject({
      details: [{message: {key: 'files.journal.not-decimal'}}],
    });
  });

  it('computes averages again from the first open fiscal year when their period changes', async () => {
    const context = await company(open, {closed: [true, false]});
    const change = await set(context, 'Average Cost Period', 'Month');
    expect(change.notes).toEqual([{key: 'commands.setup.averageFrom', params: {items: 1, from: {date: '2026-01-01'}}}]);
    expect(await points(context)).toEqual([
      'AVERAGE BLUE 2025-12-30',
      'AVERAGE BLUE 2026-01-31 *',
      'AVERAGE RED 2026-01-31 *',
      'AVERAGE RED 2026-02-28 *',
      ...FIFO_POINTS,
    ]);
    const items = await context.database.read(item);
    expect(items.map(row => [row.no, row.costIsAdjusted])).toEqual([
      ['AVERAGE', false],
      ['FIFO', true],
    ]);
    const periods = await context.database.read(accountingPeriod);
    expect(periods.map(period => [period.startingDate, period.averageCostPeriod])).toEqual([
      ['2025-01-01', 'Day'],
      ['2025-07-01', ''],
      ['2026-01-01', 'Month'],
      ['2026-07-01', ''],
    ]);
  });

  it('computes one average for the item when the calculation type changes', async () => {
    const context = await company(open, {closed: [true, false]});
    await set(context, 'Average Cost Calc. Type', 'Item');
    expect((await points(context)).slice(0, 4)).toEqual([
      'AVERAGE  2026-01-02 *',
      'AVERAGE  2026-01-20 *',
      'AVERAGE  2026-02-03 *',
      'AVERAGE BLUE 2025-12-30',
    ]);
  });

  it('computes all averages again where there are no accounting periods', async () => {
    const context = await company(open, {closed: []});
    await set(context, 'Average Cost Period', 'Year');
    expect(await points(context)).toEqual([
      'AVERAGE BLUE 2025-12-31 *',
      'AVERAGE BLUE 2026-12-31 *',
      'AVERAGE RED 2026-12-31 *',
      ...FIFO_POINTS,
    ]);
  });

  it('refuses another average cost period where every fiscal year is closed', async () => {
    const context = await company(open, {closed: [true, true]});
    await expect(set(context, 'Average Cost Period', 'Month')).rejects.toMatchObject({code: 'no-open-fiscal-year'});
    expect((await context.database.read(inventorySetup))[0]?.averageCostPeriod).toBe('Day');
  });

  it('takes an earliest allowed valuation date only where everything before it is adjusted', async () => {
    const context = await company(open, {closed: []});
    const {database} = context;
    await set(context, 'Earliest Allowed Valuation Date', '2026-01-15');
    await database.run(
      `update "avg_cost_adjmt_entry_point" set "cost_is_adjusted" = 0 where "item_no" = 'FIFO' and "valuation_date" = '2026-01-20'`,
    );
    await set(context, 'Earliest Allowed Valuation Date', '2026-01-20');
    await expect(set(context, 'Earliest Allowed Valuation Date', '2026-01-21')).rejects.toMatchObject({
      code: 'not-adjusted',
    });
    expect((await database.read(inventorySetup))[0]?.earliestAllowedValuationDate).toBe('2026-01-20');
    await set(context, 'Earliest Allowed Valuation Date', '');
  });

  it('refuses the date for an order with earlier entries until it is finished and adjusted', async () => {
    const context = await company(open, {closed: []});
    const {database} = context;
    await database.insert(inventoryAdjmtEntryOrder, [
      {orderType: 'Production', orderNo: 'P1', orderLineNo: 10000, itemNo: 'FIFO', costIsAdjusted: true},
    ]);
    await database.insert(valueEntry, [
      {
        entryNo: 90,
        itemNo: 'FIFO',
        itemLedgerEntryType: 'Output',
        orderType: 'Production',
        orderNo: 'P1',
        orderLineNo: 10000,
        postingDate: '2026-01-14',
        valuationDate: '2026-01-14',
      },
    ]);
    await set(context, 'Earliest Allowed Valuation Date', '2026-01-14');
    await expect(set(context, 'Earliest Allowed Valuation Date', '2026-01-15')).rejects.toMatchObject({
      code: 'not-adjusted',
    });
    await database.run('update "inventory_adjmt_entry_order" set "is_finished" = 1, "cost_is_adjusted" = 0');
    await expect(set(context, 'Earliest Allowed Valuation Date', '2026-01-15')).rejects.toMatchObject({
      code: 'not-adjusted',
    });
    await database.run('update "inventory_adjmt_entry_order" set "cost_is_adjusted" = 1');
    await set(context, 'Earliest Allowed Valuation Date', '2026-01-15');
  });

  it('looks to the end of the average cost period that the date cuts', async () => {
    const context = await company(open, {closed: []});
    await set(context, 'Average Cost Period', 'Month');
    // January waits as a whole, at its last day.
    await context.database.run(
      `update "avg_cost_adjmt_entry_point" set "cost_is_adjusted" = 1 where "valuation_date" < '2026-01-01'`,
    );
    await expect(set(context, 'Earliest Allowed Valuation Date', '2026-01-10')).rejects.toMatchObject({
      code: 'not-adjusted',
    });
    await set(context, 'Earliest Allowed Valuation Date', '2026-01-01');
  });

  it('refuses the date for an item that is marked, though its entry points were not imported', async () => {
    const context = await company(open, {closed: []});
    await context.database.run('delete from "avg_cost_adjmt_entry_point"');
    await context.database.run(`update "item" set "cost_is_adjusted" = 0 where "no" = 'FIFO'`);
    await expect(set(context, 'Earliest Allowed Valuation Date', '2026-01-10')).rejects.toMatchObject({
      code: 'not-adjusted',
    });
    await set(context, 'Earliest Allowed Valuation Date', '2025-12-30');
  });

  it('reads back every field of yes or no, however long its name', async () => {
    const context = await open();
    for (const table of [manufacturingSetup, inventorySetup, generalLedgerSetup]) {
      for (const field of table.fields.filter(({kind}) => kind === 'boolean')) {
        expect((await changeSetup(context, table, field, 'yes')).changed).toBe(true);
        expect([field.caption, (await readSetup(context, table))[field.property]]).toEqual([field.caption, true]);
      }
    }
  });

  it('turns expected cost posting on and off through its own rules', async () => {
    const context = await company(open, {closed: []});
    const on = await set(context, 'Expected Cost Posting to G/L', 'yes');
    expect(on.notes).toMatchObject([{key: 'commands.setup.expectedOn'}]);
    expect((await context.database.read(inventorySetup))[0]?.expectedCostPostingToGl).toBe(true);
    expect((await set(context, 'Expected Cost Posting to G/L', 'no')).notes).toMatchObject([
      {key: 'commands.setup.expectedOff'},
    ]);
  });
});
