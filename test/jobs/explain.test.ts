/** The search for causes reads few entries of a company; it must find what it would find with all of them at hand. */
import fc from 'fast-check';
import {expect, it} from 'vitest';
import {accountFields, accountTypes} from '../../source/domain/posting/account-types.js';
import {explain} from '../../source/domain/reconciliation/explain.js';
import {type Place, places} from '../../source/domain/reconciliation/places.js';
import type {JobContext} from '../../source/jobs/job.js';
import {keepExamined} from '../../source/jobs/examine-entries.js';
import {reconcile} from '../../source/jobs/reconcile.js';
import type {LedgerFilters} from '../../source/store/ledger-filters.js';
import {LedgerWriter} from '../../source/store/ledgers.js';
import {
  dateComprRegister,
  generalPostingSetup,
  glAccount,
  glItemLedgerRelation,
  inventoryPostingSetup,
} from '../../source/store/tables/index.js';
import {onEachDatabase} from '../support/databases.js';
import {
  accountOf,
  company,
  companySetup,
  type GlEntryInMemory,
  kinds,
  LedgersInMemory,
  type ValueEntryInMemory,
} from '../support/ledgers-in-memory.js';

const JANUARY: LedgerFilters = {from: '2026-01-01', to: '2026-01-31C'};
const FEBRUARY = {from: '2026-02-01', endingDate: '2026-02-28'};

/**
 * Writes what is in memory into a company, items A (inside an item filter) and B. What is `late` comes after the company
 * was examined: entries, relations, posted amounts, accounts of the chart.
 */
async function store(
  context: JobContext,
  ledgers: LedgersInMemory,
  compressed: boolean,
  late: (key: number) => boolean,
): Promise<void> {
  const {database} = context;
  const early = (key: number) => !late(key);
  const accountsOf = (setup: string, row: string) =>
    Object.fromEntries(
      accountTypes
        .filter(type => accountFields[type].setup === setup)
        .map(type => [accountFields[type].property, accountOf(type, row)]),
    );
  await database.transaction(async transaction => {
    await transaction.run(`update "inventory_setup" set "expected_cost_posting_to_gl" = 1`);
    await transaction.run(`update "manufacturing_setup" set "include_non_inventory_items_to_produced_items" = 1`);
    await transaction.insert(
      inventoryPostingSetup,
      ['', 'BLUE'].map(locationCode => ({
        locationCode,
        invtPostingGroupCode: 'RESALE',
        ...accountsOf('Inventory Posting Setup', locationCode),
      })),
    );
    await transaction.insert(
      generalPostingSetup,
      ['RETAIL', 'MANUFACT'].map(genProdPostingGroup => ({
        genProdPostingGroup,
        ...(genProdPostingGroup === 'RETAIL' ? {salesAccount: 'SALES'} : {}),
        ...accountsOf('General Posting Setup', genProdPostingGroup),
      })),
    );
    if (compressed) {
      const {from: startingDate, endingDate} = FEBRUARY;
      await transaction.insert(dateComprRegister, [{no: 1, tableId: 17, startingDate, endingDate}]);
    }
  });
  for (const isNow of [early, late]) {
    await database.transaction(async transaction => {
      await transaction.insert(
        glAccount,
        [...companySetup.accounts.keys()]
          .filter((_, index) => isNow(index === 0 ? 0 : 1))
          .map(no => ({no, accountType: 'Posting' as const})),
      );
      const writer = new LedgerWriter(transaction);
      await writer.insertValueEntries(
        ledgers.valueEntries
          .filter(({no}) => isNow(no + 2))
          .map(({no, plan, ...entry}) => {
            const {sourceItemNo, ...key} = plan.key;
            return {
              entryNo: no,
              ...key,
              itemNo: entry.withinCodes ? 'A' : 'B',
              itemLedgerEntryNo: key.itemLedgerEntryType === '' ? 0 : no,
              inventoriable: true,
              postingDate: entry.postingDate,
              documentNo: entry.documentNo,
              costAmountActual: entry.actual,
              costAmountExpected: entry.expected,
              costPostedToGl: late(no + 3) ? 0n : entry.actualPosted,
              expectedCostPostedToGl: entry.expectedPosted,
            };
          }),
      );
      await writer.insertGlEntries(
        ledgers.glEntries
          .filter(({no}) => isNow(no + 4))
          .map(({no, accountNo, relatedTo, withinDates, ...entry}) => ({
            entryNo: no,
            glAccountNo: accountNo,
            ...entry,
          })),
      );
      await transaction.insert(
        glItemLedgerRelation,
        ledgers.glEntries
          .flatMap(({no, relatedTo}) => relatedTo.map(valueEntryNo => ({glEntryNo: no, valueEntryNo})))
          .filter(({glEntryNo, valueEntryNo}) => isNow(glEntryNo * 3 + valueEntryNo)),
      );
      if (isNow === late) {
        const waiting = ledgers.valueEntries.filter(({no}) => late(no + 3));
        await writer.setPostedAmounts(
          waiting.map(({no, actualPosted}) => ({valueEntryNo: no, costPostedToGl: actualPosted})),
        );
      }
      await writer.finish();
    });
    if (isNow === early) await keepExamined(context, 0);
  }
}

const outside = {postingDate: '2026-02-10'};
const account = fc.constantFrom(
  accountOf('Inventory', ''),
  accountOf('COGS', 'RETAIL'),
  accountOf('WIP Inventory', ''),
  'OLD',
  '',
);
const damages = fc.array(
  fc.record({
    gl: fc.nat(),
    value: fc.nat(),
    amount: fc.bigInt(-60_000n, 60_000n),
    account,
    what: fc.constantFrom(
      'amount',
      'account',
      'relate',
      'unrelate',
      'date',
      'remove',
      'posted',
      'again',
      'reverse',
      'hand',
    ),
  }),
  {minLength: 1, maxLength: 14},
);
type Damage = typeof damages extends fc.Arbitrary<(infer T)[]> ? T : never;

function apply(ledgers: LedgersInMemory, {gl, value, amount, account: accountNo, what}: Damage): void {
  const entry = ledgers.valueEntries[value % ledgers.valueEntries.length] as ValueEntryInMemory;
  const glEntry = ledgers.glEntries[gl % Math.max(1, ledgers.glEntries.length)];
  if (what === 'posted') entry.actualPosted += entry.actual === 0n ? 0n : amount;
  if (what === 'hand') ledgers.addGlEntry({accountNo, amount});
  if (!glEntry) return;
  const missing = amount > 40_000n ? 1000 : 0;
  const no = (ledgers.glEntries.at(-1)?.no ?? 0) + 1;
  if (what === 'amount') glEntry.amount = amount;
  if (what === 'account') glEntry.accountNo = accountNo;
  if (what === 'relate') {
    const related = new Set([...glEntry.relatedTo, entry.no + missing]);
    glEntry.relatedTo = [...related].sort((left, right) => left - right);
  }
  if (what === 'unrelate') glEntry.relatedTo = glEntry.relatedTo.slice(1);
  if (what === 'date') glEntry.postingDate = outside.postingDate;
  if (what === 'remove') ledgers.remove(glEntry);
  if (what === 'again') ledgers.addGlEntry({...glEntry, no, relatedTo: [...glEntry.relatedTo]});
  if (what === 'reverse') {
    ledgers.addGlEntry({accountNo: glEntry.accountNo, amount: -glEntry.amount, reversedEntryNo: glEntry.no});
  }
}

const specs = fc.array(
  fc.tuple(
    fc.constantFrom(...kinds),
    fc.bigInt(1n, 40_000n),
    fc.boolean(),
    fc.boolean(),
    fc.constantFrom('no', 'entry', 'group'),
  ),
  {minLength: 5, maxLength: 40},
);

/** Which of the keys that entries and relations have come late: none, all, every so many, or those from one on. */
const lateness = fc.oneof(
  fc.constant(() => false),
  fc.constant(() => true),
  fc.tuple(fc.integer({min: 2, max: 9}), fc.nat(9)).map(
    ([each, first]) =>
      (key: number) =>
        (key * 7 + first) % each === 0,
  ),
  fc.nat(60).map(from => (key: number) => key > from),
);

const seconds = 1000;

onEachDatabase(open => {
  it(
    'finds in a damaged company what is found with all entries at hand, with every filter',
    async () => {
      await fc.assert(
        fc.asyncProperty(specs, damages, fc.boolean(), lateness, async (given, planted, compressed, late) => {
          const context = await open();
          const ledgers = new LedgersInMemory();
          for (const [key, amount, late, elsewhere] of given) {
            const entry = ledgers.addValueEntry(key, amount * 100_000n, late ? outside : {});
            entry.withinCodes = !elsewhere;
            if (!key.expectedCost && amount % 3n === 0n && entry.plan.lines.some(line => line.amount === 'expected')) {
              entry.expected = -amount * 70_000n;
            }
          }
          const posted = (how: string) => ledgers.valueEntries.filter((_, index) => given[index]?.[4] === how);
          ledgers.post(posted('entry'), false);
          ledgers.post(posted('group'), true);
          for (const each of planted) apply(ledgers, each);
          await store(context, ledgers, compressed, late);
          const codesOf = ledgers.valueEntries.map(entry => entry.withinCodes);
          for (const filters of [{}, JANUARY, {item: 'A'}, {...JANUARY, item: 'A'}]) {
            const codes = 'item' in filters;
            const dates = 'from' in filters;
            const within = (entry: {postingDate: string}) => !dates || entry.postingDate < '2026-02-01';
            for (const [index, entry] of ledgers.valueEntries.entries()) {
              entry.withinDates = within(entry);
              entry.withinCodes = !codes || codesOf[index] === true;
            }
            for (const glEntry of ledgers.glEntries) glEntry.withinDates = within(glEntry as GlEntryInMemory);
            const ranges = compressed ? [{from: FEBRUARY.from, to: `${FEBRUARY.endingDate}C`}] : [];
            const wanted = explain(ledgers, {...company, compressed: ranges}, {dates, codes});
            const found = await reconcile(context, filters);
            const byPlace = (causesOf: (place: Place) => unknown) =>
              Object.fromEntries(places.map(place => [place, causesOf(place)]));
            expect(byPlace(place => found.causes.get(place))).toEqual(byPlace(place => wanted.causes.of(place)));
            expect(byPlace(place => found.unexplained.get(place))).toEqual(byPlace(() => 0n));
            expect(found.unattributed).toEqual(wanted.unattributed);
            expect(found.missingRelations).toEqual(wanted.missingRelations);
            expect(byPlace(place => found.lines.find(({name}) => name === place)?.glTotal)).toEqual(
              byPlace(place => wanted.glTotals[place]),
            );
          }
        }),
        {numRuns: 15, endOnFailure: true},
      );
    },
    120 * seconds,
  );
});
