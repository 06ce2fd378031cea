/**
 * The item journal that a person types (contract 3): its lines are kept per user until they are posted, checked as
 * they are typed, tried out as a preview of what they would make, and posted all or none.
 */
import {type Message, message} from '../domain/message.js';
import {Refusal} from '../errors.js';
import type {Database} from '../store/database.js';
import {readJournalCell, readTypedJournal} from '../store/files/journal-file.js';
import {nextEntryNo} from '../store/ledgers.js';
import {readPageSettings, savePageSettings} from '../store/page-settings.js';
import {
  capacityLedgerEntry,
  type CapacityLedgerEntry,
  glEntry,
  type GlEntry,
  item,
  itemCharge,
  itemLedgerEntry,
  type ItemLedgerEntry,
  itemVariant,
  location,
  valueEntry,
  type ValueEntry,
} from '../store/tables/index.js';
import type {JobContext} from './job.js';
import {type JournalLines, type JournalResult, postJournalLines} from './journal.js';
import {journalColumns} from './journal/read-line.js';
import {tryOut} from './try-out.js';

export type JournalColumnName = keyof typeof journalColumns;

/** A line as a file would have it: English option values, ISO dates, decimal points. Blank cells are left out. */
export type TypedLine = Readonly<Partial<Record<JournalColumnName, string>>>;

/** The user's journal in the kept settings. */
const PAGE = 'item-journal';

export async function readItemJournal(database: Database, userId: string): Promise<TypedLine[]> {
  const {lines} = await readPageSettings(database, userId, PAGE);
  return lines === undefined ? [] : (JSON.parse(lines) as TypedLine[]);
}

/** Changes the kept lines, as they are now and not as somebody last saw them. Returns the new ones. */
export async function changeItemJournal(
  database: Database,
  userId: string,
  change: (lines: readonly TypedLine[]) => readonly TypedLine[],
): Promise<readonly TypedLine[]> {
  return database.transaction(async transaction => {
    const lines = change(await readItemJournal(transaction, userId));
    await savePageSettings(transaction, userId, PAGE, {lines: JSON.stringify(lines)});
    return lines;
  });
}

/** What is wrong with a cell by itself, before anything is compared with the company; undefined where nothing is. */
export function cellProblem(column: JournalColumnName, value: string): Message | undefined {
  if (value.trim() === '') return undefined;
  const read = readJournalCell(value, journalColumns[column]);
  return typeof read === 'object' ? read : undefined;
}

/**
 * A cell as it is kept: a code in capitals, an option as it is called. Refuses (`bad-value`) what the column cannot
 * hold, and an item, location, variant, charge or entry that is not there.
 */
export async function checkedCell(
  database: Database,
  column: JournalColumnName,
  typed: string,
  line: TypedLine,
): Promise<string> {
  const value = typed.trim();
  if (value === '') return '';
  const {kind} = journalColumns[column];
  const read = readJournalCell(value, journalColumns[column]);
  const problem =
    typeof read === 'object' ? read : await referenceProblem(database, column, String(read).toUpperCase(), line);
  if (problem) {
    throw new Refusal('bad-value', message('errors.bad-value', {value, field: {caption: column}}), [
      {column, message: problem},
    ]);
  }
  return kind === 'code' || kind === 'option' || kind === 'boolean' ? String(read) : value;
}

async function referenceProblem(
  database: Database,
  column: JournalColumnName,
  value: string,
  line: TypedLine,
): Promise<Message | undefined> {
  switch (column) {
    case 'Item No.':
      return (await database.find(item, value)) ? undefined : message('costing.journal.unknown-item', {item: value});
    case 'Location Code':
    case 'New Location Code':
      return (await database.find(location, value))
        ? undefined
        : message('costing.journal.unknown-location', {location: value});
    case 'Variant Code': {
      const itemNo = line['Item No.'] ?? '';
      return (await database.find(itemVariant, itemNo, value))
        ? undefined
        : message('costing.journal.unknown-variant', {item: itemNo, variant: value});
    }
    case 'Item Charge No.':
      return (await database.find(itemCharge, value))
        ? undefined
        : message('costing.journal.unknown-charge', {charge: value});
    case 'Item Shpt. Entry No.':
    case 'Applies-to Entry':
    case 'Applies-from Entry':
      // A label means an entry that an earlier line will make.
      return value.startsWith('@') || (await database.find(itemLedgerEntry, Number(value)))
        ? undefined
        : message('costing.journal.unknown-entry', {entry: value});
    default:
      return undefined;
  }
}

/** The entries that posting a journal would make, those of automatic adjustment and posting among them. */
export interface JournalPreview {
  readonly result: JournalResult;
  readonly itemLedgerEntries: readonly ItemLedgerEntry[];
  readonly capacityLedgerEntries: readonly CapacityLedgerEntry[];
  readonly valueEntries: readonly ValueEntry[];
  readonly glEntries: readonly GlEntry[];
}

/** What posting the user's journal would make. Refuses what posting refuses; writes nothing. */
export async function previewItemJournal(context: JobContext): Promise<JournalPreview> {
  return tryOut(context.database, async transaction => {
    const from = {
      item: await nextEntryNo(transaction, 'item_ledger_entry'),
      capacity: await nextEntryNo(transaction, 'capacity_ledger_entry'),
      value: await nextEntryNo(transaction, 'value_entry'),
      gl: await nextEntryNo(transaction, 'gl_entry'),
    };
    const result = await postJournalLines(context, transaction, await typedLines(context, transaction));
    const made = (no: number) => ({where: '"entry_no" >= ?', params: [no]});
    return {
      result,
      itemLedgerEntries: await transaction.read(itemLedgerEntry, made(from.item)),
      capacityLedgerEntries: await transaction.read(capacityLedgerEntry, made(from.capacity)),
      valueEntries: await transaction.read(valueEntry, made(from.value)),
      glEntries: await transaction.read(glEntry, made(from.gl)),
    };
  });
}

/** Posts the user's journal and empties it, in one transaction. Refuses (`bad-journal`) with every bad line. */
export async function postItemJournal(context: JobContext): Promise<JournalResult> {
  return context.database.transaction(async transaction => {
    const lines = await typedLines(context, transaction);
    const result = await postJournalLines(context, transaction, lines);
    await savePageSettings(transaction, context.userId, PAGE, {lines: '[]'});
    return result;
  });
}

async function typedLines({text, userId}: JobContext, database: Database): Promise<JournalLines> {
  const lines = await readItemJournal(database, userId);
  const journal = readTypedJournal(text.caption('Item Journal'), lines, journalColumns);
  if (journal.rows.length === 0 && journal.problems.length === 0) {
    throw new Refusal('empty-journal', message('screens.journal.empty'));
  }
  return journal;
}
