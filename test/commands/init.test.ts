import {existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {createCompany} from '../../source/jobs/create-company.js';
import {location} from '../../source/store/tables/index.js';
import {onEachDatabase} from '../support/databases.js';
import {runCommand} from '../support/run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'tieout-init-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

describe('tieout init', () => {
  it('creates an empty company and leaves nothing beside it', async () => {
    const db = join(folder, 'empty.db');
    const {exitCode, out} = await runCommand('init', '--db', db, '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toEqual({company: db, demo: false});
    expect(readdirSync(folder)).toEqual(['empty.db']);
  });

  it('refuses a place where a company is, and replaces it with --force, keeping the old file', async () => {
    const db = join(folder, 'empty.db');
    expect((await runCommand('init', '--db', db)).exitCode).toBe(2);
    expect((await runCommand('init', '--db', db, '--force')).exitCode).toBe(0);
    expect(existsSync(`${db}.bak`)).toBe(true);
  });

  it('leaves nothing behind where it cannot be made', async () => {
    const notAFolder = join(folder, 'file');
    writeFileSync(notAFolder, '');
    expect((await runCommand('init', '--db', join(notAFolder, 'company.db'))).exitCode).toBeGreaterThan(1);
    const stopped = join(folder, 'stopped.db');
    expect((await runCommand('init', '--demo', '--db', stopped, '--work-date', 'soon')).exitCode).toBe(2);
    expect(readdirSync(folder).filter(name => name.startsWith('stopped'))).toEqual([]);
  });
});

onEachDatabase((open, name) => {
  it('with force empties a company on a server, and never one in a file', async () => {
    const context = await open();
    await context.database.insert(location, [{code: 'BLUE'}]);
    const again = createCompany(context, {demo: false, force: true, where: 'test'});
    if (name === 'sqlite') await expect(again).rejects.toThrow(/company-exists/);
    else await again;
    expect(await context.database.read(location)).toHaveLength(name === 'sqlite' ? 1 : 0);
  });
});
