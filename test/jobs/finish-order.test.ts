import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {finishOrders, readOrdersToFinish} from '../../source/jobs/finish-order.js';
import {
  capacityLedgerEntry,
  inventoryAdjmtEntryOrder,
  prodOrderComponent,
  prodOrderLine,
  productionOrder,
} from '../../source/store/tables/index.js';
import {onEachDatabase} from '../support/databases.js';
import {LedgerRows} from '../support/ledger-rows.js';

onEachDatabase(open => {
  const start = async (automatic: 'Never' | 'Always' = 'Never') => {
    const context = await open();
    const {database} = context;
    const rows = new LedgerRows(context);
    await database.run('update "inventory_setup" set "automatic_cost_adjustment" = ?', [automatic]);
    await rows.item('RAW', 'FIFO');
    await rows.item('B', 'FIFO');
    const release = async (no: string) => {
      await database.insert(productionOrder, [{status: 'Released', no, sourceNo: 'B'}]);
      await database.insert(prodOrderLine, [{status: 'Released', prodOrderNo: no, lineNo: 10000, itemNo: 'B'}]);
      await database.insert(prodOrderComponent, [
        {status: 'Released', prodOrderNo: no, prodOrderLineNo: 10000, lineNo: 10000, itemNo: 'RAW'},
      ]);
      await database.insert(inventoryAdjmtEntryOrder, [
        {orderType: 'Production', orderNo: no, orderLineNo: 10000, itemNo: 'B', costIsAdjusted: false},
      ]);
    };
    const entry = {orderType: 'Production', orderNo: 'P1', orderLineNo: 10000} as const;
    const consume = async () => {
      const lot = await rows.move({item: 'RAW', date: '2026-01-01', quantity: '2', cost: '7'});
      await rows.move({
        item: 'RAW',
        date: '2026-01-02',
        type: 'Consumption',
        quantity: '-2',
        cost: '-7',
        from: [[lot, '2']],
        entry,
      });
    };
    const put = () =>
      rows.move({item: 'B', date: '2026-01-03', type: 'Output', quantity: '1', cost: '5', uninvoiced: true, entry});
    return {context, rows, release, consume, put, entry};
  };

  describe('finishing production orders', () => {
    it('moves order, lines and components to Finished, and its output waits for adjustment', async () => {
      const {context, release, consume, put} = await start();
      await release('P1');
      await consume();
      await put();

      expect(await finishOrders(context, [{orderNo: 'P1', postingDate: '2026-01-14'}])).toEqual({
        orders: [{order: 'P1', valueEntryNos: []}],
        warnings: [],
      });

      expect(await context.database.read(productionOrder)).toMatchObject([
        {status: 'Finished', no: 'P1', finishedDate: '2026-01-14'},
      ]);
      expect(await context.database.read(prodOrderLine)).toMatchObject([{status: 'Finished'}]);
      expect(await context.database.read(prodOrderComponent)).toMatchObject([{status: 'Finished'}]);
      expect(await context.database.read(inventoryAdjmtEntryOrder)).toMatchObject([
        {isFinished: true, costIsAdjusted: false},
      ]);
    });

    it('adjusts at once where cost adjustment is automatic', async () => {
      const {context, rows, release, consume, put} = await start('Always');
      await release('P1');
      await consume();
      const output = await put();
      const {orders} = await finishOrders(context, [{orderNo: 'P1'}]);
      expect(orders).toEqual([{order: 'P1', valueEntryNos: [4]}]);
      expect(await rows.cost(output, 'actual')).toBe('7');
      expect(await rows.cost(output, 'expected')).toBe('0');
    });

    it('refuses a line that used something and put nothing out, unless Manufacturing Setup allows it', async () => {
      const {context, release, consume} = await start();
      await release('P1');
      await consume();
      await expect(finishOrders(context, [{orderNo: 'P1'}])).rejects.toMatchObject({code: 'cannot-finish'});
      expect(await context.database.read(productionOrder)).toMatchObject([{status: 'Released'}]);

      await context.database.run('update "manufacturing_setup" set "allow_finishing_prod_order_with_no_output" = 1');
      const {warnings} = await finishOrders(context, [{orderNo: 'P1'}]);
      expect(warnings).toMatchObject([{order: 'P1', code: 'no-output'}]);
    });

    it('refuses subcontracted work that is not invoiced', async () => {
      const {context, release, put, entry} = await start();
      await release('P1');
      await put();
      await context.database.insert(capacityLedgerEntry, [
        {entryNo: 1, subcontracting: true, completelyInvoiced: false, quantity: 100_000n, ...entry},
      ]);
      await expect(finishOrders(context, [{orderNo: 'P1'}])).rejects.toMatchObject({
        details: [{message: {key: 'costing.order.notInvoiced'}}],
      });
    });

    it('reads a file of orders, and refuses all of them with the lines that are wrong', async () => {
      const {context, release, put} = await start();
      await release('P1');
      await put();
      const file = join(mkdtempSync(join(tmpdir(), 'tieout-test-')), 'orders.csv');
      writeFileSync(file, 'Order No.,Posting Date\nP1,2026-01-31\nP2,2026-01-31\nP3,2026-02-30\nP1,\nP4,C2025-12-31\n');
      const {orders, problems} = await readOrdersToFinish(file);
      await expect(finishOrders(context, orders, problems)).rejects.toMatchObject({
        details: [
          {file: 'orders.csv', line: 3, message: {key: 'costing.order.unknown'}},
          {file: 'orders.csv', line: 4, column: 'Posting Date', message: {key: 'files.journal.not-date'}},
          {file: 'orders.csv', line: 5, message: {key: 'costing.order.twice'}},
          {file: 'orders.csv', line: 6, column: 'Posting Date', message: {key: 'costing.journal.closing-date'}},
        ],
      });
      await expect(finishOrders(context, orders.slice(0, 1), problems)).rejects.toMatchObject({code: 'bad-journal'});
      expect((await finishOrders(context, orders.slice(0, 1))).orders).toHaveLength(1);
    });
  });
});
