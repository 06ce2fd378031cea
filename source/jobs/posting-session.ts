/**
 * What one run of posting, testing or checking knows: the company's setup, loaded once, the plans of its posting
 * classes, and the decision about each entry (posting-rules.md 2, 4, 10.2). Reads only.
 */
import {type Message, message} from '../domain/message.js';
import {type AllowedDates, allowedDates, isAllowed} from '../domain/posting/allowed-dates.js';
import {amountsToPost, hasActual, hasExpected, type PostingAmounts} from '../domain/posting/amounts.js';
import type {BufferLine} from '../domain/posting/buffer.js';
import {entryDescription, groupDescription} from '../domain/posting/descriptions.js';
import {
  accountProblems,
  combinationProblems,
  type DimensionRules,
  type DimensionSet,
} from '../domain/posting/dimensions.js';
import {EXPECTED_POSTING_OFF, type Finding, inOrder} from '../domain/posting/findings.js';
import {findingsOf, lineAmounts, linesMade, planFor, type PostingPlan} from '../domain/posting/plan.js';
import {asksForOrder} from '../domain/posting/rules.js';
import type {CompanySetup} from '../domain/posting/setup.js';
import {Refusal} from '../errors.js';
import type {Database} from '../store/database.js';
import {loadDimensionRules, loadDimensionSets} from '../store/dimension-rules.js';
import {FinishedOrders} from '../store/finished-orders.js';
import type {PostableEntry} from '../store/unposted-entries.js';
import {type PostingClass, PostingClasses} from '../store/posting-class.js';
import {itemsWithoutValue, loadPostingSetup} from '../store/posting-setup.js';
import {
  accountingPeriod,
  generalLedgerSetup,
  type GlEntry,
  inventorySetup,
  sourceCodeSetup,
  userSetup,
} from '../store/tables/index.js';
import type {JobContext} from './job.js';

/** What is to be done with an entry. `nothing`: no amount that a rule posts; it is not listed anywhere. */
export type Decision =
  | {readonly outcome: 'post'; readonly plan: PostingPlan; readonly amounts: PostingAmounts}
  | {readonly outcome: 'skipped' | 'waits'; readonly plan: PostingPlan; readonly findings: readonly Finding[]}
  | {readonly outcome: 'nothing'};

const WAITS: readonly Finding[] = [
  {code: EXPECTED_POSTING_OFF, message: message('posting.finding.expected-posting-off')},
];
const NOTHING_TO_POST: Decision = {outcome: 'nothing'};

interface CachedPlan {
  readonly plan: PostingPlan;
  readonly findings: Map<number, readonly Finding[]>;
}

export class PostingSession {
  private readonly plans = new Map<number, CachedPlan>();
  private readonly dates = new Map<string, boolean>();
  private readonly dimensionProblems = new Map<string, readonly Message[]>();

  private constructor(
    readonly setup: CompanySetup,
    readonly classes: PostingClasses,
    readonly finishedOrders: FinishedOrders,
    readonly sourceCode: string,
    readonly itemsWithoutValue: ReadonlySet<string>,
    private readonly context: JobContext,
    private readonly allowed: AllowedDates,
    private readonly dimensionRules: DimensionRules,
    private readonly dimensionSets: ReadonlyMap<number, DimensionSet>,
    private readonly globalDimensions: readonly [string, string],
    private readonly firstOpenDate: string,
    private readonly journal: {readonly journalTemplateName: string; readonly journalBatchName: string},
  ) {}

  /** Loads the setup. `classes`: those of the writer that the entries come from, else they are read. */
  static async open(context: JobContext, database: Database, classes?: PostingClasses): Promise<PostingSession> {
    const [ledger] = await database.read(generalLedgerSetup);
    const [inventory] = await database.read(inventorySetup);
    const [sourceCodes] = await database.read(sourceCodeSetup);
    const user = (await database.read(userSetup)).find(row => sameUser(row.userId, context.userId));
    const allowed = allowedDates(ledger, user, context.workDate);
    if (!allowed) throw new Refusal('bad-date-formula', message('posting.bad-date-formula'));
    const [open] = await database.read(accountingPeriod, {where: '"closed" = 0', limit: 1});
    const mandatory = ledger?.journalTemplNameMandatory ?? false;
    const template = inventory?.invtCostJnlTemplateName ?? '';
    if (mandatory && template === '') {
      throw new Refusal('missing-journal-template', message('posting.missing-journal-template'));
    }
    return new PostingSession(
      await loadPostingSetup(database),
      classes ?? (await PostingClasses.load(database)),
      new FinishedOrders(database),
      sourceCodes?.inventoryPostCost ?? '',
      await itemsWithoutValue(database),
      context,
      allowed,
      await loadDimensionRules(database),
      await loadDimensionSets(database),
      [ledger?.globalDimension1Code ?? '', ledger?.globalDimension2Code ?? ''],
      open?.startingDate ?? '',
      {
        journalTemplateName: mandatory ? template : '',
        journalBatchName: mandatory ? (inventory?.jnlBatchNameCostPosting ?? '') : '',
      },
    );
  }

  /** Looks up what single entries hang on: their orders. Before {@link decide}. */
  async prepare(entries: readonly (PostableEntry & {postingClassNo: number})[]): Promise<void> {
    if (!this.setup.finishOrderWithoutOutput) return;
    const orders = new Set<string>();
    for (const entry of entries) {
      if (entry.orderNo !== '' && asksForOrder(this.classOf(entry.postingClassNo))) orders.add(entry.orderNo);
    }
    await this.finishedOrders.load(orders);
  }

  classOf(no: number): PostingClass {
    const postingClass = this.classes.all[no - 1];
    if (!postingClass) throw new Error(`posting class ${no} is not there`);
    return postingClass;
  }

  /** The plan of an entry. */
  planOf(entry: PostableEntry & {postingClassNo: number}): PostingPlan {
    return this.cachedPlan(entry).plan;
  }

  /** Whether an entry is posted, skipped (with every reason, in the contract's order) or has nothing to post. */
  decide(entry: PostableEntry & {postingClassNo: number}): Decision {
    const key = this.classOf(entry.postingClassNo);
    const {waits, ...amounts} = amountsToPost(entry, key.expectedCost, this.setup.expectedPostingOn);
    return waits ? {outcome: 'waits', plan: this.planOf(entry), findings: WAITS} : this.decideAmounts(entry, amounts);
  }

  /** The same with given amounts (the check-only pass of posting-rules.md 12). */
  decideAmounts(entry: PostableEntry & {postingClassNo: number}, amounts: PostingAmounts): Decision {
    const cached = this.cachedPlan(entry);
    const {plan} = cached;
    const carriesExpected = entry.costAmountExpected !== 0n || entry.costAmountExpectedAcy !== 0n;
    const wrongKind = !plan.mayBeExpected && (plan.key.expectedCost || carriesExpected);
    const actual = hasActual(amounts);
    const expected = hasExpected(amounts);
    if (!wrongKind && !actual && !expected) return NOTHING_TO_POST;
    const flags = Number(actual) + 2 * Number(expected) + 4 * Number(carriesExpected);
    let findings = cached.findings.get(flags);
    if (!findings) {
      findings = findingsOf(plan, amounts, carriesExpected);
      cached.findings.set(flags, findings);
    }
    // Of an entry without a rule only the setup rows are checked (posting-rules.md 18 c).
    if (plan.noRule.length === 0 && !this.isAllowed(entry.postingDate)) {
      findings = inOrder([...findings, this.dateFinding(entry.postingDate)]);
    }
    if (findings.length > 0) return {outcome: 'skipped', plan, findings};
    const makesEntry = linesMade(plan, amounts).some(line => {
      const {amount, amountAcy} = lineAmounts(line, amounts);
      return amount !== 0n || amountAcy !== 0n;
    });
    return makesEntry ? {outcome: 'post', plan, amounts} : NOTHING_TO_POST;
  }

  isAllowed(date: string): boolean {
    let allowed = this.dates.get(date);
    if (allowed === undefined) {
      allowed = isAllowed(this.allowed, date);
      this.dates.set(date, allowed);
    }
    return allowed;
  }

  dateFinding(date: string): Finding {
    const {from, to} = this.allowed;
    return {
      code: 'date-not-allowed',
      message: message('posting.finding.date-not-allowed', {date: {date}, from: {date: from}, to: {date: to}}),
    };
  }

  /** What is wrong with an entry's dimension set on these accounts (posting-rules.md 18 i and j). */
  dimensionFindings(dimensionSetId: number, accountNos: Iterable<string>): readonly Message[] {
    const set = this.dimensionSets.get(dimensionSetId);
    const problems = [
      ...this.cachedProblems(`${dimensionSetId}`, () => (set ? combinationProblems(set, this.dimensionRules) : [])),
    ];
    for (const accountNo of new Set(accountNos)) {
      if (accountNo === '') continue;
      problems.push(
        ...this.cachedProblems(`${dimensionSetId}\u0001${accountNo}`, () =>
          accountProblems(set ?? new Map(), accountNo, this.dimensionRules),
        ),
      );
    }
    return problems;
  }

  /** Value code by dimension code of a set. */
  dimensionsOf(dimensionSetId: number): DimensionSet {
    return this.dimensionSets.get(dimensionSetId) ?? new Map();
  }

  /** The G/L entry of a line, posted per entry (posting-rules.md 10). */
  entryRow(entry: PostableEntry, plan: PostingPlan, line: BufferLine): Partial<GlEntry> {
    return {
      ...this.commonFields(line),
      documentNo: entry.documentNo,
      externalDocumentNo: entry.externalDocumentNo,
      description: entryDescription(plan.key.entryType, entry.sourceNo, entry.postingDate),
      reasonCode: entry.reasonCode,
      jobNo: entry.jobNo,
      prodOrderNo: entry.orderNo,
      vatDate: entry.vatDate,
    };
  }

  /** The G/L entry of a line of the buffer, posted per posting group. */
  groupRow(documentNo: string, line: BufferLine): Partial<GlEntry> {
    return {...this.commonFields(line), documentNo, description: groupDescription(line.line)};
  }

  /** Fields that every posting into the G/L derives from date and dimension set. */
  derivedFields(postingDate: string, dimensionSetId: number, set = this.dimensionsOf(dimensionSetId)) {
    return {
      postingDate,
      dimensionSetId,
      globalDimension1Code: set.get(this.globalDimensions[0]) ?? '',
      globalDimension2Code: set.get(this.globalDimensions[1]) ?? '',
      priorYearEntry: this.firstOpenDate !== '' && postingDate < this.firstOpenDate,
    };
  }

  /** What the run's register says. */
  registerHeader() {
    return registerHeader(this.context, this.sourceCode);
  }

  private commonFields(line: BufferLine): Partial<GlEntry> {
    return {
      ...this.derivedFields(line.postingDate, line.dimensionSetId),
      ...this.journal,
      glAccountNo: line.line.accountNo,
      amount: line.amount,
      additionalCurrencyAmount: line.amountAcy,
      systemCreatedEntry: true,
    };
  }

  private cachedPlan(entry: PostableEntry & {postingClassNo: number}): CachedPlan {
    const key = this.classOf(entry.postingClassNo);
    const withoutOutput =
      this.setup.finishOrderWithoutOutput &&
      entry.orderNo !== '' &&
      asksForOrder(key) &&
      this.finishedOrders.has(entry.orderNo, entry.orderLineNo);
    const number = withoutOutput ? -entry.postingClassNo : entry.postingClassNo;
    let cached = this.plans.get(number);
    if (!cached) {
      cached = {plan: planFor(key, this.setup, withoutOutput), findings: new Map()};
      this.plans.set(number, cached);
    }
    return cached;
  }

  private cachedProblems(key: string, find: () => readonly Message[]): readonly Message[] {
    let problems = this.dimensionProblems.get(key);
    if (!problems) {
      problems = find();
      this.dimensionProblems.set(key, problems);
    }
    return problems;
  }
}

/** The register of a run: the work date, and the time of day that it is. */
export function registerHeader(context: JobContext, sourceCode: string) {
  return {
    creationDate: context.workDate,
    creationTime: new Date().toTimeString().slice(0, 8),
    sourceCode,
    userId: context.userId,
  };
}

/** User IDs are compared without regard to case (contract 2). */
const sameUser = (left: string, right: string): boolean => left.toUpperCase() === right.toUpperCase();
