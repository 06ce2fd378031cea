/** A company of an earlier version of the program is brought up to date as it is opened. */
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, expect, it} from 'vitest';
import {connect} from '../../source/store/connect.js';
import {item, valueEntry} from '../../source/store/tables/index.js';

const folder = mkdtempSync(join(tmpdir(), 'tieout-older-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** A company as it was before sums of items were kept. */
async function olderCompany(name: string): Promise<string> {
  const path = join(folder, name);
  const database = await connect(path, {create: true});
  await database.insert(item, [{no: 'A'}]);
  await database.insert(valueEntry, [{entryNo: 1, itemNo: 'A', postingDate: '2026-01-01'}]);
  for (const statement of [
    'drop table "item_cost_total"',
    'drop index "value_entry_item"',
    'create index "value_entry_item" on "value_entry" ("item_no", "posting_date")',
    `delete from "mikro_orm_migrations" where "name" = 'Migration20261124_item_cost_totals'`,
  ])
    await database.run(statement);
  await database.close();
  return path;
}

it('keeps its entries, gets the tables and indexes of now, and the planner knows of them', async () => {
  const database = await connect(await olderCompany('older.db'));
  expect((await database.find(valueEntry, 1))?.itemNo).toBe('A');
  expect(await database.all('select * from "item_cost_total"')).toEqual([]);
  expect(await database.first(`select "stat" from "sqlite_stat1" where "idx" = 'value_entry_item'`)).toBeDefined();
  await database.close();
});

it('is refused where nothing may be written', async () => {
  await expect(connect(await olderCompany('read-only.db'), {readOnly: true})).rejects.toMatchObject({
    code: 'older-version',
  });
});
