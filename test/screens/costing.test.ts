import {describe, expect, it} from 'vitest';
import {adjustCosts} from '../../source/jobs/adjust.js';
import {inventoryPeriod, inventoryPeriodEntry, productionOrder, valueEntry} from '../../source/store/tables/index.js';
import {company, EXPECTED, invoice, type Line, purchase, sale} from '../support/costing.js';
import {onEachDatabase} from '../support/databases.js';
import {LedgerRows} from '../support/ledger-rows.js';
import {sitDown, slowDown} from '../support/screens.js';

/** Received at 10, sold, and invoiced at 12: the sale is worth 8 more than it was posted with. */
const soldBeforeInvoiced = (item: string): Line[] => [
  purchase(`lot${item}`, '2026-01-05', item, 10, {'Unit Cost': 10, ...EXPECTED}),
  sale(`out${item}`, '2026-01-07', item, 4),
  invoice(`lot${item}`, '2026-01-09', item, 10, {'Unit Cost': 12}),
];

onEachDatabase(open => {
  describe('Adjust Cost - Item Entries', () => {
    it('tells what it adjusted, and leads to the entries and the log of the run', async () => {
      const context = await open();
      const books = await company(context, {items: {A: {unitCost: 10}, B: {}}});
      await books.post(soldBeforeInvoiced('A'));
      const person = sitDown(context);
      await person.opens('juster kost');
      await person.sees('Item filter');
      await person.press('Enter');
      await person.types('A|B\r');
      await person.press('r');
      await person.sees('Adjusted');
      expect(await person.frame()).toMatchInlineSnapshot(`
        "Adjust Cost - Item Entries                                            company.db
        > Adjusted 1 item.
          Made value entry 4.
          Cost that the new entries carry: -8.00
          Cost adjustment log of run 1


















        Esc Back  Ctrl-P Search  ? Keys  q Quit"
      `);
      await person.press('Down', 'Enter');
      await person.sees('made by this adjustment');
      await person.sees('-8.00');
      await person.press('Esc', 'Down', 'Down', 'Enter');
      await person.sees(/^Cost Adjustment Log/);
      const log = await person.sees('Row 1 of 1');
      expect(log.split('\n')[4]).toMatch(/^> +1\] +1 A +\d{4}-\d\d-\d\dT/);
      await person.press('Esc', 'Esc');
      await person.sees(/Item filter +A\|B/);
    });

    it('asks whether to post where costs are posted automatically, and only there', async () => {
      const context = await open();
      const books = await company(context, {items: {A: {}}});
      const person = sitDown(context, {start: {page: 'adjust-request', parameters: {}}});
      await person.sees('Item filter');
      expect(await person.frame()).not.toContain('Post to the G/L');
      await books.set({automaticCostPosting: true});
      await person.press('Ctrl-R');
      await person.sees(/Post to the G\/L +Yes/);
    });

    it('stops on Esc and leaves everything as it was', async () => {
      const context = await open();
      const books = await company(context, {items: {A: {unitCost: 10}}});
      await books.post(soldBeforeInvoiced('A'));
      const before = await context.database.read(valueEntry);
      const person = sitDown(context, {start: {page: 'adjust-request', parameters: {}}});
      await person.sees('Item filter');
      // Somebody else's transaction, so that the run is still under way when Esc comes.
      const [begun, other] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const holding = context.database.transaction(async transaction => {
        if (transaction.dialect === 'postgresql') await transaction.run('lock table "item"');
        begun.resolve();
        await other.promise;
      });
      await begun.promise;
      await person.press('r');
      await person.sees('Esc stops it');
      await person.press('Esc');
      other.resolve();
      await holding;
      await person.sees('Interrupted. Nothing was changed.');
      expect(await context.database.read(valueEntry)).toEqual(before);
      expect((await adjustCosts(context)).items).toBe(1);
    });
  });

  describe('Inventory Periods', () => {
    it('are made, tested, closed and opened again, each asked for', async () => {
      const context = await open();
      const rows = new LedgerRows(context);
      await rows.item('A', 'FIFO');
      await rows.move({date: '2026-01-10', quantity: '-3', cost: '-5'});
      const person = sitDown(context);
      await person.opens('lagerperioder');
      await person.sees('There is nothing here.');
      await person.press('n');
      await person.sees('Ending Date: 2026-01-31_');
      await person.press('Enter');
      await person.sees('Row 1 of 1');
      await person.press('t');
      await person.sees('finding');
      expect(await person.frame()).toMatchInlineSnapshot(`
        "Test of the inventory period up to 2026-01-31                         company.db
        > 2026-01-31: 2 findings
          Item A has entries in the period whose cost is not adjusted.
          Entry 1 of item A, posted 2026-01-10, is open: -3 went out that has not come
            in.
          Open entries must be covered before the period can be closed, for instance by
          posting an inbound entry.
          Run Adjust Cost - Item Entries first.















        a Run again  Esc Back  Ctrl-P Search  ? Keys  q Quit"
      `);
      await person.press('Down', 'Enter');
      await person.sees(/^(Item Ledger Entry|Item) /);
      await person.press('Esc', 'Esc');
      await person.sees('Row 1 of 1');
      await person.press('c');
      await person.sees('Close the inventory period that ends on 2026-01-31');
      await person.press('Down', 'Enter');
      await person.sees('cannot be closed yet');
      expect(await context.database.read(inventoryPeriodEntry)).toEqual([]);

      await rows.move({date: '2026-01-11', quantity: '3', cost: '5'});
      await context.database.run('update "item_ledger_entry" set "open" = 0');
      await adjustCosts(context);
      await person.press('c', 'Down', 'Enter');
      await person.sees(/is closed\. Post\s+its costs/);
      expect(await context.database.read(inventoryPeriod)).toMatchObject([{endingDate: '2026-01-31', closed: true}]);
      await person.press('o', 'Enter');
      expect(await context.database.read(inventoryPeriod)).toMatchObject([{closed: true}]);
      await person.press('o', 'Down', 'Enter');
      await person.sees(/is open\s+again/);
      expect(await context.database.read(inventoryPeriod)).toMatchObject([{closed: false}]);
    });
  });

  describe('Finish Production Orders', () => {
    it('lists released orders and finishes one on the date that is given', async () => {
      const context = await open();
      await context.database.insert(productionOrder, [
        {status: 'Released', no: 'P1', description: 'Bicycles', sourceNo: 'B'},
        {status: 'Planned', no: 'P2', sourceNo: 'B'},
        {status: 'Released', no: 'P3', sourceNo: 'B'},
      ]);
      const person = sitDown(context, {language: 'nb'});
      await person.opens('finish production');
      await person.sees('Rad 1 av 2');
      await person.press('x');
      await person.sees('Ferdiggjør P1 den (tom: arbeidsdato): 31.01.2026_');
      await person.types('nei\r');
      await person.sees('nei er ingen dato');
      await person.press('Ctrl-U');
      await person.types('15.1.2026\r');
      await person.sees('Ordre P1 er ferdig');
      const finished = (await context.database.read(productionOrder)).find(({no}) => no === 'P1');
      expect(finished).toMatchObject({status: 'Finished', finishedDate: '2026-01-15'});
      await person.press('Esc');
      await person.sees('Rad 1 av 1');
    });
  });

  describe('Where cost came from and went to', () => {
    it('opens from an entry, level by level, and goes to the entry', async () => {
      const context = await open();
      const books = await company(context, {items: {A: {}}, locations: ['EAST', 'WEST']});
      await books.post([
        purchase('lot', '2026-01-05', 'A', 10, {'Unit Cost': 7, 'Location Code': 'EAST'}),
        {
          ...sale('move', '2026-01-06', 'A', 10, {'Location Code': 'EAST', 'New Location Code': 'WEST'}),
          'Entry Type': 'Transfer',
        },
        sale('out', '2026-01-08', 'A', 4, {'Location Code': 'WEST'}),
      ]);
      const person = sitDown(context, {start: {page: 'list', parameters: {list: 'value-entries'}}});
      await person.sees('Row 1 of 4');
      await person.press('c');
      await person.sees('Its cost went to (1)');
      await person.press('End', 'Right', 'Down', 'Right', 'Down');
      await person.sees('Sale');
      expect(await person.frame()).toMatchInlineSnapshot(`
        "Where Cost Came From and Went To                                      company.db
          Entry 1 · item A · quantity 10                                           70.00

          Its cost came from (0)

          Its cost went to (1)                                                     70.00
          ▾ Transfer             3 2026-01-06 A          MOVE          10          70.00
        >   · Sale                 4 2026-01-08 A          OUT          4          28.00













        Applied: the cost follows the goods.

        Enter Open  ← Collapse  v Value entries  Esc Back  Ctrl-P Search  ? Keys  q Quit"
      `);
      await person.press('Right');
      await person.press('Enter');
      await person.sees(/^Item Ledger Entry 4/);
      await person.press('Esc', 'v');
      await person.sees(/^Value Entries · of Item Ledger Entry 4/);
      await person.press('Esc', 'Left');
      await person.press('Left');
      await person.sees(/^> ▸ Transfer/m);
      expect(await person.frame()).not.toContain('Sale');
    });

    it('lets keys wait for what a slow server brings', async () => {
      const context = await open();
      const books = await company(context, {items: {A: {}}});
      await books.post([purchase('lot', '2026-01-05', 'A', 10, {'Unit Cost': 7}), sale('out', '2026-01-08', 'A', 4)]);
      slowDown(context.database);
      const person = sitDown(context, {start: {page: 'cost-flow', parameters: {entryNo: 1}}});
      await person.press('End', 'Enter', 'Down', 'Down');
      await person.sees(/^Item Ledger Entry 2/);
      expect(await person.frame()).toMatch(/^> Posting Date +2026-01-08/m);
      await person.press('Esc', 'Up');
      await person.sees(/^> Its cost went to/m);
    });

    it('is found by name, for an entry that is typed', async () => {
      const context = await open();
      await company(context, {items: {A: {}}});
      const person = sitDown(context);
      await person.opens('hvor kost');
      await person.sees('Item ledger entry');
      await person.press('Enter');
      await person.types('12\rr');
      await person.sees('There is no item ledger entry 12.');
    });
  });
});
