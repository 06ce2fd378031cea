import {expect, it} from 'vitest';
import {scaled} from '../../source/domain/money.js';
import type {JobContext} from '../../source/jobs/job.js';
import {postInventoryCost} from '../../source/jobs/post.js';
import {invariants, verify} from '../../source/jobs/verify.js';
import {LedgerWriter, nextEntryNo} from '../../source/store/ledgers.js';
import {
  glItemLedgerRelation,
  type GlEntry,
  itemApplicationEntry,
  itemLedgerEntry,
  type ItemLedgerEntry,
} from '../../source/store/tables/index.js';
import {onEachDatabase} from '../support/databases.js';
import {ACCOUNTS, insertEntries, postingCompany, valueEntryOf} from '../support/posting.js';

/** Ten pieces of A bought for 100.00, all of them sold and posted. */
async function boughtAndSold(context: JobContext): Promise<void> {
  const {database} = context;
  await postingCompany(database);
  const quantity = scaled('10');
  const entry = (entryNo: number, sign: bigint): Partial<ItemLedgerEntry> => ({
    entryNo,
    itemNo: 'A',
    postingDate: '2026-01-05',
    entryType: sign > 0n ? 'Purchase' : 'Sale',
    quantity: sign * quantity,
    invoicedQuantity: sign * quantity,
    positive: sign > 0n,
    completelyInvoiced: true,
  });
  await database.insert(itemLedgerEntry, [entry(1, 1n), entry(2, -1n)]);
  await database.insert(itemApplicationEntry, [
    {entryNo: 1, itemLedgerEntryNo: 1, inboundItemEntryNo: 1, quantity},
    {entryNo: 2, itemLedgerEntryNo: 2, inboundItemEntryNo: 1, outboundItemEntryNo: 2, quantity: -quantity},
  ]);
  await insertEntries(context, [
    valueEntryOf({itemLedgerEntryNo: 1, actual: '100', invoicedQuantity: quantity}),
    valueEntryOf({
      itemLedgerEntryNo: 2,
      itemLedgerEntryType: 'Sale',
      actual: '-100',
      invoicedQuantity: -quantity,
    }),
  ]);
  await postInventoryCost(context, {method: 'per-entry', documentNo: '', filters: {}, post: true});
}

async function insertGl({database}: JobContext, ...entries: Partial<GlEntry>[]): Promise<number> {
  const first = await nextEntryNo(database, 'gl_entry');
  await database.transaction(async transaction => {
    const writer = new LedgerWriter(transaction);
    await writer.insertGlEntries(
      entries.map((entry, index) => ({entryNo: first + index, postingDate: '2026-01-05', documentNo: 'GJ', ...entry})),
    );
    await writer.finish();
  });
  return first;
}

/** Names of the broken invariants, each with what breaks it. */
async function broken(context: JobContext): Promise<Record<string, unknown[]>> {
  const found = await verify(context);
  return Object.fromEntries(
    found.filter(({holds}) => !holds).map(each => [each.name, each.violations.map(({of}) => of)]),
  );
}

const manual = {glAccountNo: ACCOUNTS.COGS, amount: scaled('5')};
const contra = {glAccountNo: ACCOUNTS.Inventory, amount: scaled('-5')};

onEachDatabase(open => {
  it('finds nothing in a company that is in order, and leaves out what has no rows', async () => {
    const context = await open();
    expect((await verify(context)).map(({name}) => name)).toEqual([]);
    await boughtAndSold(context);
    expect(await broken(context)).toEqual({});
    const said = (await verify(context)).map(({name}) => name);
    const silent = invariants.map(({name}) => name).filter(name => !said.includes(name));
    expect(silent).toEqual(['value-entries-name-capacity-ledger-entries', 'value-entries-name-locations']);
  });

  it('finds a G/L document that does not balance', async () => {
    const context = await open();
    await boughtAndSold(context);
    await insertGl(context, manual);
    expect(await broken(context)).toEqual({
      'gl-documents-balance': [{documentNo: 'GJ', postingDate: '2026-01-05'}],
    });
  });

  it('names the closing date of a document as it is written everywhere', async () => {
    const context = await open();
    await boughtAndSold(context);
    await insertGl(context, {...manual, postingDate: '2026-12-31C'});
    expect(await broken(context)).toEqual({
      'gl-documents-balance': [{documentNo: 'GJ', postingDate: 'C2026-12-31'}],
    });
  });

  it('finds posted cost that the G/L does not carry, or carries twice', async () => {
    const context = await open();
    await boughtAndSold(context);
    await insertEntries(context, [valueEntryOf({itemLedgerEntryNo: 1, actual: '3', costPostedToGl: scaled('3')})]);
    expect((await broken(context))['posted-entries-related']).toEqual([{valueEntryNo: 3}]);
    const first = await insertGl(context, manual, contra);
    await context.database.insert(glItemLedgerRelation, [{glEntryNo: first, valueEntryNo: 1}]);
    expect((await broken(context))['posted-cost-in-gl']).toEqual([
      {glEntryNo: first},
      {valueEntryNo: 3},
      {valueEntryNo: 3},
    ]);
  });

  it('finds references to what is not there', async () => {
    const context = await open();
    await boughtAndSold(context);
    await insertGl(context, {...manual, glAccountNo: 'NONE'}, contra);
    await context.database.insert(glItemLedgerRelation, [{glEntryNo: 77, valueEntryNo: 88}]);
    expect(await broken(context)).toEqual({
      'relations-name-gl-entries': [{glEntryNo: 77, valueEntryNo: 88}],
      'relations-name-value-entries': [{glEntryNo: 77, valueEntryNo: 88}],
      'gl-entries-name-accounts': [{entryNo: 5}],
    });
  });

  it('finds quantities that applications do not conserve, and cost that is left over', async () => {
    const context = await open();
    const {database} = context;
    await boughtAndSold(context);
    await database.insert(itemApplicationEntry, [
      {entryNo: 3, itemLedgerEntryNo: 2, inboundItemEntryNo: 1, outboundItemEntryNo: 2, quantity: scaled('-1')},
    ]);
    expect(await broken(context)).toEqual({
      'applications-equal-quantity': [{itemLedgerEntryNo: 2, itemNo: 'A'}],
      'applications-equal-remaining-quantity': [{itemLedgerEntryNo: 1, itemNo: 'A'}],
    });
    await insertEntries(context, [valueEntryOf({itemLedgerEntryNo: 1, expected: '4', invoicedQuantity: scaled('1')})]);
    expect(await broken(context)).toMatchObject({
      'invoiced-quantity-equals-value-entries': [{itemLedgerEntryNo: 1}],
      'invoiced-entries-have-no-expected-cost': [{itemLedgerEntryNo: 1}],
      'no-value-without-quantity': [{itemNo: 'A'}],
      'cost-in-equals-cost-out-and-on-hand': [{itemNo: 'A', itemLedgerEntryNo: 1}],
    });
  });

  it('finds cost that did not go with the goods, while other stock of the item is there', async () => {
    const context = await open();
    await boughtAndSold(context);
    await context.database.insert(itemLedgerEntry, [
      {
        entryNo: 3,
        itemNo: 'A',
        postingDate: '2026-01-06',
        quantity: scaled('1'),
        remainingQuantity: scaled('1'),
        positive: true,
        open: true,
      },
    ]);
    await context.database.insert(itemApplicationEntry, [
      {entryNo: 3, itemLedgerEntryNo: 3, inboundItemEntryNo: 3, quantity: scaled('1')},
    ]);
    await insertEntries(context, [valueEntryOf({itemLedgerEntryNo: 3, expected: '12'})]);
    expect(await broken(context)).toEqual({});
    await insertEntries(context, [valueEntryOf({itemLedgerEntryNo: 1, actual: '0.01', adjustment: true})]);
    expect(await broken(context)).toEqual({
      'cost-in-equals-cost-out-and-on-hand': [{itemNo: 'A', itemLedgerEntryNo: 1}],
    });
    await context.database.run('update "item" set "cost_is_adjusted" = 0');
    expect(await broken(context)).toEqual({});
  });

  it('finds goods that are valued before they came', async () => {
    const context = await open();
    await boughtAndSold(context);
    const valued = (entryNo: number, date: string) =>
      context.database.run('update "value_entry" set "valuation_date" = ? where "entry_no" = ?', [date, entryNo]);
    await valued(1, '2026-01-05');
    await valued(2, '2026-01-05');
    expect(await broken(context)).toEqual({});
    await valued(2, '2026-01-04');
    expect(await broken(context)).toEqual({
      'outbound-not-valued-before-inbound': [{itemLedgerEntryNo: 1, itemNo: 'A'}],
    });
  });

  it('finds kept totals that are not those of the entries', async () => {
    const context = await open();
    await boughtAndSold(context);
    await context.database.run(`update "gl_entry_total" set "amount" = '1' where "gl_account_no" = ?`, [ACCOUNTS.COGS]);
    await context.database.run('delete from "value_entry_total" where "posting_class_no" = 1');
    expect(await broken(context)).toEqual({
      'value-entry-totals-kept': [{total: '2026-01 1'}],
      'gl-entry-totals-kept': [{total: `2026-01 ${ACCOUNTS.COGS}`}],
    });
  });

  it('tells a hundred violations and counts the others', async () => {
    const context = await open();
    await postingCompany(context.database);
    await insertGl(context, ...Array.from({length: 130}, (_, index) => ({...manual, documentNo: `D${index}`})));
    const [first] = await verify(context);
    expect([first?.violations.length, first?.count]).toEqual([100, 130]);
  });
});
