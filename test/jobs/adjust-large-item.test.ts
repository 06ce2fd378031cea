/** An item with so many entries that only what changed is loaded, and its sums are kept (store/item-cost-totals.ts). */
import {describe, expect, it} from 'vitest';
import type {AverageCostCalculationType, CostingMethod} from '../../source/domain/options.js';
import {adjustCosts} from '../../source/jobs/adjust.js';
import {totalInvariants} from '../../source/jobs/invariants/totals.js';
import type {JobContext} from '../../source/jobs/job.js';
import {verify} from '../../source/jobs/verify.js';
import {itemCostTotals} from '../../source/store/item-cost-totals.js';
import {
  type Books,
  charge,
  company,
  EXPECTED,
  invoice,
  type Line,
  purchase,
  sale,
  transfer,
} from '../support/costing.js';
import {onEachDatabase} from '../support/databases.js';
import {importOf} from '../support/import-files.js';

const DAYS = 28;
const day = (month: number, no: number): string => `2026-0${month}-${String(1 + (no % DAYS)).padStart(2, '0')}`;

/** 2,100 entries in January and February: receipts at changing costs, and the sale of half of each, of two places. */
const history: Line[] = Array.from({length: 1050}, (_, no) => no).flatMap(no => {
  const [month, place] = [no < 525 ? 1 : 2, {'Location Code': no % 3 === 0 ? 'RED' : ''}];
  return [
    purchase(`in${no}`, day(month, no), 'A', 4, {'Unit Cost': 10 + (no % 7), ...place}),
    sale(`out${no}`, day(month, no + 1), 'A', 2, place),
  ];
});

/** What comes later, each adjusted by itself. */
const later: Line[][] = [
  [purchase('new', '2026-03-01', 'A', 5, {'Unit Cost': 20}), sale('sold', '2026-03-02', 'A', 3)],
  [charge('in900', '2026-03-03', 7)],
  [transfer('moved', '2026-03-04', 'A', 3, '', 'RED'), sale('there', '2026-03-05', 'A', 2, {'Location Code': 'RED'})],
  [purchase('received', '2026-03-06', 'A', 2, {...EXPECTED, 'Unit Cost': 9}), sale('early', '2026-03-07', 'A', 1)],
  [invoice('received', '2026-03-08', 'A', 2, {'Unit Cost': 11})],
  [sale('backdated', '2026-02-10', 'A', 1)],
  [charge('in3', '2026-03-09', '0.10')],
];

const averages: [CostingMethod, AverageCostCalculationType][] = [
  ['FIFO', 'Item'],
  ['Average', 'Item'],
  ['Average', 'Item & Location & Variant'],
];

async function largeItem(
  context: JobContext,
  costingMethod: CostingMethod,
  averageCostCalcType: AverageCostCalculationType,
): Promise<Books> {
  const books = await company(context, {items: {A: {costingMethod}}, locations: ['RED']});
  await books.set({averageCostCalcType, averageCostPeriod: 'Month'});
  await books.post(history);
  await adjustCosts(context);
  return books;
}

const brokenTotals = async (context: JobContext): Promise<unknown[]> => {
  const names = new Set(totalInvariants.map(({name}) => name));
  return (await verify(context)).filter(({name}) => names.has(name)).flatMap(({violations}) => violations);
};

/** Everything of the item is looked at again. */
async function adjustAnew({database}: JobContext): Promise<void> {
  await database.run('update "item_ledger_entry" set "applied_entry_to_adjust" = 1');
  await database.run('update "avg_cost_adjmt_entry_point" set "cost_is_adjusted" = 0');
  await database.run('update "item" set "cost_is_adjusted" = 0');
}

onEachDatabase(open => {
  describe('an item with many entries', () => {
    for (const [method, calcType] of averages) {
      it(`costs the same in steps as when all of it is computed anew (${method}, ${calcType})`, async () => {
        const context = await open();
        const books = await largeItem(context, method, calcType);
        const unitCosts: unknown[] = [];
        for (const lines of later) {
          await books.post(lines);
          await adjustCosts(context);
          unitCosts.push((await context.database.first('select "unit_cost" from "item"'))?.['unit_cost']);
        }
        expect(await brokenTotals(context)).toEqual([]);
        const unitCost = unitCosts.at(-1);
        expect(new Set(unitCosts).size).toBeGreaterThan(3);

        await adjustAnew(context);
        expect((await adjustCosts(context)).valueEntries).toEqual([]);
        expect((await context.database.first('select "unit_cost" from "item"'))?.['unit_cost']).toBe(unitCost);
      });
    }

    it('has sums that verify holds to its entries', async () => {
      const context = await open();
      await largeItem(context, 'Average', 'Item');
      expect(await brokenTotals(context)).toEqual([]);
      await context.database.run(`update "item_cost_total" set "cost" = '1' where "location_code" = 'RED'`);
      expect(await brokenTotals(context)).toMatchObject([{of: {itemNo: 'A'}}]);
    });

    it('has its sums taken anew after an import, whose entries may have lower numbers', async () => {
      const context = await open();
      await largeItem(context, 'Average', 'Item');
      await context.database.run('update "item_cost_total" set "up_to_entry_no" = 9000');
      await importOf(context, {
        'Value Entry.csv': [
          'Entry No.,Item Ledger Entry No.,Item No.,Posting Date,Valuation Date,Item Ledger Entry Type,Entry Type,Inventoriable,Cost Amount (Actual)',
          '8000,1,A,2026-01-05,2026-01-01,Purchase,Direct Cost,true,100.00',
        ].join('\n'),
      });
      expect(await brokenTotals(context)).toEqual([]);
      expect((await itemCostTotals(context.database, 'A')).get('\u0001')?.lcy).toBe(
        BigInt(
          (
            await context.database.first(
              `select sum("cost_amount_actual") as "sum" from "value_entry" where "location_code" = ''`,
            )
          )?.['sum'] ?? 0,
        ),
      );
    });
  });
});
