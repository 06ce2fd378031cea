/** Entries that were examined are not looked at again; test/jobs/explain.test.ts holds that against all entries. */
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {scaled} from '../../source/domain/money.js';
import {createCompany} from '../../source/jobs/create-company.js';
import {keepExamined} from '../../source/jobs/examine-entries.js';
import type {JobContext} from '../../source/jobs/job.js';
import {postInventoryCost} from '../../source/jobs/post.js';
import {reconcile} from '../../source/jobs/reconcile.js';
import {verify} from '../../source/jobs/verify.js';
import {connect} from '../../source/store/connect.js';
import {prodOrderLine} from '../../source/store/tables/index.js';
import {contextOf, onEachDatabase} from '../support/databases.js';
import {insertEntries, postingCompany, valueEntryOf} from '../support/posting.js';

const post = (context: JobContext) =>
  postInventoryCost(context, {method: 'per-entry', documentNo: '', filters: {}, post: true});

const codesOf = ({causes}: Awaited<ReturnType<typeof reconcile>>) =>
  [...new Set([...causes.values()].flat().map(({code}) => code))].sort();

/** A value entry that says it was posted, without a G/L entry. */
const lost = () => valueEntryOf({actual: '30', costPostedToGl: scaled('30')});

const kept = async ({database}: JobContext) =>
  (await database.all('select "kind", "no" from "unclean_entry" order by "no"')).map(
    row => `${row['kind']} ${row['no']}`,
  );

onEachDatabase(open => {
  it('keeps what is not clean, and forgets what has become clean', async () => {
    const context = await open();
    await postingCompany(context.database);
    await insertEntries(context, [valueEntryOf({actual: '10'}), lost()]);
    await post(context);
    await keepExamined(context, 0);
    expect(await kept(context)).toEqual(['value 2']);
    await context.database.run('update "value_entry" set "cost_posted_to_gl" = 0 where "entry_no" = 2');
    await keepExamined(context, 0);
    expect(await kept(context)).toEqual([]);
    await post(context);
    expect(codesOf(await reconcile(context, {}))).toEqual([]);
  });

  it('leaves few changes for the next search, which finds them all the same', async () => {
    const context = await open();
    await postingCompany(context.database);
    await keepExamined(context);
    await insertEntries(context, [lost()]);
    expect(codesOf(await reconcile(context, {}))).toEqual(['missing-gl-entry']);
    expect(await kept(context)).toEqual([]);
  });

  it('is not believed by verify', async () => {
    const context = await open();
    await postingCompany(context.database);
    await insertEntries(context, [valueEntryOf({actual: '10'}), lost()]);
    await post(context);
    await keepExamined(context, 0);
    await context.database.run('delete from "unclean_entry"');
    const found = await verify(context);
    expect(JSON.stringify(found, (_, each) => (typeof each === 'bigint' ? String(each) : each))).toContain(
      'reconciliation.invariant.posted-cost-in-gl.',
    );
  });

  it('looks at clean entries of an order that was finished without output later', async () => {
    const context = await open();
    await postingCompany(context.database);
    const production = {orderType: 'Production', orderNo: 'P1', orderLineNo: 10000} as const;
    await insertEntries(context, [
      valueEntryOf({itemLedgerEntryNo: 3, itemLedgerEntryType: 'Consumption', actual: '-60', ...production}),
    ]);
    await post(context);
    await keepExamined(context, 0);
    await context.database.run('update "manufacturing_setup" set "allow_finishing_prod_order_with_no_output" = 1');
    await context.database.insert(prodOrderLine, [
      {status: 'Finished', prodOrderNo: 'P1', lineNo: 10000, finishedQtyBase: 0n},
    ]);
    for (const filters of [{}, {from: '2026-01-01'}]) {
      const found = await reconcile(context, filters);
      expect(found.lines.some(({difference}) => difference !== 0n)).toBe(true);
      expect([...found.unexplained.values()].every(rest => rest === 0n)).toBe(true);
    }
  });
});

it('finds everything in a company that cannot be written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tieout-test-'));
  const file = join(folder, 'company.db');
  try {
    const database = await connect(file, {create: true});
    await createCompany(contextOf(database), {demo: false, force: false, where: 'test'});
    await postingCompany(database);
    await insertEntries(
      contextOf(database),
      Array.from({length: 2500}, () => lost()),
    );
    await database.close();
    const locked = await connect(file, {readOnly: true});
    const found = await reconcile(contextOf(locked), {});
    expect(found.causes.get('Inventory')?.[0]).toMatchObject({code: 'missing-gl-entry', amount: scaled('-75000')});
    expect(await locked.all('select * from "examined"')).toEqual([]);
    await locked.close();
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
});
