/**
 * Rows of a text file, streamed. A reader of our own: the libraries read well-formed files fast, but lose what a
 * refusal has to name: the physical line, a row with more cells than headers, a quote that is never closed.
 */
import {stat} from 'node:fs/promises';
import {message} from '../../domain/message.js';
import {FileProblem} from './problem.js';
import type {RowSource, SourceRow} from './row-source.js';
import {decodedBlocks} from './text-decoding.js';

const BATCH = 100;
/** A row longer than this is none: a quote that is never closed, or a file that is no table. */
const LONGEST_ROW = 16 * 1024 * 1024;
const DELIMITERS = [';', '\t', ','] as const;

/** A CSV or TSV file. `shown` is its name in messages, `encoding` what to take it for without a byte order mark. */
export async function csvSource(path: string, shown: string, encoding?: string): Promise<RowSource> {
  const {size} = await stat(path);
  return {
    file: shown,
    workbook: false,
    date1904: false,
    size,
    rows: onRead => csvRows(decodedBlocks(path, shown, encoding, onRead), shown),
  };
}

/** Rows of decoded blocks, in batches. Lines without any character are passed over. */
export async function* csvRows(blocks: AsyncIterable<string>, shown: string): AsyncGenerator<SourceRow[]> {
  const reader = new CsvReader(shown);
  for await (const block of blocks) yield* reader.read(block, false);
  yield* reader.read('', true);
}

class CsvReader {
  private delimiter = '';
  private rest = '';
  private line = 1;
  private batch: SourceRow[] = [];

  constructor(private readonly file: string) {}

  *read(block: string, last: boolean): Generator<SourceRow[]> {
    const text = this.rest === '' ? block : this.rest + block;
    let at = 0;
    if (this.delimiter === '') {
      const start = this.start(text, last);
      if (start === undefined) {
        this.rest = text;
        return;
      }
      at = start;
    }
    const quoted = text.includes('"', at);
    const returns = text.includes('\r', at);
    while (at < text.length) {
      const next = quoted ? this.quotedRow(text, at, last) : this.plainRow(text, at, last, returns);
      if (next < 0) break;
      at = next;
      if (this.batch.length === BATCH) {
        yield this.batch;
        this.batch = [];
      }
    }
    this.rest = at === 0 ? text : text.slice(at);
    if (this.rest.length > LONGEST_ROW) {
      const key = quoted ? 'files.quote-not-closed' : 'files.row-too-long';
      throw new FileProblem({file: this.file, line: this.line, message: message(key)});
    }
    if (last && this.batch.length > 0) yield this.batch;
  }

  /** Finds the delimiter in the first line that is not empty, or takes it from Excel's `sep=;`. */
  private start(text: string, last: boolean): number | undefined {
    const first = /[^\r\n]+(?=[\r\n])/.exec(text)?.[0] ?? (last ? text : undefined);
    if (first === undefined) return undefined;
    const named = /^sep=(.)$/i.exec(first.trim());
    if (named) {
      this.delimiter = named[1] ?? ';';
      const end = /\r\n|\r|\n/.exec(text);
      this.line += 1;
      return end ? end.index + end[0].length : text.length;
    }
    const bare = first.replaceAll(/"(?:[^"]|"")*"/g, '');
    const counts = DELIMITERS.map(delimiter => bare.split(delimiter).length);
    this.delimiter = DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
    return 0;
  }

  /** Reads a row of a block without any quote; returns where the next begins, or -1 where the row may go on. */
  private plainRow(text: string, at: number, last: boolean, returns: boolean): number {
    let end = text.indexOf('\n', at);
    let next = end + 1;
    if (returns) {
      const back = text.indexOf('\r', at);
      if (back >= 0 && (end < 0 || back < end)) {
        if (back + 1 === text.length && !last) return -1;
        end = back;
        next = text.charCodeAt(back + 1) === 10 ? back + 2 : back + 1;
      }
    }
    if (end < 0) {
      if (!last) return -1;
      end = text.length;
      next = end;
    }
    if (end > at) this.batch.push({line: this.line, cells: text.slice(at, end).split(this.delimiter)});
    this.line += 1;
    return next;
  }

  /** Reads a row that may have quoted cells, with delimiters, quotes (doubled) and line breaks in them. */
  private quotedRow(text: string, start: number, last: boolean): number {
    const cells: string[] = [];
    let line = this.line;
    let at = start;
    for (;;) {
      let cell: string;
      if (text.charCodeAt(at) === 34) {
        let close = text.indexOf('"', at + 1);
        while (close >= 0 && text.charCodeAt(close + 1) === 34) close = text.indexOf('"', close + 2);
        if (close < 0 || (close + 1 === text.length && !last)) {
          if (!last) return -1;
          throw new FileProblem({file: this.file, line, message: message('files.quote-not-closed')});
        }
        const inner = text.slice(at + 1, close);
        cell = inner.includes('"') ? inner.replaceAll('""', '"') : inner;
        if (/[\r\n]/.test(inner)) line += inner.match(/\r\n|\r|\n/g)?.length ?? 0;
        at = close + 1;
        const after = text[at];
        if (after !== undefined && after !== this.delimiter && after !== '\n' && after !== '\r') {
          throw new FileProblem({file: this.file, line, message: message('files.text-after-quote')});
        }
      } else {
        const end = this.endOfCell(text, at);
        if (end === text.length && !last) return -1;
        cell = text.slice(at, end);
        at = end;
      }
      cells.push(cell);
      if (text[at] !== this.delimiter) break;
      at += 1;
    }
    if (text.charCodeAt(at) === 13) {
      if (at + 1 === text.length && !last) return -1;
      at += 1;
      if (text.charCodeAt(at) === 10) at += 1;
    } else if (at < text.length) at += 1;
    else if (!last) return -1;
    if (cells.length > 1 || cells[0] !== '') this.batch.push({line: this.line, cells});
    this.line = line + 1;
    return at;
  }

  private endOfCell(text: string, start: number): number {
    const delimiter = this.delimiter.charCodeAt(0);
    for (let at = start; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === delimiter || code === 10 || code === 13) return at;
    }
    return text.length;
  }
}
