import {describe, expect, it} from 'vitest';
import {adjustCosts} from '../../source/jobs/adjust.js';
import type {JobContext} from '../../source/jobs/job.js';
import {scaled} from '../../source/domain/money.js';
import {accountingPeriod, avgCostAdjmtEntryPoint} from '../../source/store/tables/index.js';
import {onEachDatabase} from '../support/databases.js';
import {LedgerRows} from '../support/ledger-rows.js';

onEachDatabase(open => {
  const start = async (calcType = 'Item', period = 'Day') => {
    const context = await open();
    await context.database.run('update "inventory_setup" set "average_cost_calc_type" = ?, "average_cost_period" = ?', [
      calcType,
      period,
    ]);
    const rows = new LedgerRows(context);
    await rows.item('A', 'Average');
    return {context, rows};
  };
  const buy = (rows: LedgerRows, date: string, quantity: string, cost: string, location = '') =>
    rows.move({date, quantity, cost, location});
  const sell = (rows: LedgerRows, date: string, quantity: string, location = '') =>
    rows.move({date, quantity: `-${quantity}`, cost: '0', location});
  const secondRunMakesNone = async (context: JobContext) => {
    await context.database.run('update "item" set "cost_is_adjusted" = 0');
    await context.database.run('update "avg_cost_adjmt_entry_point" set "cost_is_adjusted" = 0');
    expect((await adjustCosts(context)).valueEntries).toEqual([]);
  };

  describe('costing.md 20: averages', () => {
    it('4 rounding: three sales of 3 pcs for 10.00 take 3.33, 3.34, 3.33', async () => {
      const {context, rows} = await start();
      const lot = await buy(rows, '2026-01-01', '3', '10');
      const sales = [];
      for (let count = 0; count < 3; count += 1) sales.push(await sell(rows, '2026-01-02', '1'));

      await adjustCosts(context);

      expect(await Promise.all(sales.map(sale => rows.cost(sale)))).toEqual(['-3.33', '-3.34', '-3.33']);
      expect(await rows.valuesOf(lot)).toHaveLength(1);
      await secondRunMakesNone(context);
    });

    for (const [period, first, second] of [
      ['Day', '-40', '-140'],
      ['Month', '-60', '-120'],
    ] as const) {
      it(`5 average per ${period}: ${first} and ${second}`, async () => {
        const {context, rows} = await start('Item', period);
        await buy(rows, '2026-01-01', '1', '30');
        await buy(rows, '2026-01-02', '1', '50');
        const one = await sell(rows, '2026-01-02', '1');
        await buy(rows, '2026-01-03', '1', '100');
        const two = await sell(rows, '2026-01-03', '2');

        await adjustCosts(context);

        expect([await rows.cost(one), await rows.cost(two)]).toEqual([first, second]);
        await secondRunMakesNone(context);
      });
    }

    it('6 a return with fixed application takes the cost it came with, and leaves the average alone', async () => {
      const {context, rows} = await start();
      await buy(rows, '2026-01-01', '1', '200');
      const wrong = await buy(rows, '2026-01-01', '1', '1000');
      const back = await rows.move({
        date: '2026-01-01',
        type: 'Purchase',
        quantity: '-1',
        cost: '-1000',
        from: [[wrong, '1']],
        fixed: true,
      });
      await buy(rows, '2026-01-01', '1', '100');
      const sale = await sell(rows, '2026-01-01', '2');

      await adjustCosts(context);

      expect(await rows.cost(back)).toBe('-1000');
      expect(await rows.cost(sale)).toBe('-300');
      await secondRunMakesNone(context);
    });

    it('an exact reversal gives back what the sale took, and does not count for its average', async () => {
      const {context, rows} = await start();
      await buy(rows, '2026-01-01', '2', '20');
      const sale = await sell(rows, '2026-01-02', '1');
      const back = await rows.move({date: '2026-01-02', type: 'Sale', quantity: '1', cost: '0', reverses: sale});
      await buy(rows, '2026-01-02', '2', '40');
      const later = await sell(rows, '2026-01-02', '1');

      await adjustCosts(context);

      expect([await rows.cost(sale), await rows.cost(back), await rows.cost(later)]).toEqual(['-15', '15', '-15']);
      await secondRunMakesNone(context);
    });
  });

  describe('transfers (costing.md 9.1)', () => {
    const transfer = async (rows: LedgerRows, date: string, quantity: string, from: string, to: string) => {
      const out = await rows.move({
        date,
        type: 'Transfer',
        quantity: `-${quantity}`,
        cost: '0',
        location: from,
      });
      const receipt = await rows.move({date, type: 'Transfer', quantity, cost: '0', location: to, reverses: out});
      return [out, receipt] as const;
    };

    it('per item: both halves take the average, and it stays what it was', async () => {
      const {context, rows} = await start();
      await buy(rows, '2026-01-01', '1', '10', 'EAST');
      await buy(rows, '2026-01-01', '1', '20', 'EAST');
      const [out, receipt] = await transfer(rows, '2026-02-01', '1', 'EAST', 'WEST');
      const sale = await sell(rows, '2026-02-01', '1', 'WEST');

      await adjustCosts(context);

      expect([await rows.cost(out), await rows.cost(receipt), await rows.cost(sale)]).toEqual(['-15', '15', '-15']);
      await secondRunMakesNone(context);
    });

    it('per location: the receipt brings the average of where it came from', async () => {
      const {context, rows} = await start('Item & Location & Variant');
      await buy(rows, '2026-01-01', '2', '30', 'WEST');
      await buy(rows, '2026-01-01', '1', '11', 'EAST');
      const sale = await sell(rows, '2026-02-01', '1', 'EAST');
      const [out, receipt] = await transfer(rows, '2026-02-01', '1', 'WEST', 'EAST');

      await adjustCosts(context);

      expect([await rows.cost(out), await rows.cost(receipt)]).toEqual(['-15', '15']);
      expect(await rows.cost(sale)).toBe('-13');
      await secondRunMakesNone(context);
    });
  });

  describe('what stops an average', () => {
    it('an entry keeps its cost where nothing is there to average', async () => {
      const {context, rows} = await start();
      const sale = await rows.move({date: '2026-01-01', quantity: '-1', cost: '-7'});
      await adjustCosts(context);
      expect(await rows.cost(sale)).toBe('-7');
    });

    it('a charge that comes late is averaged into the period of its receipt', async () => {
      const {context, rows} = await start();
      const lot = await buy(rows, '2026-01-01', '2', '20');
      const sale = await sell(rows, '2026-01-15', '1');
      await adjustCosts(context);
      expect(await rows.cost(sale)).toBe('-10');
      await rows.charge(lot, '2026-03-01', '4');
      const {valueEntries} = await adjustCosts(context);
      expect(valueEntries).toHaveLength(1);
      expect(await rows.cost(sale)).toBe('-12');
      expect((await context.database.read(avgCostAdjmtEntryPoint)).every(point => point.costIsAdjusted)).toBe(true);
    });

    it('a partial revaluation counts only for what is posted after it', async () => {
      const {context, rows} = await start();
      await buy(rows, '2026-01-01', '10', '100');
      const before = await sell(rows, '2026-01-31', '4');
      const lot = 1;
      await rows.value({
        itemLedgerEntryNo: lot,
        itemNo: 'A',
        entryType: 'Revaluation',
        partialRevaluation: true,
        postingDate: '2026-01-31',
        valuationDate: '2026-01-31',
        valuedQuantity: scaled('6'),
        costAmountActual: scaled('-12'),
      });
      const after = await sell(rows, '2026-01-31', '3');
      await adjustCosts(context);
      expect(await rows.cost(before)).toBe('-40');
      expect(await rows.cost(after)).toBe('-24');
      await secondRunMakesNone(context);
    });
  });

  it('shares out by quantity what years with one average left, where a year with averages per location begins', async () => {
    const {context, rows} = await start('Item');
    await context.database.insert(accountingPeriod, [
      {startingDate: '2025-01-01', newFiscalYear: true, averageCostCalcType: 'Item', averageCostPeriod: 'Day'},
      {
        startingDate: '2026-01-01',
        newFiscalYear: true,
        averageCostCalcType: 'Item & Location & Variant',
        averageCostPeriod: 'Day',
      },
    ]);
    await buy(rows, '2025-06-01', '1', '10', 'EAST');
    await buy(rows, '2025-06-01', '1', '30', 'WEST');
    const sale = await sell(rows, '2026-03-01', '1', 'EAST');
    await adjustCosts(context);
    expect(await rows.cost(sale)).toBe('-20');
  });
});
