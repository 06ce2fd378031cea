import {expect, it} from 'vitest';
import {itemLedgerEntry, valueEntry} from '../../source/store/tables/index.js';
import {company, purchase} from '../support/costing.js';
import {onEachDatabase} from '../support/databases.js';
import {sitDown} from '../support/screens.js';

onEachDatabase(open => {
  const withItems = async () => {
    const context = await open();
    const books = await company(context, {
      items: {LAMP: {description: 'Amsterdam lamp'}, DESK: {description: 'Athens desk'}},
      locations: ['EAST'],
    });
    return {context, books};
  };

  it('is typed by keyboard, looked up, kept, previewed and posted', async () => {
    const {context} = await withItems();
    const person = sitDown(context);
    await person.opens('varekladd');
    await person.sees('There are no lines yet.');
    await person.press('n');
    await person.sees('Posting Date: 2026-01-31_');
    await person.types('2026-01-15\r');
    await person.types('purch');
    await person.sees(/^Purchase$/m);
    await person.types('\rDOC1\r');
    await person.sees('Item No.: _');
    await person.press('Tab');
    await person.sees('Choose from Items');
    await person.types('amster');
    await person.sees('Amsterdam lamp');
    await person.press('Enter');
    await person.sees('Location Code: _');
    await person.types('\r10\r7.5\r');
    expect(await person.sees('Amsterdam lamp')).toMatchInlineSnapshot(`
      "Item Journal                                                          company.db
           Posting                   Document           Location
           Date       Entry Type     No.       Item No. Code     Quantity  Unit Cost
      >  1 2026-01-15 Purchase       DOC1      LAMP                    10[       7.5]
















      Amsterdam lamp
      Line 1 of 1 · column Unit Cost

      Enter Edit  n New row  p Post  t Check  Esc Back  Ctrl-P Search  ? Keys  q Quit"
    `);

    await person.press('n', 'Enter');
    await person.types('sale\r\rlamp\r\r4\r\r');
    await person.sees(/^> +2 2026-01-15 Sale +DOC1 +LAMP +4/m);

    const later = sitDown(context, {start: {page: 'item-journal', parameters: {}}});
    await later.sees('Line 1 of 2');
    await later.press('v');
    await later.sees('Nothing was posted.');
    expect(await later.frame()).toMatchInlineSnapshot(`
      "Item Journal · preview                                                company.db
      > Nothing was posted. 2 lines would make these entries:

        Item Ledger Entries (2)
              1 2026-01-15 Purchase          LAMP       DOC1                        10
              2 2026-01-15 Sale              LAMP       DOC1                        -4

        Value Entries (2)
              1 2026-01-15 Direct Cost       LAMP       DOC1                     75.00
              2 2026-01-15 Direct Cost       LAMP       DOC1                    -30.00













      Esc Back  Ctrl-P Search  ? Keys  q Quit"
    `);
    expect(await context.database.read(itemLedgerEntry)).toEqual([]);
    await later.press('Esc', 'p');
    await later.sees('Post 2 lines?');
    await later.press('Down', 'Enter');
    await later.sees('Posted 2 lines. The journal is empty.');
    expect(await context.database.read(valueEntry)).toMatchObject([
      {itemLedgerEntryType: 'Purchase', costAmountActual: 7_500_000n},
      {itemLedgerEntryType: 'Sale', costAmountActual: -3_000_000n},
    ]);
    await later.press('Esc');
    await later.sees('There are no lines yet.');
    // Whoever still has the old lines on the screen posts nothing twice.
    await person.press('p', 'Down', 'Enter');
    await person.sees('The journal has no lines.');
    expect(await context.database.read(itemLedgerEntry)).toHaveLength(2);
  });

  it('says what is wrong while a cell is typed, and keeps it to be mended', async () => {
    const {context} = await withItems();
    const person = sitDown(context, {start: {page: 'item-journal', parameters: {}}, language: 'nb'});
    await person.sees('Det er ingen linjer ennå.');
    await person.press('n');
    await person.types('31.2.2026');
    await person.sees('er ikke en dato');
    await person.press('Ctrl-U');
    await person.types('15.1.2026\rnedj');
    await person.sees(/^Nedjustering$/m);
    await person.types('\r\rSOFA\r');
    await person.sees(/SOFA/);
    await person.sees(/Varenr\.: SOFA_/);
    await person.press('Ctrl-U');
    await person.types('desk\r\r1,5\r');
    await person.sees(/^> +1 15\.01\.2026 Nedjustering +DESK +1,5/m);
  });

  it('lists every bad line at its line and column, and goes there', async () => {
    const {context, books} = await withItems();
    await books.post([purchase('lot', '2026-01-05', 'LAMP', 3, {'Unit Cost': 2})]);
    const person = sitDown(context, {start: {page: 'item-journal', parameters: {}}});
    await person.sees('There are no lines yet.');
    await person.press('n');
    await person.types('\rsale\r\rlamp\r\r1\r\r');
    await person.press('n');
    await person.types('\r\r\r\r\r2\r\r');
    await person.press('t');
    await person.sees('Line 2 · Item No.');
    expect(await person.frame()).toMatchInlineSnapshot(`
      "Item Journal · check                                                  company.db
      > The journal cannot be posted: one thing is wrong. Enter goes there.
        Line 2 · Item No.: Give the item.




















      Esc Back  Ctrl-P Search  ? Keys  q Quit"
    `);
    await person.press('Down', 'Enter');
    await person.sees('Line 2 of 2 · column Item No.');
  });

  it('has all columns of a line on its card, and entries to apply to among those that fit', async () => {
    const {context, books} = await withItems();
    await books.post([
      purchase('lot', '2026-01-05', 'LAMP', 3, {'Unit Cost': 2}),
      purchase('other', '2026-01-06', 'DESK', 3, {'Unit Cost': 2}),
      purchase('second', '2026-01-07', 'LAMP', 3, {'Unit Cost': 5}),
    ]);
    const person = sitDown(context, {start: {page: 'item-journal', parameters: {}}});
    await person.sees('There are no lines yet.');
    await person.press('n');
    await person.types('\rsale\r\rlamp\r\r1\r\r');
    await person.press('c');
    await person.sees(/^Item Journal · line 1/);
    for (let at = 0; at < 19; at += 1) await person.press('Down');
    await person.sees(/^> Applies-to Entry/m);
    await person.press('Enter', 'Tab');
    const found = await person.sees('Choose from Item Ledger Entries');
    expect(found).not.toContain('OTHER');
    await person.types('second');
    await person.sees('SECOND');
    await person.press('Enter');
    await person.sees(/Applies-to Entry +3/);
    await person.press('Esc', 'p', 'Down', 'Enter');
    await person.sees('Posted one line.');
    expect((await books.applications()).at(-1)).toBe('4: 3/4 -1 cost');
  });

  it('shows more columns where there is room, and deletes a line after asking', async () => {
    const {context} = await withItems();
    const person = sitDown(context, {start: {page: 'item-journal', parameters: {}}, columns: 200, rows: 50});
    await person.sees(/Applies-to +New Location/);
    await person.press('n', 'Esc', 'd');
    await person.sees('Delete line 1?');
    await person.press('Enter');
    await person.sees('Line 1 of 1');
    await person.press('d', 'Down', 'Enter');
    await person.sees('There are no lines yet.');
  });
});
