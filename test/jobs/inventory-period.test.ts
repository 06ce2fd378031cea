import {describe, expect, it} from 'vitest';
import {adjustCosts} from '../../source/jobs/adjust.js';
import {closePeriod, listPeriods, reopenPeriod, testPeriods} from '../../source/jobs/inventory-period.js';
import {inventoryPeriod, inventoryPeriodEntry} from '../../source/store/tables/index.js';
import {onEachDatabase} from '../support/databases.js';
import {LedgerRows} from '../support/ledger-rows.js';

onEachDatabase(open => {
  const start = async () => {
    const context = await open();
    const rows = new LedgerRows(context);
    await rows.item('A', 'FIFO');
    return {context, rows};
  };

  describe('costing.md 18: inventory periods', () => {
    it('closing makes the period, closes all earlier ones, and writes who did it', async () => {
      const {context, rows} = await start();
      await rows.move({date: '2026-01-10', quantity: '1', cost: '5'});
      await adjustCosts(context);
      await context.database.insert(inventoryPeriod, [{endingDate: '2025-12-31', name: 'Year 2025', closed: false}]);

      expect(await closePeriod(context, '2026-01-31')).toEqual({endingDate: '2026-01-31', name: '', closed: true});

      expect(await listPeriods(context)).toEqual([
        {endingDate: '2025-12-31', name: 'Year 2025', closed: true},
        {endingDate: '2026-01-31', name: '', closed: true},
      ]);
      expect(await context.database.read(inventoryPeriodEntry)).toMatchObject([
        {endingDate: '2025-12-31', entryNo: 1, entryType: 'Close', userId: 'TESTER'},
        {endingDate: '2026-01-31', entryNo: 1, entryType: 'Close'},
      ]);
      await expect(closePeriod(context, '2026-01-31')).rejects.toMatchObject({code: 'period-closed'});
    });

    it('re-opening a period opens all later ones', async () => {
      const {context} = await start();
      await context.database.insert(
        inventoryPeriod,
        ['2025-11-30', '2025-12-31', '2026-01-31'].map(endingDate => ({endingDate, closed: true})),
      );
      await reopenPeriod(context, '2025-12-31');
      expect((await listPeriods(context)).map(({closed}) => closed)).toEqual([true, false, false]);
      await expect(reopenPeriod(context, '2025-12-31')).rejects.toMatchObject({code: 'period-open'});
      await expect(reopenPeriod(context, '2025-10-31')).rejects.toMatchObject({code: 'no-such-period'});
    });

    it('what is not adjusted, or went out before it came in, keeps it open, and the test lists all of it', async () => {
      const {context, rows} = await start();
      await rows.item('B', 'FIFO');
      await rows.move({item: 'B', date: '2026-01-10', quantity: '1', cost: '5'});
      await adjustCosts(context);
      const sale = await rows.move({date: '2026-01-20', quantity: '-2', cost: '-10'});

      const [tested] = await testPeriods(context, '2026-01-31');

      expect(tested?.findings.map(({code, itemNo, entryNo}) => [code, itemNo, entryNo])).toEqual([
        ['not-adjusted', 'A', 0],
        ['open-outbound-entry', 'A', sale],
      ]);
      await expect(closePeriod(context, '2026-01-31')).rejects.toMatchObject({code: 'period-not-ready'});
      await adjustCosts(context);
      expect((await testPeriods(context, '2026-01-31'))[0]?.findings.map(({code}) => code)).toEqual([
        'open-outbound-entry',
      ]);
      expect((await testPeriods(context, '2026-01-15'))[0]?.findings).toEqual([]);
      await expect(testPeriods(context, 'C2026-01-31')).rejects.toMatchObject({code: 'bad-date'});
    });
  });

  describe('costing.md 17: on which date an adjustment is posted', () => {
    it('January is closed: a freight of February adjusts the sale of January on 1 February, valued in January', async () => {
      const {context, rows} = await start();
      const lot = await rows.move({date: '2026-01-05', quantity: '1', cost: '10'});
      const sale = await rows.move({date: '2026-01-10', quantity: '-1', cost: '-10', from: [[lot, '1']]});
      await adjustCosts(context);
      await closePeriod(context, '2026-01-31');
      await rows.charge(lot, '2026-02-15', '3');

      await adjustCosts(context);

      expect((await rows.valuesOf(sale)).at(-1)).toMatchObject({
        postingDate: '2026-02-01',
        valuationDate: '2026-01-10',
        costAmountActual: -300_000n,
      });
    });

    it('a date that the user may not post on refuses the adjustment, and nothing is changed', async () => {
      const {context, rows} = await start();
      const lot = await rows.move({date: '2026-01-05', quantity: '1', cost: '10'});
      const sale = await rows.move({date: '2026-01-10', quantity: '-1', cost: '-8', from: [[lot, '1']]});
      await context.database.run('update "general_ledger_setup" set "allow_posting_to" = ?', ['2026-01-09']);
      await expect(adjustCosts(context)).rejects.toMatchObject({code: 'date-not-allowed'});
      expect(await rows.cost(sale)).toBe('-8');
    });
  });
});
