/**
 * Journal files (contract 3): CSV or JSON lines, one journal line each. Columns are known by their English captions,
 * numbers are plain decimals, dates ISO (`C` before a closing date). Unlike an import, nothing is passed over or
 * guessed: an unknown column is refused, and every problem is listed with its physical line and column.
 */
import {statSync} from 'node:fs';
import {basename, extname} from 'node:path';
import {parseDate} from '../../domain/dates.js';
import {type Message, message} from '../../domain/message.js';
import {abs, LARGEST, parseScaled} from '../../domain/money.js';
import {type ErrorDetail, Refusal} from '../../errors.js';
import {csvSource} from './csv.js';
import {comparable} from './names.js';
import {FileProblem} from './problem.js';
import {decodedBlocks} from './text-decoding.js';

/** `entry`: an entry number, or `@label` of an earlier line, kept as it is written. */
export interface JournalColumn {
  readonly kind: 'code' | 'text' | 'date' | 'decimal' | 'integer' | 'boolean' | 'entry' | 'option';
  /** Longest code or text. */
  readonly length?: number;
  /** The values of an option, by English caption. */
  readonly options?: readonly string[];
}
/** Columns by caption. */
export type JournalColumns = Readonly<Record<string, JournalColumn>>;

type ValueOf<Column extends JournalColumn> = Column['kind'] extends 'decimal'
  ? bigint
  : Column['kind'] extends 'integer'
    ? number
    : Column['kind'] extends 'boolean'
      ? boolean
      : Column extends {options: readonly (infer Option)[]}
        ? Option
        : string;

/** A line of the file. Blank cells have no value. */
export interface JournalRow<Columns extends JournalColumns> {
  /** The physical line, from 1. */
  readonly line: number;
  readonly values: {readonly [Caption in keyof Columns]?: ValueOf<Columns[Caption]>};
}

export interface JournalFile<Columns extends JournalColumns> {
  /** The file's name, for messages. */
  readonly file: string;
  readonly rows: readonly JournalRow<Columns>[];
}

/** A journal file as far as it could be read. */
export interface ReadJournal<Columns extends JournalColumns> extends JournalFile<Columns> {
  readonly problems: readonly ErrorDetail[];
  /** Lines with a problem, as far as their cells could be read. */
  readonly badRows: readonly JournalRow<Columns>[];
}

/** A cell before it is read: text, a number of JSON as it was written, or a boolean of JSON. */
type JournalCell = string | boolean | WrittenNumber;

const MOST_PROBLEMS = 100;

/** Reads a whole file: the lines without problems, and the problems. The job may have more to say about its lines. */
export async function readJournalWithProblems<const Columns extends JournalColumns>(
  path: string,
  columns: Columns,
): Promise<ReadJournal<Columns>> {
  const file = basename(path);
  const found = statSync(path, {throwIfNoEntry: false});
  if (!found) throw new Refusal('no-such-file', message('files.no-such-file', {path}));
  if (found.isDirectory()) throw new Refusal('no-such-file', message('files.journal.folder', {path}));
  const lines = /^\.(jsonl|ndjson)$/i.test(extname(path)) ? jsonLines(path, file) : csvLines(path, file);
  const reader = new JournalReader(file, columns);
  try {
    for await (const line of lines) reader.add(line);
  } catch (thrown) {
    if (!(thrown instanceof FileProblem)) throw thrown;
    reader.problems.push(thrown.detail);
  }
  return readSoFar(reader, file);
}

/**
 * Lines that were typed instead of read from a file: cells as a file has them, by caption. Lines are numbered from 1,
 * and a line of blank cells is none; `name` stands for the file in messages.
 */
export function readTypedJournal<const Columns extends JournalColumns>(
  name: string,
  lines: readonly Readonly<Record<string, string>>[],
  columns: Columns,
): ReadJournal<Columns> {
  const reader = new JournalReader(name, columns);
  for (const [index, cells] of lines.entries()) {
    reader.add({line: index + 1, cells: new Map(Object.entries(cells))});
  }
  return readSoFar(reader, name);
}

/** The lines without problems, and the problems. */
function readSoFar<Columns extends JournalColumns>(
  {rows, problems}: JournalReader,
  file: string,
): ReadJournal<Columns> {
  const bad = new Set(problems.map(problem => problem.line));
  const all = rows as JournalRow<Columns>[];
  if (bad.size === 0) return {file, rows: all, problems, badRows: []};
  const [good, unread] = [all.filter(row => !bad.has(row.line)), all.filter(row => bad.has(row.line))];
  return {file, rows: good, problems, badRows: unread};
}

/** The refusal of a journal file with all that is wrong with it. */
export function refusedJournal(problems: readonly ErrorDetail[]): Refusal {
  return new Refusal(
    'bad-journal',
    message('files.journal.refused', {count: problems.length}),
    problems.slice(0, MOST_PROBLEMS),
  );
}

interface JournalLine {
  readonly line: number;
  /** Cells by header as it stands in the file; or what keeps the line from being read. */
  readonly cells: ReadonlyMap<string, JournalCell> | Message;
}

async function* csvLines(path: string, file: string): AsyncGenerator<JournalLine> {
  let headers: string[] | undefined;
  const source = await csvSource(path, file);
  for await (const rows of source.rows()) {
    for (const {line, cells} of rows) {
      const texts = cells.map(cell => (typeof cell === 'string' ? cell : ''));
      if (!headers) {
        headers = texts.map(text => text.trim());
        const double = headers.find((header, index) => header !== '' && headers?.indexOf(header) !== index);
        if (double !== undefined) {
          throw new FileProblem({file, line, column: double, message: message('files.journal.two-headers')});
        }
        // The headers alone tell unknown columns, even of a file without lines.
        yield {line: -line, cells: new Map(headers.map(header => [header, '']))};
        continue;
      }
      if (texts.length > headers.length) {
        yield {line, cells: message('files.journal.too-many-cells', {cells: texts.length, headers: headers.length})};
        continue;
      }
      const byHeader = new Map<string, string>();
      for (let index = 0; index < texts.length; index += 1) byHeader.set(headers[index] ?? '', texts[index] ?? '');
      yield {line, cells: byHeader};
    }
  }
  if (!headers) throw new FileProblem({file, message: message('files.no-header')});
}

async function* jsonLines(path: string, file: string): AsyncGenerator<JournalLine> {
  let rest = '';
  let line = 0;
  for await (const block of decodedBlocks(path, file, undefined)) {
    const parts = (rest + block).split('\n');
    rest = parts.pop() ?? '';
    for (const text of parts) {
      line += 1;
      if (text.trim() !== '') yield {line, cells: jsonCells(text)};
    }
  }
  if (rest.trim() !== '') yield {line: line + 1, cells: jsonCells(rest)};
}

/** The cells of one JSON object. Numbers are kept as written: a double has not room for every amount. */
function jsonCells(text: string): Map<string, JournalCell> | Message {
  let object: unknown;
  try {
    object = JSON.parse(text, keepNumbers);
  } catch {
    return message('files.journal.no-json');
  }
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return message('files.journal.no-object');
  const cells = new Map<string, JournalCell>();
  for (const [key, value] of Object.entries(object)) {
    if (value === null) cells.set(key, '');
    else if (typeof value === 'string' || typeof value === 'boolean') cells.set(key, value);
    else if (value instanceof WrittenNumber) cells.set(key, value);
    else return message('files.journal.no-value', {column: key});
  }
  return cells;
}

/** A number of JSON as it was written; undefined where that cannot be told. */
class WrittenNumber {
  constructor(readonly written: string | undefined) {}
}

/** An old Node tells only the double: then a number is taken while fifteen digits are enough to write it exactly. */
function keepNumbers(_key: string, value: unknown, context?: {source?: string}): unknown {
  if (typeof value !== 'number') return value;
  const shortest = String(value);
  const isExact = shortest.replaceAll(/[-.]|^-?0\.0*/g, '').length <= 15;
  return new WrittenNumber(context?.source ?? (isExact ? shortest : undefined));
}

class JournalReader {
  readonly rows: JournalRow<JournalColumns>[] = [];
  readonly problems: ErrorDetail[] = [];
  private readonly known: ReadonlyMap<string, string>;
  private readonly headers = new Map<string, string | undefined>();
  /** Unknown headers of a header row: told once, not again with each line. */
  private readonly unknownHeaders = new Set<string>();

  constructor(
    private readonly file: string,
    private readonly columns: JournalColumns,
  ) {
    this.known = new Map(Object.keys(columns).map(caption => [comparable(caption), caption]));
  }

  add({line, cells}: JournalLine): void {
    const place = {file: this.file, line: Math.abs(line)};
    if (!(cells instanceof Map)) {
      this.problems.push({...place, message: cells as Message});
      return;
    }
    const values: Record<string, string | number | bigint | boolean> = {};
    let blank = true;
    cells.forEach((cell, header) => {
      const caption = this.captionOf(header);
      if (caption === undefined) {
        if (this.unknownHeaders.has(header)) return;
        if (line < 0 && header !== '') this.unknownHeaders.add(header);
        if (header !== '' || cell !== '') {
          this.problems.push({...place, column: header, message: message('files.journal.unknown-column')});
        }
        return;
      }
      if (typeof cell === 'string' && cell.trim() === '') return;
      blank = false;
      const value = readJournalCell(cell, this.columns[caption] ?? {kind: 'text'});
      if (typeof value === 'object') this.problems.push({...place, column: header, message: value});
      else values[caption] = value;
    });
    // A negative line is the header row; a row of blank cells is no line.
    if (line > 0 && !blank) this.rows.push({line, values: values as JournalRow<JournalColumns>['values']});
  }

  private captionOf(header: string): string | undefined {
    if (!this.headers.has(header)) this.headers.set(header, this.known.get(comparable(header)));
    return this.headers.get(header);
  }
}

/** A cell's value, or what is wrong with it. */
export function readJournalCell(
  cell: JournalCell,
  column: JournalColumn,
): string | number | bigint | boolean | Message {
  const written = typeof cell === 'object' ? cell.written : String(cell);
  if (written === undefined) return message('files.journal.inexact');
  const text = written.trim();
  switch (column.kind) {
    case 'decimal':
      return readDecimal(text);
    case 'integer':
      return /^-?\d{1,9}$/.test(text) ? Number(text) : message('files.journal.not-whole', {value: text});
    case 'entry':
      return /^(@.+|\d{1,10})$/.test(text) ? text : message('files.journal.not-entry', {value: text});
    case 'boolean':
      if (/^(true|yes|1)$/i.test(text)) return true;
      return /^(false|no|0)$/i.test(text) ? false : message('files.journal.not-boolean', {value: text});
    case 'date':
      return parseDate(text) ?? message('files.journal.not-date', {value: text});
    case 'option': {
      const found = column.options?.find(option => comparable(option) === comparable(text));
      return (
        found ??
        message('files.journal.not-option', {value: text, options: column.options?.filter(Boolean).join(', ') ?? ''})
      );
    }
    default: {
      const value = column.kind === 'code' ? text.toUpperCase() : text;
      return [...value].length > (column.length ?? Number.POSITIVE_INFINITY)
        ? message('files.journal.too-long', {value, length: column.length ?? 0})
        : value;
    }
  }
}

function readDecimal(text: string): bigint | Message {
  const value = parseScaled(text);
  if (value === undefined) return message('files.journal.not-decimal', {value: text});
  return abs(value) > LARGEST ? message('files.journal.too-large', {value: text}) : value;
}
