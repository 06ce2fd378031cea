/** Reads the entries that the search for causes needs, and makes of them what the domain reasons about. */
import {allowedDates, isAllowed} from '../domain/posting/allowed-dates.js';
import {amountsToPost} from '../domain/posting/amounts.js';
import {type Finding, type FindingCode, inOrder} from '../domain/posting/findings.js';
import {findingsOf, planFor, type PostingPlan} from '../domain/posting/plan.js';
import type {CompanySetup} from '../domain/posting/setup.js';
import {message} from '../domain/message.js';
import type {ReconciledGlEntry, ReconciledValueEntry} from '../domain/reconciliation/entries.js';
import type {ReconciledLedgers} from '../domain/reconciliation/explain.js';
import type {SqlRow} from '../store/database.js';
import type {Condition} from '../store/filter-sql.js';
import {FinishedOrders} from '../store/finished-orders.js';
import type {LedgerFilters} from '../store/ledger-filters.js';
import {PostingClasses} from '../store/posting-class.js';
import {loadPostingSetup} from '../store/posting-setup.js';
import {
  expectedPostedByItemEntry,
  readGlEntries,
  readRelations,
  readValueEntries,
} from '../store/reconciliation-entries.js';
import {generalLedgerSetup, userSetup} from '../store/tables/index.js';
import type {JobContext} from './job.js';

const EVERYTHING: Condition = {where: '1 = 1', params: []};

export async function loadReconciledLedgers(context: JobContext, filters: LedgerFilters): Promise<ReconciledLedgers> {
  const {database} = context;
  const plans = await Plans.load(context);
  const rows: SqlRow[] = [];
  for await (const batch of readValueEntries(database, filters, EVERYTHING)) rows.push(...batch);
  await plans.prepare(rows);
  const waiting = rows
    .filter(row => plans.waitsForExpectedPosting(row))
    .map(row => Number(row['item_ledger_entry_no']));
  const expectedPosted = await expectedPostedByItemEntry(database, [...new Set(waiting)]);
  const valueEntries = rows.map(row =>
    plans.entryOf(row, expectedPosted.get(Number(row['item_ledger_entry_no'])) ?? 0n),
  );
  const relations = new Map<number, number[]>();
  for await (const batch of readRelations(database, EVERYTHING)) {
    for (const row of batch) {
      const glEntryNo = Number(row['gl_entry_no']);
      const related = relations.get(glEntryNo);
      if (related) related.push(Number(row['value_entry_no']));
      else relations.set(glEntryNo, [Number(row['value_entry_no'])]);
    }
  }
  const glEntries: ReconciledGlEntry[] = [];
  for await (const batch of readGlEntries(database, filters, EVERYTHING)) {
    for (const row of batch) glEntries.push(glEntryOf(row, relations.get(Number(row['entry_no'])) ?? []));
  }
  return {valueEntries, glEntries};
}

/** Posting plans and whatever else decides what would become of a value entry. */
class Plans {
  private readonly plans = new Map<string, PostingPlan>();

  private constructor(
    private readonly setup: CompanySetup,
    private readonly classes: ReadonlyMap<number, PostingClasses['all'][number]>,
    private readonly finished: FinishedOrders,
    private readonly isDateAllowed: (date: string) => boolean,
  ) {}

  static async load({database, userId, workDate}: JobContext): Promise<Plans> {
    const classes = new Map((await PostingClasses.load(database)).all.map(each => [each.no, each]));
    const [company] = await database.read(generalLedgerSetup);
    const user = (await database.read(userSetup)).find(row => row.userId.toLowerCase() === userId.toLowerCase());
    const range = allowedDates(company, user, workDate);
    return new Plans(
      await loadPostingSetup(database),
      classes,
      new FinishedOrders(database),
      date => range === undefined || isAllowed(range, date),
    );
  }

  /** Looks up what the entries' orders came to. */
  async prepare(rows: readonly SqlRow[]): Promise<void> {
    if (this.setup.finishOrderWithoutOutput) await this.finished.load(rows.map(row => String(row['order_no'])));
  }

  waitsForExpectedPosting(row: SqlRow): boolean {
    return row['cost_amount_expected'] !== row['expected_cost_posted_to_gl'];
  }

  entryOf(row: SqlRow, expectedPostedOnItemEntry: bigint): ReconciledValueEntry {
    const plan = this.planOf(row);
    const skippedBy = this.skippedBy(row, plan);
    return {
      no: Number(row['entry_no']),
      postingDate: row['posting_date'] as string,
      documentNo: row['document_no'] as string,
      plan,
      actual: row['cost_amount_actual'] as bigint,
      expected: row['cost_amount_expected'] as bigint,
      actualPosted: row['cost_posted_to_gl'] as bigint,
      expectedPosted: row['expected_cost_posted_to_gl'] as bigint,
      expectedLeftAlone: row['expected_cost_left_alone'] === 1n,
      mergeKey: `${row['posting_class_no']}|${row['dimension_set_id']}`,
      withinDates: row['within_dates'] === 1n,
      withinCodes: row['within_codes'] === 1n,
      ...(skippedBy ? {skippedBy} : {}),
      expectedPostedOnItemEntry,
    };
  }

  private planOf(row: SqlRow): PostingPlan {
    const finished =
      this.setup.finishOrderWithoutOutput && this.finished.has(String(row['order_no']), Number(row['order_line_no']));
    const key = `${row['posting_class_no']}|${finished}`;
    const known = this.plans.get(key);
    if (known) return known;
    const postingClass = this.classes.get(Number(row['posting_class_no']));
    if (!postingClass) throw new Error(`value entry ${row['entry_no']} has no posting class`);
    const plan = planFor(postingClass, this.setup, finished);
    this.plans.set(key, plan);
    return plan;
  }

  /** The first code by which posting would skip what is unposted of an entry. */
  private skippedBy(row: SqlRow, plan: PostingPlan): FindingCode | undefined {
    const entry = {
      expectedCostLeftAlone: row['expected_cost_left_alone'] === 1n,
      costAmountActual: row['cost_amount_actual'] as bigint,
      costAmountActualAcy: row['cost_amount_actual_acy'] as bigint,
      costAmountExpected: row['cost_amount_expected'] as bigint,
      costAmountExpectedAcy: row['cost_amount_expected_acy'] as bigint,
      costPostedToGl: row['cost_posted_to_gl'] as bigint,
      costPostedToGlAcy: row['cost_posted_to_gl_acy'] as bigint,
      expectedCostPostedToGl: row['expected_cost_posted_to_gl'] as bigint,
      expCostPostedToGlAcy: row['exp_cost_posted_to_gl_acy'] as bigint,
    };
    const amounts = amountsToPost(entry, plan.key.expectedCost, this.setup.expectedPostingOn);
    if (amounts.actual === 0n && amounts.expected === 0n) return undefined;
    const findings: Finding[] = [...findingsOf(plan, amounts, entry.costAmountExpected !== 0n)];
    if (!this.isDateAllowed(row['posting_date'] as string)) {
      findings.push({code: 'date-not-allowed', message: message('posting.finding.date-not-allowed')});
    }
    return inOrder(findings)[0]?.code as FindingCode | undefined;
  }
}

function glEntryOf(row: SqlRow, relatedTo: readonly number[]): ReconciledGlEntry {
  return {
    no: Number(row['entry_no']),
    accountNo: row['gl_account_no'] as string,
    postingDate: row['posting_date'] as string,
    documentNo: row['document_no'] as string,
    sourceCode: row['source_code'] as string,
    amount: row['amount'] as bigint,
    reversedEntryNo: Number(row['reversed_entry_no']),
    relatedTo,
    withinDates: row['within_dates'] === 1n,
  };
}
