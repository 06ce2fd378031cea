import {expect, it} from 'vitest';
import {BLOCKED_ACCOUNT} from '../../source/demo/differences.js';
import {adjustCosts} from '../../source/jobs/adjust.js';
import {makeDemoCompany} from '../../source/jobs/demo-company.js';
import {postInventoryCost} from '../../source/jobs/post.js';
import {reconcile} from '../../source/jobs/reconcile.js';
import {verify} from '../../source/jobs/verify.js';
import {onEachDatabase} from '../support/databases.js';

/** Small enough for every test run; `init --demo` makes 24 months the same way. */
const SIZE = {first: '2024-01-01', months: 4};

onEachDatabase(open => {
  it('ties out until its last month, and there each difference has a cause of its own', async () => {
    const context = await open();
    await context.database.transaction(database => makeDemoCompany({...context, database}, SIZE));

    const before = await reconcile(context, {to: '2024-03-31'});
    expect(before.lines.filter(line => line.difference !== 0n)).toEqual([]);

    const all = await reconcile(context, {});
    const codes = new Set([...all.causes.values()].flatMap(causes => causes.map(cause => cause.code)));
    expect([...codes].sort()).toEqual(['direct-posting', 'not-run', 'skipped']);
    const findings = [...all.causes.values()].flatMap(causes => causes.flatMap(cause => cause.finding ?? []));
    expect([...new Set(findings)].sort()).toEqual(['blocked-account', 'missing-account']);
    for (const rest of all.unexplained.values()) expect(rest).toBe(0n);
  });

  it('keeps every invariant, and agrees once what is wrong is repaired', async () => {
    const context = await open();
    const {database} = context;
    await database.transaction(transaction => makeDemoCompany({...context, database: transaction}, SIZE));
    expect((await verify(context)).filter(invariant => !invariant.holds)).toEqual([]);
    expect(await adjustCosts(context, {})).toMatchObject({valueEntries: []});

    await database.run('update "gl_account" set "blocked" = 0 where "no" = ?', [BLOCKED_ACCOUNT]);
    await database.run(
      `update "inventory_posting_setup" set "inventory_account" = '2110' where "inventory_account" = ''`,
    );
    const request = {method: 'per-entry', documentNo: '', filters: {}, post: true} as const;
    expect((await postInventoryCost(context, request)).skipped).toEqual([]);
    expect((await postInventoryCost(context, request)).glEntryNos).toEqual([]);

    const {causes} = await reconcile(context, {});
    const left = [...causes].flatMap(([name, list]) => list.map(({code, amount}) => `${name}: ${code} ${amount}`));
    expect(left).toEqual(['Invt. Accrual (Interim): direct-posting -7540000', 'Inventory: direct-posting 25000000']);
  });
});
