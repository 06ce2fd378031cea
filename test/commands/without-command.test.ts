import {existsSync, mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, it, vi} from 'vitest';
import {runCommand} from '../support/run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'tieout-alone-'));
process.once('exit', () => rmSync(folder, {recursive: true, force: true}));

beforeEach(() => {
  vi.stubEnv('TIEOUT_DB', '');
  vi.stubEnv('XDG_DATA_HOME', folder);
  vi.stubEnv('TMPDIR', folder);
});
afterEach(() => vi.unstubAllEnvs());

it('prints the reconciliation of the demo company where there is none, says so, and leaves nothing behind', async () => {
  const {out, exitCode} = await runCommand();
  expect(exitCode).toBe(0);
  expect(out).toContain('This is the demo company, in a temporary file that is gone again.');
  expect(out).toContain('Inventory - G/L Reconciliation');
  expect(readdirSync(folder)).toEqual([]);
});

it('prints clean JSON where that is asked for, and tells of the demo company on stderr', async () => {
  const {json, err} = await runCommand('--json');
  expect(json()).toHaveProperty('rows');
  expect(err).toContain('This is the demo company');
});

it('prints the reconciliation of the company that is there', async () => {
  const file = join(folder, 'company.db');
  await runCommand('init', '--db', file);
  const {out, exitCode} = await runCommand('--db', file);
  expect(exitCode).toBe(0);
  expect(out).not.toContain('demo company');
  expect(out).toContain('The ledgers agree.');
});

it('refuses a company that was named and is not there', async () => {
  const file = join(folder, 'missing.db');
  const {exitCode, err} = await runCommand('--db', file);
  expect(exitCode).toBe(2);
  expect(err).toContain(file);
  expect(existsSync(file)).toBe(false);
});
