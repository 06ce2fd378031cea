import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeEach, describe, expect, it} from 'vitest';
import {createProgram} from '../../source/commands/program.js';
import {CommandRunner} from '../../source/commands/run.js';
import {createCompany} from '../../source/jobs/create-company.js';
import {connect} from '../../source/store/connect.js';
import {type Language, Text} from '../../source/text.js';
import {contextOf} from '../support/databases.js';
import {capacityOf, insertEntries, postingCompany, valueEntryOf} from '../support/posting.js';

const folder = mkdtempSync(join(tmpdir(), 'tieout-posting-'));
afterAll(() => rmSync(folder, {recursive: true}));

let company = '';
let count = 0;

/** A purchase, its variance without an account, an open receipt, a sale and machine time. */
beforeEach(async () => {
  count += 1;
  company = join(folder, `${count}`, 'company.db');
  const database = await connect(company, {create: true});
  const context = contextOf(database);
  await createCompany(context, {demo: false, force: false, where: 'test'});
  await postingCompany(database);
  await database.run(`update "general_posting_setup" set "purchase_variance_account" = ''`);
  await insertEntries(context, [
    valueEntryOf({actual: '1234567.5', sourceNo: 'V-100', documentNo: 'INV-1'}),
    valueEntryOf({entryType: 'Variance', varianceType: 'Purchase', actual: '-12.5', documentNo: 'INV-1'}),
    valueEntryOf({expectedCost: true, expected: '95', documentNo: 'REC-1'}),
    valueEntryOf({
      itemLedgerEntryType: 'Sale',
      actual: '-80',
      sourceNo: 'C-1',
      locationCode: 'BLUE',
      documentNo: 'S-1',
    }),
    capacityOf({actual: '25', documentNo: 'P1'}),
  ]);
  await database.close();
});

async function tieout(
  args: readonly string[],
  language: Language = 'en',
): Promise<{out: string; err: string; code: number}> {
  let out = '';
  let err = '';
  const streams = {
    out: (text: string | Uint8Array) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    errIsTerminal: false,
  };
  const runner = new CommandRunner(new Text(language), streams, new AbortController().signal);
  await createProgram(runner, '0.0.0').parseAsync([...args, '--db', company, '--work-date', '2026-01-31'], {
    from: 'user',
  });
  return {
    out: out.replace(/ +\d\d:\d\d {2}\S+$/m, ' TIME  USER').replace(/ +(\S+ TIME)/, '  $1'),
    err,
    code: runner.exitCode,
  };
}

const json = async (...args: string[]) => {
  const {out, code} = await tieout([...args, '--json']);
  return {code, document: JSON.parse(out)};
};

describe('tieout post', () => {
  it('tells lines and skipped entries as JSON, exit 1 while something is skipped', async () => {
    const {code, document} = await json('post');
    expect(code).toBe(1);
    expect(document).toMatchObject({
      posted: true,
      method: 'per-entry',
      registerNo: 1,
      glEntryNos: [1, 2, 3, 4, 5, 6],
      dimensionOverrides: [],
    });
    expect(document.lines).toHaveLength(6);
    expect(document.lines[3]).toEqual({
      postingDate: '2026-01-05',
      documentNo: 'S-1',
      accountType: 'COGS',
      accountNo: '7290',
      amount: '80.00',
      valueEntryNos: [4],
    });
    expect(document.skipped).toEqual([
      {
        valueEntryNo: 2,
        itemNo: 'A',
        documentNo: 'INV-1',
        code: 'missing-account',
        message:
          'Purchase Variance Account is missing in General Posting Setup for DOMESTIC, RETAIL. Fill the account in.',
        setup: 'General Posting Setup',
        key: {'Gen. Bus. Posting Group': 'DOMESTIC', 'Gen. Prod. Posting Group': 'RETAIL'},
        field: 'Purchase Variance Account',
      },
      {
        valueEntryNo: 3,
        itemNo: 'A',
        documentNo: 'REC-1',
        code: 'expected-posting-off',
        message: 'Expected cost posting to the G/L is off. The entry is posted once it is turned on.',
      },
    ]);
    expect((await json('post', '--item', 'B')).code).toBe(0);
  });

  it('exits 0 where entries only wait for expected posting', async () => {
    expect((await json('post', '--no-post')).document).toMatchObject({
      posted: false,
      registerNo: 1,
      glEntryNos: [1, 2, 3, 4, 5, 6],
    });
    await json('post');
    const database = await connect(company);
    await database.run(`update "general_posting_setup" set "purchase_variance_account" = '7293'`);
    await database.close();
    await json('post');
    const {code, document} = await json('post');
    expect(code).toBe(0);
    expect(document).toMatchObject({
      posted: true,
      registerNo: null,
      glEntryNos: [],
      lines: [],
      skipped: [{code: 'expected-posting-off'}],
    });
  });

  it('prints the report on eighty columns', async () => {
    const {out, code} = await tieout(['post', '--no-post', '--to', '2026-01-31']);
    expect(code).toBe(1);
    expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(80);
    expect(out).toMatchInlineSnapshot(`
      "Post Inventory Cost to G/L                                               company
      Posted per Entry  2026-01-31 TIME  USER
      Test Report (Not Posted)
      Filters: Posting Date ..2026-01-31

      Entry No.  Type      Document No.  Source No.  Posting Group  Posting Date
      Item A  Component
              1  Purchase  INV-1         V-100       RESALE         2026-01-05
          Inventory 1,234,567.50  Direct Cost Applied -1,234,567.50
              4  Sale      S-1           C-1         RESALE         2026-01-05
          Inventory -80.00  COGS 80.00
      Order No. P1
              5  Capacity  P1            B           FINISHED       2026-01-05
          WIP Inventory 25.00  Direct Cost Applied -25.00

      Inventory Cost Posted to G/L
          COGS                         80.00
          Direct Cost Applied  -1,234,592.50
          WIP Inventory                25.00
          Inventory             1,234,487.50

      Skipped Entries
      Entry No.  Type      Entry Type   Document No.  Posting Date  Cost Amount
      Item A  Component
              2  Purchase  Variance     INV-1         2026-01-05         -12.50
          Inventory Posting Group RESALE  Gen. Bus. Posting Group DOMESTIC
          Gen. Prod. Posting Group RETAIL
          Purchase Variance Account is missing in General Posting Setup for DOMESTIC,
          RETAIL. Fill the account in.
              3  Purchase  Direct Cost  REC-1         2026-01-05          95.00
          Inventory Posting Group RESALE  Gen. Bus. Posting Group DOMESTIC
          Gen. Prod. Posting Group RETAIL  Expected Cost
          Expected cost posting to the G/L is off. The entry is posted once it is
          turned on.

      Would post 3 times, 6 G/L entries. 2 value entries were skipped.
      "
    `);
  });

  it('prints the merged lines of a run per posting group, in Norwegian too', async () => {
    const {out} = await tieout(['post', '--method', 'per-posting-group', '--document-no', 'RUN-1'], 'nb');
    expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(80);
    expect(out).toMatchInlineSnapshot(`
      "Bokfør lagerverdi                                                        company
      Bokført per bokføringsgruppe  31.01.2026 TIME  USER
      Bilagsnr.: RUN-1

      Løpenr.  Type       Bilagsnr.  Kildenr.  Bokføringsgruppe  Bokføringsdato
      Vare A  Component
            1  Kjøp       INV-1      V-100     RESALE            05.01.2026
          Beholdning 1 234 567,50  Utl. kj.pris/prod.kost -1 234 567,50
            4  Salg       S-1        C-1       RESALE            05.01.2026
          Beholdning -80,00  Vareforbruk 80,00
      Ordre-/bestnr. P1
            5  Kapasitet  P1         B         FINISHED          05.01.2026
          VIA - beholdning 25,00  Utl. kj.pris/prod.kost -25,00

      Sum
      Bokføringsdato  Posttype                Bokføringsoppsett          Beløp
      05.01.2026      Beholdning              '', RESALE          1 234 567,50
      05.01.2026      Beholdning              BLUE, RESALE              -80,00
      05.01.2026      VIA - beholdning        '', FINISHED               25,00
      05.01.2026      Utl. kj.pris/prod.kost  '', MANUFACT              -25,00
      05.01.2026      Utl. kj.pris/prod.kost  DOMESTIC, RETAIL   -1 234 567,50
      05.01.2026      Vareforbruk             DOMESTIC, RETAIL           80,00

      Lagerverdi bokført i finans
          Vareforbruk                     80,00
          Utl. kj.pris/prod.kost  -1 234 592,50
          VIA - beholdning                25,00
          Beholdning               1 234 487,50

      Poster som ble hoppet over
      Løpenr.  Type  Posttype             Bilagsnr.  Bokføringsdato  Kostbeløp
      Vare A  Component
            2  Kjøp  Avvik                INV-1      05.01.2026         -12,50
          Lagerbokføringsgruppe RESALE  Firmabokføringsgruppe DOMESTIC
          Varebokføringsgruppe RETAIL
          Kjøpsavvikskonto mangler i Generelt bokføringsoppsett for DOMESTIC, RETAIL.
          Fyll ut kontoen.
            3  Kjøp  Kjøpspris/prod.kost  REC-1      05.01.2026          95,00
          Lagerbokføringsgruppe RESALE  Firmabokføringsgruppe DOMESTIC
          Varebokføringsgruppe RETAIL  Forventet kostnad
          Bokføring av forventet kostnad i finans er av. Posten bokføres når den slås
          på.

      Bokført 1 gang, 6 finansposter, finansjournal 1. 2 verdiposter ble hoppet over.
      "
    `);
  });

  it('cuts a description that is wider than the page', async () => {
    const database = await connect(company);
    await database.run(`update "item" set "description" = '${'Long '.repeat(20).trim()}'`);
    await database.close();
    const {out} = await tieout(['post', '--no-post']);
    expect(out.split('\n').filter(line => line.length > 80)).toEqual([]);
    expect(out).toContain(`Item A  ${'Long '.repeat(20).slice(0, 71)}…`);
  });

  it('refuses a wrong document number, exit 2', async () => {
    expect(await json('post', '--method', 'per-posting-group')).toMatchObject({
      code: 2,
      document: {error: {code: 'document-no-required'}},
    });
    expect(await json('post', '--document-no', 'X')).toMatchObject({
      code: 2,
      document: {error: {code: 'document-no-not-allowed'}},
    });
    expect(await json('test', '--document-no', 'X')).toMatchObject({
      code: 2,
      document: {error: {code: 'document-no-not-allowed'}},
    });
    expect(await json('post', '--from', '31.01.2026')).toMatchObject({code: 2, document: {error: {code: 'bad-date'}}});
    for (const command of ['check', 'explain', 'test', 'post']) {
      const {code, document} = await json(command, '--from', '2026-02-01', '--to', '2026-01-31');
      expect([command, code, document]).toMatchObject([command, 2, {error: {code: 'inverted-dates'}}]);
    }
    expect(await json('post', '--read-only')).toMatchObject({code: 2, document: {error: {code: 'read-only'}}});
    expect(await json('post', '--read-only', '--no-post')).toMatchObject({code: 1});
  });
});

describe('tieout test', () => {
  it('tells what posting would skip, and what waits, as JSON', async () => {
    const {code, document} = await json('test');
    expect(code).toBe(1);
    expect(document.errors).toMatchObject([
      {valueEntryNo: 2, code: 'missing-account', field: 'Purchase Variance Account'},
    ]);
    expect(document.information).toMatchObject([{valueEntryNo: 3, code: 'expected-posting-off'}]);
  });

  it('prints every G/L line with its warnings, or only those that have one', async () => {
    const {out} = await tieout(['test']);
    expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(80);
    expect(out).toMatchInlineSnapshot(`
      "Post Invt. Cost to G/L - Test                                            company
      Posted per Entry  2026-01-31 TIME  USER

      2026-01-05 INV-1            2110         Inventory                  1,234,567.50
          Purchase, Direct Cost  Item A  Value Entry 1  Item Ledger Entry 1
          Direct Cost V-100 on 01/05/26
      2026-01-05 INV-1            7291         Direct Cost Applied       -1,234,567.50
          Purchase, Direct Cost  Item A  Value Entry 1  Item Ledger Entry 1
          Direct Cost V-100 on 01/05/26
      2026-01-05 INV-1            2110         Inventory                        -12.50
          Purchase, Variance  Item A  Value Entry 2  Item Ledger Entry 1
          Variance on 01/05/26
      2026-01-05 INV-1                         Purchase Variance                 12.50
          Purchase, Variance  Item A  Value Entry 2  Item Ledger Entry 1
          Variance on 01/05/26
          Warning! Purchase Variance Account is missing in General Posting Setup for
          DOMESTIC, RETAIL. Fill the account in.
      2026-01-05 S-1              2110         Inventory                        -80.00
          Sale, Direct Cost  Item A  Value Entry 4  Item Ledger Entry 1
          Direct Cost C-1 on 01/05/26
      2026-01-05 S-1              7290         COGS                              80.00
          Sale, Direct Cost  Item A  Value Entry 4  Item Ledger Entry 1
          Direct Cost C-1 on 01/05/26
      2026-01-05 P1               2140         WIP Inventory                     25.00
          Capacity, Direct Cost  Value Entry 5  Direct Cost B on 01/05/26
      2026-01-05 P1               7291         Direct Cost Applied              -25.00
          Capacity, Direct Cost  Value Entry 5  Direct Cost B on 01/05/26

      1 value entry waits only because expected cost posting to the G/L is off:
          3

      4 value entries tested, 1 with warnings.
      "
    `);
    const {out: warnings} = await tieout(['test', '--only-warnings']);
    expect(warnings.split('\n').filter(line => line.startsWith('2026'))).toEqual([
      '2026-01-05 INV-1                         Purchase Variance                 12.50',
    ]);
  });

  it('sets the warnings of dimensions and dates below the lines that they concern, by either method', async () => {
    const database = await connect(company);
    await database.run(`insert into "dimension" ("code") values ('DEPARTMENT')`);
    await database.run(
      `insert into "default_dimension" ("table_id", "no", "dimension_code", "value_posting")
       values (15, '7290', 'DEPARTMENT', 'Code Mandatory')`,
    );
    await database.run(`update "general_ledger_setup" set "allow_posting_from" = '2026-01-05'`);
    await insertEntries(contextOf(database), [
      capacityOf({actual: '7', documentNo: 'P2', postingDate: '2026-01-04'}),
      valueEntryOf({entryType: 'Variance', varianceType: 'Material', actual: '-3', documentNo: 'INV-2'}),
    ]);
    await database.close();
    const warned = async (...args: string[]) => {
      const {out} = await tieout(['test', '--only-warnings', ...args]);
      return out.split('\n').filter(line => /^2026|Warning!/.test(line));
    };
    const demanded = '    Warning! G/L account 7290 demands a value of dimension DEPARTMENT.';
    const late = '    Warning! Posting date 2026-01-04 is outside the allowed posting dates';
    const missing = (documentNo: string) => [
      `2026-01-05 ${documentNo}                         Purchase Variance                 12.50`,
      '    Warning! Purchase Variance Account is missing in General Posting Setup for',
    ];
    const noRule = [
      '2026-01-05 INV-2            Value Entry  7                                 -3.00',
      '    Warning! There is no posting rule for item ledger entry type Purchase with',
    ];
    expect(await warned()).toEqual([
      ...missing('INV-1'),
      '2026-01-05 S-1              7290         COGS                              80.00',
      demanded,
      ...noRule,
      '2026-01-04 P2               2140         WIP Inventory                      7.00',
      late,
      '2026-01-04 P2               7291         Direct Cost Applied               -7.00',
      late,
    ]);
    expect(await warned('--method', 'per-posting-group', '--document-no', 'G1')).toEqual([
      '2026-01-04 G1               2140         WIP Inventory                      7.00',
      late,
      '2026-01-04 G1               7291         Direct Cost Applied               -7.00',
      late,
      ...missing('G1   '),
      '2026-01-05 G1               7290         COGS                              80.00',
      demanded,
      ...noRule,
    ]);
  });
});

describe('tieout rules', () => {
  it('lists every rule', async () => {
    const {document} = await json('rules');
    expect(document).toContainEqual({
      itemLedgerEntryType: 'Purchase',
      orderType: '',
      entryType: 'Direct Cost',
      varianceType: '',
      expectedCost: true,
      account: 'Inventory (Interim)',
      balancingAccount: 'Invt. Accrual (Interim)',
    });
    expect(document).toContainEqual(
      expect.objectContaining({
        itemLedgerEntryType: '',
        orderType: 'Assembly',
        entryType: 'Indirect Cost',
        account: 'Inventory Adjmt.',
      }),
    );
    const {out, code} = await tieout(['rules']);
    expect(code).toBe(0);
    expect(out).toContain("  7290 COGS: '', MANUFACT | '', RETAIL | DOMESTIC, MANUFACT | DOMESTIC, RETAIL\n");
    expect(out).toContain("  (blank): '', MANUFACT");
  });
});

describe('tieout gl-journal post', () => {
  it('posts a file, and warns of accounts that are not for direct posting', async () => {
    const database = await connect(company);
    await database.run(`update "gl_account" set "direct_posting" = 0 where "no" = '2110'`);
    await database.close();
    const file = join(folder, 'journal.csv');
    writeFileSync(file, 'Posting Date,Document No.,Account No.,Bal. Account No.,Amount\n2026-01-05,D1,2110,7290,7\n');
    expect(await json('gl-journal', 'post', file)).toMatchObject({
      code: 0,
      document: {glEntryNos: [1, 2], registerNo: 1, warnings: [{line: 2, code: 'direct-posting'}]},
    });
    const {out, err} = await tieout(['gl-journal', 'post', file]);
    expect(out).toBe('Posted 2 G/L entries, G/L register 2.\n');
    expect(err).toContain('Line 2: G/L account 2110 is not meant for direct posting.');
    writeFileSync(file, 'Posting Date,Document No.,Account No.,Amount\n2026-01-05,D1,4711,7\n');
    expect(await json('gl-journal', 'post', file)).toMatchObject({
      code: 2,
      document: {
        error: {
          code: 'bad-journal',
          details: [{file: 'journal.csv', line: 2, column: 'Account No.', message: 'There is no G/L account 4711.'}],
        },
      },
    });
  });
});
