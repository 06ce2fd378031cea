import {expect, it} from 'vitest';
import type {JobContext} from '../../source/jobs/job.js';
import {generalPostingSetup, glEntry, inventorySetup} from '../../source/store/tables/index.js';
import {onEachDatabase} from '../support/databases.js';
import {insertEntries, postingCompany, valueEntryOf} from '../support/posting.js';
import {sitDown, slowDown} from '../support/screens.js';

/** A purchase that can be posted, and a sale whose general posting setup lacks its COGS Account. */
async function withSkippedSale(context: JobContext): Promise<void> {
  await postingCompany(context.database);
  await context.database.insert(generalPostingSetup, [{genBusPostingGroup: 'EU', genProdPostingGroup: 'RETAIL'}]);
  await insertEntries(context, [
    valueEntryOf({actual: '100'}),
    valueEntryOf({itemLedgerEntryNo: 2, itemLedgerEntryType: 'Sale', actual: '-40', genBusPostingGroup: 'EU'}),
  ]);
}

onEachDatabase(open => {
  it('posts, lists what it skipped, and leads to the setup line, where the account is filled in', async () => {
    const context = await open();
    await withSkippedSale(context);
    const person = sitDown(context);
    await person.opens('Post Inventory Cost');
    await person.sees('Posting Method');
    await person.press('Down', 'Down', 'Enter');
    await person.sees(/Post +Yes/);
    await person.press('r');
    await person.sees('Posted: 1 value entries made 2 G/L entries');
    await person.press('End', 'Up');
    expect(await person.frame()).toMatchInlineSnapshot(`
      "Post Inventory Cost to G/L                                            company.db
        Totals
        Posted: 1 value entries made 2 G/L entries in register 1.
        Direct Cost Applied                                  -100.00
        Inventory                                             100.00

        Entries (1)
                1 2026-01-05  Purchase         A          DOC                   100.00

        Skipped Entries (1)
                2 2026-01-05  Sale             A          DOC                   -40.00
            ! COGS Account is missing in General Posting Setup for EU, RETAIL. Fill
      >       the account in.










      Enter Open  v Entry  s Setup line  Esc Back  Ctrl-P Search  ? Keys  q Quit"
    `);
    await person.press('s');
    await person.sees('column COGS Account');
    await person.press('Enter', 'Tab');
    await person.sees('Choose from Chart of Accounts');
    await person.press('f');
    await person.types('7290\r');
    await person.sees('Row 1 of 1');
    await person.press('Enter');
    await person.sees('COGS Account: 7290_');
    await person.press('Enter');
    await person.sees('Written.');
    await person.press('Esc', 'Esc', 'r');
    await person.sees('Posted: 1 value entries made 2 G/L entries in register 2');
  });

  it('keeps the last request per person', async () => {
    const context = await open();
    await postingCompany(context.database);
    const person = sitDown(context);
    await person.opens('Invt. Cost to G/L - Test');
    await person.sees('Show Only Warnings');
    await person.press('Down', 'Down', 'Down', 'Enter');
    await person.sees(/Only Warnings +Yes/);
    await person.press('r');
    await person.sees('Entries tested: 0');
    await person.press('Esc', 'Esc');
    await person.opens('Invt. Cost to G/L - Test');
    await person.sees(/Only Warnings +Yes/);
  });

  it('runs with the last request also where a slow server has not brought it yet', async () => {
    const context = await open();
    await postingCompany(context.database);
    const request = {start: {page: 'test-request', parameters: {}}} as const;
    const before = sitDown(context, request);
    await before.press('Down', 'Down', 'Down', 'Enter');
    await before.sees(/Only Warnings +Yes/);
    await before.press('r');
    await before.sees('Entries tested: 0');
    slowDown(context.database);
    const person = sitDown(context, request);
    await person.types('r');
    await person.sees('Entries tested: 0');
    await person.press('Esc');
    await person.sees(/Only Warnings +Yes/);
  });

  it('refuses a document number per entry, and asks for one per posting group', async () => {
    const context = await open();
    await postingCompany(context.database);
    const person = sitDown(context, {start: {page: 'post-request', parameters: {}}});
    await person.sees('Posting Method');
    await person.press('Enter', 'r');
    await person.sees(/document number/i);
    expect(await context.database.read(glEntry)).toEqual([]);
  });

  it('fills in an account by hand: looked up, checked, written', async () => {
    const context = await open();
    await withSkippedSale(context);
    const person = sitDown(context, {
      start: {page: 'list', parameters: {list: 'general-posting-setup', at: ['EU', 'RETAIL'], column: 'cogsAccount'}},
    });
    await person.sees('column COGS Account');
    await person.press('Enter');
    await person.types('9999\r');
    await person.sees('there is no 9999 in G/L Account');
    await person.press('Ctrl-U');
    await person.types('7290\r');
    await person.sees('Written.');
    const [line] = await context.database.read(generalPostingSetup, {where: `"gen_bus_posting_group" = 'EU'`});
    expect(line?.cogsAccount).toBe('7290');
  });

  it('changes nothing on a company that was opened to be read', async () => {
    const context = await open();
    await withSkippedSale(context);
    const person = sitDown(context, {
      readOnly: true,
      start: {page: 'list', parameters: {list: 'general-posting-setup'}},
    });
    await person.sees('Row 1 of');
    await person.press('e');
    await person.sees('opened with --read-only');
  });

  it('asks before expected cost posting is turned on', async () => {
    const context = await open();
    await insertEntries(context, [valueEntryOf({expected: '95', expectedCost: true})]);
    const person = sitDown(context, {start: {page: 'inventory-setup', parameters: {}}});
    await person.sees('Expected Cost Posting to G/L');
    await person.press('Down', 'Enter');
    await person.sees('Turn expected cost posting on?');
    await person.press('Enter');
    await person.sees('Automatic Cost Posting');
    expect((await context.database.read(inventorySetup))[0]?.expectedCostPostingToGl).toBe(false);
    await person.press('Enter');
    await person.sees('Turn expected cost posting on?');
    await person.press('Down', 'Enter');
    await person.sees('Changed.');
    expect((await context.database.read(inventorySetup))[0]?.expectedCostPostingToGl).toBe(true);
  });
});
