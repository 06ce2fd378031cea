import {describe, expect, it} from 'vitest';
import {checkPosting, postAutomatically, PostingRefusal} from '../../../source/jobs/automatic-posting.js';
import {repairFinishedWithoutOutput} from '../../../source/jobs/finished-without-output.js';
import type {JobContext} from '../../../source/jobs/job.js';
import {postInventoryCost} from '../../../source/jobs/post.js';
import {LedgerWriter} from '../../../source/store/ledgers.js';
import {
  defaultDimension,
  dimensionSetEntry,
  glEntry,
  glItemLedgerRelation,
  glRegister,
  prodOrderLine,
  type ValueEntry,
  valueEntry,
} from '../../../source/store/tables/index.js';
import {onEachDatabase} from '../../support/databases.js';
import {
  ACCOUNTS,
  balances,
  capacityOf,
  glLines,
  insertEntries,
  postingCompany,
  valueEntryOf,
} from '../../support/posting.js';

onEachDatabase(open => {
  async function company(): Promise<JobContext> {
    const context = await open();
    await postingCompany(context.database);
    return context;
  }

  /** Inserts and posts groups of entries in one transaction, a call a group. */
  const insertAndPost = (context: JobContext, ...groups: Partial<ValueEntry>[][]) =>
    context.database.transaction(async transaction => {
      const writer = new LedgerWriter(transaction);
      const results = [];
      for (const entries of groups) {
        await writer.insertValueEntries(entries);
        results.push(await postAutomatically(context, transaction, writer, entries));
      }
      await writer.finish();
      return results;
    });

  const findings = async (context: JobContext, entry: Partial<ValueEntry>): Promise<string[]> =>
    context.database.transaction(async transaction =>
      (await checkPosting(context, transaction, [{entryNo: 1, ...entry}])).map(({finding}) =>
        [finding.code, finding.field].filter(Boolean).join(' '),
      ),
    );

  describe('automatic posting', () => {
    it('posts entries in their own transaction, with one register for all of it', async () => {
      const context = await company();
      const results = await insertAndPost(
        context,
        [{...valueEntryOf({actual: '100'}), entryNo: 1}],
        [{...valueEntryOf({itemLedgerEntryType: 'Sale', actual: '-40'}), entryNo: 2}],
      );
      expect(results).toEqual([
        {registerNo: 1, glEntryNos: [1, 2]},
        {registerNo: 1, glEntryNos: [3, 4]},
      ]);
      expect(await glLines(context)).toEqual([
        'Inventory 100.00',
        'Direct Cost Applied -100.00',
        'Inventory -40.00',
        'COGS 40.00',
      ]);
      expect(await context.database.read(glRegister)).toMatchObject([
        {no: 1, fromEntryNo: 1, toEntryNo: 4, sourceCode: 'INVTPCOST', userId: 'TESTER', creationDate: '2026-01-31'},
      ]);
      expect(await context.database.read(glItemLedgerRelation)).toHaveLength(4);
      const report = await postInventoryCost(context, {method: 'per-entry', documentNo: '', filters: {}, post: true});
      expect(report.rows).toEqual([]);
    });

    it('refuses a missing account, naming entry and field, and keeps nothing', async () => {
      const context = await company();
      await context.database.run(`update "general_posting_setup" set "cogs_account" = ''`);
      const refused = await insertAndPost(context, [
        {...valueEntryOf({itemLedgerEntryType: 'Sale', actual: '-40'}), entryNo: 1},
      ]).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(PostingRefusal);
      expect((refused as PostingRefusal).findings).toMatchObject([
        {valueEntryNo: 1, finding: {code: 'missing-account', field: 'COGS Account'}},
      ]);
      expect(await context.database.read(valueEntry)).toEqual([]);
      expect(await context.database.read(glEntry)).toEqual([]);
    });

    it('lets a receipt already need the accounts of its invoice (the dummy check)', async () => {
      const context = await company();
      await context.database.run(`update "general_posting_setup" set "direct_cost_applied_account" = ''`);
      expect(await findings(context, valueEntryOf({expectedCost: true, expected: '95'}))).toEqual([
        'missing-account Direct Cost Applied Account',
      ]);
      expect(await findings(context, valueEntryOf({}))).toEqual(['missing-account Direct Cost Applied Account']);
      expect(await findings(context, valueEntryOf({adjustment: true}))).toEqual([]);
    });

    it('does not try what is not inventoriable, nor items of no value unless cost adjustment made the entry', async () => {
      const context = await company();
      await context.database.run(`update "general_posting_setup" set "cogs_account" = ''`);
      const sale = valueEntryOf({itemLedgerEntryType: 'Sale', actual: '-1'});
      expect(await findings(context, {...sale, inventoriable: false})).toEqual([]);
      await context.database.run(`update "item" set "inventory_value_zero" = 1`);
      expect(await findings(context, sale)).toEqual([]);
      expect(await findings(context, {...sale, adjustment: true})).toEqual(['missing-account COGS Account']);
    });

    it('lets dimension rules refuse', async () => {
      const context = await company();
      await context.database.insert(defaultDimension, [
        {
          tableId: 15,
          no: ACCOUNTS.COGS,
          dimensionCode: 'DEPARTMENT',
          valuePosting: 'Code Mandatory',
          allowedValuesFilter: 'S*',
        },
      ]);
      await context.database.insert(dimensionSetEntry, [
        {dimensionSetId: 1, dimensionCode: 'DEPARTMENT', dimensionValueCode: 'SALES'},
        {dimensionSetId: 2, dimensionCode: 'DEPARTMENT', dimensionValueCode: 'PROD'},
      ]);
      const sale = valueEntryOf({itemLedgerEntryType: 'Sale', actual: '-1'});
      expect(await findings(context, sale)).toEqual(['dimension']);
      expect(await findings(context, {...sale, dimensionSetId: 1})).toEqual([]);
      expect(await findings(context, {...sale, dimensionSetId: 2})).toEqual(['dimension']);
    });

    it('gives an order the same G/L, whether its cost was posted before or after it was finished without output', async () => {
      const cost = [
        valueEntryOf({
          itemLedgerEntryType: 'Consumption',
          orderType: 'Production',
          orderNo: 'P1',
          orderLineNo: 10000,
          sourceType: 'Item',
          sourceNo: 'B',
          genBusPostingGroup: '',
          actual: '-60',
        }),
        capacityOf({actual: '25'}),
        capacityOf({entryType: 'Indirect Cost', actual: '5'}),
      ];
      const finish = (context: JobContext) =>
        context.database.insert(prodOrderLine, [{status: 'Finished', prodOrderNo: 'P1', lineNo: 10000, itemNo: 'B'}]);
      const allow = async () => {
        const context = await company();
        await context.database.run('update "manufacturing_setup" set "allow_finishing_prod_order_with_no_output" = 1');
        await insertEntries(context, cost);
        return context;
      };
      const post = (context: JobContext) =>
        postInventoryCost(context, {method: 'per-entry', documentNo: '', filters: {}, post: true});

      const after = await allow();
      await finish(after);
      await post(after);
      const expected = await balances(after);
      expect(expected).toEqual({
        Inventory: '-60.00',
        'Inventory Adjmt.': '90.00',
        'Direct Cost Applied': '-25.00',
        'Overhead Applied': '-5.00',
      });

      const before = await allow();
      await post(before);
      expect((await balances(before))['WIP Inventory']).toBe('90.00');
      await finish(before);
      const made = await before.database.transaction(async transaction => {
        const writer = new LedgerWriter(transaction);
        const numbers = await repairFinishedWithoutOutput(before, transaction, writer, {
          orderNo: 'P1',
          postingDate: '2026-02-01',
        });
        await writer.finish();
        return numbers;
      });
      expect(made).toEqual([7, 8, 9, 10, 11, 12]);
      expect(await balances(before)).toEqual(expected);
      expect(await glLines(before, 'date')).toContain('Inventory Adjmt. 60.00 2026-02-01');
      expect(await before.database.read(glRegister)).toMatchObject([{no: 1}, {no: 2, fromEntryNo: 7, toEntryNo: 12}]);
    });
  });
});
