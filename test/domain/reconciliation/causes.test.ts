import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {ReconciledCompany} from '../../../source/domain/reconciliation/company.js';
import {explain} from '../../../source/domain/reconciliation/explain.js';
import {type Place, places} from '../../../source/domain/reconciliation/places.js';
import {
  accountOf,
  company,
  type GlEntryInMemory,
  kinds,
  LedgersInMemory,
  type ValueEntryInMemory,
} from '../../support/ledgers-in-memory.js';

const kindOf = (type: string, more: Partial<(typeof kinds)[number]> = {}) =>
  kinds.find(
    key =>
      key.itemLedgerEntryType === type &&
      key.entryType === (more.entryType ?? 'Direct Cost') &&
      key.expectedCost === (more.expectedCost ?? false),
  ) as (typeof kinds)[number];

const purchase = kindOf('Purchase');
const sale = kindOf('Sale');
const receipt = kindOf('Purchase', {expectedCost: true});

const inventory = accountOf('Inventory', '');
const cogs = accountOf('COGS', 'RETAIL');
const interim = accountOf('Inventory (Interim)', '');

/** Causes per row as `code amount [value entries] [G/L entries]`, rows without causes left out. */
function causes(
  ledgers: LedgersInMemory,
  of: Partial<ReconciledCompany> = {},
  filters: {dates?: boolean; codes?: boolean} = {},
): Record<string, string[]> {
  const found = explain(ledgers, {...company, ...of}, {dates: false, codes: false, ...filters});
  return Object.fromEntries(
    places
      .map(place => [
        place,
        found.causes
          .of(place)
          .map(({code, amount, valueEntryNos, glEntryNos}) => `${code} ${amount} [${valueEntryNos}] [${glEntryNos}]`),
      ])
      .filter(([, list]) => (list?.length ?? 0) > 0),
  );
}

const outside = {postingDate: '2026-02-10', withinDates: false};

describe('expected cost', () => {
  it('that is not posted while the setting is off waits for the setting', () => {
    const ledgers = new LedgersInMemory();
    ledgers.addValueEntry(receipt, 95n);
    expect(causes(ledgers, {expectedPosting: false})).toEqual({
      'Inventory (Interim)': ['expected-posting-off -95 [1] []'],
      'Invt. Accrual (Interim)': ['expected-posting-off 95 [1] []'],
    });
  });

  it('that was posted before the setting went off is left over', () => {
    const ledgers = new LedgersInMemory();
    const received = ledgers.addValueEntry(receipt, 95n);
    ledgers.post([received], false);
    ledgers.addValueEntry(purchase, 100n, {expected: -95n, expectedPostedOnItemEntry: 95n});
    expect(causes(ledgers, {expectedPosting: false})).toEqual({
      Inventory: ['not-run -100 [2] []'],
      'Direct Cost Applied': ['not-run 100 [2] []'],
      'Inventory (Interim)': ['expected-left-over 95 [2] []'],
      'Invt. Accrual (Interim)': ['expected-left-over -95 [2] []'],
    });
  });

  it('of a marked entry is never posted, though the setting is on', () => {
    const ledgers = new LedgersInMemory();
    ledgers.addValueEntry(receipt, 95n, {expectedLeftAlone: true});
    expect(causes(ledgers)['Inventory (Interim)']).toEqual(['expected-posting-off -95 [1] []']);
  });
});

describe('a date filter', () => {
  it('that has only one side of a pair says so', () => {
    const ledgers = new LedgersInMemory();
    const bought = ledgers.addValueEntry(purchase, 100n);
    const sold = ledgers.addValueEntry(sale, -30n, outside);
    ledgers.post([bought, sold], false);
    Object.assign(ledgers.glEntriesOf(1)[0] as GlEntryInMemory, outside);
    Object.assign(ledgers.glEntriesOf(2)[1] as GlEntryInMemory, {postingDate: '2026-01-31', withinDates: true});
    expect(causes(ledgers, {}, {dates: true})).toEqual({
      Inventory: ['posting-date -100 [1] [1]'],
      COGS: ['posting-date 30 [2] [4]'],
    });
  });

  it('finds what was booked by hand for unposted cost of another period: of an entry, a document, or all', () => {
    const ledgers = new LedgersInMemory();
    ledgers.addValueEntry(sale, -30n, {...outside, documentNo: 'S1'});
    ledgers.addValueEntry(sale, -50n, {...outside, documentNo: 'S1'});
    ledgers.addValueEntry(sale, -11n, {...outside, documentNo: 'S2'});
    for (const amount of [30n, 80n, 91n, 92n]) ledgers.addGlEntry({accountNo: cogs, amount});
    expect(causes(ledgers, {}, {dates: true})).toEqual({
      COGS: ['posting-date 201 [1,2,3] [1,2,3]', 'direct-posting 92 [] [4]'],
    });
    expect(causes(ledgers)['COGS']?.some(cause => cause.startsWith('posting-date'))).toBe(false);
  });
});

describe('a compressed period', () => {
  const compressed = [{from: '2026-01-01', to: '2026-01-31C'}];

  it('takes what is unmatched, unlike or without relation in it', () => {
    const ledgers = new LedgersInMemory();
    const [bought, sold, later] = [
      ledgers.addValueEntry(purchase, 100n),
      ledgers.addValueEntry(sale, -30n),
      ledgers.addValueEntry(sale, -9n, {postingDate: '2026-02-01'}),
    ];
    ledgers.post([bought, sold, later], false);
    ledgers.remove(ledgers.glEntriesOf(1)[0] as GlEntryInMemory);
    (ledgers.glEntriesOf(2)[1] as GlEntryInMemory).amount += 2n;
    ledgers.remove(ledgers.glEntriesOf(3)[1] as GlEntryInMemory);
    const summary = ledgers.addGlEntry({accountNo: inventory, amount: 99n, postingDate: '2026-01-31'});
    expect(causes(ledgers, {compressed})).toEqual({
      Inventory: [`compressed -1 [1] [${summary.no}]`],
      COGS: ['compressed 2 [2] [4]', 'missing-gl-entry -9 [3] []'],
    });
  });
});

describe('accounts', () => {
  it('that serve two rows count on both', () => {
    const ledgers = new LedgersInMemory();
    ledgers.post([ledgers.addValueEntry(sale, -30n)], false);
    const shared = new Map(company.places).set(cogs, ['COGS', 'Purchase Variance'] as Place[]);
    expect(causes(ledgers, {places: shared})).toEqual({'Purchase Variance': ['shared-account 30 [1] [2]']});
    const manual = ledgers.addGlEntry({accountNo: cogs, amount: 5n});
    expect(causes(ledgers, {places: shared})['COGS']).toEqual([`direct-posting 5 [] [${manual.no}]`]);
    expect(causes(ledgers, {places: shared})['Purchase Variance']).toEqual([
      'shared-account 30 [1] [2]',
      `direct-posting 5 [] [${manual.no}]`,
    ]);
  });

  it('that sales use as well carry entries that are not inventory', () => {
    const ledgers = new LedgersInMemory();
    const other = ledgers.addGlEntry({accountNo: cogs, amount: 5n});
    expect(causes(ledgers, {otherAccounts: new Set([cogs])})).toEqual({
      COGS: [`shared-account 5 [] [${other.no}]`],
    });
  });

  it('that are blank without a relation are on no row, and counted apart', () => {
    const ledgers = new LedgersInMemory();
    ledgers.addGlEntry({accountNo: '', amount: 5n});
    expect(causes(ledgers)).toEqual({});
    expect(explain(ledgers, company, {dates: false, codes: false}).unattributed).toEqual({glTotal: 5n, glEntries: 1});
  });

  it('that are gone from the chart count for nothing', () => {
    const ledgers = new LedgersInMemory();
    ledgers.post([ledgers.addValueEntry(sale, -30n)], false);
    const chart = new Set([...company.chart].filter(no => no !== cogs));
    const without = new Map([...company.places].filter(([no]) => no !== cogs));
    expect(causes(ledgers, {chart, places: without})).toEqual({COGS: ['deleted-account -30 [1] [2]']});
  });
});

describe('merged G/L entries', () => {
  const posted = (): LedgersInMemory => {
    const ledgers = new LedgersInMemory();
    for (const amount of [-30n, -50n, -11n]) ledgers.addValueEntry(sale, amount);
    ledgers.post(ledgers.valueEntries, true);
    return ledgers;
  };

  it('are matched by the sum of their lines', () => {
    expect(posted().glEntries.map(({amount, relatedTo}) => [amount, relatedTo])).toEqual([
      [-91n, [1, 2, 3]],
      [91n, [1, 2, 3]],
    ]);
    expect(causes(posted())).toEqual({});
  });

  it('that lack one relation make no difference, and are told as information', () => {
    const ledgers = posted();
    (ledgers.glEntries[1] as GlEntryInMemory).relatedTo = [1, 3];
    expect(causes(ledgers)).toEqual({});
    const found = explain(ledgers, company, {dates: false, codes: false});
    expect(found.missingRelations).toEqual({valueEntryNos: [2], glEntryNos: [2]});
  });

  it('that lack all relations are found by the source code of cost posting', () => {
    const ledgers = posted();
    (ledgers.glEntries[0] as GlEntryInMemory).relatedTo = [];
    expect(causes(ledgers)).toEqual({});
    (ledgers.glEntries[0] as GlEntryInMemory).sourceCode = 'GENJNL';
    expect(causes(ledgers)).toEqual({
      Inventory: ['missing-gl-entry 91 [1,2,3] []', 'direct-posting -91 [] [1]'],
    });
  });

  it('that are altered, moved or partly orphaned say so', () => {
    const altered = posted();
    (altered.glEntries[1] as GlEntryInMemory).amount += 2n;
    expect(causes(altered)).toEqual({COGS: ['altered-amount 2 [1,2,3] [2]']});
    const moved = posted();
    (moved.glEntries[1] as GlEntryInMemory).accountNo = 'OLD';
    expect(causes(moved)).toEqual({COGS: ['moved-account -91 [1,2,3] [2]']});
    const orphaned = posted();
    Object.assign(orphaned.glEntries[1] as GlEntryInMemory, {amount: 98n, relatedTo: [1, 2, 3, 77]});
    expect(causes(orphaned)).toEqual({COGS: ['orphan-gl-entry 7 [1,2,3] [2]']});
  });

  it('give an item or location filter the part that its value entries project', () => {
    const ledgers = posted();
    (ledgers.valueEntries[0] as ValueEntryInMemory).withinCodes = false;
    const found = explain(ledgers, company, {dates: false, codes: true});
    expect([found.glTotals['COGS'], found.glTotals['Inventory']]).toEqual([61n, -61n]);
    expect(found.unattributed).toEqual({glTotal: 0n, glEntries: 0});
    (ledgers.glEntries[1] as GlEntryInMemory).amount += 2n;
    const altered = explain(ledgers, company, {dates: false, codes: true});
    expect([altered.glTotals['COGS'], altered.glTotals['Inventory']]).toEqual([0n, -61n]);
    expect(altered.unattributed).toEqual({glTotal: 93n, glEntries: 1});
    expect(causes(ledgers, {}, {codes: true})).toEqual({COGS: ['altered-amount -61 [2,3] [2]']});
  });
});

describe('an item or location filter', () => {
  it('attributes G/L entries through their relations, and names those that it cannot', () => {
    const ledgers = new LedgersInMemory();
    ledgers.post([ledgers.addValueEntry(sale, -30n)], false);
    ledgers.post([ledgers.addValueEntry(sale, -50n, {withinCodes: false})], false);
    ledgers.addGlEntry({accountNo: inventory, amount: 7n});
    ledgers.addGlEntry({accountNo: interim, amount: 3n, relatedTo: [99]});
    ledgers.addGlEntry({accountNo: 'OLD', amount: 1000n});
    const found = explain(ledgers, company, {dates: false, codes: true});
    expect([found.glTotals['COGS'], found.glTotals['Inventory']]).toEqual([30n, -30n]);
    expect(found.unattributed).toEqual({glTotal: 10n, glEntries: 2});
    expect(causes(ledgers, {}, {codes: true})).toEqual({});
  });

  it('loses a G/L entry whose relation is missing', () => {
    const ledgers = new LedgersInMemory();
    ledgers.post([ledgers.addValueEntry(sale, -30n)], false);
    (ledgers.glEntries[1] as GlEntryInMemory).relatedTo = [];
    expect(causes(ledgers, {}, {codes: true})).toEqual({COGS: ['missing-relation -30 [1] [2]']});
  });
});

describe('whatever is done to two ledgers', () => {
  const damage = fc.record({
    gl: fc.nat(),
    value: fc.nat(),
    amount: fc.bigInt(-60n, 60n),
    what: fc.constantFrom('amount', 'account', 'relate', 'unrelate', 'date', 'remove', 'posted', 'cost', 'again'),
    account: fc.constantFrom(inventory, cogs, interim, 'OLD', '', 'NOT IN CHART'),
  });

  function apply(
    ledgers: LedgersInMemory,
    {gl, value, amount, what, account}: typeof damage extends fc.Arbitrary<infer T> ? T : never,
  ) {
    const glEntry = ledgers.glEntries[gl % Math.max(1, ledgers.glEntries.length)];
    const entry = ledgers.valueEntries[value % ledgers.valueEntries.length] as ValueEntryInMemory;
    if (what === 'posted') entry.actualPosted += amount;
    if (what === 'cost') entry.expected += amount;
    if (!glEntry) return;
    if (what === 'amount') glEntry.amount = amount;
    if (what === 'account') glEntry.accountNo = account;
    if (what === 'relate')
      glEntry.relatedTo = [...new Set([...glEntry.relatedTo, entry.no + Number(amount > 50n) * 1000])];
    if (what === 'unrelate') glEntry.relatedTo = [];
    if (what === 'date') Object.assign(glEntry, outside);
    if (what === 'remove') ledgers.remove(glEntry);
    if (what === 'again') {
      const no = (ledgers.glEntries.at(-1)?.no ?? 0) + 1;
      ledgers.addGlEntry({...glEntry, no, relatedTo: [...glEntry.relatedTo], reversedEntryNo: gl % no});
    }
  }

  it('the causes of every row and column add up to its difference, with any filter', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...kinds), fc.bigInt(-40n, 40n), fc.boolean(), fc.boolean()), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.array(damage, {maxLength: 8}),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        (specs, damages, merged, codes, compressedToo) => {
          const ledgers = new LedgersInMemory();
          for (const [key, amount, late, elsewhere] of specs) {
            ledgers.addValueEntry(key, amount, {...(late ? outside : {}), withinCodes: !codes || !elsewhere});
          }
          ledgers.post(ledgers.valueEntries, merged);
          for (const each of damages) apply(ledgers, each);
          const of = compressedToo ? {...company, compressed: [{from: '2026-02-01', to: '2026-02-28C'}]} : company;
          const found = explain(ledgers, of, {dates: true, codes});
          for (const place of places) {
            if (!codes) expect(found.glTotals[place]).toBe(ledgers.glTotal(place));
            const sum = found.causes.of(place).reduce((total, cause) => total + cause.amount, 0n);
            expect(sum, place).toBe(found.glTotals[place] - ledgers.itemTotal(place));
          }
        },
      ),
      {numRuns: 2000},
    );
  });
});
