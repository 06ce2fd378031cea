/** Rows of one worksheet, streamed. */
import {message} from '../../../domain/message.js';
import {decodeEscapes} from '../names.js';
import {FileProblem} from '../problem.js';
import type {Cell, SourceRow} from '../row-source.js';
import {plainDecimal} from './plain-decimal.js';
import {attribute, type Attributes, parseXml} from './xml.js';

const MOST_COLUMNS = 16_384;
const LONGEST_TEXT = 1_000_000;
const BATCH = 500;

export interface SheetContext {
  file: string;
  part: string;
  strings: readonly string[];
  dateStyles: readonly boolean[];
}

export async function* sheetRows(bytes: AsyncIterable<Uint8Array>, context: SheetContext): AsyncGenerator<SourceRow[]> {
  const reader = new SheetReader(context);
  for await (const _ of parseXml(bytes, context.file, context.part, reader)) {
    if (reader.rows.length < BATCH) continue;
    yield reader.rows;
    reader.rows = [];
  }
  if (reader.rows.length > 0) yield reader.rows;
}

class SheetReader {
  rows: SourceRow[] = [];
  private line = 0;
  private cells: Cell[] = [];
  private column = -1;
  private type = 'n';
  private style = 0;
  private formula = false;
  private hasValue = false;
  private value = '';
  private inValue = false;
  private inReading = false;
  private inCell = false;

  constructor(private readonly context: SheetContext) {}

  open(name: string, attributes: Attributes): void {
    if (name === 'c') this.openCell(attributes);
    else if (name === 'row') {
      const line = Number(attribute(attributes, 'r') ?? this.line + 1);
      this.line = Number.isInteger(line) && line > 0 ? line : this.line + 1;
      this.cells = [];
      this.column = -1;
    } else if (!this.inCell) return;
    else if (name === 'v') {
      this.inValue = true;
      this.hasValue = true;
    } else if (name === 't') {
      this.inValue = !this.inReading;
      this.hasValue = true;
    } else if (name === 'f') this.formula = true;
    else if (name === 'rPh') this.inReading = true;
  }

  text(text: string): void {
    if (!this.inValue) return;
    this.value += text;
    if (this.value.length > LONGEST_TEXT) {
      const {file, part} = this.context;
      throw new FileProblem({file, line: this.line, message: message('files.workbook-too-large', {part})});
    }
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.inValue = false;
    else if (name === 'rPh') this.inReading = false;
    else if (name === 'c') {
      this.inCell = false;
      const cell = this.cell();
      if (cell === '') return;
      while (this.cells.length < this.column) this.cells.push('');
      this.cells[this.column] = cell;
    } else if (name === 'row' && this.cells.length > 0) this.rows.push({line: this.line, cells: this.cells});
  }

  private openCell(attributes: Attributes): void {
    const reference = attribute(attributes, 'r');
    this.column = reference === undefined ? this.column + 1 : columnOf(reference);
    if (this.column < 0 || this.column >= MOST_COLUMNS) {
      const {file, part} = this.context;
      throw new FileProblem({file, line: this.line, message: message('files.workbook-broken', {reason: part})});
    }
    this.type = attribute(attributes, 't') ?? 'n';
    this.style = Number(attribute(attributes, 's') ?? 0);
    this.inCell = true;
    this.formula = false;
    this.hasValue = false;
    this.value = '';
  }

  private cell(): Cell {
    const reference = () => `${columnName(this.column)}${this.line}`;
    if (!this.hasValue) {
      return this.formula ? {problem: message('files.formula-without-result', {cell: reference()})} : '';
    }
    switch (this.type) {
      case 's': {
        const text = this.context.strings[Number(this.value)];
        return text === undefined
          ? {problem: message('files.workbook-broken', {reason: reference()})}
          : this.checked(text, reference);
      }
      case 'str':
      case 'inlineStr':
        return this.checked(decodeEscapes(this.value), reference);
      case 'b':
        return this.value === '' ? '' : this.value.trim() === '1' || this.value.trim() === 'true';
      case 'e':
        return {problem: message('files.error-value', {cell: reference(), value: this.value})};
      case 'd':
        return this.value;
      default: {
        if (this.value.trim() === '') {
          return this.formula ? {problem: message('files.formula-without-result', {cell: reference()})} : '';
        }
        const number = plainDecimal(this.value.trim());
        return number === undefined
          ? {problem: message('files.workbook-broken', {reason: reference()})}
          : {number, isDate: this.context.dateStyles[this.style] ?? false};
      }
    }
  }

  /** Excel writes characters that XML cannot hold as `_x0000_`: not all of them are text. */
  private checked(text: string, reference: () => string): Cell {
    return text.includes('\u0000') || !text.isWellFormed()
      ? {problem: message('files.cell-not-text', {cell: reference()})}
      : text;
  }
}

/** `AB12` → 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (let index = 0; index < reference.length; index += 1) {
    const letter = reference.charCodeAt(index) & ~32;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column - 1;
}

/** 27 → `AB`. */
function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}
