import {expect, it} from 'vitest';
import {item} from '../../source/store/tables/index.js';
import {onEachDatabase} from '../support/databases.js';
import {sitDown} from '../support/screens.js';
import {tellWorkedExample} from '../support/worked-example.js';

onEachDatabase(open => {
  it('shows at home the company, its period, whether it ties out, and the jobs', async () => {
    const context = await open();
    await tellWorkedExample(context);
    const person = sitDown(context);
    await person.sees('differ');
    await person.sees('c Chart');
    expect(await person.frame()).toMatchInlineSnapshot(`
      "Home                                                                  company.db
      Work date               2026-01-31
      Months with entries     2026-03 … 2026-03
      Ledgers                 7 value entries, 16 G/L entries
      Posting allowed         open … open
      Closed through          no inventory period is closed
      ✗ 2 rows and columns differ.

      What do you want to do?
      > Inventory - G/L Reconciliation
        Post Inventory Cost to G/L
        Post Invt. Cost to G/L - Test
        Adjust Cost - Item Entries
        Item Journal
        Finish Production Orders
        Inventory Periods
        Where Cost Came From and Went To
        Inventory Valuation
        Inventory Valuation - WIP
        Invt. Valuation - Cost Spec.
        Cost Shares Breakdown
        Age of Interim Balances

      Enter Open  c Chart  Ctrl-P Search  ? Keys  q Quit"
    `);
  });

  it('finds a page by its name in either language, whatever language is shown', async () => {
    const context = await open();
    const person = sitDown(context, {language: 'nb'});
    await person.sees('Hva vil du gjøre?');
    await person.press('Ctrl-P');
    await person.types('value ent');
    await person.sees(/^> Verdiposter$/m);
    await person.press('Enter');
    await person.sees(/^Verdiposter/);
    await person.press(':');
    await person.types('kontoplan');
    await person.press('Enter');
    await person.sees(/^Kontoplan/);
    await person.press('Esc', 'Esc');
    await person.sees(/^Hjem/);
  });

  it('lists every key of a screen behind ?, and says why one cannot be used', async () => {
    const context = await open();
    const person = sitDown(context, {start: {page: 'list', parameters: {list: 'value-entries'}}});
    await person.sees('There is nothing here.');
    await person.press('?');
    await person.sees('The keys of this screen');
    expect(await person.frame()).toMatchInlineSnapshot(`
      "Value Entries                                                         company.db
      The keys of this screen

      > Enter         Open — There is no row here for that.
        g             G/L entries — There is no row here for that.
        i             Item ledger — There is no row here for that.
        a             Applications — There is no row here for that.
        c             Cost flow — There is no row here for that.
        f             Filter
        F             Clear all filters
        s             Sort
        ↑, k          Up
        ↓, j          Down
        ←, h          Left
        →, l          Right
        PgUp, Ctrl-B  Page up
        PgDn, Ctrl-F  Page down
        Home, <       First row
        End, G, >     Last row
        Ctrl-P, :     Search
        ?             Keys
        q, Ctrl-C     Quit

      Enter Open  Esc Cancel"
    `);
    await person.press('Esc', 'Enter');
    await person.sees('There is no row here for that.');
  });

  it('types into the search what elsewhere would be a command, and pastes into it', async () => {
    const context = await open();
    const person = sitDown(context);
    await person.sees('What do you want');
    await person.press('Ctrl-P');
    await person.types('q?:');
    await person.sees('Open page: q?:_');
    await person.press('Ctrl-U');
    await person.types('\u001b[200~Items\n\u001b[201~');
    await person.sees('Open page: Items_');
    await person.press('Enter');
    await person.sees(/^Items/);
  });

  it('ends on q and on Ctrl-C', async () => {
    const context = await open();
    for (const key of ['q', 'Ctrl-C']) {
      const person = sitDown(context);
      await person.sees('What do you want');
      await person.press(key);
      await expect(person.left).resolves.toBeUndefined();
    }
  });

  it('ends with the error where something broke that is no refusal', async () => {
    const context = await open();
    await context.database.insert(item, [{no: 'A'}]);
    const person = sitDown(context, {start: {page: 'list', parameters: {list: 'no-such-list'}}});
    await expect(person.left).rejects.toThrow('no list no-such-list');
  });
});
