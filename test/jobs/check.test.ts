import stringWidth from 'string-width';
import {expect, it} from 'vitest';
import {checkJson, explainJson} from '../../source/commands/reconciliation-json.js';
import {checkText, explainText} from '../../source/commands/reconciliation-text.js';
import {scaled} from '../../source/domain/money.js';
import {matrixColumns, places} from '../../source/domain/reconciliation/places.js';
import type {JobContext} from '../../source/jobs/job.js';
import {postInventoryCost} from '../../source/jobs/post.js';
import {reconcile} from '../../source/jobs/reconcile.js';
import {LedgerWriter, nextEntryNo} from '../../source/store/ledgers.js';
import type {LedgerFilters} from '../../source/store/ledger-filters.js';
import {
  glAccount,
  inventorySetup,
  item,
  manufacturingSetup,
  prodOrderLine,
  type GlEntry,
} from '../../source/store/tables/index.js';
import {entityFor} from '../../source/store/entities.js';
import {Text} from '../../source/text.js';
import {onEachDatabase} from '../support/databases.js';
import {ACCOUNTS, capacityOf, insertEntries, postingCompany, valueEntryOf} from '../support/posting.js';

const march = (entry: ReturnType<typeof valueEntryOf>) => ({...entry, postingDate: '2026-03-10'});
const post = (context: JobContext, filters: LedgerFilters = {}) =>
  postInventoryCost(context, {method: 'per-entry', documentNo: '', filters, post: true});

async function insertGlEntries({database}: JobContext, entries: readonly Partial<GlEntry>[]): Promise<void> {
  await database.transaction(async transaction => {
    const first = await nextEntryNo(transaction, 'gl_entry');
    const writer = new LedgerWriter(transaction);
    await writer.insertGlEntries(
      entries.map((entry, index) => ({entryNo: first + index, postingDate: '2026-03-10', documentNo: 'GJ1', ...entry})),
    );
    await writer.finish();
  });
}

async function expectedPosting({database}: JobContext): Promise<void> {
  const entities = database.entityManager();
  const setup = await entities.findOneOrFail(entityFor(inventorySetup), {primaryKey: ''});
  Object.assign(setup, {expectedCostPostingToGl: true});
  await entities.flush();
}

const production = {orderType: 'Production', orderNo: 'P1', orderLineNo: 10000} as const;

/** The worked example of reconciliation.md 7. */
async function workedExample(context: JobContext): Promise<void> {
  await postingCompany(context.database);
  await context.database.insert(glAccount, [{no: '2910', name: 'Bank', accountType: 'Posting'}]);
  await expectedPosting(context);
  await insertEntries(
    context,
    [
      valueEntryOf({itemLedgerEntryNo: 1, expected: '95', expectedCost: true}),
      valueEntryOf({itemLedgerEntryNo: 1, expected: '-95', actual: '100'}),
      valueEntryOf({itemLedgerEntryNo: 2, itemLedgerEntryType: 'Sale', expected: '-40', expectedCost: true}),
      valueEntryOf({itemLedgerEntryNo: 3, itemLedgerEntryType: 'Consumption', actual: '-20', ...production}),
      capacityOf({actual: '5'}),
      valueEntryOf({
        itemLedgerEntryNo: 4,
        itemNo: 'B',
        itemLedgerEntryType: 'Output',
        expected: '22',
        expectedCost: true,
        inventoryPostingGroup: 'FINISHED',
        ...production,
      }),
    ].map(march),
  );
  await post(context);
  await insertEntries(context, [
    march(valueEntryOf({itemLedgerEntryNo: 5, itemLedgerEntryType: 'Sale', actual: '-30', documentNo: 'S3'})),
  ]);
  await insertGlEntries(context, [
    {glAccountNo: ACCOUNTS.Inventory, amount: scaled('7'), sourceCode: 'GENJNL'},
    {glAccountNo: '2910', amount: scaled('-7'), sourceCode: 'GENJNL'},
  ]);
}

const nonZero = (cells: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== '0.00'));

onEachDatabase(open => {
  it('shows the worked example of reconciliation.md 7, cell by cell', async () => {
    const context = await open();
    await workedExample(context);
    const json = checkJson(await reconcile(context, {}), context.text, false, true);
    const rows = json.rows
      .map(({warnings, ...row}) => nonZero(row))
      .filter(row => Object.keys(row).length > 3 || row['total']);
    expect(rows).toEqual([
      {name: 'Inventory To WIP', inventory: '20.00', wipInventory: '-20.00', glTotal: null, difference: null},
      {name: 'WIP To Interim', inventoryInterim: '-22.00', wipInventory: '22.00', glTotal: null, difference: null},
      {name: 'COGS (Interim)', inventoryInterim: '40.00', total: '40.00', glTotal: '40.00'},
      {name: 'Direct Cost Applied', inventory: '-100.00', wipInventory: '-5.00', total: '-105.00', glTotal: '-105.00'},
      {name: 'COGS', inventory: '30.00', total: '30.00', difference: '-30.00'},
    ]);
    expect(json.columns.map(({warnings, ...column}) => column)).toEqual([
      {name: 'Inventory', total: '50.00', glTotal: '87.00', difference: '37.00'},
      {name: 'Inventory (Interim)', total: '-18.00', glTotal: '-18.00', difference: '0.00'},
      {name: 'WIP Inventory', total: '3.00', glTotal: '3.00', difference: '0.00'},
    ]);
    const warnings = [...json.rows, ...json.columns].flatMap(({name, warnings}) =>
      warnings.map(({code, amount}) => `${name}: ${code} ${amount}`),
    );
    expect(warnings).toEqual([
      'COGS: cost-not-posted -30.00',
      'Inventory: cost-not-posted 30.00',
      'Inventory: direct-posting 7.00',
    ]);
    expect(json).toMatchObject({balanced: false, unattributed: {glTotal: '0.00', glEntries: 0}});
  });

  it('explains the worked example: 37 is 30 not posted and 7 booked by hand', async () => {
    const context = await open();
    await workedExample(context);
    const json = explainJson(await reconcile(context, {}), context.text, ['COGS', 'Inventory', 'WIP Inventory']);
    expect(json.rows).toMatchObject([
      {
        name: 'COGS',
        difference: '-30.00',
        causes: [{code: 'not-run', warning: 'cost-not-posted', amount: '-30.00', valueEntryNos: [7], glEntryNos: []}],
        unexplained: '0.00',
      },
      {
        name: 'Inventory',
        difference: '37.00',
        causes: [
          {code: 'not-run', amount: '30.00', valueEntryNos: [7], glEntryNos: []},
          {code: 'direct-posting', warning: 'direct-posting', amount: '7.00', valueEntryNos: [], glEntryNos: [15]},
        ],
        unexplained: '0.00',
      },
      {name: 'WIP Inventory', difference: '0.00', causes: [], unexplained: '0.00'},
    ]);
    await post(context);
    const after = await reconcile(context, {});
    expect(after.lines.filter(({difference}) => difference !== 0n)).toEqual([
      {name: 'Inventory', total: scaled('50'), glTotal: scaled('57'), difference: scaled('7')},
    ]);
    expect(after.causes.get('Inventory')).toMatchObject([{code: 'direct-posting', amount: scaled('7')}]);
  });

  it('filters both sides by date, also within a month and up to a closing date', async () => {
    const context = await open();
    await postingCompany(context.database);
    await insertEntries(
      context,
      ['2025-12-01', '2025-12-31', '2026-01-10', '2026-01-20', '2026-02-03'].map((postingDate, index) =>
        valueEntryOf({postingDate, actual: String(10 ** index)}),
      ),
    );
    await post(context);
    await insertGlEntries(context, [
      {glAccountNo: ACCOUNTS['Direct Cost Applied'], amount: scaled('11'), postingDate: '2025-12-31C'},
    ]);
    const inventory = async (filters: LedgerFilters) => {
      const {lines} = await reconcile(context, filters);
      const line = (name: string) => lines.find(each => each.name === name);
      return [line('Inventory')?.total, line('Inventory')?.glTotal, line('Direct Cost Applied')?.difference].map(
        amount => Number(amount) / 100_000,
      );
    };
    expect(await inventory({to: '2025-12-31'})).toEqual([11, 11, 0]);
    expect(await inventory({to: '2025-12-31C'})).toEqual([11, 11, 11]);
    expect(await inventory({from: '2025-12-02', to: '2026-01-10'})).toEqual([110, 110, 11]);
    expect(await inventory({from: '2026-01-01', to: '2026-01-31'})).toEqual([1100, 1100, 0]);
    expect(await inventory({from: '2026-01-15', to: '2026-01-25'})).toEqual([1000, 1000, 0]);
    expect(await inventory({from: '2026-01-20'})).toEqual([11000, 11000, 0]);
    expect(await inventory({from: '2025-12-20', to: '2026-02-02'})).toEqual([1110, 1110, 11]);
    expect(await inventory({from: '2026-02-01', to: '2026-01-01'})).toEqual([0, 0, 0]);
  });

  it('filters both sides by item and location, and tells what cannot be attributed', async () => {
    const context = await open();
    await workedExample(context);
    const found = await reconcile(context, {item: 'A'});
    const line = (name: string) => found.lines.find(each => each.name === name);
    expect(line('Inventory')).toMatchObject({total: scaled('50'), glTotal: scaled('80'), difference: scaled('30')});
    expect(line('WIP Inventory')).toMatchObject({total: scaled('20'), glTotal: scaled('20')});
    expect(found.unattributed).toEqual({glTotal: scaled('7'), glEntries: 1});
    expect(found.causes.get('Inventory')).toMatchObject([{code: 'not-run', amount: scaled('30')}]);
    const elsewhere = await reconcile(context, {location: 'BLUE|RED'});
    expect(elsewhere.lines.every(each => each.total === 0n && each.glTotal === 0n)).toBe(true);
  });

  it('moves the cost of an order finished without output to Inventory Adjmt.', async () => {
    const context = await open();
    const {database} = context;
    await postingCompany(database);
    const entities = database.entityManager();
    const setup = await entities.findOneOrFail(entityFor(manufacturingSetup), {primaryKey: ''});
    Object.assign(setup, {allowFinishingProdOrderWithNoOutput: true});
    await entities.flush();
    await database.insert(prodOrderLine, [{status: 'Finished', prodOrderNo: 'P1', lineNo: 10000, finishedQtyBase: 0n}]);
    await insertEntries(context, [
      valueEntryOf({itemLedgerEntryNo: 3, itemLedgerEntryType: 'Consumption', actual: '-60', ...production}),
      capacityOf({actual: '25'}),
    ]);
    await post(context);
    const found = await reconcile(context, {});
    expect(found.lines.filter(({total, difference}) => total !== 0n || difference !== 0n)).toEqual([
      {name: 'Direct Cost Applied', total: scaled('-25'), glTotal: scaled('-25'), difference: 0n},
      {name: 'Inventory Adjmt.', total: scaled('85'), glTotal: scaled('85'), difference: 0n},
      {name: 'Inventory', total: scaled('-60'), glTotal: scaled('-60'), difference: 0n},
    ]);
    expect([...found.causes.values()].flat()).toEqual([]);
    expect(found.projection.cells['Inventory Adjmt.']['WIP Inventory']).toBe(scaled('85'));
  });

  it('says why posting would skip what is not posted', async () => {
    const context = await open();
    await postingCompany(context.database);
    await insertEntries(context, [
      valueEntryOf({actual: '10', genBusPostingGroup: 'NONE'}),
      valueEntryOf({actual: '20'}),
    ]);
    const found = await reconcile(context, {});
    expect(found.causes.get('Inventory')).toMatchObject([
      {code: 'skipped', finding: 'missing-setup', amount: scaled('-10'), valueEntryNos: [1]},
      {code: 'not-run', amount: scaled('-20'), valueEntryNos: [2]},
    ]);
  });

  it('tells which items wait for cost adjustment', async () => {
    const context = await open();
    await context.database.insert(item, [
      {no: 'A', costIsAdjusted: false},
      {no: 'B', costIsAdjusted: true},
    ]);
    const {information} = checkJson(await reconcile(context, {}), context.text, true, true);
    expect(information).toMatchObject([{code: 'cost-not-adjusted', itemNos: ['A']}]);
    expect((await reconcile(context, {item: 'B'})).itemsToAdjust).toEqual([]);
  });

  it('keeps to 80 columns in Norwegian and with hundreds of millions, and breaks headings and names, no figure', async () => {
    const context = await open();
    await workedExample(context);
    await insertEntries(context, [
      march(valueEntryOf({itemLedgerEntryNo: 6, expected: '987654321.09', expectedCost: true})),
      march(valueEntryOf({itemLedgerEntryNo: 7, actual: '-876543210.98'})),
      march(capacityOf({actual: '-765432109.87'})),
    ]);
    const found = await reconcile(context, {});
    for (const language of ['en', 'nb'] as const) {
      const text = new Text(language);
      const shown = checkText(found, text, false, true).split('\n');
      expect(shown.filter(line => stringWidth(line) > 80)).toEqual([]);
      for (const {name, total, difference} of found.lines) {
        if (!matrixColumns.some(column => column === name)) continue;
        expect(shown.filter(line => line.includes(text.amount(total))).length, name).toBeGreaterThan(0);
        if (difference !== 0n) expect(shown.join('\n')).toContain(text.amount(difference));
      }
    }
    expect(checkText(found, new Text('nb'), false, true).split('\n').slice(3, 7)).toEqual([
      '                                                       Lager            VIA -',
      'Navn                             Beholdning    (midlertidig)       beholdning',
      'Lager til VIA                         20,00                            -20,00',
      'VIA til midlertidig                                   -22,00            22,00',
    ]);
  });

  it('reads on a page of 80 columns', async () => {
    const context = await open();
    await workedExample(context);
    const found = await reconcile(context, {from: '2026-01-01', to: '2026-12-31'});
    const texts = [checkText(found, context.text, false, true), explainText(found, context.text, places)];
    for (const line of texts.join('\n').split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(texts[0]).toMatchInlineSnapshot(`
      "Inventory - G/L Reconciliation
      dates 2026-01-01..2026-12-31

      Name                             Inventory  Inventory (Interim)  WIP Inventory
      Inventory To WIP                     20.00                              -20.00
      WIP To Interim                                           -22.00          22.00
      COGS (Interim)                                            40.00
      Direct Cost Applied                -100.00                               -5.00
      Overhead Applied
      Inventory Adjmt.
      Invt. Accrual (Interim)
      COGS                                 30.00
      Purchase Variance
      Material Variance
      Material Non-Inventory Variance
      Capacity Variance
      Subcontracted Variance
      Capacity Overhead Variance
      Mfg. Overhead Variance
      Total                                50.00               -18.00           3.00
      G/L Total                            87.00               -18.00           3.00
      Difference                           37.00

      Name                               Total  G/L Total  Difference
      Inventory To WIP
      WIP To Interim
      COGS (Interim)                     40.00      40.00
      Direct Cost Applied              -105.00    -105.00
      Overhead Applied
      Inventory Adjmt.
      Invt. Accrual (Interim)
      COGS                               30.00                 -30.00
      Purchase Variance
      Material Variance
      Material Non-Inventory Variance
      Capacity Variance
      Subcontracted Variance
      Capacity Overhead Variance
      Mfg. Overhead Variance

      Warning:
      COGS       Post Cost to G/L  -30.00
      Inventory  Post Cost to G/L   30.00
      Inventory  Direct Posting      7.00

      2 rows and columns differ.
      tieout explain names the entries that make the differences.
      "
    `);
    expect(texts[1]).toMatchInlineSnapshot(`
      "Inventory - G/L Reconciliation
      dates 2026-01-01..2026-12-31

      COGS                                                                      -30.00
        Post Cost to G/L (not-run)                                              -30.00
          The cost of these value entries is not posted yet.
          Value entries (1): 7
          Remedy: Adjust costs, then post inventory cost to the G/L: tieout adjust,
          tieout post.

      Inventory                                                                  37.00
        Post Cost to G/L (not-run)                                               30.00
          The cost of these value entries is not posted yet.
          Value entries (1): 7
          Remedy: Adjust costs, then post inventory cost to the G/L: tieout adjust,
          tieout post.
        Direct Posting (direct-posting)                                           7.00
          Someone posted to the account in the G/L, without the subledger.
          G/L entries (1): 15
          Remedy: Reverse the entries or post the same in the subledger; block direct
          posting on the account.
      "
    `);
  });
});
