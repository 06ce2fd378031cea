/**
 * Post Invt. Cost to G/L - Test (posting-rules.md 18): what posting would do with every unposted entry, each G/L line
 * with what is wrong with it. Writes nothing.
 */
import type {Message} from '../domain/message.js';
import {type BufferLine, entryLines, PostingBuffer} from '../domain/posting/buffer.js';
import {amountsToPost} from '../domain/posting/amounts.js';
import {type Finding, inOrder} from '../domain/posting/findings.js';
import {linesMade, type PostingPlan} from '../domain/posting/plan.js';
import type {LedgerFilters} from '../store/ledger-filters.js';
import {countUnposted, type UnpostedEntry, unpostedEntries} from '../store/unposted-entries.js';
import {type JobContext, stopIfInterrupted} from './job.js';
import {checkDocumentNo, descriptions, type PostingRequest} from './post.js';
import {PostingSession} from './posting-session.js';

/** An entry that the test looked at. `findings` are its warnings, in the contract's order. */
export interface TestRow {
  readonly entry: UnpostedEntry;
  readonly plan: PostingPlan;
  /** The G/L lines that would be made; lines without an account too. */
  readonly lines: readonly BufferLine[];
  readonly findings: readonly Finding[];
}

export interface TestReport {
  readonly request: PostingRequest;
  readonly rows: readonly TestRow[];
  /** Per posting group: the merged lines. */
  readonly groups: readonly BufferLine[];
  /** Entries that wait only because expected posting is off. */
  readonly information: readonly TestRow[];
  readonly itemDescriptions: ReadonlyMap<string, string>;
  readonly accountNames: ReadonlyMap<string, string>;
  readonly dimensionsOf: (dimensionSetId: number) => ReadonlyMap<string, string>;
  /** What is wrong with the date and the dimensions of one line (checks g, i and j). */
  readonly warningsOf: (line: BufferLine) => readonly Message[];
}

/** Tests all unposted entries inside the filters. Refuses a wrong document number, as posting does. */
export async function testPosting(
  context: JobContext,
  asked: PostingRequest & {readonly filters: LedgerFilters},
): Promise<TestReport> {
  const request = checkDocumentNo(asked);
  return context.database.snapshot(async database => {
    const session = await PostingSession.open(context, database);
    const total = await countUnposted(database, request.filters);
    const rows: TestRow[] = [];
    const information: TestRow[] = [];
    const buffer = new PostingBuffer();
    let done = 0;
    for await (const page of unpostedEntries(database, request.filters, {capacityAlways: true})) {
      stopIfInterrupted(context);
      await session.prepare(page);
      for (const entry of page) {
        const decision = session.decide(entry);
        if (decision.outcome === 'nothing') continue;
        const {plan} = decision;
        if (decision.outcome === 'waits') {
          information.push({entry, plan, lines: [], findings: decision.findings});
          continue;
        }
        const amounts =
          decision.outcome === 'post'
            ? decision.amounts
            : amountsToPost(entry, plan.key.expectedCost, session.setup.expectedPostingOn);
        const lines = entryLines(entry, plan, amounts);
        const accounts = linesMade(plan, amounts).map(line => line.accountNo);
        const findings = [
          ...(decision.outcome === 'skipped' ? decision.findings : []),
          ...session
            .dimensionFindings(entry.dimensionSetId, plan.noRule.length > 0 ? [] : accounts)
            .map((problem): Finding => ({code: 'dimension', message: problem})),
        ];
        rows.push({entry, plan, lines, findings: findings.length > 0 ? inOrder(findings) : findings});
        if (request.method === 'per-posting-group') buffer.add(lines);
      }
      done += page.length;
      context.progress({label: context.text.t('posting.progress-test'), done, total});
    }
    return {
      request,
      rows,
      groups: buffer.empty(),
      information,
      itemDescriptions: await descriptions(database, rows, information),
      accountNames: new Map([...session.setup.accounts].map(([no, {name}]) => [no, name])),
      dimensionsOf: id => session.dimensionsOf(id),
      warningsOf: ({postingDate, dimensionSetId, line}) => [
        ...(session.isAllowed(postingDate) ? [] : [session.dateFinding(postingDate).message]),
        ...session.dimensionFindings(dimensionSetId, [line.accountNo]),
      ],
    };
  });
}
