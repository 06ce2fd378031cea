/**
 * A small company in memory for the search for causes: posting setups in which every account type has accounts of
 * its own, value entries of all kinds, and a posting run that makes G/L entries and relations of them.
 */
import {type AccountType, accountFields, accountTypes} from '../../source/domain/posting/account-types.js';
import {linesMade, planFor, type PlanKey, type PostingPlan} from '../../source/domain/posting/plan.js';
import {postingRules} from '../../source/domain/posting/rules.js';
import {type CompanySetup, type PostingSetupRow, setupKey} from '../../source/domain/posting/setup.js';
import type {ReconciledCompany} from '../../source/domain/reconciliation/company.js';
import type {ReconciledGlEntry, ReconciledValueEntry} from '../../source/domain/reconciliation/entries.js';
import {type Place, placeOf, placesByAccount} from '../../source/domain/reconciliation/places.js';

type Mutable<T> = {-readonly [K in keyof T]: T[K]};
export type ValueEntryInMemory = Mutable<ReconciledValueEntry>;
export type GlEntryInMemory = Mutable<Omit<ReconciledGlEntry, 'relatedTo'>> & {relatedTo: number[]};

const LOCATIONS = ['', 'BLUE'];
const PRODUCTS = ['RETAIL', 'MANUFACT'];

/** The account of a type at a location (inventory setup) or of a product group (general setup). */
export const accountOf = (type: AccountType, row: string): string => `${accountTypes.indexOf(type) + 1000}-${row}`;

function rowFor(setup: string, row: string): PostingSetupRow {
  const accounts = accountTypes.filter(type => accountFields[type].setup === setup);
  return {
    accounts: Object.fromEntries(accounts.map(type => [accountFields[type].property, accountOf(type, row)])),
    blocked: false,
  };
}

export const companySetup: CompanySetup = {
  inventoryPostingSetup: new Map(
    LOCATIONS.map(location => [setupKey(location, 'RESALE'), rowFor('Inventory Posting Setup', location)]),
  ),
  generalPostingSetup: new Map(PRODUCTS.map(group => [setupKey('', group), rowFor('General Posting Setup', group)])),
  accounts: new Map(
    [...accountTypes.flatMap(type => [...LOCATIONS, ...PRODUCTS].map(row => accountOf(type, row))), 'OLD', 'SALES'].map(
      no => [no, {name: no, accountType: 'Posting', blocked: false}],
    ),
  ),
  itemPostingGroups: new Map(),
  expectedPostingOn: true,
  includeNonInventoryCost: true,
  finishOrderWithoutOutput: false,
};

const named = placesByAccount(
  {
    'Inventory Posting Setup': [...companySetup.inventoryPostingSetup.values()].map(row => row.accounts),
    'General Posting Setup': [...companySetup.generalPostingSetup.values()].map(row => row.accounts),
  },
  true,
);

export const company: ReconciledCompany = {
  places: named,
  named: new Set(named.keys()),
  chart: new Set(companySetup.accounts.keys()),
  otherAccounts: new Set(['SALES']),
  compressed: [],
  costPostingSourceCode: 'INVTPCOST',
  expectedPosting: true,
};

/** One kind of entry a posting rule, at each location and product group; capacity at the blank location. */
export const kinds: readonly PlanKey[] = postingRules
  .filter(rule => rule.condition !== 'finished-without-output')
  .flatMap(rule =>
    LOCATIONS.flatMap((locationCode, index) =>
      rule.itemLedgerEntryType === '' && index > 0
        ? []
        : [
            {
              itemLedgerEntryType: rule.itemLedgerEntryType,
              orderType: rule.orderType,
              entryType: rule.entryType,
              varianceType: rule.varianceType,
              expectedCost: rule.amount === 'expected',
              locationCode,
              inventoryPostingGroup: 'RESALE',
              genBusPostingGroup: '',
              genProdPostingGroup: PRODUCTS[index] ?? '',
              sourceItemNo: '',
            },
          ],
    ),
  );

/** Both ledgers; entries are numbered as they come. */
export class LedgersInMemory {
  readonly valueEntries: ValueEntryInMemory[] = [];
  readonly glEntries: GlEntryInMemory[] = [];

  addValueEntry(key: PlanKey, amount: bigint, more: Partial<ValueEntryInMemory> = {}): ValueEntryInMemory {
    const no = this.valueEntries.length + 1;
    const entry = {
      no,
      postingDate: '2026-01-15',
      documentNo: `D${no}`,
      plan: planFor(key, companySetup),
      actual: key.expectedCost ? 0n : amount,
      expected: key.expectedCost ? amount : 0n,
      actualPosted: 0n,
      expectedPosted: 0n,
      expectedLeftAlone: false,
      mergeKey: JSON.stringify(key),
      withinDates: true,
      withinCodes: true,
      ...more,
    };
    this.valueEntries.push(entry);
    return entry;
  }

  addGlEntry(entry: Partial<GlEntryInMemory> & {accountNo: string; amount: bigint}): GlEntryInMemory {
    const glEntry = {
      no: (this.glEntries.at(-1)?.no ?? 0) + 1,
      postingDate: '2026-01-15',
      documentNo: 'GJ1',
      sourceCode: 'GENJNL',
      reversedEntryNo: 0,
      relatedTo: [],
      withinDates: true,
      ...entry,
    };
    this.glEntries.push(glEntry);
    return glEntry;
  }

  /** Posts value entries, each for itself or merged by the key of posting-rules.md 16. */
  post(entries: readonly ValueEntryInMemory[], merged: boolean): void {
    const buffer = new Map<string, GlEntryInMemory>();
    for (const entry of entries) {
      const [actual, expected] = [entry.actual - entry.actualPosted, entry.expected - entry.expectedPosted];
      for (const line of linesMade(entry.plan, {actual, expected, actualAcy: 0n, expectedAcy: 0n})) {
        const amount = line.sign * (line.amount === 'actual' ? actual : expected);
        if (amount === 0n) continue;
        const pair = `${line.accountType}|${line.balancingAccountType}`;
        const key = merged ? `${entry.postingDate}|${entry.mergeKey}|${pair}|${amount < 0n}` : `${entry.no}|${pair}`;
        const there = buffer.get(key);
        if (there) {
          there.amount += amount;
          there.relatedTo.push(entry.no);
        } else {
          const documentNo = merged ? 'RUN1' : entry.documentNo;
          const {postingDate, withinDates} = entry;
          buffer.set(
            key,
            this.addGlEntry({
              accountNo: line.accountNo,
              amount,
              postingDate,
              withinDates,
              documentNo,
              sourceCode: 'INVTPCOST',
              relatedTo: [entry.no],
            }),
          );
        }
      }
      entry.actualPosted = entry.actual;
      entry.expectedPosted = entry.expected;
    }
  }

  glEntriesOf(no: number): GlEntryInMemory[] {
    return this.glEntries.filter(entry => entry.relatedTo.includes(no));
  }

  remove(glEntry: GlEntryInMemory): void {
    this.glEntries.splice(this.glEntries.indexOf(glEntry), 1);
  }

  /** What the rules say of the entries inside the filters, straight from the plans. */
  itemTotal(place: Place): bigint {
    return this.valueEntries
      .filter(entry => entry.withinDates && entry.withinCodes)
      .reduce((sum, entry) => sum + totalOn(entry.plan, entry.actual, entry.expected, place), 0n);
  }

  /** Net change of the accounts that a row or column names. */
  glTotal(place: Place, of: ReconciledCompany = company): bigint {
    return this.glEntries
      .filter(entry => entry.withinDates && of.places.get(entry.accountNo)?.includes(place))
      .reduce((sum, entry) => sum + entry.amount, 0n);
  }
}

function totalOn(plan: PostingPlan, actual: bigint, expected: bigint, place: Place): bigint {
  return plan.lines
    .filter(line => placeOf(line.accountType) === place)
    .reduce((sum, line) => sum + line.sign * (line.amount === 'actual' ? actual : expected), 0n);
}
