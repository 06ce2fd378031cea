import {expect, it} from 'vitest';
import type {JobContext} from '../../../source/jobs/job.js';
import {costSpecification} from '../../../source/jobs/reports/cost-spec.js';
import {onEachDatabase} from '../../support/databases.js';
import {LedgerStory} from '../../support/ledger-story.js';
import {jsonOf, only} from '../../support/report-rows.js';

const options = {to: '2026-03-31', item: '', location: ''};
const COLUMNS = ['Entry Type', 'Quantity', 'Cost per Unit', 'Amount'];

/** reports.md 3.4: 10 bought at 100, freight 10, overhead 5; 4 sold; what is left revalued by +3. */
async function example({database}: JobContext, costingMethod: 'FIFO' | 'Average' = 'FIFO'): Promise<void> {
  const story = new LedgerStory();
  const lot = story.moves({
    itemNo: 'A',
    postingDate: '2026-01-10',
    quantity: 10,
    values: [
      {invoicedQuantity: 10, costAmountActual: 100},
      {itemChargeNo: 'FREIGHT', costAmountActual: 10},
      {entryType: 'Indirect Cost', costAmountActual: 5},
    ],
  });
  story.moves({
    itemNo: 'A',
    entryType: 'Sale',
    postingDate: '2026-02-10',
    quantity: -4,
    takes: [{entry: lot, quantity: 4}],
    values: [{invoicedQuantity: -4, costAmountActual: -46}],
  });
  story.value({
    itemLedgerEntryNo: lot,
    entryType: 'Revaluation',
    postingDate: '2026-03-10',
    partialRevaluation: true,
    valuedQuantity: 6,
    costAmountActual: 3,
  });
  await story.write(database, [{no: 'A', description: 'Bicycle', costingMethod}]);
}

onEachDatabase(open => {
  it('shows the example of the reference, per bucket and unit', async () => {
    const context = await open();
    await example(context);
    const {rows, totals} = jsonOf(await costSpecification(context, options));
    expect(only(rows, ...COLUMNS)).toEqual([
      ['Direct Cost', null, '11', '66.00'],
      ['Revaluation', null, '0.5', '3.00'],
      ['Indirect Cost', null, '0.5', '3.00'],
      ['Total', '6', '12', '72.00'],
    ]);
    expect(totals).toEqual({
      'Direct Cost': '66.00',
      Revaluation: '3.00',
      'Indirect Cost': '3.00',
      Total: '72.00',
    });
  });

  it('goes by what remained on the date, not by what remains today', async () => {
    const context = await open();
    await example(context);
    const {rows} = jsonOf(await costSpecification(context, {...options, to: '2026-01-31'}));
    expect(only(rows, ...COLUMNS)).toEqual([
      ['Direct Cost', null, '11', '110.00'],
      ['Indirect Cost', null, '0.5', '5.00'],
      ['Total', '10', '11.5', '115.00'],
    ]);
  });

  it('adds up all entries of an Average item', async () => {
    const context = await open();
    await example(context, 'Average');
    const {rows} = jsonOf(await costSpecification(context, options));
    expect(only(rows, ...COLUMNS)).toEqual([
      ['Direct Cost', null, '10.66667', '64.00'],
      ['Revaluation', null, '0.5', '3.00'],
      ['Indirect Cost', null, '0.83333', '5.00'],
      ['Total', '6', '12', '72.00'],
    ]);
  });

  it('shows a bucket that has entries, even where nothing is left of it', async () => {
    const context = await open();
    const story = new LedgerStory();
    const lot = story.moves({itemNo: 'A', postingDate: '2026-01-10', quantity: 1, values: [{costAmountActual: 5}]});
    story.moves({
      itemNo: 'A',
      entryType: 'Sale',
      postingDate: '2026-02-10',
      quantity: -1,
      takes: [{entry: lot, quantity: 1}],
      values: [{costAmountActual: -5}],
    });
    story.moves({
      itemNo: 'A',
      postingDate: '2026-02-11',
      quantity: 5,
      dropShipment: true,
      values: [{costAmountActual: 50}],
    });
    await story.write(context.database, [{no: 'A'}]);
    expect(only(jsonOf(await costSpecification(context, options)).rows, ...COLUMNS)).toEqual([
      ['Direct Cost', null, '0', '0.00'],
      ['Total', '0', '0', '0.00'],
    ]);
  });
});
