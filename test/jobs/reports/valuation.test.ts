import {expect, it} from 'vitest';
import {itemLedgerEntryType} from '../../../source/domain/options.js';
import {valueEntry} from '../../../source/store/tables/index.js';
import type {ValuationOptions} from '../../../source/domain/reports/valuation.js';
import {inventoryValuation} from '../../../source/jobs/reports/valuation.js';
import type {JobContext} from '../../../source/jobs/job.js';
import {onEachDatabase} from '../../support/databases.js';
import {LedgerStory} from '../../support/ledger-story.js';
import {jsonOf, only} from '../../support/report-rows.js';

const february: ValuationOptions = {
  from: '2026-02-01',
  to: '2026-02-28',
  item: '',
  location: '',
  includeExpectedCost: false,
  byLocation: false,
};
const TYPES = [...itemLedgerEntryType.captions.values()].filter(type => type !== '');
const FIGURES = [
  'Starting Quantity',
  'Starting Value',
  'Increases Quantity',
  'Increases Value',
  'Decreases Quantity',
  'Decreases Value',
  'Ending Quantity',
  'Ending Value',
  'Cost Posted to G/L',
];

/** reports.md 1.5: 10 bought at 100, 5 received at 60, 4 sold at 40, the January lot revalued by +6. */
async function example({database}: JobContext): Promise<void> {
  const story = new LedgerStory();
  const lot = story.moves({
    itemNo: 'A',
    postingDate: '2026-01-10',
    quantity: 10,
    values: [{invoicedQuantity: 10, costAmountActual: 100, costPostedToGl: 100}],
  });
  story.moves({
    itemNo: 'A',
    postingDate: '2026-02-03',
    quantity: 5,
    values: [{expectedCost: true, costAmountExpected: 60}],
  });
  story.moves({
    itemNo: 'A',
    entryType: 'Sale',
    postingDate: '2026-02-05',
    quantity: -4,
    takes: [{entry: lot, quantity: 4}],
    values: [{invoicedQuantity: -4, costAmountActual: -40, costPostedToGl: -40}],
  });
  story.value({
    itemLedgerEntryNo: lot,
    entryType: 'Revaluation',
    postingDate: '2026-02-20',
    valuedQuantity: 6,
    costAmountActual: 6,
  });
  await story.write(database, [{no: 'A', description: 'Bicycle', inventoryPostingGroup: 'RESALE'}]);
}

/** reports.md 1.3, the transfer rule: 50 of cost move from BLUE to RED. */
async function transfer({database}: JobContext): Promise<void> {
  const story = new LedgerStory();
  const lot = story.moves({
    itemNo: 'A',
    locationCode: 'BLUE',
    postingDate: '2026-01-10',
    quantity: 10,
    values: [{invoicedQuantity: 10, costAmountActual: 100}],
  });
  const out = story.moves({
    itemNo: 'A',
    entryType: 'Transfer',
    locationCode: 'BLUE',
    postingDate: '2026-02-10',
    quantity: -5,
    takes: [{entry: lot, quantity: 5}],
    values: [{invoicedQuantity: -5, costAmountActual: -50}],
  });
  story.moves({
    itemNo: 'A',
    entryType: 'Transfer',
    locationCode: 'RED',
    postingDate: '2026-02-10',
    quantity: 5,
    from: out,
    values: [{invoicedQuantity: 5, costAmountActual: 50}],
  });
  await story.write(database, [{no: 'A', inventoryPostingGroup: 'RESALE'}]);
}

onEachDatabase(open => {
  it('shows the example of the reference: start, increases, decreases, end, posted', async () => {
    const context = await open();
    await example(context);
    const {rows, totals} = jsonOf(await inventoryValuation(context, february));
    expect(only(rows, 'Item No.', 'Expected Cost Included', ...FIGURES)).toEqual([
      ['A', false, '10', '100.00', '0', '6.00', '4', '40.00', '6', '66.00', '60.00'],
    ]);
    expect(totals).toEqual({
      'Starting Value': '100.00',
      'Increases Value': '6.00',
      'Decreases Value': '40.00',
      'Ending Value': '66.00',
      'Cost Posted to G/L': '60.00',
    });
  });

  it('adds a second line with expected cost, where it differs', async () => {
    const context = await open();
    await example(context);
    const {rows, totals} = jsonOf(await inventoryValuation(context, {...february, includeExpectedCost: true}));
    expect(only(rows, 'Expected Cost Included', ...FIGURES)).toEqual([
      [false, '10', '100.00', '0', '6.00', '4', '40.00', '6', '66.00', '60.00'],
      [true, '10', '100.00', '5', '66.00', '4', '40.00', '11', '126.00', '60.00'],
    ]);
    expect(totals['Expected Cost Included']).toMatchObject({'Ending Value': '126.00'});
    const march = {...february, from: '2026-01-01', to: '2026-01-31', includeExpectedCost: true};
    expect(jsonOf(await inventoryValuation(context, march)).rows).toHaveLength(1);
  });

  it.each([
    ['', ['10', '0', '0', '10']],
    ['RED', ['0', '5', '0', '5']],
    ['BLUE', ['10', '0', '5', '5']],
    ['BLUE|RED', ['10', '0', '0', '10']],
  ])('does not let a transfer inside the selection %j inflate both columns', async (location, quantities) => {
    const context = await open();
    await transfer(context);
    const {rows} = jsonOf(await inventoryValuation(context, {...february, location}));
    expect(only(rows, 'Starting Quantity', 'Increases Quantity', 'Decreases Quantity', 'Ending Quantity')).toEqual([
      quantities,
    ]);
  });

  it('by location has, for each, the row that its own filter gives', async () => {
    const context = await open();
    await transfer(context);
    const {rows} = jsonOf(await inventoryValuation(context, {...february, byLocation: true}));
    const alone = await Promise.all(
      ['BLUE', 'RED'].map(async location => jsonOf(await inventoryValuation(context, {...february, location})).rows[0]),
    );
    expect(only(rows, 'Location Code', ...FIGURES)).toEqual([
      ['BLUE', ...(only([alone[0] ?? {}], ...FIGURES)[0] ?? [])],
      ['RED', ...(only([alone[1] ?? {}], ...FIGURES)[0] ?? [])],
    ]);
  });

  it('shows an item whose card is gone by its number, and leaves out items that keep no stock', async () => {
    const context = await open();
    const story = new LedgerStory();
    for (const itemNo of ['GONE', 'SERVICE']) {
      story.moves({
        itemNo,
        postingDate: '2026-02-01',
        quantity: 1,
        values: [{invoicedQuantity: 1, costAmountActual: 5}],
      });
    }
    await story.write(context.database, [{no: 'SERVICE', type: 'Service'}]);
    const report = await inventoryValuation(context, february);
    expect(only(jsonOf(report).rows, 'Item No.', 'Ending Value')).toEqual([['GONE', '5.00']]);
    expect(report.notes.map(note => note.key)).toEqual(['reports.itemsMissing']);
  });

  it('takes purchases, positive adjustments and outputs as increases, whatever their sign, and all other types as decreases (reports.md 1.3)', async () => {
    const context = await open();
    await context.database.insert(
      valueEntry,
      TYPES.map((type, index) => ({
        entryNo: index + 1,
        itemNo: `OF ${type}`.toUpperCase(),
        postingDate: '2026-02-01',
        itemLedgerEntryNo: index + 1,
        itemLedgerEntryType: type,
        valuedQuantity: -100_000n,
        costAmountActual: -100_000n,
      })),
    );
    const {rows} = jsonOf(await inventoryValuation(context, february));
    const increases = rows.filter(row => Number(row['Increases Value']) !== 0);
    expect(only(increases, 'Item No.')).toEqual([
      ['OF ASSEMBLY OUTPUT'],
      ['OF OUTPUT'],
      ['OF POSITIVE ADJMT.'],
      ['OF PURCHASE'],
    ]);
    expect(rows.filter(row => Number(row['Decreases Value']) === 1).length).toBe(TYPES.length - increases.length);
  });

  it('says so where nothing matches', async () => {
    const context = await open();
    await example(context);
    for (const options of [
      {...february, item: 'NOBODY'},
      {...february, from: '', to: '2020-12-31'},
    ]) {
      const report = await inventoryValuation(context, options);
      expect([report.rows, report.notes.map(note => note.key), report.findings]).toEqual([
        [],
        ['reports.nothing'],
        false,
      ]);
    }
  });

  it('is exact beyond 64 bits', async () => {
    const context = await open();
    const largest = 9_223_372_036_854_775_807n;
    await context.database.insert(
      valueEntry,
      [1, 2, 3].map(entryNo => ({
        entryNo,
        itemNo: 'A',
        postingDate: '2026-02-01',
        itemLedgerEntryNo: entryNo,
        costAmountActual: largest,
      })),
    );
    const {rows} = jsonOf(await inventoryValuation(context, february));
    expect(only(rows, 'Ending Value')).toEqual([['276701161105643.27421']]);
  });
});
