import {expect, it} from 'vitest';
import type {JobContext} from '../../../source/jobs/job.js';
import {workInProcess} from '../../../source/jobs/reports/wip.js';
import {inventoryAdjmtEntryOrder, productionOrder} from '../../../source/store/tables/index.js';
import {onEachDatabase} from '../../support/databases.js';
import {LedgerStory} from '../../support/ledger-story.js';
import {jsonOf, only} from '../../support/report-rows.js';

const FIGURES = ['Opening', 'Consumption', 'Capacity', 'Output', 'Closing', 'Cost Posted to G/L'];
const order = {orderType: 'Production', orderNo: 'P1', orderLineNo: 10000} as const;
const options = (from: string, to: string) => ({
  from,
  to,
  item: '',
  location: '',
  status: '',
  order: '',
  skipZero: false,
});
const january = options('2026-01-01', '2026-01-31');
const february = options('2026-02-01', '2026-02-28');
const march = options('2026-03-01', '2026-03-31');
const april = options('2026-04-01', '2026-04-30');

/** reports.md 2.4: consumption 60; machine 25 and overhead 5, output expected 88; finished and adjusted to 90 in March. */
async function example({database}: JobContext, until: 'February' | 'March', revalued = false): Promise<void> {
  const story = new LedgerStory();
  story.moves({
    ...order,
    itemNo: 'PART',
    entryType: 'Consumption',
    postingDate: '2026-01-10',
    quantity: -6,
    values: [{invoicedQuantity: -6, costAmountActual: -60, costPostedToGl: -60}],
  });
  story.capacity({...order, postingDate: '2026-02-05', type: 'Machine Center', no: 'M1'}, 25, 5);
  const output = story.moves({
    ...order,
    itemNo: 'BIKE',
    entryType: 'Output',
    postingDate: '2026-02-10',
    quantity: 10,
    completelyInvoiced: until === 'March',
    values: [{expectedCost: true, costAmountExpected: 88, expectedCostPostedToGl: 88}],
  });
  if (until === 'March') {
    story.value({
      itemLedgerEntryNo: output,
      postingDate: '2026-03-05',
      invoicedQuantity: 10,
      costAmountActual: 90,
      costAmountExpected: -88,
    });
    story.value({
      itemLedgerEntryNo: output,
      entryType: 'Indirect Cost',
      postingDate: '2026-03-05',
      costAmountActual: 9,
    });
  }
  if (revalued) {
    story.value({
      itemLedgerEntryNo: output,
      entryType: 'Revaluation',
      postingDate: '2026-03-20',
      costAmountActual: 7,
      costPostedToGl: 7,
    });
  }
  await story.write(database, [{no: 'BIKE'}, {no: 'PART'}]);
  await database.insert(productionOrder, [
    {
      status: until === 'March' ? 'Finished' : 'Released',
      no: 'P1',
      description: 'Bicycles',
      sourceType: 'Item',
      sourceNo: 'BIKE',
    },
    {status: 'Planned', no: 'P2'},
  ]);
  await database.insert(inventoryAdjmtEntryOrder, [
    {...order, itemNo: 'BIKE', isFinished: until === 'March', costIsAdjusted: true},
  ]);
}

onEachDatabase(open => {
  it('shows the example of the reference: what is in work, what went in and what came out', async () => {
    const context = await open();
    await example(context, 'February');
    const {rows, totals} = jsonOf(await workInProcess(context, february));
    expect(only(rows, 'Status', 'No.', 'Description', 'Source No.', ...FIGURES)).toEqual([
      ['Released', 'P1', 'Bicycles', 'BIKE', '60.00', '0.00', '30.00', '-88.00', '2.00', '-28.00'],
    ]);
    expect(totals).toMatchObject({Opening: '60.00', Closing: '2.00'});
  });

  it('takes out the rest when the order is finished and adjusted', async () => {
    const context = await open();
    await example(context, 'March');
    const {rows} = jsonOf(await workInProcess(context, march));
    expect(only(rows, 'Status', ...FIGURES)).toEqual([['Finished', '2.00', '0.00', '0.00', '-2.00', '0.00', '-28.00']]);
  });

  it('does not show a finished order to which nothing happened since the start', async () => {
    const context = await open();
    await example(context, 'March');
    expect(jsonOf(await workInProcess(context, april)).rows).toEqual([]);
    await context.database.run('update "inventory_adjmt_entry_order" set "cost_is_adjusted" = 0');
    expect(only(jsonOf(await workInProcess(context, april)).rows, 'Closing')).toEqual([['0.00']]);
  });

  it('does not let a revaluation of finished goods count as work, in its period or after', async () => {
    const context = await open();
    await example(context, 'March', true);
    const {rows} = jsonOf(await workInProcess(context, march));
    expect(only(rows, ...FIGURES)).toEqual([['2.00', '0.00', '0.00', '-2.00', '0.00', '-28.00']]);
    await context.database.run('update "inventory_adjmt_entry_order" set "cost_is_adjusted" = 0');
    const after = jsonOf(await workInProcess(context, april));
    expect(only(after.rows, ...FIGURES)).toEqual([['0.00', '0.00', '0.00', '0.00', '0.00', '-28.00']]);
  });

  it('leaves out what is not asked for: zero lines, other statuses, other orders', async () => {
    const context = await open();
    await example(context, 'February');
    const numbers = async (more: object) =>
      only(jsonOf(await workInProcess(context, {...february, ...more})).rows, 'No.').flat();
    expect(await numbers({status: 'Finished'})).toEqual([]);
    expect(await numbers({order: 'P1|P9'})).toEqual(['P1']);
    expect(await numbers({order: 'P9'})).toEqual([]);
    expect(await numbers({skipZero: true})).toEqual(['P1']);
    expect(jsonOf(await workInProcess(context, {...january, to: '2026-01-05'})).rows).toEqual([]);
  });

  it('shows an order that nobody keeps by its number', async () => {
    const context = await open();
    const story = new LedgerStory();
    story.capacity({...order, orderNo: 'GONE', postingDate: '2026-02-01'}, 12);
    await story.write(context.database, []);
    const report = await workInProcess(context, february);
    expect(only(jsonOf(report).rows, 'Status', 'No.', 'Closing')).toEqual([['', 'GONE', '12.00']]);
    expect(report.notes.map(note => note.key)).toEqual(['reports.wip.ordersMissing']);
  });
});
