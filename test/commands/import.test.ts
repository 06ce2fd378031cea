import {existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeEach, expect, it} from 'vitest';
import {connect} from '../../source/store/connect.js';
import {item} from '../../source/store/tables/index.js';
import {runCommand, runCommandIn} from '../support/run-command.js';

const root = mkdtempSync(join(tmpdir(), 'tieout-import-'));
afterAll(() => rmSync(root, {recursive: true, force: true}));
let folder = '';
let company = '';

beforeEach(async () => {
  folder = mkdtempSync(join(root, 'test-'));
  company = join(folder, 'company.db');
  await runCommand('init', '--db', company);
});

const write = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

async function items(file = company): Promise<string[]> {
  const database = await connect(file);
  try {
    return (await database.read(item)).map(row => row.no);
  } finally {
    await database.close();
  }
}

it('tells what it did, as a table and as JSON, and names on stderr what it passed over', async () => {
  const file = write('Item.csv', 'No.,Colour\nA,red\nB,blue\n');
  const first = await runCommand('import', file, '--db', company);
  expect(first).toMatchObject({
    exitCode: 0,
    out: 'Table  Inserted  Updated  Unchanged\nItem          2        0          0\n',
  });
  expect(first.err).toContain('Colour');
  const second = await runCommand('import', file, '--db', company, '--json');
  expect(second.json()).toMatchObject({
    tables: [{table: 'Item', inserted: 0, updated: 0, unchanged: 2}],
    warnings: [{code: 'unknown-column', count: 1, first: ['Colour']}],
    dryRun: false,
  });
  expect(second.err).toContain('Colour');
  expect((await runCommand('import', file, '--db', company, '--quiet')).err).toBe('');
});

it('counts missing references among the warnings', async () => {
  const file = write('32.csv', 'Entry No.,Item No.\n1,X\n2,X\n3,Y\n');
  const result = await runCommand('import', file, '--db', company, '--json');
  expect(result.exitCode).toBe(0);
  expect(result.json()).toMatchObject({warnings: [{code: 'missing-reference', count: 3, first: [1, 2, 3]}]});
});

it('refuses with every problem and its place, exit code 2', async () => {
  const file = write('Item.csv', 'No.,Unit Cost\nA,x\n,1\n');
  const result = await runCommand('import', file, '--db', company, '--json');
  expect(result.exitCode).toBe(2);
  expect(result.json()).toEqual({
    error: {
      code: 'bad-input',
      message: 'Nothing was imported. Problems: 2.',
      details: [
        {file, line: 2, column: 'Unit Cost', message: 'x is no number (decimal point, as in the rest of the column).'},
        {file, line: 3, column: 'No.', message: 'The field is blank, but rows are found by it.'},
      ],
    },
  });
  expect(await items()).toEqual([]);
});

it('says it in Norwegian', async () => {
  const file = write('Vare.csv', 'Nr.;Enhetskost\nA;1,5\nB;x\n');
  const result = await runCommandIn('nb', 'import', file, '--db', company);
  expect(result).toMatchObject({exitCode: 2, out: ''});
  expect(result.err).toContain(`${file}:3:Enhetskost: x er ikke noe tall`);
});

it('replaces a company: the old file stays beside the new one', async () => {
  await runCommand('import', write('Item.csv', 'No.\nOLD\n'), '--db', company);
  const result = await runCommand('import', write('Item.csv', 'No.\nNEW\n'), '--db', company, '--replace');
  expect(result.exitCode).toBe(0);
  expect(await items()).toEqual(['NEW']);
  expect(await items(`${company}.bak`)).toEqual(['OLD']);
});

it('replaces nothing when it is refused or dry', async () => {
  await runCommand('import', write('Item.csv', 'No.\nOLD\n'), '--db', company);
  const bad = await runCommand('import', write('Item.csv', 'No.,Unit Cost\nNEW,x\n'), '--db', company, '--replace');
  expect(bad.exitCode).toBe(2);
  const dry = await runCommand(
    'import',
    write('Item.csv', 'No.\nNEW\n'),
    '--db',
    company,
    '--replace',
    '--dry-run',
    '--json',
  );
  expect(dry.json()).toMatchObject({tables: [{inserted: 1}], dryRun: true});
  expect(await items()).toEqual(['OLD']);
  expect(readdirSync(folder).sort()).toEqual(['Item.csv', 'company.db']);
});

it('refuses without a company, without the right to write, and what is not there', async () => {
  const file = write('Item.csv', 'No.\nA\n');
  const elsewhere = join(folder, 'none.db');
  for (const more of [[], ['--replace']]) {
    const result = await runCommand('import', file, '--db', elsewhere, '--json', ...more);
    expect(result.json()).toMatchObject({error: {code: 'no-company'}});
    expect(existsSync(elsewhere)).toBe(false);
  }
  for (const more of [[], ['--replace']]) {
    const result = await runCommand('import', file, '--db', company, '--json', '--read-only', ...more);
    expect(result.json()).toMatchObject({error: {code: 'read-only'}});
  }
  const missing = await runCommand('import', join(folder, 'gone.csv'), '--db', company, '--json');
  expect(missing).toMatchObject({exitCode: 2});
  expect(missing.json()).toMatchObject({error: {code: 'no-such-file', details: [{file: join(folder, 'gone.csv')}]}});
});
