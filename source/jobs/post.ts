/**
 * Post Inventory Cost to G/L (posting-rules.md 15): everything that differs from what was posted of it, per entry or
 * per posting group, in one transaction. What cannot be posted is skipped with its reasons; the rest goes on.
 */
import {type Message, message} from '../domain/message.js';
import type {PostingAmounts} from '../domain/posting/amounts.js';
import {type BufferLine, entryLines, PostingBuffer} from '../domain/posting/buffer.js';
import {addTo, type ReportColumn} from '../domain/posting/report.js';
import type {Finding} from '../domain/posting/findings.js';
import type {PostingPlan} from '../domain/posting/plan.js';
import {Refusal} from '../errors.js';
import {inChunks} from '../store/chunks.js';
import type {Database} from '../store/database.js';
import {GlPosting} from '../store/gl-posting.js';
import type {LedgerFilters} from '../store/ledger-filters.js';
import {LedgerWriter, type PostedEntry} from '../store/ledgers.js';
import {takePostedFromQueue} from '../store/posting-queue.js';
import {countUnposted, type UnpostedEntry, unpostedEntries} from '../store/unposted-entries.js';
import {keepExamined} from './examine-entries.js';
import {type JobContext, stopIfInterrupted} from './job.js';
import {PostingSession} from './posting-session.js';

export type PostingMethod = 'per-entry' | 'per-posting-group';

export interface PostingRequest {
  readonly method: PostingMethod;
  /** Required per posting group, refused per entry. */
  readonly documentNo: string;
  readonly filters: LedgerFilters;
}

/** A value entry that was posted, or would be. */
export interface PostedRow {
  readonly entry: UnpostedEntry;
  readonly plan: PostingPlan;
  readonly amounts: PostingAmounts;
  /** Number of its first G/L entry; per posting group 0. */
  readonly firstGlEntryNo: number;
}

/** A value entry that was not posted. One that waits for expected posting has that as its only reason. */
export interface SkippedRow {
  readonly entry: UnpostedEntry;
  readonly plan: PostingPlan;
  readonly findings: readonly Finding[];
}

/** A G/L entry that was made, or would be. */
export interface ReportLine {
  readonly glEntryNo: number;
  readonly documentNo: string;
  readonly line: BufferLine;
}

export interface PostReport {
  readonly request: PostingRequest;
  readonly posted: boolean;
  /** Undefined where there was nothing to post. */
  readonly registerNo: number | undefined;
  readonly glEntryNos: readonly number[];
  /** In the order of work: items, then capacity. */
  readonly rows: readonly PostedRow[];
  /** The merged lines per posting group; per entry none. */
  readonly groups: readonly ReportLine[];
  readonly totals: ReadonlyMap<ReportColumn, bigint>;
  readonly skipped: readonly SkippedRow[];
  /** Dimension rules that the batch does not let stop it (posting-rules.md 10.1). */
  readonly dimensionOverrides: readonly {readonly valueEntryNo: number; readonly message: Message}[];
  /** Descriptions of the items in the report, those that are still there. */
  readonly itemDescriptions: ReadonlyMap<string, string>;
  /** Dimensions of the merged lines, by set. */
  readonly dimensionsOf: (dimensionSetId: number) => ReadonlyMap<string, string>;
}

/** Whether the report has findings: entries that only wait for expected posting are none (contract 1). */
export const hasFindings = ({skipped}: Pick<PostReport, 'skipped'>): boolean =>
  skipped.some(({findings}) => findings.some(({code}) => code !== 'expected-posting-off'));

/** Posts, or with `post: false` makes the same report and writes nothing. Refuses a wrong document number. */
export async function postInventoryCost(
  context: JobContext,
  {post, ...asked}: PostingRequest & {readonly post: boolean},
): Promise<PostReport> {
  const request = checkDocumentNo(asked);
  if (!post) return context.database.snapshot(database => run(context, database, request, undefined));
  const report = await context.database.transaction(database =>
    run(context, database, request, new LedgerWriter(database)),
  );
  await keepExamined(context);
  return report;
}

/** The rule of posting-rules.md 15.1, shared with the test report; returns the request with the number as a code. */
export function checkDocumentNo<Request extends PostingRequest>(request: Request): Request {
  const documentNo = request.documentNo.trim().toUpperCase();
  if (request.method === 'per-posting-group' && documentNo === '') {
    throw new Refusal('document-no-required', message('posting.document-no-required'));
  }
  if (request.method === 'per-entry' && documentNo !== '') {
    throw new Refusal('document-no-not-allowed', message('posting.document-no-not-allowed'));
  }
  if (documentNo.length > 20) throw new Refusal('document-no-too-long', message('posting.document-no-too-long'));
  return {...request, documentNo};
}

/** Every line of a report, per entry made from its rows: a long report is not held twice. */
export function* reportLines(report: PostReport): Generator<ReportLine> {
  yield* report.groups;
  if (report.request.method === 'per-posting-group') return;
  for (const {entry, plan, amounts, firstGlEntryNo} of report.rows) {
    for (const [index, line] of entryLines(entry, plan, amounts).entries()) {
      yield {glEntryNo: firstGlEntryNo + index, documentNo: entry.documentNo, line};
    }
  }
}

async function run(
  context: JobContext,
  database: Database,
  request: PostingRequest,
  writer: LedgerWriter | undefined,
): Promise<PostReport> {
  const session = await PostingSession.open(context, database, await writer?.postingClasses());
  const posting = await GlPosting.open(database, writer, session.registerHeader());
  const total = await countUnposted(database, request.filters);
  const rows: PostedRow[] = [];
  const skipped: SkippedRow[] = [];
  const dimensionOverrides: {valueEntryNo: number; message: Message}[] = [];
  const totals = new Map<ReportColumn, bigint>();
  const buffer = new PostingBuffer();
  let done = 0;
  for await (const page of unpostedEntries(database, request.filters, {capacityAlways: false})) {
    stopIfInterrupted(context);
    await session.prepare(page);
    const postedNow: PostedEntry[] = [];
    for (const entry of page) {
      const decision = session.decide(entry);
      if (decision.outcome === 'nothing') continue;
      if (decision.outcome !== 'post') {
        skipped.push({entry, plan: decision.plan, findings: decision.findings});
        continue;
      }
      const {plan, amounts} = decision;
      const lines = entryLines(entry, plan, amounts);
      let firstGlEntryNo = 0;
      if (request.method === 'per-entry') {
        posting.beginTransaction();
        for (const line of lines) {
          const no = posting.add(session.entryRow(entry, plan, line), line.valueEntryNos);
          firstGlEntryNo ||= no;
        }
      } else buffer.add(lines);
      for (const {line, amount} of lines) addTo(totals, line.accountType, amount);
      for (const problem of overridesOf(session, entry, lines)) {
        dimensionOverrides.push({valueEntryNo: entry.entryNo, message: problem});
      }
      rows.push({entry, plan, amounts, firstGlEntryNo});
      postedNow.push(postedEntry(entry, amounts, lines));
    }
    await writer?.markPosted(postedNow);
    await posting.flush();
    done += page.length;
    context.progress({label: context.text.t('posting.progress'), done, total});
  }
  const groups = postGroups(session, posting, request, buffer);
  await posting.finish();
  await writer?.finish();
  if (writer && posting.count > 0) await takePostedFromQueue(database, posting.firstEntryNo);
  return {
    request,
    posted: writer !== undefined,
    registerNo: posting.count > 0 ? posting.registerNo : undefined,
    glEntryNos: Array.from({length: posting.count}, (_, index) => posting.firstEntryNo + index),
    rows,
    groups,
    totals,
    skipped,
    dimensionOverrides,
    itemDescriptions: await descriptions(database, rows, skipped),
    dimensionsOf: id => session.dimensionsOf(id),
  };
}

function postGroups(
  session: PostingSession,
  posting: GlPosting,
  {method, documentNo}: PostingRequest,
  buffer: PostingBuffer,
): ReportLine[] {
  if (method === 'per-entry') return [];
  posting.beginTransaction();
  return buffer.empty().map(line => ({
    glEntryNo: posting.add(session.groupRow(documentNo, line), line.valueEntryNos),
    documentNo,
    line,
  }));
}

function overridesOf(session: PostingSession, entry: UnpostedEntry, lines: readonly BufferLine[]) {
  return session.dimensionFindings(
    entry.dimensionSetId,
    lines.map(({line}) => line.accountNo),
  );
}

/** Only what was posted counts as posted: an amount that no rule takes stays unposted (posting-rules.md 5.8, 7). */
export function postedEntry(entry: UnpostedEntry, amounts: PostingAmounts, lines: readonly BufferLine[]): PostedEntry {
  const has = (kind: 'actual' | 'expected') => lines.some(({line}) => line.amount === kind);
  return {
    entryNo: entry.entryNo,
    postingDate: entry.postingDate,
    postingClassNo: entry.postingClassNo,
    actual: has('actual') ? amounts.actual : undefined,
    expected: has('expected') ? amounts.expected : undefined,
  };
}

/** Descriptions of the items that a report names. */
export async function descriptions(
  database: Database,
  ...lists: readonly (readonly {readonly entry: UnpostedEntry}[])[]
): Promise<Map<string, string>> {
  const wanted = new Set(lists.flatMap(list => [...new Set(list.map(({entry}) => entry.itemNo))]));
  const found = new Map<string, string>();
  wanted.delete('');
  await inChunks([...wanted], async (list, params) => {
    for (const row of await database.all(`select "no", "description" from "item" where "no" in (${list})`, params)) {
      found.set(String(row['no']), String(row['description']));
    }
  });
  return found;
}
