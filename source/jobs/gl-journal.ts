/**
 * Manual general ledger entries from a file (contract 3): what people do behind the subledger's back. Per document
 * and date the amounts must balance; accounts must exist, be of type Posting and not blocked.
 */
import {dayOf, type LedgerDate} from '../domain/dates.js';
import {type Message, message} from '../domain/message.js';
import {formatAmount, roundTo} from '../domain/money.js';
import type {ErrorDetail} from '../errors.js';
import type {Database} from '../store/database.js';
import {DimensionSets, parseDimensions} from '../store/dimension-sets.js';
import {type JournalRow, readJournalWithProblems, refusedJournal} from '../store/files/journal-file.js';
import {GlPosting} from '../store/gl-posting.js';
import {LedgerWriter} from '../store/ledgers.js';
import {type GlAccount, glAccount, generalLedgerSetup} from '../store/tables/index.js';
import type {JobContext} from './job.js';
import {PostingSession, registerHeader} from './posting-session.js';

const COLUMNS = {
  'Posting Date': {kind: 'date'},
  'Document No.': {kind: 'code', length: 20},
  'Account No.': {kind: 'code', length: 20},
  'Bal. Account No.': {kind: 'code', length: 20},
  Amount: {kind: 'decimal'},
  Description: {kind: 'text', length: 100},
  Dimensions: {kind: 'text'},
} as const;
type Row = JournalRow<typeof COLUMNS>;

/** The source code that the ERP's general journals give their entries. */
const SOURCE_CODE = 'GENJNL';

export interface GlJournalResult {
  readonly glEntryNos: readonly number[];
  /** Undefined where the file has no lines. */
  readonly registerNo: number | undefined;
  readonly warnings: readonly {readonly line: number; readonly code: 'direct-posting'; readonly message: Message}[];
}

/** A line that can be posted. */
interface Checked {
  readonly line: number;
  readonly postingDate: LedgerDate;
  readonly documentNo: string;
  readonly accountNo: string;
  readonly balAccountNo: string;
  readonly amount: bigint;
  readonly description: string;
  readonly dimensionSetId: number;
}

/** Posts a whole file in one transaction. Refuses it with every bad line listed, or posts all of it. */
export async function postGlJournal(context: JobContext, path: string): Promise<GlJournalResult> {
  const {file, rows, problems, badRows} = await readJournalWithProblems(path, COLUMNS);
  const read = new Set(badRows.map(row => row.line));
  if (problems.some(({line}) => line === undefined || !read.has(line))) throw refusedJournal(problems);
  return context.database.transaction(async transaction => {
    const session = await PostingSession.open(context, transaction);
    const sets = await DimensionSets.load(transaction);
    const checker = await Checker.open(transaction, session, sets, file);
    const lines: Checked[] = [];
    const bad = [...badRows];
    for (const row of rows) {
      const line = checker.check(row);
      if (line) lines.push(line);
      else bad.push(row);
    }
    checker.checkBalances(lines, bad);
    const found = [...problems, ...checker.problems];
    if (found.length > 0) throw refusedJournal(found.sort((left, right) => (left.line ?? 0) - (right.line ?? 0)));
    await sets.save();
    const glEntryNos: number[] = [];
    const writer = new LedgerWriter(transaction);
    const posting = await GlPosting.open(transaction, writer, registerHeader(context, SOURCE_CODE));
    // The session knows the dimension sets from before the file; it derives the rest.
    const derived = (line: Checked) => ({
      ...session.derivedFields(line.postingDate, line.dimensionSetId, sets.of(line.dimensionSetId)),
      documentNo: line.documentNo,
    });
    for (const document of byDocument(lines)) {
      posting.beginTransaction();
      for (const line of document) {
        const {accountNo, balAccountNo, amount} = line;
        const sides = [
          {own: accountNo, other: balAccountNo, amount},
          {own: balAccountNo, other: accountNo, amount: -amount},
        ].filter(({own}) => own !== '');
        for (const {own, other, amount: sideAmount} of sides) {
          glEntryNos.push(
            posting.add(
              {
                ...derived(line),
                glAccountNo: own,
                balAccountNo: other,
                amount: sideAmount,
                description: line.description || (checker.accounts.get(own)?.name ?? ''),
              },
              [],
            ),
          );
        }
      }
    }
    await posting.finish();
    await writer.finish();
    return {
      glEntryNos,
      registerNo: glEntryNos.length > 0 ? posting.registerNo : undefined,
      warnings: checker.warnings,
    };
  });
}

class Checker {
  readonly problems: ErrorDetail[] = [];
  readonly warnings: GlJournalResult['warnings'][number][] = [];

  private constructor(
    readonly accounts: ReadonlyMap<string, GlAccount>,
    private readonly session: PostingSession,
    private readonly sets: DimensionSets,
    private readonly file: string,
    private readonly precision: bigint,
  ) {}

  static async open(database: Database, session: PostingSession, sets: DimensionSets, file: string): Promise<Checker> {
    const accounts = new Map((await database.read(glAccount)).map(account => [account.no, account]));
    const [setup] = await database.read(generalLedgerSetup);
    return new Checker(accounts, session, sets, file, setup?.amountRoundingPrecision || 1000n);
  }

  /** Checks one line; undefined where something is wrong with it. */
  check({line, values}: Row): Checked | undefined {
    const before = this.problems.length;
    for (const column of ['Posting Date', 'Document No.', 'Account No.', 'Amount'] as const) {
      if (values[column] === undefined) this.problem(line, column, message('posting.gl-journal.required'));
    }
    const postingDate = values['Posting Date'] ?? '';
    if (postingDate !== '' && !this.session.isAllowed(dayOf(postingDate))) {
      this.problem(line, 'Posting Date', this.session.dateFinding(postingDate).message);
    }
    const amount = values.Amount ?? 0n;
    if (roundTo(amount, this.precision) !== amount) {
      this.problem(line, 'Amount', message('posting.gl-journal.not-rounded', {amount: formatAmount(amount)}));
    }
    this.account(line, 'Account No.', values['Account No.']);
    this.account(line, 'Bal. Account No.', values['Bal. Account No.']);
    const dimensionSetId = this.dimensions(line, values.Dimensions ?? '');
    if (this.problems.length > before) return undefined;
    return {
      line,
      postingDate,
      documentNo: values['Document No.'] ?? '',
      accountNo: values['Account No.'] ?? '',
      balAccountNo: values['Bal. Account No.'] ?? '',
      amount,
      description: values.Description ?? '',
      dimensionSetId,
    };
  }

  /**
   * A line with a balancing account balances by itself; the others per document and date. Of a document with a bad
   * line, and of all where it is not known which document that belongs to, nothing can be said.
   */
  checkBalances(lines: readonly Checked[], bad: readonly Row[]): void {
    const unsure = new Set<string>();
    for (const {values} of bad) {
      if (values['Document No.'] === undefined || values['Posting Date'] === undefined) return;
      unsure.add(documentKey(values['Document No.'], values['Posting Date']));
    }
    for (const document of byDocument(lines)) {
      const sum = document.reduce(
        (total, {balAccountNo, amount}) => (balAccountNo === '' ? total + amount : total),
        0n,
      );
      const [first] = document;
      if (sum === 0n || !first || unsure.has(documentKey(first.documentNo, first.postingDate))) continue;
      const params = {document: first.documentNo, date: {date: first.postingDate}, amount: sum};
      this.problem(first.line, 'Amount', message('posting.gl-journal.not-balanced', params));
    }
  }

  private account(line: number, column: string, accountNo: string | undefined): void {
    if (accountNo === undefined) return;
    const account = this.accounts.get(accountNo);
    if (!account) {
      this.problem(line, column, message('posting.gl-journal.no-account', {account: accountNo}));
      return;
    }
    if (account.blocked) this.problem(line, column, message('posting.gl-journal.blocked', {account: accountNo}));
    if (account.accountType !== 'Posting') {
      this.problem(line, column, message('posting.gl-journal.account-type', {account: accountNo}));
    }
    if (!account.directPosting) {
      const words = message('posting.gl-journal.direct-posting', {account: accountNo});
      this.warnings.push({line, code: 'direct-posting', message: words});
    }
  }

  private dimensions(line: number, text: string): number {
    const dimensions = parseDimensions(text);
    if (!dimensions) {
      this.problem(line, 'Dimensions', message('posting.gl-journal.dimensions', {value: text}));
      return 0;
    }
    for (const [dimension, value] of dimensions) {
      if (!this.sets.isKnown(dimension, value)) {
        this.problem(line, 'Dimensions', message('posting.gl-journal.no-dimension-value', {dimension, value}));
      }
    }
    return this.sets.idOf(dimensions);
  }

  private problem(line: number, column: string, words: Message): void {
    this.problems.push({file: this.file, line, column, message: words});
  }
}

const documentKey = (documentNo: string, postingDate: LedgerDate): string => `${documentNo}\u0001${postingDate}`;

/** Lines by document and date, in the order in which the documents begin. */
function byDocument(lines: readonly Checked[]): Checked[][] {
  const documents = new Map<string, Checked[]>();
  for (const line of lines) {
    const key = documentKey(line.documentNo, line.postingDate);
    const document = documents.get(key);
    if (document) document.push(line);
    else documents.set(key, [line]);
  }
  return [...documents.values()];
}
