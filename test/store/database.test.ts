import {expect, it} from 'vitest';
import {entityFor} from '../../source/store/entities.js';
import {LedgerWriter} from '../../source/store/ledgers.js';
import {exactSum, sumSql} from '../../source/store/sums.js';
import {item, valueEntry} from '../../source/store/tables/index.js';
import {onEachDatabase} from '../support/databases.js';

onEachDatabase(open => {
  it('keeps an amount beyond 2^53 exactly, as a row and as an entity', async () => {
    const {database} = await open();
    const amount = 12_345_678_901_234_56789n;
    await database.insert(valueEntry, [{entryNo: 1, costAmountActual: amount, itemNo: 'A'}]);
    expect((await database.read(valueEntry))[0]).toMatchObject({
      entryNo: 1,
      costAmountActual: amount,
      adjustment: false,
    });
    const entity = await database.entityManager().findOneOrFail(entityFor(valueEntry), {entryNo: 1});
    expect(String(entity['costAmountActual'])).toBe('12345678901234.56789');
  });

  it('sums beyond 64 bits exactly', async () => {
    const {database} = await open();
    const largest = 9_223_372_036_854_775_807n;
    await database.insert(
      valueEntry,
      [1, 2, 3].map(entryNo => ({entryNo, costAmountActual: entryNo === 3 ? -5n : largest})),
    );
    const row = await database.first(
      `select ${sumSql(database.dialect, '"cost_amount_actual"', 'total')} from "value_entry"`,
    );
    expect(exactSum(row ?? {}, 'total')).toBe(2n * largest - 5n);
  });

  it('refuses a change of a ledger entry, but for the fields that are kept current', async () => {
    const {database} = await open();
    await database.insert(valueEntry, [{entryNo: 1, documentNo: 'A'}]);
    await expect(database.run(`update "value_entry" set "document_no" = 'B'`)).rejects.toThrow(/append-only/);
    await expect(database.run('delete from "value_entry"')).rejects.toThrow(/append-only/);
    await expect(database.run('update "value_entry" set "cost_posted_to_gl" = 5')).resolves.toBe(1);
  });

  it('keeps nothing of a transaction that fails', async () => {
    const {database} = await open();
    const work = database.transaction(async transaction => {
      await transaction.insert(item, [{no: 'A'}]);
      throw new Error('stop');
    });
    await expect(work).rejects.toThrow('stop');
    expect(await database.read(item)).toEqual([]);
  });

  it('writes entities as part of a transaction', async () => {
    const {database} = await open();
    await database.insert(item, [{no: 'A', description: 'before'}]);
    const work = database.transaction(async transaction => {
      const manager = transaction.entityManager();
      const entity = await manager.findOneOrFail(entityFor(item), {no: 'A'});
      manager.assign(entity, {description: 'after'});
      await manager.flush();
      expect((await transaction.find(item, 'A'))?.description).toBe('after');
      throw new Error('stop');
    });
    await expect(work).rejects.toThrow('stop');
    expect((await database.find(item, 'A'))?.description).toBe('before');
  });

  it('streams more rows than a batch holds, within a transaction and without', async () => {
    const {database} = await open();
    const rows = Array.from({length: 12_345}, (_, index) => ({no: `A${String(index).padStart(5, '0')}`}));
    await database.insert(item, rows);
    const count = async (from: typeof database) => {
      const found: string[] = [];
      for await (const batch of from.stream(item, {where: '"no" >= ?', params: ['A00001']})) {
        found.push(...batch.map(row => row.no));
      }
      return found;
    };
    const expected = rows.slice(1).map(row => row.no);
    expect(await count(database)).toEqual(expected);
    expect(await database.snapshot(count)).toEqual(expected);
    expect(await database.transaction(count)).toEqual(expected);
    for await (const _ of database.stream(item)) break;
    expect(await count(database)).toEqual(expected);
  });

  it('gives like value entries one posting class, and keeps totals per month', async () => {
    const {database} = await open();
    await database.transaction(async transaction => {
      const writer = new LedgerWriter(transaction);
      await writer.insertValueEntries([
        {entryNo: 1, postingDate: '2026-01-05', costAmountActual: 1000n, itemNo: 'A', itemLedgerEntryNo: 1},
        {entryNo: 2, postingDate: '2026-01-31', costAmountActual: 500n, itemNo: 'B', itemLedgerEntryNo: 2},
        {entryNo: 3, postingDate: '2026-01-31', costAmountActual: 7n, locationCode: 'BLUE', itemLedgerEntryNo: 3},
      ]);
      await writer.setPostedAmounts([{valueEntryNo: 2, costPostedToGl: 500n}]);
      await writer.finish();
    });
    expect(await database.all('select * from "value_entry_total" order by "posting_class_no"')).toEqual([
      {
        month: '2026-01',
        posting_class_no: 1n,
        entries: 2n,
        cost_amount_actual: '1500',
        cost_amount_expected: '0',
        cost_posted_to_gl: '500',
        expected_cost_posted_to_gl: '0',
      },
      {
        month: '2026-01',
        posting_class_no: 2n,
        entries: 1n,
        cost_amount_actual: '7',
        cost_amount_expected: '0',
        cost_posted_to_gl: '0',
        expected_cost_posted_to_gl: '0',
      },
    ]);
  });
});
