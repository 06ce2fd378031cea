import {expect, it} from 'vitest';
import {entityFor} from '../../source/store/entities.js';
import {LedgerWriter} from '../../source/store/ledgers.js';
import {exactSum, sumSql} from '../../source/store/database.js';
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
