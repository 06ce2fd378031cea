/** What was posted of a finished order line follows whether the line has output (posting-rules.md 7, costing.md 16). */
import {describe, expect, it} from 'vitest';
import {adjustCosts} from '../../../source/jobs/adjust.js';
import {finishOrders} from '../../../source/jobs/finish-order.js';
import type {JobContext} from '../../../source/jobs/job.js';
import {postInventoryCost} from '../../../source/jobs/post.js';
import {verify} from '../../../source/jobs/verify.js';
import {glEntry, prodOrderLine, productionOrder} from '../../../source/store/tables/index.js';
import {company, consumption, output, purchase} from '../../support/costing.js';
import {onEachDatabase} from '../../support/databases.js';
import {balances} from '../../support/posting.js';

const P1 = {'Order Type': 'Production', 'Order No.': 'P1'};
const P2 = {'Order Type': 'Production', 'Order No.': 'P2'};

onEachDatabase(open => {
  describe('output of a finished order', () => {
    const start = async () => {
      const context = await open();
      await context.database.run('update "manufacturing_setup" set "allow_finishing_prod_order_with_no_output" = 1');
      const released = {status: 'Released'} as const;
      const books = await company(context, {
        items: {RAW: {}, B: {unitCost: 5}},
        rows: [
          [productionOrder, ['P1', 'P2'].map(no => ({...released, no, sourceNo: 'B'}))],
          [prodOrderLine, ['P1', 'P2'].map(no => ({...released, prodOrderNo: no, lineNo: 10000, itemNo: 'B'}))],
        ],
      });
      await books.post([
        purchase('lot', '2026-01-01', 'RAW', 10, {Amount: 100}),
        consumption('used', '2026-01-02', 'RAW', 4, P1),
        output('made', '2026-01-03', 'B', 2, P1),
        consumption('lost', '2026-01-02', 'RAW', 3, P2),
      ]);
      await toGeneralLedger(context);
      await finishOrders(context, [{orderNo: 'P1'}, {orderNo: 'P2'}]);
      await toGeneralLedger(context);
      expect(await balances(context)).toEqual({
        Inventory: '70.00',
        'Direct Cost Applied': '-100.00',
        'Inventory Adjmt.': '30.00',
      });
      return {context, books};
    };
    const toGeneralLedger = async (context: JobContext) => {
      await adjustCosts(context);
      await postInventoryCost(context, {method: 'per-entry', documentNo: '', filters: {}, post: true});
    };
    const broken = async (context: JobContext) => (await verify(context)).filter(({holds}) => !holds);

    it('takes cost out of WIP when all of it is reversed, on the date of the reversal', async () => {
      const {context, books} = await start();
      await books.post([output('back', '2026-01-08', 'B', -2, {...P1, 'Applies-to Entry': '@made'})]);
      await toGeneralLedger(context);

      expect(await balances(context)).toEqual({
        Inventory: '30.00',
        'Direct Cost Applied': '-100.00',
        'Inventory Adjmt.': '70.00',
      });
      const moved = (await context.database.read(glEntry)).filter(({postingDate}) => postingDate === '2026-01-08');
      expect(moved.map(({amount, documentNo}) => [documentNo, Number(amount / 100_000n)])).toEqual([
        ['USED', -40],
        ['USED', 40],
      ]);
      expect(await broken(context)).toEqual([]);
    });

    it('brings cost back to WIP where it comes late', async () => {
      const {context, books} = await start();
      await books.post([output('late', '2026-01-08', 'B', 1, P2)]);
      await toGeneralLedger(context);

      expect(await books.values('late')).toEqual([
        'Direct Cost 0.00 expected 20.00',
        'Direct Cost 30.00 expected -20.00',
      ]);
      expect(await balances(context)).toEqual({Inventory: '100.00', 'Direct Cost Applied': '-100.00'});
      expect(await broken(context)).toEqual([]);
    });
  });
});
