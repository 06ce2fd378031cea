import {expect, it} from 'vitest';
import {onEachDatabase} from '../support/databases.js';
import {holdUp, sitDown, slowDown} from '../support/screens.js';
import {tellWorkedExample} from '../support/worked-example.js';

onEachDatabase(open => {
  it('shows the matrix of reconciliation.md 7 at 80 columns', async () => {
    const context = await open();
    await tellWorkedExample(context);
    const person = sitDown(context);
    await person.opens('Inventory - G/L Reconciliation');
    await person.sees('Compares what the value entries say');
    await person.press('r');
    await person.sees('Post Cost');
    expect(await person.frame()).toMatchInlineSnapshot(`
      "Inventory - G/L Reconciliation                                        company.db
                                                           Inventory               »
       Name                                 Inventory      (Interim)  WIP Inventory
      >Inventory To WIP               [         20.00]                       -20.00
       WIP To Interim                                         -22.00          22.00
       COGS (Interim)                                          40.00
       Direct Cost Applied                    -100.00                         -5.00
       Overhead Applied
       Inventory Adjmt.
       Invt. Accrual (Interim)
       COGS                                     30.00
       Purchase Variance
       Material Variance
       Material Non-Inventory Variance
       Capacity Variance
       Subcontracted Variance
       Capacity Overhead Variance
       Mfg. Overhead Variance
       Total                                    50.00         -18.00           3.00
       G/L Total                                87.00         -18.00           3.00
       Difference                               37.00
       Warning                         Post Cost to …

      Enter Open  a Run again  w Explain  Esc Back  Ctrl-P Search  ? Keys  q Quit"
    `);
  });

  it('goes from a difference to its causes, to their entries, to the other side, and back to the same place', async () => {
    const context = await open();
    await tellWorkedExample(context);
    const person = sitDown(context, {start: {page: 'matrix', parameters: {filters: {}, showWarning: true}}});
    await person.sees('Post Cost');
    // Row Difference of column Inventory: 37, of which 30 are an unposted sale and 7 a direct posting.
    await person.press('End', ...Array<string>(6).fill('Left'), 'Up');
    expect(await person.line(20)).toContain('[         37.00]');
    await person.press('Enter');
    await person.sees('Unexplained');
    expect(await person.frame()).toMatchInlineSnapshot(`
      "Inventory · Difference                                                company.db
      > Post Cost to G/L (not-run)                                              30.00
        Direct Posting (direct-posting)                                          7.00








        Unexplained                                                              0.00
        Difference                                                              37.00

      The cost of these value entries is not posted yet.
      Remedy: Adjust costs, then post inventory cost to the G/L: tieout adjust, tieout
      post.
      1 value entries, 0 G/L entries stand behind it.





      Enter Open  v Value entries  Esc Back  Ctrl-P Search  ? Keys  q Quit"
    `);
    await person.press('Enter');
    await person.sees('Row 1 of 1');
    expect(await person.line(4)).toMatch(/^> +7.* S3 /);
    await person.press('Esc', 'Down', 'Enter');
    await person.sees('General Ledger Entries');
    expect(await person.line(4)).toContain('GJ1');
    await person.press('Esc', 'Esc');
    expect(await person.line(20)).toContain('[         37.00]');
  });

  it('opens what an amount is made of: items, then entries that add up to it, or accounts', async () => {
    const context = await open();
    await tellWorkedExample(context);
    const person = sitDown(context, {start: {page: 'matrix', parameters: {filters: {}, showWarning: true}}});
    await person.sees('-100.00');
    await person.press('Down', 'Down', 'Down', 'Right', 'Right', 'Right');
    await person.press('Enter');
    await person.sees('Direct Cost Applied · Total');
    expect((await person.frame()).split('\n').slice(0, 5).join('\n')).toMatchInlineSnapshot(`
      "Direct Cost Applied · Total                                           company.db
        No.      Description                               Amount
      >          (capacity, no item)                        -5.00
        A        Component                                -100.00
      "
    `);
    await person.press('Down', 'Enter');
    await person.sees('Row 1 of 1');
    expect(await person.line(4)).toContain('100.00');
    await person.press('Esc', 'Esc', 'Right', 'Enter');
    await person.sees('Direct Cost Applied · G/L Total');
    await person.press('Enter');
    await person.sees('Row 1 of 2');
    expect(await person.line(0)).toContain('General Ledger Entries');
  });

  it('explains a warning in whole sentences, in Norwegian too', async () => {
    const context = await open();
    await tellWorkedExample(context);
    const person = sitDown(context, {
      language: 'nb',
      start: {page: 'matrix', parameters: {filters: {}, showWarning: true}},
    });
    await person.sees('Vareforbruk');
    await person.press(...Array<string>(7).fill('Down'));
    await person.press('w');
    await person.sees('Vareforbruk · Advarsel');
    expect(await person.frame()).toMatchInlineSnapshot(`
      "Vareforbruk · Advarsel                                                company.db
      En differanse på -30,00, på grunn av:
      ┌──────────────────────┬────────┐
      │ Advarsel             │  Beløp │
      ├──────────────────────┼────────┤
      │ Bokfør kost i Finans │ -30,00 │
      └──────────────────────┴────────┘
      Bokfør kost i Finans
        Noe kost er ikke bokført i Finans.

      Enter viser årsakene med postene deres.












      Enter Åpne  Esc Tilbake  Ctrl-P Søk  ? Taster  q Avslutt"
    `);
    await person.press('Enter');
    await person.sees('Vareforbruk · Differanse');
  });

  it('lets keys wait for figures that are still worked out', async () => {
    const context = await open();
    await tellWorkedExample(context);
    slowDown(context.database);
    const person = sitDown(context, {start: {page: 'reconciliation-request', parameters: {}}});
    await person.press('r', 'Down', 'Down', 'Down', 'Right', 'Right', 'Right', 'Enter', 'Down', 'Enter');
    await person.sees(/^Value Entries · Direct Cost Applied · Total, A/);
    await person.sees('Row 1 of 1');
  });

  it('is left at once while it is worked out, whatever was pressed before', async () => {
    const context = await open();
    await tellWorkedExample(context);
    const person = sitDown(context, {start: {page: 'reconciliation-request', parameters: {}}});
    await person.sees('Compares what the value entries say');
    const goOn = holdUp(context.database);
    await person.press('r', ...Array<string>(50).fill('Enter'), 'Esc');
    const frame = await person.frame();
    goOn();
    expect(frame).toContain('Compares what the value entries say');
  });
});
