/**
 * Automatic cost posting (posting-rules.md 12): value entries go to the G/L in the transaction that makes them, per
 * entry, or the transaction is refused. With automatic posting off the same checks only tell what posting will miss.
 */
import {message} from '../domain/message.js';
import {hasActual, NOTHING, type PostingAmounts} from '../domain/posting/amounts.js';
import {entryLines} from '../domain/posting/buffer.js';
import {type Finding, inOrder} from '../domain/posting/findings.js';
import {linesMade} from '../domain/posting/plan.js';
import {SCALE} from '../domain/money.js';
import {Refusal} from '../errors.js';
import type {Database} from '../store/database.js';
import {GlPosting} from '../store/gl-posting.js';
import type {LedgerWriter} from '../store/ledgers.js';
import type {ValueEntry} from '../store/tables/index.js';
import {type UnpostedEntry, unpostedEntryOf} from '../store/unposted-entries.js';
import type {JobContext} from './job.js';
import {postedEntry} from './post.js';
import {PostingSession} from './posting-session.js';

/** What stops one value entry. */
export interface EntryFinding {
  readonly valueEntryNo: number;
  readonly finding: Finding;
}

/** Automatic posting is on and these entries cannot be posted; whoever knows their lines can name them. */
export class PostingRefusal extends Refusal {
  constructor(readonly findings: readonly EntryFinding[]) {
    super(
      'cannot-post',
      message('posting.cannot-post'),
      findings.map(({finding}) => ({message: finding.message})),
    );
  }
}

/** One run of automatic posting: all that one transaction posts has one register. */
interface AutomaticRun {
  readonly session: PostingSession;
  readonly posting: GlPosting;
}

const runs = new WeakMap<LedgerWriter, Promise<AutomaticRun>>();
const checks = new WeakMap<Database, Promise<PostingSession>>();

/**
 * Posts value entries that were just inserted through `writer`, in the order given. May be called many times in a
 * transaction: the setup is loaded once, and everything gets one register, written when the writer finishes. Throws
 * {@link PostingRefusal} where an entry cannot be posted.
 */
export async function postAutomatically(
  context: JobContext,
  transaction: Database,
  writer: LedgerWriter,
  entries: readonly Partial<ValueEntry>[],
): Promise<{registerNo: number; glEntryNos: number[]}> {
  const {session, posting} = await runOf(context, transaction, writer);
  const tried = await candidates(session, entries);
  const findings = tried.flatMap(({entry, given}) => checkEntry(session, entry, given));
  if (findings.length > 0) throw new PostingRefusal(findings);
  const glEntryNos: number[] = [];
  const posted = [];
  for (const {entry} of tried) {
    const decision = session.decide(entry);
    if (decision.outcome !== 'post') continue;
    const lines = entryLines(entry, decision.plan, decision.amounts);
    posting.beginTransaction();
    for (const line of lines)
      glEntryNos.push(posting.add(session.entryRow(entry, decision.plan, line), [entry.entryNo]));
    posted.push(postedEntry(entry, decision.amounts, lines));
  }
  await posting.flush();
  await writer.markPosted(posted);
  return {registerNo: posting.registerNo, glEntryNos};
}

/** What would stop these entries: for the journal's warnings while automatic posting is off. Writes nothing. */
export async function checkPosting(
  context: JobContext,
  transaction: Database,
  entries: readonly Partial<ValueEntry>[],
): Promise<EntryFinding[]> {
  const session = await checkSession(context, transaction);
  return (await candidates(session, entries)).flatMap(({entry, given}) => checkEntry(session, entry, given));
}

/** The run of a writer's transaction, begun with its first posting. */
export function runOf(context: JobContext, transaction: Database, writer: LedgerWriter): Promise<AutomaticRun> {
  let run = runs.get(writer);
  if (!run) {
    run = begin(context, transaction, writer);
    runs.set(writer, run);
  }
  return run;
}

async function begin(context: JobContext, transaction: Database, writer: LedgerWriter): Promise<AutomaticRun> {
  const session = await PostingSession.open(context, transaction, await writer.postingClasses());
  const posting = await GlPosting.open(transaction, writer, session.registerHeader());
  writer.beforeFinish(() => posting.finish());
  return {session, posting};
}

/** Within a transaction nobody else changes the setup. */
function checkSession(context: JobContext, transaction: Database): Promise<PostingSession> {
  if (!transaction.inTransaction) return PostingSession.open(context, transaction);
  let session = checks.get(transaction);
  if (!session) {
    session = PostingSession.open(context, transaction);
    checks.set(transaction, session);
  }
  return session;
}

interface Candidate {
  readonly entry: UnpostedEntry;
  readonly given: Partial<ValueEntry>;
}

/** Not tried: what is not inventoriable, and items of no value unless cost adjustment made the entry (section 4). */
async function candidates(session: PostingSession, entries: readonly Partial<ValueEntry>[]): Promise<Candidate[]> {
  const tried = entries
    .filter(given => given.inventoriable && (given.adjustment || !session.itemsWithoutValue.has(given.itemNo ?? '')))
    .map(given => ({given, entry: unpostedEntryOf(given, session.classes.numberOf(given))}));
  await session.prepare(tried.map(({entry}) => entry));
  return tried;
}

/** The entry as it is, then the dummy pass; each with the dimension rules, which the batch alone overrides. */
function checkEntry(session: PostingSession, entry: UnpostedEntry, given: Partial<ValueEntry>): EntryFinding[] {
  const findings: Finding[] = [];
  const decision = session.decide(entry);
  if (decision.outcome === 'skipped') findings.push(...decision.findings);
  if (decision.outcome === 'post') findings.push(...dimensionFindings(session, entry, decision.amounts));
  const dummy = given.adjustment ? undefined : dummyAmounts(given);
  if (dummy) {
    const dummyDecision = session.decideAmounts(entry, dummy);
    if (dummyDecision.outcome === 'skipped') findings.push(...dummyDecision.findings);
    findings.push(...dimensionFindings(session, entry, dummy));
  }
  return findings.length === 0 ? [] : inOrder(findings).map(finding => ({valueEntryNo: entry.entryNo, finding}));
}

/** What the entry is checked with as if it were actual cost, so that accounts are missed now and not weeks later. */
function dummyAmounts(given: Partial<ValueEntry>): PostingAmounts | undefined {
  if (given.expectedCost) return {...NOTHING, actual: given.costAmountExpected || SCALE};
  const actual = {...NOTHING, actual: given.costAmountActual ?? 0n, actualAcy: given.costAmountActualAcy ?? 0n};
  return hasActual(actual) ? undefined : {...NOTHING, actual: SCALE};
}

function dimensionFindings(session: PostingSession, entry: UnpostedEntry, amounts: PostingAmounts): Finding[] {
  const accounts = linesMade(session.planOf(entry), amounts).map(line => line.accountNo);
  return session
    .dimensionFindings(entry.dimensionSetId, accounts)
    .map(problem => ({code: 'dimension', message: problem}));
}
