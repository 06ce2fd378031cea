import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {scaled} from '../../../source/domain/money.js';
import type {Refusal} from '../../../source/errors.js';
import type {JobContext} from '../../../source/jobs/job.js';
import {type PostingMethod, postInventoryCost, type PostReport, reportLines} from '../../../source/jobs/post.js';
import {testPosting} from '../../../source/jobs/test-posting.js';
import {LedgerWriter} from '../../../source/store/ledgers.js';
import {
  accountingPeriod,
  defaultDimension,
  dimensionCombination,
  dimensionSetEntry,
  dimensionValueCombination,
  glEntry,
  glItemLedgerRelation,
  glRegister,
  postValueEntryToGl,
  userSetup,
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

const sale = (given: Parameters<typeof valueEntryOf>[0]) => valueEntryOf({itemLedgerEntryType: 'Sale', ...given});

const post = (
  context: JobContext,
  method: PostingMethod = 'per-entry',
  filters = {},
  write = true,
): Promise<PostReport> =>
  postInventoryCost(context, {method, documentNo: method === 'per-entry' ? '' : 'run1', filters, post: write});

/** `3: missing-account COGS Account` of every skipped entry. */
const skipped = (report: PostReport): string[] =>
  report.skipped.flatMap(({entry, findings}) =>
    findings.map(({code, field}) => `${entry.entryNo}: ${[code, field].filter(Boolean).join(' ')}`),
  );

onEachDatabase((open, name) => {
  async function company(entries: readonly Partial<ValueEntry>[] = [], expectedPosting = false): Promise<JobContext> {
    const context = await open();
    await postingCompany(context.database);
    await context.database.run('update "inventory_setup" set "expected_cost_posting_to_gl" = ?', [expectedPosting]);
    await insertEntries(context, entries);
    return context;
  }

  describe('posting per entry', () => {
    it('writes the header of a G/L entry from the value entry, with relations, register and posted amounts', async () => {
      const context = await company([
        valueEntryOf({
          actual: '100',
          sourceNo: 'V-100',
          documentNo: 'INV-1',
          externalDocumentNo: 'EXT',
          reasonCode: 'R',
          jobNo: 'J1',
          orderNo: 'P9',
          vatDate: '2026-01-06',
          dimensionSetId: 4,
          postingDate: '2026-03-14',
        }),
      ]);
      await context.database.insert(dimensionSetEntry, [
        {dimensionSetId: 4, dimensionCode: 'DEPARTMENT', dimensionValueCode: 'SALES'},
        {dimensionSetId: 4, dimensionCode: 'PROJECT', dimensionValueCode: 'X'},
      ]);
      await context.database.run(
        `update "general_ledger_setup" set "global_dimension1_code" = 'PROJECT', "global_dimension2_code" = 'AREA'`,
      );
      await context.database.insert(postValueEntryToGl, [{valueEntryNo: 1, itemNo: 'A', postingDate: '2026-03-14'}]);
      const report = await post(context);
      expect(report).toMatchObject({posted: true, registerNo: 1, glEntryNos: [1, 2]});
      expect(await context.database.read(glEntry)).toMatchObject([
        {
          entryNo: 1,
          glAccountNo: '2110',
          postingDate: '2026-03-14',
          documentType: '',
          documentNo: 'INV-1',
          externalDocumentNo: 'EXT',
          description: 'Direct Cost V-100 on 03/14/26',
          amount: scaled(100),
          debitAmount: scaled(100),
          creditAmount: 0n,
          sourceCode: 'INVTPCOST',
          systemCreatedEntry: true,
          genBusPostingGroup: '',
          reasonCode: 'R',
          jobNo: 'J1',
          prodOrderNo: 'P9',
          vatDate: '2026-01-06',
          dimensionSetId: 4,
          globalDimension1Code: 'X',
          globalDimension2Code: '',
          transactionNo: 1,
          glRegisterNo: 1,
          priorYearEntry: false,
          userId: 'TESTER',
        },
        {
          entryNo: 2,
          glAccountNo: '7291',
          amount: scaled(-100),
          debitAmount: 0n,
          creditAmount: scaled(100),
          transactionNo: 1,
        },
      ]);
      expect(await context.database.read(glItemLedgerRelation)).toEqual([
        {glEntryNo: 1, valueEntryNo: 1, glRegisterNo: 1},
        {glEntryNo: 2, valueEntryNo: 1, glRegisterNo: 1},
      ]);
      expect(await context.database.read(glRegister)).toMatchObject([
        {no: 1, fromEntryNo: 1, toEntryNo: 2, sourceCode: 'INVTPCOST'},
      ]);
      expect((await context.database.read(valueEntry))[0]).toMatchObject({costPostedToGl: scaled(100)});
      expect(await context.database.read(postValueEntryToGl)).toEqual([]);
    });

    it('goes by item, posting date and entry number; capacity last, by order', async () => {
      const context = await company([
        capacityOf({actual: '1', orderNo: 'P2'}),
        valueEntryOf({itemNo: 'B', actual: '2'}),
        valueEntryOf({actual: '3', postingDate: '2026-02-01'}),
        capacityOf({actual: '4', orderNo: 'P1', orderLineNo: 20000}),
        valueEntryOf({actual: '5', postingDate: '2026-01-01'}),
        capacityOf({actual: '6', orderNo: 'P1', orderLineNo: 10000}),
        capacityOf({actual: '7', orderType: 'Assembly', orderNo: 'A1'}),
      ]);
      const report = await post(context);
      expect(report.rows.map(({entry}) => entry.entryNo)).toEqual([5, 3, 2, 6, 4, 1, 7]);
    });

    it('posts nothing when it is run again, and the difference when a cost was corrected', async () => {
      const context = await company([valueEntryOf({actual: '100'})]);
      await context.database.transaction(async transaction => {
        const writer = new LedgerWriter(transaction);
        await writer.setPostedAmounts([{valueEntryNo: 1, costPostedToGl: scaled(30)}]);
        await writer.finish();
      });
      await post(context);
      expect(await glLines(context)).toEqual(['Inventory 70.00', 'Direct Cost Applied -70.00']);
      expect(await post(context)).toMatchObject({rows: [], skipped: [], registerNo: undefined, glEntryNos: []});
      expect(await context.database.read(glRegister)).toHaveLength(1);
    });

    it('passes over what is not inventoriable and what has no amount', async () => {
      const context = await company([valueEntryOf({actual: '5', inventoriable: false}), valueEntryOf({})]);
      expect(await post(context)).toMatchObject({rows: [], skipped: []});
    });

    it('keeps an amount unposted that no rule takes, and posts the rest of the entry once', async () => {
      const revaluation = {itemLedgerEntryType: 'Transfer', entryType: 'Revaluation', genBusPostingGroup: ''} as const;
      const context = await company([valueEntryOf({...revaluation, actual: '5', expected: '3'})], true);
      await post(context);
      expect((await context.database.read(valueEntry))[0]).toMatchObject({
        costPostedToGl: scaled(5),
        expectedCostPostedToGl: 0n,
      });
      expect(await post(context)).toMatchObject({rows: [], skipped: []});
      expect(await balances(context)).toEqual({Inventory: '5.00', 'Inventory Adjmt.': '-5.00'});
    });

    it('carries the additional reporting currency as it is, also alone', async () => {
      const context = await company([
        valueEntryOf({actual: '10', costAmountActualAcy: scaled(-1)}),
        valueEntryOf({costAmountActualAcy: scaled(2)}),
      ]);
      await post(context);
      expect(
        (await context.database.read(glEntry)).map(({amount, additionalCurrencyAmount: acy}) => [
          amount / 100000n,
          acy / 100000n,
        ]),
      ).toEqual([
        [10n, -1n],
        [-10n, 1n],
        [0n, 2n],
        [0n, -2n],
      ]);
      expect(await post(context)).toMatchObject({rows: []});
    });

    it('marks entries before the first open fiscal year', async () => {
      const context = await company([
        valueEntryOf({actual: '1', postingDate: '2025-12-31'}),
        valueEntryOf({actual: '1', postingDate: '2026-01-01'}),
      ]);
      await context.database.insert(accountingPeriod, [
        {startingDate: '2025-01-01', newFiscalYear: true, closed: true},
        {startingDate: '2026-01-01', newFiscalYear: true},
      ]);
      await post(context);
      expect((await context.database.read(glEntry)).map(({priorYearEntry}) => priorYearEntry)).toEqual([
        true,
        true,
        false,
        false,
      ]);
    });

    it('takes the inventory group of the produced item for WIP, its own where that item is gone', async () => {
      const context = await company([
        valueEntryOf({itemLedgerEntryType: 'Consumption', actual: '-1', sourceType: 'Item', sourceNo: 'B'}),
        valueEntryOf({itemLedgerEntryType: 'Consumption', actual: '-1', sourceType: 'Item', sourceNo: 'GONE'}),
      ]);
      await context.database.run(
        `update "inventory_posting_setup" set "wip_account" = '2141' where "invt_posting_group_code" = 'FINISHED'`,
      );
      await context.database.run(`insert into "gl_account" ("no") values ('2141')`);
      await post(context);
      expect(await glLines(context)).toEqual(['Inventory -1.00', '2141 1.00', 'Inventory -1.00', 'WIP Inventory 1.00']);
    });

    it('posts non-inventory cost only while it is included in produced items, and reports none of it before', async () => {
      const nonInventory = valueEntryOf({
        itemLedgerEntryType: 'Output',
        entryType: 'Direct Cost - Non Inventory',
        actual: '9',
        genBusPostingGroup: '',
      });
      const context = await company([nonInventory]);
      expect(await post(context)).toMatchObject({rows: [], skipped: []});
      await context.database.run(
        'update "manufacturing_setup" set "include_non_inventory_items_to_produced_items" = 1',
      );
      await post(context);
      expect(await glLines(context)).toEqual(['Inventory 9.00', 'Direct Cost Non-Inventory Applied -9.00']);
    });
  });

  describe('skipped entries', () => {
    it('have every reason, in the order of the contract, and do not stop the others', async () => {
      const context = await company([
        sale({actual: '-1'}),
        valueEntryOf({actual: '1', locationCode: 'NOWHERE'}),
        valueEntryOf({actual: '1', genBusPostingGroup: ''}),
        valueEntryOf({actual: '1'}),
        valueEntryOf({entryType: 'Indirect Cost', actual: '1'}),
        valueEntryOf({entryType: 'Variance', varianceType: 'Purchase', actual: '1'}),
        sale({entryType: 'Indirect Cost', actual: '1', genProdPostingGroup: 'UNKNOWN'}),
        valueEntryOf({entryType: 'Rounding', actual: '1', expectedCost: true, expected: '1'}),
      ]);
      const {database} = context;
      await database.run(
        `update "general_posting_setup" set "cogs_account" = '' where "gen_bus_posting_group" = 'DOMESTIC'`,
      );
      await database.run(`update "general_posting_setup" set "blocked" = 1 where "gen_bus_posting_group" = ''`);
      await database.run(
        `update "general_posting_setup" set "overhead_applied_account" = '4711', "purchase_variance_account" = '7294' where "gen_bus_posting_group" = 'DOMESTIC'`,
      );
      await database.run(`insert into "gl_account" ("no", "account_type", "blocked") values ('7294', 'Total', 1)`);
      await database.run('update "inventory_setup" set "expected_cost_posting_to_gl" = 1');
      const report = await post(context);
      expect(skipped(report)).toEqual([
        '1: missing-account COGS Account',
        '2: missing-setup',
        '3: blocked-setup',
        '5: account-not-found Overhead Applied Account',
        '6: blocked-account Purchase Variance Account',
        '6: account-type Purchase Variance Account',
        '7: missing-setup',
        '7: no-rule',
        '8: expected-not-allowed',
      ]);
      expect(await glLines(context)).toEqual(['Inventory 1.00', 'Direct Cost Applied -1.00']);
      const test = await testPosting(context, {method: 'per-entry', documentNo: '', filters: {}});
      expect(
        test.rows.flatMap(({entry, findings}) =>
          findings.map(({code, field}) => `${entry.entryNo}: ${[code, field].filter(Boolean).join(' ')}`),
        ),
      ).toEqual(skipped(report));
    });

    it('of all lines of an entry: one missing account keeps all of it back', async () => {
      const context = await company([valueEntryOf({expected: '-95', actual: '100'})], true);
      await context.database.run(`update "general_posting_setup" set "invt_accrual_acc_interim" = ''`);
      expect(skipped(await post(context))).toEqual(['1: missing-account Invt. Accrual Acc. (Interim)']);
      expect(await glLines(context)).toEqual([]);
      await context.database.run(
        `update "general_posting_setup" set "invt_accrual_acc_interim" = '${ACCOUNTS['Invt. Accrual (Interim)']}'`,
      );
      expect(skipped(await post(context))).toEqual([]);
      expect(await glLines(context)).toHaveLength(4);
    });

    it('wait for the range of allowed dates, which the user has before the company', async () => {
      const context = await company([
        valueEntryOf({actual: '1', postingDate: '2025-12-31'}),
        valueEntryOf({actual: '1', postingDate: '2026-01-01'}),
        valueEntryOf({actual: '1', postingDate: '2026-02-01'}),
      ]);
      await context.database.run(`update "general_ledger_setup" set "allow_posting_from" = '2030-01-01'`);
      await context.database.insert(userSetup, [
        {userId: 'tester', allowPostingFromDateFormula: '<-CM>', allowPostingTo: '2026-01-31'},
      ]);
      expect(skipped(await post(context))).toEqual(['1: date-not-allowed', '3: date-not-allowed']);
      await context.database.run('delete from "user_setup"');
      expect(skipped(await post(context))).toEqual(['1: date-not-allowed', '3: date-not-allowed']);
      await context.database.run(`update "general_ledger_setup" set "allow_posting_from" = ''`);
      expect(skipped(await post(context))).toEqual([]);
    });
  });

  describe('dimension rules', () => {
    it('do not stop the batch, which tells them; the test report warns of them', async () => {
      const context = await company([
        sale({actual: '-1', dimensionSetId: 1}),
        sale({actual: '-1', dimensionSetId: 2}),
        sale({actual: '-1'}),
      ]);
      await context.database.insert(dimensionSetEntry, [
        {dimensionSetId: 1, dimensionCode: 'AREA', dimensionValueCode: 'N'},
        {dimensionSetId: 1, dimensionCode: 'DEPARTMENT', dimensionValueCode: 'SALES'},
        {dimensionSetId: 2, dimensionCode: 'AREA', dimensionValueCode: 'S'},
        {dimensionSetId: 2, dimensionCode: 'DEPARTMENT', dimensionValueCode: 'SALES'},
      ]);
      await context.database.insert(dimensionCombination, [
        {dimension1Code: 'DEPARTMENT', dimension2Code: 'AREA', combinationRestriction: 'Limited'},
      ]);
      await context.database.insert(dimensionValueCombination, [
        {dimension1Code: 'DEPARTMENT', dimension1ValueCode: 'SALES', dimension2Code: 'AREA', dimension2ValueCode: 'N'},
      ]);
      await context.database.insert(defaultDimension, [
        {tableId: 15, no: ACCOUNTS.COGS, dimensionCode: 'DEPARTMENT', valuePosting: 'Code Mandatory'},
        {tableId: 15, no: '', dimensionCode: 'AREA', valuePosting: 'Same Code', dimensionValueCode: 'S'},
      ]);
      const test = await testPosting(context, {method: 'per-entry', documentNo: '', filters: {}});
      const warned = test.rows.flatMap(({entry, findings}) =>
        findings.map(({code, message}) => [entry.entryNo, code, message.key]),
      );
      const wanted = [
        [1, 'value-combination'],
        [1, 'same-code'],
        [1, 'same-code'],
        [3, 'same-code'],
        [3, 'mandatory'],
        [3, 'same-code'],
      ];
      expect(warned).toEqual(wanted.map(([no, key]) => [no, 'dimension', `posting.dimension.${key}`]));
      const report = await post(context);
      expect(report.rows).toHaveLength(3);
      expect(
        report.dimensionOverrides.map(({valueEntryNo, message}) => [valueEntryNo, message.key.split('.').at(-1)]),
      ).toEqual(wanted);
    });
  });

  describe('posting per posting group', () => {
    it('merges by the nine fields, and keeps signs and dates apart', async () => {
      const context = await company([
        sale({actual: '-3', postingDate: '2026-01-31', documentNo: 'S1', sourceNo: 'C1'}),
        sale({actual: '-4', postingDate: '2026-01-31', documentNo: 'S2'}),
        sale({actual: '5', postingDate: '2026-01-31'}),
        sale({actual: '-6', postingDate: '2026-02-01'}),
        sale({actual: '-7', postingDate: '2026-01-31', locationCode: 'BLUE'}),
        sale({actual: '-8', postingDate: '2026-01-31', dimensionSetId: 1}),
      ]);
      const report = await post(context, 'per-posting-group');
      expect(await glLines(context, 'date')).toEqual([
        'Inventory 5.00 2026-01-31',
        'Inventory -7.00 2026-01-31',
        'Inventory -8.00 2026-01-31',
        'Inventory -7.00 2026-01-31',
        'COGS 7.00 2026-01-31',
        'COGS -5.00 2026-01-31',
        'COGS 8.00 2026-01-31',
        'COGS 7.00 2026-01-31',
        'Inventory -6.00 2026-02-01',
        'COGS 6.00 2026-02-01',
      ]);
      const entries = await context.database.read(glEntry);
      expect(
        new Set(
          entries.map(
            ({documentNo, transactionNo, externalDocumentNo}) => `${documentNo} ${transactionNo} ${externalDocumentNo}`,
          ),
        ),
      ).toEqual(new Set(['RUN1 1 ']));
      expect(entries[0]?.description).toBe('Inventory - COGS, ,RESALE,DOMESTIC,RETAIL');
      expect(report.groups[1]?.line.valueEntryNos).toEqual([1, 2]);
      expect(await context.database.read(glItemLedgerRelation, {where: '"gl_entry_no" = 2'})).toMatchObject([
        {valueEntryNo: 1},
        {valueEntryNo: 2},
      ]);
      expect(await post(context, 'per-posting-group')).toMatchObject({rows: []});
    });

    it('needs a document number, which posting per entry refuses', async () => {
      const context = await company();
      const refused = (method: PostingMethod, documentNo: string) =>
        postInventoryCost(context, {method, documentNo, filters: {}, post: true}).catch((error: Refusal) => error.code);
      expect(await refused('per-posting-group', '')).toBe('document-no-required');
      expect(await refused('per-posting-group', '  ')).toBe('document-no-required');
      expect(await refused('per-entry', 'X')).toBe('document-no-not-allowed');
    });
  });

  it('reports the same without posting, and writes nothing', async () => {
    const context = await company([valueEntryOf({actual: '1'}), sale({actual: '-1', locationCode: 'NOWHERE'})]);
    const dry = await post(context, 'per-entry', {}, false);
    expect(await context.database.read(glEntry)).toEqual([]);
    const real = await post(context);
    const plain = ({dimensionsOf: _, ...report}: PostReport) => ({
      ...report,
      lines: [...reportLines({...report, dimensionsOf: _})],
    });
    expect(plain(dry)).toEqual({...plain(real), posted: false});
  });

  it('posts only what the filters let through', async () => {
    const context = await company([
      valueEntryOf({actual: '1', postingDate: '2026-01-01'}),
      valueEntryOf({actual: '2', postingDate: '2026-01-15'}),
      valueEntryOf({actual: '3', itemNo: 'B'}),
      capacityOf({actual: '4'}),
      valueEntryOf({actual: '5', locationCode: 'RED'}),
    ]);
    const numbers = async (filters: object) =>
      (await post(context, 'per-entry', filters, false)).rows.map(({entry}) => entry.entryNo);
    expect(await numbers({from: '2026-01-02', to: '2026-01-14'})).toEqual([5, 3, 4]);
    expect(await numbers({item: 'A'})).toEqual([1, 5, 2]);
    expect(await numbers({location: 'RED|BLUE'})).toEqual([5]);
  });

  it('leaves nothing behind where it is interrupted', async () => {
    const context = await company([valueEntryOf({actual: '1'})]);
    const interrupt = new AbortController();
    interrupt.abort();
    await expect(post({...context, signal: interrupt.signal})).rejects.toThrow('interrupted');
    expect(await context.database.read(glEntry)).toEqual([]);
    expect((await context.database.read(valueEntry))[0]?.costPostedToGl).toBe(0n);
  });

  describe('always', () => {
    const anyEntry = fc
      .record({
        type: fc.constantFrom(
          'Purchase',
          'Sale',
          'Positive Adjmt.',
          'Transfer',
          'Consumption',
          'Output',
          'Assembly Output',
          '',
        ),
        entryType: fc.constantFrom('Direct Cost', 'Revaluation', 'Rounding', 'Indirect Cost', 'Variance'),
        varianceType: fc.constantFrom('', 'Purchase', 'Material'),
        cents: fc.integer({min: -999_99, max: 999_99}),
        expectedCents: fc.integer({min: -5, max: 5}),
        acy: fc.integer({min: -2, max: 2}),
        location: fc.constantFrom('', 'BLUE', 'NOWHERE'),
        day: fc.integer({min: 1, max: 3}),
        dimensionSetId: fc.integer({min: 0, max: 2}),
      })
      .map(({type, entryType, varianceType, cents, expectedCents, acy, location, day, dimensionSetId}) => ({
        ...valueEntryOf({
          itemLedgerEntryType: type as ValueEntry['itemLedgerEntryType'],
          itemLedgerEntryNo: type === '' ? 0 : 1,
          itemNo: type === '' ? '' : 'A',
          entryType: entryType as ValueEntry['entryType'],
          varianceType: varianceType as ValueEntry['varianceType'],
          locationCode: location,
          postingDate: `2026-01-0${day}`,
          documentNo: `D${day}`,
          dimensionSetId,
        }),
        costAmountActual: BigInt(cents) * 1000n,
        costAmountExpected: BigInt(expectedCents) * 1000n,
        costAmountActualAcy: BigInt(acy) * 1000n,
      }));

    it('debits equal credits per document and date; a second run posts nothing; both methods give the same balances', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyEntry, {maxLength: 25}), fc.boolean(), async (entries, expectedPosting) => {
          const results = [];
          for (const method of ['per-entry', 'per-posting-group'] as const) {
            const context = await company(entries, expectedPosting);
            const report = await post(context, method);
            const sums = new Map<string, bigint>();
            for (const {documentNo, postingDate, amount} of await context.database.read(glEntry)) {
              const key = `${documentNo} ${postingDate}`;
              sums.set(key, (sums.get(key) ?? 0n) + amount);
            }
            expect([...sums.values()].filter(sum => sum !== 0n)).toEqual([]);
            const again = await post(context, method);
            expect(again.rows).toEqual([]);
            expect(skipped(again)).toEqual(skipped(report));
            const posted = new Set([...report.rows, ...report.skipped].map(({entry}) => entry.entryNo));
            expect(posted.size).toBe(report.rows.length + report.skipped.length);
            // What is in neither list has no amount left that a rule posts: nothing of it is in the G/L.
            const related = await context.database.read(glItemLedgerRelation);
            expect(related.every(({valueEntryNo}) => posted.has(valueEntryNo))).toBe(true);
            results.push(await balances(context));
          }
          expect(results[1]).toEqual(results[0]);
        }),
        {numRuns: name === 'sqlite' ? 12 : 4},
      );
    }, 120_000);
  });
});
