import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {runCommand} from '../support/run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'tieout-program-'));
const db = join(folder, 'company.db');
afterAll(() => rmSync(folder, {recursive: true, force: true}));
beforeAll(() => runCommand('init', '--db', db));

const get = ['setup', 'get', 'Inventory Setup', 'Average Cost Period'];

describe('shared options', () => {
  it('may stand before the command or after it', async () => {
    expect((await runCommand('--db', db, ...get)).out).toBe('Day\n');
    expect((await runCommand(...get, '--db', db)).out).toBe('Day\n');
    expect((await runCommand(`--db=${db}`, '--json', ...get)).json()).toBe('Day');
    expect((await runCommand('setup', '--db', db, ...get.slice(1))).out).toBe('Day\n');
  });

  it('after the command win', async () => {
    expect((await runCommand('--db', join(folder, 'none.db'), ...get, '--db', db)).out).toBe('Day\n');
    const none = await runCommand('--db', db, ...get, '--db', join(folder, 'none.db'), '--json');
    expect([none.exitCode, none.json()]).toMatchObject([2, {error: {code: 'no-company'}}]);
  });

  it('before the command count for what the command does', async () => {
    const refused = await runCommand(
      '--db',
      db,
      '--read-only',
      '--json',
      'setup',
      'set',
      '313',
      'Location Mandatory',
      'yes',
    );
    expect(refused.json()).toMatchObject({error: {code: 'read-only'}});
    const date = await runCommand('--work-date', '2026-02-30', '--db', db, '--json', ...get);
    expect(date.json()).toMatchObject({error: {code: 'bad-work-date'}});
  });
});

describe('the real program', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'source/cli.tsx', ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  it('prints its help in either language', () => {
    expect(run('--help').stdout).toContain('read or change a setup table');
    expect(run('--help', '--lang', 'nb').stdout).toContain('les eller endre en oppsettstabell');
  });

  it('exits with 2 and a JSON document where an option is not known', () => {
    const {status, stdout} = run('export', 'Item', '--colour', '--json');
    expect([status, JSON.parse(stdout)]).toMatchObject([2, {error: {code: 'usage'}}]);
  });

  it('takes a closed pipe for an answer', () => {
    const command = `"${process.execPath}" --import tsx source/cli.tsx export "Source Code Setup" --db "${db}" | head -c 1`;
    const {stdout, stderr} = spawnSync('sh', ['-c', command], {encoding: 'utf8'});
    expect([stdout, stderr]).toEqual(['P', '']);
  });

  it('says so, with 3, where its output finds no room', () => {
    const command = `"${process.execPath}" --import tsx source/cli.tsx export "Source Code Setup" --db "${db}" > /dev/full`;
    const {status, stderr} = spawnSync('sh', ['-c', command], {encoding: 'utf8'});
    expect([status, stderr]).toEqual([3, expect.stringContaining('The output could not be written')]);
  });
});
