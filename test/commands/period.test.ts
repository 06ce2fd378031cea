import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import stringWidth from 'string-width';
import {afterAll, expect, it} from 'vitest';
import {createCompany} from '../../source/jobs/create-company.js';
import {connect} from '../../source/store/connect.js';
import {inventoryPeriod} from '../../source/store/tables/index.js';
import {company, purchase, sale} from '../support/costing.js';
import {contextOf} from '../support/databases.js';
import {runCommand} from '../support/run-command.js';

const folder = mkdtempSync(join(tmpdir(), 'tieout-period-'));
afterAll(() => rmSync(folder, {recursive: true}));

it('period test tells what is in the way of closing, period by period and item by item (reports.md 5)', async () => {
  const file = join(folder, 'company.db');
  const database = await connect(file, {create: true});
  const context = contextOf(database);
  await createCompany(context, {demo: false, force: false, where: file});
  const books = await company(context, {items: {A: {description: 'Bicycle'}, B: {description: 'Bell'}}});
  await books.post([sale('out', '2026-01-10', 'A', 2), purchase('lot', '2026-02-01', 'B', 1, {'Unit Cost': 3})]);
  await database.insert(inventoryPeriod, [
    {endingDate: '2025-12-31', name: 'Year 2025', closed: true},
    {endingDate: '2026-01-31', name: 'January', closed: false},
    {endingDate: '2026-02-28', name: '', closed: false},
  ]);
  await database.close();

  const shown = await runCommand('period', 'test', '--db', file);
  expect(shown.exitCode).toBe(1);
  expect(shown.out.trimEnd().split('\n')).toEqual([
    '2025-12-31  closed  Year 2025',
    '2025-12-31: nothing keeps the period from being closed.',
    '2026-01-31  open  January',
    '2026-01-31: 2 findings',
    '  A  Bicycle',
    '    Item A has entries in the period whose cost is not adjusted.',
    '    Entry 1 of item A, posted 2026-01-10, is open: -2 went out that has not come',
    '    in.',
    expect.stringContaining('must be covered'),
    'posting an inbound entry.',
    expect.stringContaining('tieout adjust'),
    '2026-02-28  open',
    '2026-02-28: 3 findings',
    '  A  Bicycle',
    '    Item A has entries in the period whose cost is not adjusted.',
    '    Entry 1 of item A, posted 2026-01-10, is open: -2 went out that has not come',
    '    in.',
    '  B  Bell',
    '    Item B has entries in the period whose cost is not adjusted.',
    expect.stringContaining('must be covered'),
    'posting an inbound entry.',
    expect.stringContaining('tieout adjust'),
  ]);
  for (const language of ['en', 'nb']) {
    const {out} = await runCommand('period', 'test', '--db', file, '--lang', language);
    expect(out.split('\n').filter(line => stringWidth(line) > 80)).toEqual([]);
  }
  const {json} = await runCommand('period', 'test', '2026-01-31', '--db', file, '--json');
  expect(json()).toEqual({
    periods: [
      {
        endingDate: '2026-01-31',
        findings: [
          {code: 'not-adjusted', itemNo: 'A', orderNo: '', entryNo: 0, message: expect.any(String)},
          {code: 'open-outbound-entry', itemNo: 'A', orderNo: '', entryNo: 1, message: expect.any(String)},
        ],
      },
    ],
  });
});
