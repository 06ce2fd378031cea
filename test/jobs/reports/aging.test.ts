import {expect, it} from 'vitest';
import {interimAging} from '../../../source/jobs/reports/aging.js';
import {company, EXPECTED, invoice, purchase, revaluation} from '../../support/costing.js';
import {onEachDatabase} from '../../support/databases.js';
import {LedgerStory} from '../../support/ledger-story.js';
import {jsonOf, only} from '../../support/report-rows.js';

const february = {from: '2026-02-01', to: '2026-02-28', item: '', location: ''};

onEachDatabase(open => {
  it('shows what is not invoiced by the document that brought it: opening + new - cleared = closing', async () => {
    const context = await open();
    const story = new LedgerStory();
    const receipt = (documentNo: string, postingDate: string, cost: number) =>
      story.moves({
        itemNo: 'A',
        documentNo,
        sourceNo: 'V10',
        postingDate,
        quantity: 10,
        completelyInvoiced: false,
        values: [{expectedCost: true, costAmountExpected: cost}],
      });
    const old = receipt('R1', '2026-01-10', 95);
    const done = receipt('R2', '2026-01-12', 40);
    receipt('R3', '2026-02-08', 60);
    story.value({
      itemLedgerEntryNo: old,
      documentNo: 'INV1',
      postingDate: '2026-02-10',
      costAmountActual: 30,
      costAmountExpected: -28.5,
    });
    story.value({
      itemLedgerEntryNo: done,
      documentNo: 'INV2',
      postingDate: '2026-01-31',
      costAmountActual: 41,
      costAmountExpected: -40,
    });
    story.moves({
      itemNo: 'A',
      entryType: 'Sale',
      documentNo: 'S1',
      sourceNo: 'C20',
      postingDate: '2026-02-20',
      quantity: -2,
      values: [{expectedCost: true, costAmountExpected: -19}],
    });
    await story.write(context.database, [{no: 'A'}]);
    const {rows, totals} = jsonOf(await interimAging(context, february));
    expect(rows).toEqual([
      {
        'Account Type': 'Inventory (Interim) of receipts',
        'Document No.': 'R1',
        'Source No.': 'V10',
        'Item No.': 'A',
        Opening: '95.00',
        New: '0.00',
        Cleared: '28.50',
        Closing: '66.50',
        'Age (Days)': 49,
      },
      expect.objectContaining({'Document No.': 'R3', New: '60.00', Closing: '60.00', 'Age (Days)': 20}),
      expect.objectContaining({
        'Account Type': 'Inventory (Interim) of shipments',
        'Document No.': 'S1',
        'Source No.': 'C20',
        Closing: '-19.00',
        'Age (Days)': 8,
      }),
    ]);
    expect(totals).toEqual({Opening: '95.00', New: '41.00', Cleared: '28.50', Closing: '107.50'});
    const receipts = await interimAging(context, {...february, item: 'B'});
    expect([only(jsonOf(receipts).rows, 'Closing'), receipts.notes.map(note => note.key)]).toEqual([
      [],
      ['reports.nothing'],
    ]);
  });

  it('counts the revaluation of a receipt as new, and what the invoice takes back of it as cleared', async () => {
    const context = await open();
    const books = await company(context, {items: {S: {costingMethod: 'Standard', standardCost: 5}}});
    await books.post([purchase('got', '2026-01-20', 'S', 20, EXPECTED)]);
    await books.post([revaluation('2026-02-10', 'S', {'Unit Cost (Revalued)': 6, 'Update Standard Cost': true})]);
    const figures = async (from: string, to: string) =>
      only(
        jsonOf(await interimAging(context, {...february, from, to})).rows,
        'Document No.',
        'Opening',
        'New',
        'Cleared',
        'Closing',
      );
    expect(await figures('2026-02-01', '2026-02-28')).toEqual([['GOT', '100.00', '20.00', '0.00', '120.00']]);
    await books.post([invoice('got', '2026-03-05', 'S', 20, {'Unit Cost': 5.5})]);
    expect(await figures('2026-03-01', '2026-03-31')).toEqual([['GOT', '120.00', '0.00', '120.00', '0.00']]);
  });
});
