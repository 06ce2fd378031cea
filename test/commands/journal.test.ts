import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {runCommand, runCommandIn} from '../support/run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'tieout-journal-command-'));
const db = join(folder, 'company.db');
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

beforeAll(async () => {
  await runCommand('init', '--db', db);
  const setup = {
    'Item.csv': 'No.,Costing Method,Inventory Posting Group,Gen. Prod. Posting Group\nA,FIFO,RESALE,RETAIL\n',
    'Location.csv': 'Code\nRED\n',
    'Inventory Posting Group.csv': 'Code\nRESALE\n',
    'Gen. Product Posting Group.csv': 'Code\nRETAIL\n',
  };
  for (const [name, text] of Object.entries(setup)) {
    expect(await runCommand('import', file(name, text), '--db', db)).toMatchObject({exitCode: 0});
  }
});

it('posts a CSV file, and names what each line made; missing accounts are warnings and no finding', async () => {
  const journal = file(
    'journal.csv',
    'Line Ref;Posting Date;Document No.;Entry Type;Item No.;Quantity;Unit Cost;New Location Code;Applies-to Entry\n' +
      'lot;2026-01-05;P1;Purchase;a;10;7;;\n' +
      ';2026-01-06;T1;Transfer;A;4;;RED;@lot\n',
  );
  const tried = await runCommand('journal', 'post', journal, '--dry-run', '--db', db);
  expect(tried.out).toBe(
    'Nothing was posted (dry run). 2 lines would make item ledger entries 1–3, capacity ledger entries none, value entries 1–3.\n',
  );
  const posted = await runCommand('journal', 'post', journal, '--json', '--db', db);
  expect(posted.exitCode).toBe(0);
  expect(posted.err).toBe('');
  expect(posted.json()).toMatchObject({
    lines: [
      {line: 2, ref: 'lot', itemLedgerEntryNos: [1], capacityLedgerEntryNos: [], valueEntryNos: [1]},
      {line: 3, ref: '', itemLedgerEntryNos: [2, 3], capacityLedgerEntryNos: [], valueEntryNos: [2, 3]},
    ],
    warnings: expect.arrayContaining([
      {line: 2, code: 'missing-setup', message: expect.stringContaining('General Posting Setup')},
    ]),
  });
});

it('refuses a file with all its bad lines, in the reader’s language', async () => {
  const journal = file(
    'bad.jsonl',
    '{"Posting Date":"2026-01-05","Entry Type":"Purchase","Item No.":"X","Quantity":1}\n' +
      '\n' +
      '{"Posting Date":"2026-01-05","Entry Type":"Buy","Item No.":"A","Quantity":"1,5"}\n' +
      '{"Posting Date":"2026-01-05","Entry Type":"Sale","Item No.":"A","Quantity":1,"Applies-to Entry":77}\n',
  );
  const {exitCode, json} = await runCommandIn('nb', 'journal', 'post', journal, '--json', '--db', db);
  expect(exitCode).toBe(2);
  expect(json()).toMatchObject({
    error: {
      code: 'bad-journal',
      details: [
        {file: 'bad.jsonl', line: 1, column: 'Item No.', message: 'Vare X finnes ikke.'},
        {line: 3, column: 'Entry Type'},
        {line: 3, column: 'Quantity'},
        {line: 4, column: 'Applies-to Entry', message: 'Varepost 77 finnes ikke.'},
      ],
    },
  });
});

it('refuses a file that is not there, and to write read-only', async () => {
  expect((await runCommand('journal', 'post', join(folder, 'none.csv'), '--db', db)).exitCode).toBe(2);
  const journal = file('one.csv', 'Posting Date,Entry Type,Item No.,Quantity\n2026-01-05,Purchase,A,1\n');
  expect((await runCommand('journal', 'post', journal, '--read-only', '--db', db)).exitCode).toBe(2);
});
