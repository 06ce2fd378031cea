import {expect, it} from 'vitest';
import {scaled} from '../../../source/domain/money.js';
import type {CostSharesOptions} from '../../../source/domain/reports/cost-shares-report.js';
import {adjustCosts} from '../../../source/jobs/adjust.js';
import {finishOrders} from '../../../source/jobs/finish-order.js';
import {costShares} from '../../../source/jobs/reports/cost-shares.js';
import {prodOrderLine, productionOrder, workCenter} from '../../../source/store/tables/index.js';
import {type Books, capacity, charge, company, consumption, output, purchase, sale} from '../../support/costing.js';
import {onEachDatabase} from '../../support/databases.js';
import {jsonOf, only} from '../../support/report-rows.js';

const order = {'Order No.': 'P1', 'Order Line No.': 10000};
const SHARES = ['Material', 'Capacity', 'Capacity Overhead', 'Material Overhead', 'Subcontracted', 'Total'];

onEachDatabase(open => {
  /** Goods at 10 with freight of 1 each; 2 hours at 5 and 20 %; work bought for 14 with freight of 6; 1 a piece on top. */
  async function inWork(): Promise<Books> {
    const line = {status: 'Released', quantity: scaled(4)} as const;
    const books = await company(await open(), {
      items: {RAW: {}, MADE: {unitCost: 30, overheadRate: 1}},
      rows: [
        [productionOrder, [{...line, no: 'P1', description: 'Four', sourceNo: 'MADE'}]],
        [prodOrderLine, [{...line, prodOrderNo: 'P1', lineNo: 10000, itemNo: 'MADE', inventoryPostingGroup: 'GOODS'}]],
        [
          workCenter,
          [{no: 'W', directUnitCost: scaled(5), indirectCostPercent: scaled(20), genProdPostingGroup: 'TRADE'}],
        ],
      ],
    });
    await books.post([
      purchase('raw', '2026-01-02', 'RAW', 20, {'Unit Cost': 10}),
      charge('raw', '2026-01-03', 20),
      consumption('use', '2026-02-01', 'RAW', 4, order),
      capacity('own', '2026-02-02', 'Work Center', 'W', 2, order),
      capacity('bought', '2026-02-03', 'Work Center', 'W', 1, {...order, Subcontracting: true, 'Unit Cost': 16.8}),
      {...charge('bought', '2026-02-04', 6), 'Item Shpt. Entry No.': '', 'Capacity Ledger Entry No.': '@bought'},
      output('made', '2026-02-05', 'MADE', 4, order),
    ]);
    await adjustCosts(books.context);
    return books;
  }
  const shares = async ({context}: Books, more: Partial<CostSharesOptions>, ...columns: string[]) => {
    const all = {from: '', to: '2026-02-28', item: '', location: '', print: 'wip', details: false, order: ''} as const;
    return only(jsonOf(await costShares(context, {...all, ...more})).rows, ...columns, ...SHARES);
  };

  it('lists the entries of an order by number, capacity first, and a charge with the capacity that it is on', async () => {
    const books = await inWork();
    expect(await shares(books, {details: true}, 'Item Ledger Entry No.', 'Quantity')).toEqual([
      [null, '2', '0.00', '10.00', '2.00', '0.00', '0.00', '12.00'],
      [null, '1', '0.00', '0.00', '2.80', '0.00', '20.00', '22.80'],
      [2, '-4', '44.00', '0.00', '0.00', '0.00', '0.00', '44.00'],
      [3, '4', '-85.20', '-10.00', '-4.80', '0.00', '-20.00', '-120.00'],
    ]);
    expect(await shares(books, {}, 'No.', 'Quantity')).toEqual([
      ['P1', '4', '-41.20', '0.00', '0.00', '0.00', '0.00', '-41.20'],
    ]);
  });

  it('splits what was made and sold of it by what the order used', async () => {
    const books = await inWork();
    await finishOrders(books.context, [{orderNo: 'P1', postingDate: '2026-02-10'}]);
    await books.post([sale('out', '2026-02-12', 'MADE', 1)]);
    await adjustCosts(books.context);
    expect(await shares(books, {print: 'inventory', item: 'MADE'}, 'Quantity')).toEqual([
      ['3', '33.00', '7.50', '3.60', '3.00', '15.00', '62.10'],
    ]);
    expect(await shares(books, {print: 'sales'}, 'No.', 'Quantity')).toEqual([
      ['MADE', '-1', '-11.00', '-2.50', '-1.20', '-1.00', '-5.00', '-20.70'],
    ]);
    expect(await shares(books, {}, 'No.')).toEqual([['P1', '0.00', '0.00', '0.00', '0.00', '0.00', '0.00']]);
  });
});
