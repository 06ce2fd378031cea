import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createElement} from 'react';
import {afterEach, expect, it} from 'vitest';
import {App} from '../../source/screens/app.js';
import {connect} from '../../source/store/connect.js';
import type {Database} from '../../source/store/database.js';
import {Text} from '../../source/text.js';
import {colourless} from '../../source/theme.js';
import {Person} from '../support/terminal.js';

const folder = mkdtempSync(join(tmpdir(), 'tieout-first-run-'));
process.once('exit', () => rmSync(folder, {recursive: true, force: true}));

let opened: Database | undefined;
let person: Person | undefined;
afterEach(async () => {
  person?.leaves();
  await opened?.close();
});

function sitDownWithoutCompany(file: string, readOnly = false): Person {
  const program = {
    text: new Text('en'),
    workDate: '2026-01-31',
    userId: 'TESTER',
    readOnly,
    where: file,
    connect: async ({create}: {create: boolean}) => {
      opened = await connect(file, {create});
      return opened;
    },
  };
  person = new Person(createElement(App, {program, company: undefined, theme: colourless}));
  return person;
}

it('offers the demo company, an import or an empty company, and goes home once there is one', async () => {
  const file = join(folder, 'empty.db');
  const user = sitDownWithoutCompany(file);
  await user.sees('There is no company here yet');
  const choices = (await user.frame()).split('\n').filter(row => /^[> ] (Create|Import)/.test(row));
  expect(choices).toHaveLength(3);
  await user.press('Down', 'Down', 'Enter');
  await user.sees('The ledgers agree.');
  expect(existsSync(file)).toBe(true);
});

it('leads an import to the page that asks for the files, with home behind it', async () => {
  const user = sitDownWithoutCompany(join(folder, 'import.db'));
  await user.sees('There is no company here yet');
  await user.press('Down', 'Enter');
  await user.sees('File or folder');
  await user.press('Enter');
  await user.types('/no/such/folder\r');
  await user.press('r');
  await user.sees('There is no /no/such/folder.');
  await user.press('Esc');
  await user.sees('What do you want to do?');
});

it('makes nothing where it may only read', async () => {
  const file = join(folder, 'read-only.db');
  const user = sitDownWithoutCompany(file, true);
  await user.sees('There is no company here yet');
  await user.press('Enter');
  await user.sees('opened with --read-only');
  expect(existsSync(file)).toBe(false);
});
