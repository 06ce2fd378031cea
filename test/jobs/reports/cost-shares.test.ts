import {expect, it} from 'vitest';
import type {CostSharesOptions} from '../../../source/domain/reports/cost-shares-report.js';
import type {JobContext} from '../../../source/jobs/job.js';
import {costShares} from '../../../source/jobs/reports/cost-shares.js';
import {workInProcess} from '../../../source/jobs/reports/wip.js';
import {inventoryAdjmtEntryOrder, productionOrder} from '../../../source/store/tables/index.js';
import {onEachDatabase} from '../../support/databases.js';
import {LedgerStory} from '../../support/ledger-story.js';
import {jsonOf, only} from '../../support/report-rows.js';

const options: CostSharesOptions = {
  from: '',
  to: '2026-03-31',
  item: '',
  location: '',
  print: 'sales',
  details: false,
  order: '',
};
const inventory: CostSharesOptions = {...options, print: 'inventory'};
const wip: CostSharesOptions = {...options, print: 'wip'};
const SHARES = ['Quantity', 'Material', 'Capacity', 'Capacity Overhead', 'Material Overhead', 'Total'];
const order = {orderType: 'Production', orderNo: 'P1', orderLineNo: 10000} as const;

/** reports.md 4.5: 10 produced of material 40, machine 30, its overhead 10 and item overhead 20; 4 sold. */
async function production({database}: JobContext): Promise<void> {
  const story = new LedgerStory();
  const part = story.moves({itemNo: 'PART', postingDate: '2026-01-01', quantity: 20, values: [{costAmountActual: 80}]});
  story.moves({
    ...order,
    itemNo: 'PART',
    entryType: 'Consumption',
    postingDate: '2026-01-10',
    quantity: -10,
    takes: [{entry: part, quantity: 10}],
    values: [{invoicedQuantity: -10, costAmountActual: -40}],
  });
  story.capacity({...order, postingDate: '2026-01-11'}, 30, 10);
  const output = story.moves({
    ...order,
    itemNo: 'BIKE',
    entryType: 'Output',
    postingDate: '2026-01-12',
    quantity: 10,
    values: [
      {invoicedQuantity: 10, costAmountActual: 80},
      {entryType: 'Indirect Cost', costAmountActual: 20},
    ],
  });
  story.moves({
    itemNo: 'BIKE',
    entryType: 'Sale',
    postingDate: '2026-02-10',
    quantity: -4,
    takes: [{entry: output, quantity: 4}],
    values: [{invoicedQuantity: -4, costAmountActual: -40}],
  });
  await story.write(database, [{no: 'BIKE'}, {no: 'PART'}]);
  await database.insert(productionOrder, [
    {status: 'Finished', no: 'P1', description: 'Bicycles', quantity: 1_000_000n},
  ]);
  await database.insert(inventoryAdjmtEntryOrder, [{...order, itemNo: 'BIKE', indirectCostPercent: 2_500_000n}]);
}

onEachDatabase(open => {
  it('splits sales as the example of the reference', async () => {
    const context = await open();
    await production(context);
    const {rows} = jsonOf(await costShares(context, options));
    expect(only(rows, 'No.', ...SHARES)).toEqual([['BIKE', '-4', '-16.00', '-12.00', '-4.00', '-8.00', '-40.00']]);
  });

  it('splits stock as the example of the reference', async () => {
    const context = await open();
    await production(context);
    const {rows} = jsonOf(await costShares(context, inventory));
    expect(only(rows, 'No.', ...SHARES)).toEqual([
      ['BIKE', '6', '24.00', '18.00', '6.00', '12.00', '60.00'],
      ['PART', '10', '40.00', '0.00', '0.00', '0.00', '40.00'],
    ]);
    const details = jsonOf(await costShares(context, {...inventory, details: true, item: 'BIKE'}));
    expect(only(details.rows, 'Item Ledger Entry No.', 'Quantity', 'Total')).toEqual([[3, '6', '60.00']]);
  });

  it('leaves nothing of a finished order in work, in no share', async () => {
    const context = await open();
    await production(context);
    const {rows} = jsonOf(await costShares(context, wip));
    expect(only(rows, 'No.', ...SHARES)).toEqual([['P1', '10', '0.00', '0.00', '0.00', '0.00', '0.00']]);
    const before = jsonOf(await costShares(context, {...wip, to: '2026-01-11'}));
    expect(only(before.rows, ...SHARES)).toEqual([['10', '40.00', '30.00', '10.00', '0.00', '80.00']]);
    const asOf = await workInProcess(context, {...wip, to: '2026-01-11', status: '', skipZero: false});
    expect(only(jsonOf(asOf).rows, 'Closing')).toEqual([['80.00']]);
    const details = jsonOf(await costShares(context, {...wip, details: true, to: '2026-01-11'}));
    expect(only(details.rows, 'Item Ledger Entry No.', 'Total')).toEqual([
      [null, '40.00'],
      [2, '40.00'],
    ]);
  });

  it('shows what an open issue still owes (an issue of -30 with 10 + 12.50 forwarded)', async () => {
    const context = await open();
    const story = new LedgerStory();
    const lots = [
      story.moves({itemNo: 'A', postingDate: '2026-01-01', quantity: 2.5, values: [{costAmountActual: 10}]}),
      story.moves({itemNo: 'A', postingDate: '2026-01-02', quantity: 2.5, values: [{costAmountActual: 12.5}]}),
    ];
    story.moves({
      itemNo: 'A',
      entryType: 'Sale',
      postingDate: '2026-02-01',
      quantity: -7.5,
      takes: lots.map(entry => ({entry, quantity: 2.5})),
      values: [{costAmountActual: -30}],
    });
    await story.write(context.database, [{no: 'A'}]);
    const {rows} = jsonOf(await costShares(context, inventory));
    expect(only(rows, 'Quantity', 'Material', 'Total')).toEqual([['-2.5', '-7.50', '-7.50']]);
  });

  /** 10 at 5, 4 sold, revalued to 6 each. */
  async function revalued({database}: JobContext, partial: boolean, laterSale = false): Promise<void> {
    const story = new LedgerStory();
    const lot = story.moves({itemNo: 'A', postingDate: '2026-01-01', quantity: 10, values: [{costAmountActual: 50}]});
    const sale = story.moves({
      itemNo: 'A',
      entryType: 'Sale',
      postingDate: '2026-02-01',
      quantity: -4,
      takes: [{entry: lot, quantity: 4}],
      values: [{costAmountActual: -20}],
    });
    story.value({
      itemLedgerEntryNo: lot,
      entryType: 'Revaluation',
      postingDate: '2026-02-10',
      partialRevaluation: partial,
      valuedQuantity: partial ? 6 : 10,
      costAmountActual: partial ? 6 : 10,
    });
    if (!partial)
      story.value({itemLedgerEntryNo: sale, postingDate: '2026-02-10', adjustment: true, costAmountActual: -4});
    if (laterSale) {
      story.moves({
        itemNo: 'A',
        entryType: 'Sale',
        postingDate: '2026-02-20',
        quantity: -2,
        takes: [{entry: lot, quantity: 2}],
        values: [{costAmountActual: -12}],
      });
    }
    await story.write(database, [{no: 'A'}]);
  }

  it('divides the revaluation of a whole entry: 30 + 6, not 30 + 10', async () => {
    const context = await open();
    await revalued(context, false);
    expect(only(jsonOf(await costShares(context, inventory)).rows, 'Material', 'Revaluation', 'Total')).toEqual([
      ['30.00', '6.00', '36.00'],
    ]);
    expect(only(jsonOf(await costShares(context, options)).rows, 'Material', 'Revaluation', 'Total')).toEqual([
      ['-20.00', '-4.00', '-24.00'],
    ]);
  });

  it('leaves a partial revaluation with the goods that it was for', async () => {
    const context = await open();
    await revalued(context, true);
    expect(only(jsonOf(await costShares(context, inventory)).rows, 'Material', 'Revaluation', 'Total')).toEqual([
      ['30.00', '6.00', '36.00'],
    ]);
    expect(only(jsonOf(await costShares(context, options)).rows, 'Material', 'Revaluation')).toEqual([
      ['-20.00', '0.00'],
    ]);
  });

  it('lets a partial revaluation go with goods that leave after it', async () => {
    const context = await open();
    await revalued(context, true, true);
    expect(
      only(jsonOf(await costShares(context, inventory)).rows, 'Quantity', 'Material', 'Revaluation', 'Total'),
    ).toEqual([['4', '20.00', '4.00', '24.00']]);
    expect(
      only(jsonOf(await costShares(context, options)).rows, 'Quantity', 'Material', 'Revaluation', 'Total'),
    ).toEqual([['-6', '-30.00', '-2.00', '-32.00']]);
  });

  it('follows overhead and variance through a transfer and a return, and names the variance', async () => {
    const context = await open();
    const story = new LedgerStory();
    const lot = story.moves({
      itemNo: 'A',
      locationCode: 'BLUE',
      postingDate: '2026-01-01',
      quantity: 10,
      values: [
        {costAmountActual: 100},
        {entryType: 'Indirect Cost', costAmountActual: 20},
        {entryType: 'Variance', varianceType: 'Purchase', costAmountActual: -10},
      ],
    });
    const out = story.moves({
      itemNo: 'A',
      entryType: 'Transfer',
      locationCode: 'BLUE',
      postingDate: '2026-01-02',
      quantity: -5,
      takes: [{entry: lot, quantity: 5}],
      values: [{costAmountActual: -55}],
    });
    const receipt = story.moves({
      itemNo: 'A',
      entryType: 'Transfer',
      locationCode: 'RED',
      postingDate: '2026-01-02',
      quantity: 5,
      from: out,
      values: [{costAmountActual: 55}],
    });
    const sale = story.moves({
      itemNo: 'A',
      entryType: 'Sale',
      locationCode: 'RED',
      postingDate: '2026-02-01',
      quantity: -5,
      takes: [{entry: receipt, quantity: 5}],
      values: [{costAmountActual: -55}],
    });
    story.moves({
      itemNo: 'A',
      entryType: 'Sale',
      locationCode: 'RED',
      postingDate: '2026-02-02',
      quantity: 1,
      from: sale,
      values: [{costAmountActual: 11}],
    });
    await story.write(context.database, [{no: 'A'}]);
    const columns = ['Quantity', 'Material', 'Material Overhead', 'Variance', 'Purchase Variance', 'Total'];
    expect(only(jsonOf(await costShares(context, options)).rows, ...columns)).toEqual([
      ['-4', '-40.00', '-8.00', '4.00', '4.00', '-44.00'],
    ]);
    const red = jsonOf(await costShares(context, {...inventory, location: 'RED'}));
    expect(only(red.rows, ...columns)).toEqual([['1', '10.00', '2.00', '-1.00', '-1.00', '11.00']]);
    const blue = jsonOf(await costShares(context, {...inventory, location: 'BLUE'}));
    expect(only(blue.rows, ...columns)).toEqual([['5', '50.00', '10.00', '-5.00', '-5.00', '55.00']]);
  });

  it('leaves out Average items, and keeps the stock value of costs that are not adjusted yet', async () => {
    const context = await open();
    const story = new LedgerStory();
    for (const itemNo of ['AVERAGE', 'FIFO']) {
      const lot = story.moves({itemNo, postingDate: '2026-01-01', quantity: 3, values: [{costAmountActual: 10}]});
      story.moves({
        itemNo,
        entryType: 'Sale',
        postingDate: '2026-02-01',
        quantity: -1,
        takes: [{entry: lot, quantity: 1}],
        values: [{costAmountActual: -2}],
      });
    }
    await story.write(context.database, [{no: 'AVERAGE', costingMethod: 'Average'}, {no: 'FIFO'}]);
    expect(only(jsonOf(await costShares(context, inventory)).rows, 'No.', 'Quantity', 'Total')).toEqual([
      ['FIFO', '2', '8.00'],
    ]);
  });
});
