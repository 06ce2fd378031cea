/**
 * What stands behind a cell of the reconciliation (reconciliation.md 10): first its items or accounts with their
 * amounts, then their entries. Filters and amounts come from the rules that make the cell.
 */
import {rulesFor} from '../domain/posting/rules.js';
import type {Place} from '../domain/reconciliation/places.js';
import {type Cell, type Weight, weightOf} from '../domain/reconciliation/weights.js';
import type {Database} from '../store/database.js';
import {exactSum, sumSql} from '../store/sums.js';
import {type Condition, joinConditions} from '../store/filter-sql.js';
import {codeCondition, dateCondition, type LedgerFilters} from '../store/ledger-filters.js';
import {PostingClasses} from '../store/posting-class.js';
import {finishedLinesSql, netChangeByAccount} from '../store/reconciliation-totals.js';
import {glAccount, item} from '../store/tables/index.js';
import type {JobContext} from './job.js';
import {loadReconciliationSetup} from './reconciliation-setup.js';

/** One item (blank: capacity) or account behind a cell. */
export interface ReportEntry {
  readonly no: string;
  readonly description: string;
  readonly amount: bigint;
  /** Its entries: SQL over Value Entry or G/L Entry. */
  readonly entries: Condition;
}

interface ClassWeight {
  readonly no: number;
  readonly plain: Weight;
  /** Of entries of production orders that were finished without output (posting-rules.md 7). */
  readonly finished: Weight;
}

/** The items whose value entries make a cell of the item side, those with an amount, by number. */
export async function itemsBehind({database}: JobContext, filters: LedgerFilters, cell: Cell): Promise<ReportEntry[]> {
  return database.snapshot(async snapshot => {
    const weights = await weightsOf(snapshot, cell);
    const filter = joinConditions('and', [
      codeCondition(snapshot.dialect, filters, '"value_entry"'),
      dateCondition(filters, '"posting_date"'),
    ]);
    const amounts = new Map<string, bigint>();
    await addSums(snapshot, amounts, filter, new Map(weights.map(({no, plain}) => [no, plain])));
    const differing = weights.map(({no, plain, finished}): [number, Weight] => [no, less(finished, plain)]);
    await addSums(snapshot, amounts, joinConditions('and', [filter, FINISHED]), new Map(differing));
    const names = await descriptions(snapshot, [...amounts.keys()]);
    return [...amounts]
      .filter(([, amount]) => amount !== 0n)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([no, amount]) => ({
        no,
        description: names.get(no) ?? '',
        amount,
        entries: joinConditions('and', [{where: '"item_no" = ?', params: [no]}, filter, entriesCondition(weights)]),
      }));
  });
}

/** The accounts whose G/L entries make the G/L total of a row or column, those with a net change. */
export async function accountsBehind(
  {database}: JobContext,
  filters: LedgerFilters,
  place: Place,
): Promise<ReportEntry[]> {
  return database.snapshot(async snapshot => {
    const {places} = await loadReconciliationSetup(snapshot);
    const names = new Map((await snapshot.read(glAccount)).map(account => [account.no, account.name]));
    return [...(await netChangeByAccount(snapshot, filters))]
      .filter(([no, amount]) => amount !== 0n && places.get(no)?.includes(place))
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([no, amount]) => ({
        no,
        description: names.get(no) ?? '',
        amount,
        entries: joinConditions('and', [
          {where: '"gl_account_no" = ?', params: [no]},
          dateCondition(filters, '"posting_date"'),
        ]),
      }));
  });
}

async function weightsOf(database: Database, cell: Cell): Promise<ClassWeight[]> {
  const {includeNonInventoryCost, finishWithoutOutput} = await loadReconciliationSetup(database);
  const rules = (key: PostingClasses['all'][number], finishedWithoutOutput: boolean) =>
    rulesFor(key, {includeNonInventoryCost, finishedWithoutOutput}) ?? [];
  return (await PostingClasses.load(database)).all
    .map(key => ({
      no: key.no,
      plain: weightOf(rules(key, false), cell),
      finished: weightOf(rules(key, finishWithoutOutput && !key.expectedCost), cell),
    }))
    .filter(({plain, finished}) => !isZero(plain) || !isZero(finished));
}

/** Adds what entries inside the condition add to the cell, by item. */
async function addSums(
  database: Database,
  amounts: Map<string, bigint>,
  filter: Condition,
  weights: ReadonlyMap<number, Weight>,
): Promise<void> {
  const classes = [...weights].filter(([, weight]) => !isZero(weight)).map(([no]) => no);
  if (classes.length === 0) return;
  const {where, params} = joinConditions('and', [inClasses(classes), filter]);
  const rows = await database.all(
    `select "item_no", "posting_class_no", ${sumSql(database.dialect, '"cost_amount_actual"', 'actual')}, ${sumSql(database.dialect, '"cost_amount_expected"', 'expected')} from "value_entry" where ${where} group by "item_no", "posting_class_no"`,
    params,
  );
  for (const row of rows) {
    const weight = weights.get(Number(row['posting_class_no']));
    if (!weight) continue;
    const no = String(row['item_no']);
    const amount = weight.actual * exactSum(row, 'actual') + weight.expected * exactSum(row, 'expected');
    amounts.set(no, (amounts.get(no) ?? 0n) + amount);
  }
}

/** Entries of orders finished without output; expected cost does not count among them. */
const FINISHED: Condition = {
  where: `"expected_cost" = 0 and "order_no" <> '' and ("order_no", "order_line_no") in (${finishedLinesSql})`,
  params: [],
};

/** Entries that carry an amount which the cell counts. */
function entriesCondition(weights: readonly ClassWeight[]): Condition {
  const part = (isCounted: (weight: ClassWeight) => boolean, column: string, more?: Condition): Condition[] => {
    const classes = weights.filter(isCounted).map(({no}) => no);
    if (classes.length === 0) return [];
    return [
      joinConditions('and', [inClasses(classes), {where: `"${column}" <> 0`, params: []}, ...(more ? [more] : [])]),
    ];
  };
  return joinConditions('or', [
    ...part(({plain}) => plain.actual !== 0n, 'cost_amount_actual'),
    ...part(({plain}) => plain.expected !== 0n, 'cost_amount_expected'),
    ...part(({plain, finished}) => plain.actual === 0n && finished.actual !== 0n, 'cost_amount_actual', FINISHED),
  ]);
}

/** Class numbers are our own: they may stand in the statement. */
const inClasses = (classes: readonly number[]): Condition => ({
  where: `"posting_class_no" in (${classes.join(', ')})`,
  params: [],
});

const isZero = ({actual, expected}: Weight): boolean => actual === 0n && expected === 0n;
const less = (left: Weight, right: Weight): Weight => ({
  actual: left.actual - right.actual,
  expected: left.expected - right.expected,
});

async function descriptions(database: Database, numbers: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let from = 0; from < numbers.length; from += 500) {
    const part = numbers.slice(from, from + 500);
    const rows = await database.read(item, {where: `"no" in (${part.map(() => '?').join(', ')})`, params: part});
    for (const row of rows) found.set(row.no, row.description);
  }
  return found;
}
