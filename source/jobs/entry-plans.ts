/** What would become of each value entry: its posting plan, and why posting would skip it if it would. */
import {message} from '../domain/message.js';
import {allowedDates, isAllowed} from '../domain/posting/allowed-dates.js';
import {amountsToPost} from '../domain/posting/amounts.js';
import {type Finding, type FindingCode, inOrder} from '../domain/posting/findings.js';
import {findingsOf, planFor, type PostingPlan} from '../domain/posting/plan.js';
import type {CompanySetup} from '../domain/posting/setup.js';
import type {ReconciledValueEntry} from '../domain/reconciliation/entries.js';
import type {SqlRow} from '../store/database.js';
import {FinishedOrders} from '../store/finished-orders.js';
import {type PostingClass, PostingClasses} from '../store/posting-class.js';
import {loadPostingSetup} from '../store/posting-setup.js';
import {generalLedgerSetup, userSetup} from '../store/tables/index.js';
import type {JobContext} from './job.js';

export class EntryPlans {
  private readonly plans = new Map<string, PostingPlan>();

  private constructor(
    private readonly setup: CompanySetup,
    readonly classes: readonly PostingClass[],
    private readonly finished: FinishedOrders,
    private readonly isDateAllowed: (date: string) => boolean,
  ) {}

  static async load({database, userId, workDate}: JobContext): Promise<EntryPlans> {
    const [company] = await database.read(generalLedgerSetup);
    const user = (await database.read(userSetup)).find(row => row.userId.toUpperCase() === userId.toUpperCase());
    const range = allowedDates(company, user, workDate);
    return new EntryPlans(
      await loadPostingSetup(database),
      (await PostingClasses.load(database)).all,
      new FinishedOrders(database),
      date => range === undefined || isAllowed(range, date),
    );
  }

  /** Looks up what the orders of these entries came to. Before {@link entryOf}. */
  async prepare(rows: readonly SqlRow[]): Promise<void> {
    if (this.setup.finishOrderWithoutOutput) await this.finished.load(rows.map(row => String(row['order_no'])));
  }

  /** A value entry as the search for causes sees it. */
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

  /** The plan of a class; `finished`: of an order finished without output. */
  planOfClass(no: number, finished = false): PostingPlan {
    const key = `${no}|${finished}`;
    const known = this.plans.get(key);
    if (known) return known;
    // Classes are numbered from 1 without gaps (store/posting-class.ts).
    const postingClass = this.classes[no - 1];
    if (!postingClass) throw new Error(`posting class ${no} is not there`);
    const plan = planFor(postingClass, this.setup, finished);
    this.plans.set(key, plan);
    return plan;
  }

  private planOf(row: SqlRow): PostingPlan {
    const finished =
      this.setup.finishOrderWithoutOutput && this.finished.has(String(row['order_no']), Number(row['order_line_no']));
    return this.planOfClass(Number(row['posting_class_no']), finished);
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
    // Of an entry without a rule posting checks only the setup rows (posting-rules.md 18 c).
    if (plan.noRule.length === 0 && !this.isDateAllowed(row['posting_date'] as string)) {
      findings.push({code: 'date-not-allowed', message: message('posting.finding.date-not-allowed')});
    }
    return inOrder(findings)[0]?.code as FindingCode | undefined;
  }
}
