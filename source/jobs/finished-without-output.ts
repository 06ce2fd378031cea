/**
 * Repairs what was posted of a production order before it was finished without output (posting-rules.md 7): its cost
 * leaves WIP for Inventory Adjmt., as it does at once for entries that are posted after the finish. Where output comes
 * after all, it goes back.
 */
import {NOTHING} from '../domain/posting/amounts.js';
import {entryLines} from '../domain/posting/buffer.js';
import {type Finding, inOrder} from '../domain/posting/findings.js';
import {asksForOrder} from '../domain/posting/rules.js';
import type {Database} from '../store/database.js';
import type {LedgerWriter} from '../store/ledgers.js';
import {type UnpostedEntry, valueEntriesOfOrder} from '../store/unposted-entries.js';
import {type EntryFinding, PostingRefusal, runOf} from './automatic-posting.js';
import type {JobContext} from './job.js';
import type {PostingSession} from './posting-session.js';

export interface Repair {
  orderNo: string;
  /** All lines of the order where it is not given. */
  orderLineNo?: number;
  /** Each value entry's own date where it is not given. */
  postingDate?: string;
}

/**
 * Call it once, when lines of the order have become finished without output. Does nothing unless Manufacturing Setup
 * allows that and a line has none. Returns the G/L entries made. Throws {@link PostingRefusal} where an account is
 * missing.
 */
export function repairFinishedWithoutOutput(
  context: JobContext,
  transaction: Database,
  writer: LedgerWriter,
  repair: Repair,
): Promise<number[]> {
  return moveCost(context, transaction, writer, repair, 1n);
}

/** The opposite: call it once, while a line is still without the output that it gets. */
export function undoRepair(
  context: JobContext,
  transaction: Database,
  writer: LedgerWriter,
  repair: Repair,
): Promise<number[]> {
  return moveCost(context, transaction, writer, repair, -1n);
}

async function moveCost(
  context: JobContext,
  transaction: Database,
  writer: LedgerWriter,
  {orderNo, orderLineNo, postingDate}: Repair,
  sign: 1n | -1n,
): Promise<number[]> {
  const {session, posting} = await runOf(context, transaction, writer);
  if (!session.setup.finishOrderWithoutOutput) return [];
  session.finishedOrders.forget(orderNo);
  const entries = (await valueEntriesOfOrder(transaction, orderNo))
    .filter(entry => orderLineNo === undefined || entry.orderLineNo === orderLineNo)
    .map(entry => (postingDate === undefined ? entry : {...entry, postingDate}));
  await session.prepare(entries);
  const glEntryNos: number[] = [];
  const findings: EntryFinding[] = [];
  for (const entry of entries) {
    const plan = session.planOf(entry);
    const amounts = {...NOTHING, actual: sign * entry.costPostedToGl, actualAcy: sign * entry.costPostedToGlAcy};
    if (plan.key.expectedCost || entry.costPostedToGl === 0n || !asksForOrder(plan.key)) continue;
    const lines = entryLines(entry, plan, amounts).filter(({line}) => line.withoutOutput);
    if (lines.length === 0) continue;
    findings.push(
      ...problems(
        session,
        entry,
        lines.map(({line}) => line),
      ),
    );
    posting.beginTransaction();
    for (const line of lines) glEntryNos.push(posting.add(session.entryRow(entry, plan, line), [entry.entryNo]));
  }
  if (findings.length > 0) throw new PostingRefusal(findings);
  await posting.flush();
  session.finishedOrders.forget(orderNo);
  return glEntryNos;
}

function problems(
  session: PostingSession,
  entry: UnpostedEntry,
  lines: readonly {readonly accountNo: string; readonly findings: readonly Finding[]}[],
): EntryFinding[] {
  const dimensions = session.dimensionFindings(
    entry.dimensionSetId,
    lines.map(line => line.accountNo),
  );
  return inOrder([
    ...lines.flatMap(line => line.findings),
    ...(session.isAllowed(entry.postingDate) ? [] : [session.dateFinding(entry.postingDate)]),
    ...dimensions.map((problem): Finding => ({code: 'dimension', message: problem})),
  ]).map(finding => ({valueEntryNo: entry.entryNo, finding}));
}
