/** From cells of a file to values of a field, once the column's formats are known. */
import {isDay} from '../../domain/dates.js';
import {type Message, message} from '../../domain/message.js';
import {LARGEST, SCALE} from '../../domain/money.js';
import captions from '../../locales/nb/captions.json' with {type: 'json'};
import {blankValue, type Field, isDecimal} from '../table.js';
import {dateComprRegister} from '../tables/index.js';
import {OPTION_ALIASES} from './aliases.js';
import {type DateOrder, parseDateIn} from './date-format.js';
import {comparable, decodeEscapes} from './names.js';
import {type DecimalStyle, parseNumber, TOO_FINE} from './number-format.js';
import {type BadCell, type Cell, isBadCell, isNumberCell, shownCell} from './row-source.js';
import {serialDate} from './serial-date.js';

/** What a cell of a field is in the database: booleans are 0 and 1, decimals scaled bigints. */
export type Value = string | number | bigint;

export interface ColumnFormat {
  decimal: DecimalStyle;
  dates: DateOrder;
  date1904: boolean;
}

/** Reads a cell: its value, or what is wrong with it. */
export type CellReader = (cell: Cell) => Value | Message;

/** Told about each option value that is not in the field's list but kept as text. */
export type OnUnknownOption = (value: string) => void;

const LARGEST_INTEGER = 2_147_483_647n;
/** How many different texts of a column are remembered with their values. */
const REMEMBERED = 5000;

export const isProblem = (value: Value | Message): value is Message => typeof value === 'object';

/** A cell that holds a value. */
type GoodCell = Exclude<Cell, BadCell>;
type NativeCell = Exclude<GoodCell, string>;

/** The reader of one field's column. */
export function cellReader(field: Field, format: ColumnFormat, onUnknownOption: OnUnknownOption): CellReader {
  const read = goodCellReader(field, format, onUnknownOption);
  return cell => (isBadCell(cell) ? cell.problem : read(cell));
}

function goodCellReader(
  field: Field,
  format: ColumnFormat,
  onUnknownOption: OnUnknownOption,
): (cell: GoodCell) => Value | Message {
  if (isDecimal(field.kind)) return cell => readDecimal(cell, format);
  switch (field.kind) {
    case 'integer':
      return cell => readInteger(cell, format);
    case 'boolean':
      return remembering(readBoolean);
    case 'date':
      return remembering(
        text => readDate(text, field, format),
        cell => nativeDate(cell, field, format),
      );
    case 'option':
      return optionReader(field, onUnknownOption);
    case 'code':
      return remembering(text => limited(text.trim().toUpperCase(), field));
    default:
      return cell =>
        typeof cell === 'string' ? limited(cell, field) : readNativeText(cell, text => limited(text, field));
  }
}

/** A reader that reads each text once: codes, dates and options repeat from row to row. */
function remembering(
  read: (text: string) => Value | Message,
  native: (cell: NativeCell) => Value | Message = cell => readNativeText(cell, read),
): (cell: GoodCell) => Value | Message {
  const known = new Map<string, Value | Message>();
  return cell => {
    if (typeof cell !== 'string') return native(cell);
    const before = known.get(cell);
    if (before !== undefined) return before;
    const value = read(cell);
    // A copy of the text: it may be a slice that keeps a whole block of the file in memory.
    if (known.size < REMEMBERED)
      known.set(Buffer.from(cell).toString(), typeof value === 'string' ? copy(value) : value);
    return value;
  };
}

const copy = (text: string): string => Buffer.from(text).toString();

function readNativeText(cell: NativeCell, read: (text: string) => Value | Message): Value | Message {
  if (isNumberCell(cell)) {
    return cell.isDate ? message('files.date-in-text', {value: cell.number}) : read(cell.number);
  }
  return read(cell ? 'TRUE' : 'FALSE');
}

function readDecimal(cell: GoodCell, format: ColumnFormat): Value | Message {
  const text = typeof cell === 'string' ? cell.trim() : shownNative(cell);
  if (text === '') return 0n;
  const value = parseNumber(text, typeof cell === 'string' ? format.decimal : 'point');
  if (value === undefined) return message('files.not-a-number', {value: shownCell(cell), style: format.decimal});
  if (value === TOO_FINE) return message('files.too-many-decimals', {value: shownCell(cell)});
  return value > LARGEST || value < -LARGEST ? message('files.too-large', {value: shownCell(cell)}) : value;
}

const shownNative = (cell: NativeCell): string => (isNumberCell(cell) ? cell.number : cell ? '1' : '0');

function readInteger(cell: GoodCell, format: ColumnFormat): Value | Message {
  const value = readDecimal(cell, format);
  if (typeof value !== 'bigint') return value;
  if (value % SCALE !== 0n) return message('files.not-whole', {value: shownCell(cell)});
  const whole = value / SCALE;
  if (whole > LARGEST_INTEGER || whole < -LARGEST_INTEGER) {
    return message('files.integer-too-large', {value: shownCell(cell)});
  }
  return Number(whole);
}

const YES = new Set(['yes', 'ja', 'true', 'sann', '1']);
const NO = new Set(['no', 'nei', 'false', 'usann', '0', '']);

function readBoolean(text: string): Value | Message {
  const word = text.trim().toLowerCase();
  if (YES.has(word)) return 1;
  return NO.has(word) ? 0 : message('files.not-yes-or-no', {value: shownCell(text)});
}

function readDate(text: string, field: Field, format: ColumnFormat): Value | Message {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  const date =
    trimmed.length === 10 && trimmed !== '0001-01-01' && isDay(trimmed) ? trimmed : parseDateIn(trimmed, format.dates);
  return date === undefined
    ? message('files.not-a-date', {value: shownCell(text), order: format.dates})
    : closingAllowed(date, field, text);
}

function nativeDate(cell: NativeCell, field: Field, format: ColumnFormat): Value | Message {
  if (!isNumberCell(cell)) return message('files.not-a-date', {value: shownCell(cell), order: format.dates});
  const date = serialDate(cell.number, format.date1904);
  return date === undefined
    ? message('files.not-a-date', {value: cell.number, order: format.dates})
    : closingAllowed(date, field, cell.number);
}

/** Captions of the date fields that may hold a closing date (tables.md 1.3), and the fields of 87 that may. */
const CLOSING = new Set(['Posting Date', 'Document Date']);
const CLOSING_FIELDS = new Set<Field | undefined>(
  ['startingDate', 'endingDate'].map(property => dateComprRegister.byProperty.get(property)),
);

function closingAllowed(date: string, field: Field, text: string): Value | Message {
  if (!date.endsWith('C') || CLOSING.has(field.caption) || CLOSING_FIELDS.has(field)) return date;
  return message('files.closing-date', {value: text});
}

function limited(text: string, field: Field): Value | Message {
  if (field.length === undefined || text.length <= field.length) return text;
  return message('files.too-long', {value: shownCell(text), length: text.length, most: field.length});
}

const norwegian: Record<string, string> = captions;

/** The caption for every way an option value may be written: ordinal, caption, escaped name, Norwegian. */
function optionNames(field: Field): Map<string, string> {
  const names = new Map<string, string>();
  const add = (name: string, caption: string) => {
    const key = comparable(name);
    if (!names.has(key)) names.set(key, caption);
  };
  const list = [...(field.options?.captions ?? [])];
  for (const [, caption] of list) add(caption, caption);
  for (const [, caption] of list) {
    if (caption === '') continue;
    for (const alias of OPTION_ALIASES[caption] ?? []) add(alias, caption);
    const word = norwegian[caption];
    if (word) add(word, caption);
  }
  for (const [ordinal, caption] of list) add(String(ordinal), caption);
  return names;
}

function optionReader(field: Field, onUnknownOption: OnUnknownOption): (cell: GoodCell) => Value | Message {
  const names = optionNames(field);
  const blank = String(blankValue(field));
  const known = new Map<string, string>();
  return cell => {
    const text = typeof cell === 'string' ? cell : shownNative(cell);
    const before = known.get(text);
    if (before !== undefined) return before;
    const plain = decodeEscapes(text).trim();
    const caption = plain === '' ? blank : names.get(comparable(plain));
    if (caption !== undefined) {
      if (known.size < REMEMBERED) known.set(copy(text), caption);
      return caption;
    }
    if (field.options?.strict) return message('files.unknown-option', {value: shownCell(text)});
    onUnknownOption(plain);
    return plain;
  };
}
