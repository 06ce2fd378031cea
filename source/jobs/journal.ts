/** `tieout journal post`: posts a file of item journal lines in one transaction, in file order (contract 3). */
import {isChargeNotInvoiced} from '../domain/costing/journal/item-charge.js';
import type {PostedLine} from '../domain/costing/journal/posting-line.js';
import {postLine} from '../domain/costing/journal/post-line.js';
import {LineProblem, refuse} from '../domain/costing/journal/problem.js';
import {Session} from '../domain/costing/journal/session.js';
import {WorkingSet} from '../domain/costing/journal/working-set.js';
import {type Message, message} from '../domain/message.js';
import {type ErrorDetail, Refusal} from '../errors.js';
import {JournalCards} from '../store/costing-journal-cards.js';
import {JournalEntries} from '../store/costing-journal-entries.js';
import type {Database} from '../store/database.js';
import {type ReadJournal, readJournalWithProblems, refusedJournal} from '../store/files/journal-file.js';
import {LedgerWriter, nextEntryNo} from '../store/ledgers.js';
import {adjustAutomatically} from './adjust.js';
import {type EntryFinding, PostingRefusal, postAutomatically} from './automatic-posting.js';
import {repairFinishedWithoutOutput, undoRepair} from './finished-without-output.js';
import {checkAlike} from './journal/check-alike.js';
import {loadJournalCompany} from './journal/company.js';
import {LineDimensions} from './journal/dimensions.js';
import {FinishedLines, type OutputLine} from './journal/finished-lines.js';
import {DependsOnRefused, type Labels, prepareLine} from './journal/prepare-line.js';
import {journalColumns, labelOf, readLine} from './journal/read-line.js';
import {writeCards, writeEntries, writeQueue, writeRegister} from './journal/write.js';
import type {JobContext} from './job.js';
import {tryOut} from './try-out.js';

/** What a line of the file made. */
export interface JournalResultLine extends PostedLine {
  line: number;
  ref: string;
}

/**
 * What is no reason to refuse the line: an account that the later posting will miss (with automatic cost posting off), a
 * charge that is not invoiced.
 */
export interface JournalWarning {
  line: number;
  code: string;
  message: Message;
}

export interface JournalResult {
  lines: JournalResultLine[];
  warnings: JournalWarning[];
}

/** The lines of a journal that could be read, and what is wrong with the others. */
export type JournalLines = ReadJournal<typeof journalColumns>;

/** Posts the lines of a CSV or JSON-lines file. Refuses the whole file, listing every bad line. */
export async function postJournal(
  context: JobContext,
  path: string,
  options: {dryRun?: boolean} = {},
): Promise<JournalResult> {
  const lines = await readJournalWithProblems(path, journalColumns);
  const post = (transaction: Database) => postJournalLines(context, transaction, lines);
  return options.dryRun ? tryOut(context.database, post) : context.database.transaction(post);
}

/** Posts lines in the caller's transaction. Refuses all of them, listing every bad line. */
export function postJournalLines(
  context: JobContext,
  transaction: Database,
  lines: JournalLines,
): Promise<JournalResult> {
  return new JournalPosting(context, transaction, lines).post();
}

class JournalPosting {
  private readonly problems: ErrorDetail[] = [];
  private readonly results: JournalResultLine[] = [];
  private readonly warnings: JournalWarning[] = [];
  private readonly labels = new FileLabels();

  constructor(
    private readonly context: JobContext,
    private readonly database: Database,
    private readonly file: JournalLines,
  ) {}

  async post(): Promise<JournalResult> {
    const {context, database} = this;
    const company = await loadJournalCompany(context, database);
    const cards = await JournalCards.load(database);
    const entries = new JournalEntries(database);
    const {rows} = this.file;
    const itemNos = [...new Set(rows.map(({values}) => values['Item No.'] ?? '').filter(no => no !== ''))];
    await cards.prefetch(itemNos);
    await entries.prefetch(itemNos);
    const dimensions = await LineDimensions.load(database, company.globalDimensions);
    const session = new Session(
      new WorkingSet(entries, {
        itemLedgerEntry: await nextEntryNo(database, 'item_ledger_entry'),
        valueEntry: await nextEntryNo(database, 'value_entry'),
        application: await nextEntryNo(database, 'item_application_entry'),
        capacity: await nextEntryNo(database, 'capacity_ledger_entry'),
      }),
      cards,
      company.settings,
      await nextEntryNo(database, 'item_register', 'no'),
    );
    this.problems.push(...this.file.problems);
    for (const row of this.file.badRows) this.labels.refuse(labelOf(row));
    for (const [index, row] of rows.entries()) {
      await this.attempt(row, async () => {
        const line = readLine(row);
        const posted = await postLine(session, await prepareLine(company, cards, dimensions, this.labels, line));
        this.labels.add(line.ref, posted);
        this.results.push({line: line.line, ref: line.ref, ...posted});
        if (isChargeNotInvoiced(line)) {
          const words = message('costing.journal.charge-not-invoiced');
          this.warnings.push({line: line.line, code: 'charge-not-invoiced', message: words});
        }
      });
      if (index % 1000 === 999) await this.breathe(index + 1, rows.length);
    }
    this.refuseProblems();
    return this.write(session, company, dimensions);
  }

  /** Works on a line; what is wrong with it is noted, and later lines that refer to it are passed over. */
  private async attempt(row: JournalLines['rows'][number], work: () => Promise<void>): Promise<void> {
    const label = labelOf(row);
    try {
      if (label !== '' && this.labels.has(label)) refuse('Line Ref', 'label-twice', {label});
      await work();
    } catch (thrown) {
      this.labels.refuse(label);
      if (thrown instanceof DependsOnRefused) return;
      if (!(thrown instanceof LineProblem)) throw thrown;
      const {column, explanation} = thrown;
      this.problems.push({file: this.file.file, line: row.line, ...(column ? {column} : {}), message: explanation});
    }
  }

  private refuseProblems(): void {
    if (this.problems.length === 0) return;
    throw refusedJournal(this.problems.sort((left, right) => (left.line ?? 0) - (right.line ?? 0)));
  }

  private async breathe(done: number, total: number): Promise<void> {
    this.context.progress({label: this.context.text.t('costing.journal.progress'), done, total});
    await new Promise(resolve => setImmediate(resolve));
    if (this.context.signal.aborted) throw new Refusal('interrupted', message('errors.interrupted'));
  }

  private async write(
    session: Session,
    company: Awaited<ReturnType<typeof loadJournalCompany>>,
    dimensions: LineDimensions,
  ): Promise<JournalResult> {
    const {context, database} = this;
    const writer = new LedgerWriter(database);
    await dimensions.sets.save();
    const finishedLines = await FinishedLines.of(database, session.set.newEntries);
    await this.moveWip(writer, finishedLines.filled(), undoRepair);
    await writeEntries(database, writer, session);
    await writeCards(database, session);
    await this.moveWip(writer, await finishedLines.emptied(), repairFinishedWithoutOutput);
    const values = session.set.newValueEntries;
    const findings = await this.toGeneralLedger(writer, session, company);
    if (values.length > 0 || session.set.newEntries.length > 0 || session.set.newCapacities.length > 0) {
      await writeRegister(database, session, {
        creationDate: context.workDate,
        creationTime: new Date().toTimeString().slice(0, 8),
        sourceCode: values[0]?.sourceCode ?? '',
      });
    }
    await writer.finish();
    await adjustAutomatically(context, database);
    return {lines: this.results, warnings: [...this.warnings, ...this.warningsOf(findings)]};
  }

  /** What was posted of finished lines follows whether they have output. */
  private async moveWip(
    writer: LedgerWriter,
    lines: readonly OutputLine[],
    move: typeof repairFinishedWithoutOutput,
  ): Promise<void> {
    const lineOf = new Map(
      this.results.flatMap(({line, itemLedgerEntryNos: [no]}) => (no ? [[no, line] as const] : [])),
    );
    for (const {last} of lines) {
      const {orderNo, orderLineNo, postingDate} = last;
      try {
        await move(this.context, this.database, writer, {orderNo, orderLineNo, postingDate});
      } catch (thrown) {
        if (!(thrown instanceof PostingRefusal)) throw thrown;
        const place = {file: this.file.file, line: lineOf.get(last.entryNo) ?? 0};
        this.problems.push(...thrown.findings.map(({finding}) => ({...place, message: finding.message})));
        this.refuseProblems();
      }
    }
  }

  /** Posts at once with automatic cost posting, else queues the entries and tells what posting will miss. */
  private async toGeneralLedger(
    writer: LedgerWriter,
    session: Session,
    company: Awaited<ReturnType<typeof loadJournalCompany>>,
  ): Promise<EntryFinding[]> {
    const values = session.set.newValueEntries;
    if (!company.automaticCostPosting) {
      await writeQueue(this.database, session, company.expectedCostPosting);
      return checkAlike(this.context, this.database, values);
    }
    try {
      await postAutomatically(this.context, this.database, writer, values);
    } catch (thrown) {
      if (!(thrown instanceof PostingRefusal)) throw thrown;
      const warnings = this.warningsOf(thrown.findings);
      this.problems.push(...warnings.map(({line, message: words}) => ({file: this.file.file, line, message: words})));
      this.refuseProblems();
    }
    return [];
  }

  /** Findings by the lines that made their entries, each only once a line. */
  private warningsOf(findings: readonly EntryFinding[]): JournalWarning[] {
    if (findings.length === 0) return [];
    const lineOf = new Map(
      this.results.flatMap(({line, valueEntryNos}) => valueEntryNos.map(no => [no, line] as const)),
    );
    const seen = new Set<string>();
    return findings.flatMap(({valueEntryNo, finding}) => {
      const line = lineOf.get(valueEntryNo) ?? 0;
      const key = `${line} ${finding.code} ${finding.field ?? ''} ${JSON.stringify(finding.key ?? {})}`;
      if (finding.code !== 'dimension') {
        if (seen.has(key)) return [];
        seen.add(key);
      }
      return [{line, code: finding.code, message: finding.message}];
    });
  }
}

/** Labels of the file's lines, and what later lines may mean by them: of a transfer the receipt. */
class FileLabels implements Labels {
  private readonly posted = new Map<string, PostedLine>();
  private readonly refused = new Set<string>();

  add(label: string, line: PostedLine): void {
    if (label !== '') this.posted.set(label, line);
  }

  refuse(label: string): void {
    if (label !== '') this.refused.add(label);
  }

  has(label: string): boolean {
    return this.posted.has(label) || this.refused.has(label);
  }

  itemLedgerEntry(label: string): number | undefined {
    const line = this.posted.get(label);
    return line && (line.itemLedgerEntryNos[1] ?? line.itemLedgerEntryNos[0] ?? 0);
  }

  capacityEntry(label: string): number | undefined {
    const line = this.posted.get(label);
    return line && (line.capacityLedgerEntryNos[0] ?? 0);
  }
}
