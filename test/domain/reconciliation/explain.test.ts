import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Cause, CauseCode} from '../../../source/domain/reconciliation/causes.js';
import type {ReconciledCompany} from '../../../source/domain/reconciliation/company.js';
import {explain} from '../../../source/domain/reconciliation/explain.js';
import {type Place, placeOf, places} from '../../../source/domain/reconciliation/places.js';
import {
  accountOf,
  company,
  type GlEntryInMemory,
  kinds,
  LedgersInMemory,
  type ValueEntryInMemory,
} from '../../support/ledgers-in-memory.js';

type Expected = {
  place: Place;
  code: CauseCode;
  finding?: string;
  amount: bigint;
  valueEntryNos: number[];
  glEntryNos: number[];
};

interface Fault {
  /** Does the damage to one posted value entry that nothing else touches; says what must be found. */
  plant(ledgers: LedgersInMemory, victim: ValueEntryInMemory): Expected[];
}

/** The lines that a value entry's whole cost puts on rows and columns. */
const linesOf = ({plan, actual, expected}: ValueEntryInMemory) =>
  plan.lines
    .map(line => ({
      place: placeOf(line.accountType),
      accountNo: line.accountNo,
      amount: line.sign * (line.amount === 'actual' ? actual : expected),
    }))
    .filter(line => line.amount !== 0n);

const one = (ledgers: LedgersInMemory, victim: ValueEntryInMemory) => {
  const glEntry = ledgers.glEntriesOf(victim.no)[0] as GlEntryInMemory;
  const place = (company.places.get(glEntry.accountNo) as Place[])[0] as Place;
  return {glEntry, place, amount: glEntry.amount};
};

const unpost = (ledgers: LedgersInMemory, victim: ValueEntryInMemory) => {
  for (const glEntry of ledgers.glEntriesOf(victim.no)) ledgers.remove(glEntry);
  victim.actualPosted = 0n;
  victim.expectedPosted = 0n;
};

const unposted = (victim: ValueEntryInMemory, code: CauseCode, finding?: string): Expected[] =>
  linesOf(victim).map(({place, amount}) => ({
    place,
    code,
    ...(finding ? {finding} : {}),
    amount: -amount,
    valueEntryNos: [victim.no],
    glEntryNos: [],
  }));

/** An account of another row than the entry's own, that no other line of its value entry stands on. */
const foreignAccount = (victim: ValueEntryInMemory): string => {
  const own = linesOf(victim).map(line => line.place);
  return own.includes('COGS') || own.includes('Purchase Variance')
    ? accountOf('Overhead Applied', 'RETAIL')
    : accountOf('Purchase Variance', 'MANUFACT');
};

const faults: Record<string, Fault> = {
  'not-run': {
    plant(ledgers, victim) {
      unpost(ledgers, victim);
      return unposted(victim, 'not-run');
    },
  },
  skipped: {
    plant(ledgers, victim) {
      unpost(ledgers, victim);
      victim.skippedBy = 'blocked-account';
      return unposted(victim, 'skipped', 'blocked-account');
    },
  },
  'partly-posted': {
    plant(_, victim) {
      const more = 7n;
      const isActual = victim.actual !== 0n;
      if (isActual) victim.actual += more;
      else victim.expected += more;
      const rest = {...victim, actual: isActual ? more : 0n, expected: isActual ? 0n : more};
      return unposted(rest, 'partly-posted');
    },
  },
  'altered-amount': {
    plant(ledgers, victim) {
      const {glEntry, place} = one(ledgers, victim);
      glEntry.amount += 13n;
      return [{place, code: 'altered-amount', amount: 13n, valueEntryNos: [victim.no], glEntryNos: [glEntry.no]}];
    },
  },
  'altered-amount, sign flipped': {
    plant(ledgers, victim) {
      const {glEntry, place, amount} = one(ledgers, victim);
      glEntry.amount = -amount;
      return [
        {place, code: 'altered-amount', amount: -2n * amount, valueEntryNos: [victim.no], glEntryNos: [glEntry.no]},
      ];
    },
  },
  'altered-amount, a further entry': {
    plant(ledgers, victim) {
      const {glEntry, place} = one(ledgers, victim);
      const further = ledgers.addGlEntry({...glEntry, no: nextNo(ledgers), relatedTo: [victim.no], amount: 3n});
      return [{place, code: 'altered-amount', amount: 3n, valueEntryNos: [victim.no], glEntryNos: [further.no]}];
    },
  },
  'posted-twice': {
    plant(ledgers, victim) {
      const {glEntry, place, amount} = one(ledgers, victim);
      const further = ledgers.addGlEntry({...glEntry, no: nextNo(ledgers), relatedTo: [victim.no]});
      return [{place, code: 'posted-twice', amount, valueEntryNos: [victim.no], glEntryNos: [further.no]}];
    },
  },
  'not-run and posted-twice, a posted amount that was never set': {
    plant(ledgers, victim) {
      victim.actualPosted = 0n;
      victim.expectedPosted = 0n;
      return [
        ...unposted(victim, 'not-run'),
        ...linesOf(victim).map(({place, accountNo, amount}): Expected => {
          const glEntry = ledgers
            .glEntriesOf(victim.no)
            .find(entry => entry.accountNo === accountNo && entry.amount === amount);
          const glEntryNos = glEntry ? [glEntry.no] : [];
          return {place, code: 'posted-twice', amount, valueEntryNos: [victim.no], glEntryNos};
        }),
      ];
    },
  },
  'moved-account': {
    plant(ledgers, victim) {
      const {glEntry, place, amount} = one(ledgers, victim);
      glEntry.accountNo = 'OLD';
      return [{place, code: 'moved-account', amount: -amount, valueEntryNos: [victim.no], glEntryNos: [glEntry.no]}];
    },
  },
  'wrong-account': {
    plant(ledgers, victim) {
      const {glEntry, place, amount} = one(ledgers, victim);
      glEntry.accountNo = foreignAccount(victim);
      const other = (company.places.get(glEntry.accountNo) as Place[])[0] as Place;
      const about = {valueEntryNos: [victim.no], glEntryNos: [glEntry.no]};
      return [
        {place, code: 'wrong-account', amount: -amount, ...about},
        {place: other, code: 'wrong-account', amount, ...about},
      ];
    },
  },
  'an account of another setup row of the same row of the matrix': {
    plant(ledgers, victim) {
      const {glEntry} = one(ledgers, victim);
      const type = victim.plan.lines.find(line => line.accountNo === glEntry.accountNo)?.accountType ?? 'Inventory';
      const row = glEntry.accountNo.split('-')[1] ?? '';
      const others: Record<string, string> = {'': 'BLUE', BLUE: '', RETAIL: 'MANUFACT', MANUFACT: 'RETAIL'};
      glEntry.accountNo = accountOf(type, others[row] ?? '');
      return [];
    },
  },
  'missing-gl-entry': {
    plant(ledgers, victim) {
      const {glEntry, place, amount} = one(ledgers, victim);
      ledgers.remove(glEntry);
      return [{place, code: 'missing-gl-entry', amount: -amount, valueEntryNos: [victim.no], glEntryNos: []}];
    },
  },
  'missing-relation': {
    plant(ledgers, victim) {
      one(ledgers, victim).glEntry.relatedTo = [];
      return [];
    },
  },
  'orphan-gl-entry': {
    plant(ledgers, victim) {
      const {glEntry, place} = one(ledgers, victim);
      const orphan = ledgers.addGlEntry({...glEntry, no: nextNo(ledgers), relatedTo: [999_999], amount: 17n});
      return [{place, code: 'orphan-gl-entry', amount: 17n, valueEntryNos: [], glEntryNos: [orphan.no]}];
    },
  },
  'closing-entry': {
    plant(ledgers, victim) {
      const {glEntry, place} = one(ledgers, victim);
      const {accountNo} = glEntry;
      const closing = ledgers.addGlEntry({accountNo, amount: -23n, postingDate: '2026-01-31C'});
      return [{place, code: 'closing-entry', amount: -23n, valueEntryNos: [], glEntryNos: [closing.no]}];
    },
  },
  'deleted-account': {
    plant(ledgers, victim) {
      const {glEntry, place, amount} = one(ledgers, victim);
      glEntry.accountNo = '';
      return [{place, code: 'deleted-account', amount: -amount, valueEntryNos: [victim.no], glEntryNos: [glEntry.no]}];
    },
  },
  'reversed-in-gl': {
    plant(ledgers, victim) {
      const {glEntry, place, amount} = one(ledgers, victim);
      const reversal = ledgers.addGlEntry({accountNo: glEntry.accountNo, amount: -amount, reversedEntryNo: glEntry.no});
      return [{place, code: 'reversed-in-gl', amount: -amount, valueEntryNos: [victim.no], glEntryNos: [reversal.no]}];
    },
  },
  'direct-posting': {
    plant(ledgers, victim) {
      const {glEntry, place} = one(ledgers, victim);
      const manual = ledgers.addGlEntry({accountNo: glEntry.accountNo, amount: 29n});
      return [{place, code: 'direct-posting', amount: 29n, valueEntryNos: [], glEntryNos: [manual.no]}];
    },
  },
  'direct-posting that was reversed': {
    plant(ledgers, victim) {
      const {accountNo} = one(ledgers, victim).glEntry;
      const manual = ledgers.addGlEntry({accountNo, amount: 31n});
      ledgers.addGlEntry({accountNo, amount: -31n, reversedEntryNo: manual.no});
      return [];
    },
  },
};

const nextNo = (ledgers: LedgersInMemory): number => (ledgers.glEntries.at(-1)?.no ?? 0) + 1;

/** What is expected, added up as the reference lists it: one element per code, finding and row. */
function addedUp(expected: readonly Expected[]): string[] {
  const sums = new Map<string, Expected>();
  for (const each of expected) {
    const key = `${each.place}|${each.code}|${each.finding ?? ''}`;
    const there = sums.get(key);
    sums.set(key, {
      ...each,
      amount: (there?.amount ?? 0n) + each.amount,
      valueEntryNos: [...(there?.valueEntryNos ?? []), ...each.valueEntryNos],
      glEntryNos: [...(there?.glEntryNos ?? []), ...each.glEntryNos],
    });
  }
  return [...sums.values()]
    .filter(({amount}) => amount !== 0n)
    .map(each =>
      shown(each.place, {...each, valueEntryNos: numbers(each.valueEntryNos), glEntryNos: numbers(each.glEntryNos)}),
    )
    .sort();
}

const numbers = (list: number[]) => [...new Set(list)].sort((left, right) => left - right);

const shown = (
  place: Place,
  {
    code,
    finding,
    amount,
    valueEntryNos,
    glEntryNos,
  }: Pick<Cause, 'code' | 'amount' | 'valueEntryNos' | 'glEntryNos'> & {finding?: string},
) => `${place}: ${code}${finding ? `/${finding}` : ''} ${amount} value ${valueEntryNos} gl ${glEntryNos}`;

function found(
  ledgers: LedgersInMemory,
  of: ReconciledCompany = company,
  filters = {dates: false, codes: false},
): string[] {
  const {causes} = explain(ledgers, of, filters);
  return places.flatMap(place => causes.of(place).map(cause => shown(place, cause))).sort();
}

/** Causes and difference of every row and column, both inside the filters. */
function expectToAddUp(ledgers: LedgersInMemory, of = company, filters = {dates: false, codes: false}) {
  const {causes, glTotals} = explain(ledgers, of, filters);
  for (const place of places) {
    const glTotal = filters.codes ? glTotals[place] : ledgers.glTotal(place, of);
    if (!filters.codes) expect(glTotals[place], place).toBe(glTotal);
    const sum = causes.of(place).reduce((total, cause) => total + cause.amount, 0n);
    expect(sum, place).toBe(glTotal - ledgers.itemTotal(place));
  }
}

const kind = fc.constantFrom(...kinds);
/** Amounts far enough from one another that no two faults look alike by coincidence. */
const entries = fc.array(fc.tuple(kind, fc.boolean()), {minLength: 1, maxLength: 25});
const faultNames = Object.keys(faults);

function build(specs: readonly (readonly [(typeof kinds)[number], boolean])[], merged: boolean): LedgersInMemory {
  const ledgers = new LedgersInMemory();
  for (const [index, [key, negative]] of specs.entries()) {
    const amount = 100_000n + 1_009n * BigInt(index) * BigInt(index + 3);
    const cost = negative ? -amount : amount;
    const entry = ledgers.addValueEntry(key, cost);
    // An invoice: it takes back expected cost and carries the actual one.
    if (!key.expectedCost && index % 2 === 0 && entry.plan.lines.some(line => line.amount === 'expected')) {
      entry.expected = -cost - 501n;
    }
  }
  ledgers.post(ledgers.valueEntries, merged);
  return ledgers;
}

describe('a clean company', () => {
  it('has nothing to explain, posted per entry or per posting group', () => {
    fc.assert(
      fc.property(entries, fc.boolean(), (specs, merged) => {
        const ledgers = build(specs, merged);
        expect(found(ledgers)).toEqual([]);
        expectToAddUp(ledgers);
      }),
    );
  });
});

describe('one fault in an otherwise clean company', () => {
  it.each(faultNames)('%s', name => {
    fc.assert(
      fc.property(entries, fc.nat(), (specs, chosen) => {
        const ledgers = build(specs, false);
        const victim = ledgers.valueEntries[chosen % ledgers.valueEntries.length] as ValueEntryInMemory;
        const expected = faults[name]?.plant(ledgers, victim) ?? [];
        expect(found(ledgers)).toEqual(addedUp(expected));
        expectToAddUp(ledgers);
      }),
      {numRuns: 60},
    );
  });
});

describe('several faults at once', () => {
  it('are each named with their own entries', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(kind, fc.boolean()), {minLength: 12, maxLength: 25}),
        fc.uniqueArray(fc.tuple(fc.nat(11), fc.constantFrom(...faultNames)), {maxLength: 12, selector: ([no]) => no}),
        (specs, planted) => {
          const ledgers = build(specs, false);
          const expected = planted.flatMap(
            ([no, name]) => faults[name]?.plant(ledgers, ledgers.valueEntries[no] as ValueEntryInMemory) ?? [],
          );
          expect(found(ledgers)).toEqual(addedUp(expected));
          expectToAddUp(ledgers);
        },
      ),
      {numRuns: 300},
    );
  });
});
