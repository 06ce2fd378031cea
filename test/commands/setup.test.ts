import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {connect} from '../../source/store/connect.js';
import {dimension} from '../../source/store/tables/index.js';
import {runCommand, runCommandIn} from '../support/run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'tieout-setup-'));
const db = join(folder, 'company.db');
afterAll(() => rmSync(folder, {recursive: true, force: true}));
beforeAll(async () => {
  await runCommand('init', '--db', db);
  const database = await connect(db);
  await database.insert(dimension, [{code: 'DEPARTMENT'}]);
  await database.close();
});

const setup = (...args: string[]) => runCommand('setup', ...args, '--db', db);

describe('tieout setup get', () => {
  it('prints one value, plain and as JSON', async () => {
    expect((await setup('get', 'Inventory Setup', 'Automatic Cost Posting')).out).toBe('false\n');
    expect((await setup('get', '313', 'Average Cost Period', '--json')).json()).toBe('Day');
    expect((await setup('get', 'general-ledger-setup', 'Amount Rounding Precision', '--json')).json()).toBe('0.01');
  });

  it('prints all values, keyed by the English captions', async () => {
    const all = await setup('get', 'Manufacturing Setup', '--json');
    expect(all.json()).toEqual({
      'Primary Key': '',
      'Allow Finishing Prod. Order with no Output': false,
      'Include Non-Inventory Items to Produced Items': false,
      'Copy location code into value entries linked to capacity ledger entries': false,
      'Default General Business Posting Group': '',
    });
    expect((await setup('get', 'Source Code Setup')).out).toContain('Inventory Post Cost             INVTPCOST\n');
    expect((await runCommandIn('nb', 'setup', 'get', 'Lageroppsett', '--db', db)).out).toContain(
      'Gjennomsnittskostperiode                  Day\n',
    );
  });

  it('knows no other tables and fields', async () => {
    expect((await setup('get', 'Item', '--json')).json()).toMatchObject({error: {code: 'no-setup-table'}});
    expect((await setup('get', 'Inventory Setup', 'Automatic Posting', '--json')).json()).toMatchObject({
      error: {code: 'unknown-field', message: expect.stringContaining('Automatic Cost Posting')},
    });
  });
});

describe('tieout setup set', () => {
  it.each([
    ['Inventory Setup', 'Automatic Cost Posting', 'true', true],
    ['Inventory Setup', 'Automatic Cost Posting', 'No', false],
    ['Inventory Setup', 'Automatic Cost Adjustment', 'always', 'Always'],
    ['Inventory Setup', 'Earliest Allowed Valuation Date', '2026-01-01', '2026-01-01'],
    ['Inventory Setup', 'Earliest Allowed Valuation Date', '', ''],
    ['General Ledger Setup', 'Allow Posting From', '2026-01-01', '2026-01-01'],
    ['General Ledger Setup', 'Allow Posting To Date Formula', 'CM+10D', 'CM+10D'],
    ['General Ledger Setup', 'Unit-Amount Rounding Precision', '0.001', '0.001'],
    ['General Ledger Setup', 'Global Dimension 1 Code', 'department', 'DEPARTMENT'],
    ['Source Code Setup', 'Inventory Post Cost', 'COST', 'COST'],
  ])('%s, %s: %s', async (table, caption, typed, value) => {
    const set = await setup('set', table, caption, typed, '--json');
    expect([set.exitCode, set.json()]).toEqual([0, {table, field: caption, value, changed: true}]);
    expect((await setup('get', table, caption, '--json')).json()).toBe(value);
    expect((await setup('set', table, caption, typed, '--json')).json()).toMatchObject({changed: false});
  });

  it.each([
    ['Inventory Setup', 'Automatic Cost Posting', 'perhaps'],
    ['Inventory Setup', 'Average Cost Period', 'Fortnight'],
    ['Inventory Setup', 'Automatic Cost Adjustment', 'Sometimes'],
    ['Inventory Setup', 'Earliest Allowed Valuation Date', '12/31/2025'],
    ['General Ledger Setup', 'Allow Posting From', 'C2025-12-31'],
    ['General Ledger Setup', 'Allow Posting To Date Formula', 'soon'],
    ['General Ledger Setup', 'Amount Rounding Precision', '0'],
    ['General Ledger Setup', 'Amount Rounding Precision', '0,01'],
    ['General Ledger Setup', 'Global Dimension 2 Code', 'PROJECT'],
    ['General Ledger Setup', 'LCY Code', 'FAR TOO LONG'],
    ['Manufacturing Setup', 'Default General Business Posting Group', 'DOMESTIC'],
    ['Inventory Setup', 'Average Cost Calc. Type', ''],
  ])('refuses %s, %s: %s', async (table, caption, typed) => {
    const before = (await setup('get', table, caption, '--json')).json();
    const refused = await setup('set', table, caption, typed, '--json');
    expect(refused.exitCode).toBe(2);
    expect(refused.json()).toMatchObject({error: {code: 'bad-value'}});
    expect((await setup('get', table, caption, '--json')).json()).toBe(before);
  });

  it('refuses a missing value, the key, and a company that may only be read', async () => {
    expect((await setup('set', 'Inventory Setup', 'Location Mandatory')).exitCode).toBe(2);
    expect((await setup('set', 'Inventory Setup', 'Primary Key', 'X')).exitCode).toBe(2);
    const readOnly = await setup('set', 'Inventory Setup', 'Location Mandatory', 'yes', '--read-only', '--json');
    expect(readOnly.json()).toMatchObject({error: {code: 'read-only'}});
  });
});
