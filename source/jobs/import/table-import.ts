/** Imports one file or sheet into its table. */
import {message} from '../../domain/message.js';
import type {Column, DimensionHeaders} from '../../store/files/headers.js';
import {mapHeaders} from '../../store/files/headers.js';
import type {Layout} from '../../store/files/layout.js';
import {isBlank, type RowSource, type SourceRow} from '../../store/files/row-source.js';
import {type CellReader, cellReader, isProblem, type Value} from '../../store/files/values.js';
import type {Table, TableField} from '../../store/table.js';
import {glEntry, valueEntry} from '../../store/tables/index.js';
import {type JobContext, stopIfInterrupted} from '../job.js';
import {columnFormats, type FormatOptions} from './column-formats.js';
import type {LedgerKeeper} from './ledger-keeper.js';
import type {Problems} from './problems.js';
import {type Counts, RowWriter} from './row-writer.js';
import type {ImportWarning, UnknownOptions} from './warnings.js';

export interface TableFile {
  source: RowSource;
  layout: Layout;
  table: Table;
}

export interface ImportState {
  keeper: LedgerKeeper;
  problems: Problems;
  warnings: ImportWarning[];
  unknownOptions: UnknownOptions;
  formats: FormatOptions;
}

/** Key fields that may be blank in the ERP: no location, no variant, the whole table, the one setup row. */
const MAY_BE_BLANK = new Set([
  'Location Code',
  'Variant Code',
  'Gen. Bus. Posting Group',
  'Gen. Prod. Posting Group',
  'Primary Key',
  'Journal Template Name',
  'Journal Batch Name',
  'Order Line No.',
]);
const mayBeBlank = (table: Table, field: TableField): boolean =>
  field.kind === 'option' || MAY_BE_BLANK.has(field.caption) || (table.id === 352 && field.caption === 'No.');

/** Columns that the posting rules read and that list pages lack (tables.md 1.6). */
const DECISIVE = [
  'Item Ledger Entry Type',
  'Entry Type',
  'Expected Cost',
  'Inventoriable',
  'Inventory Posting Group',
  'Gen. Prod. Posting Group',
  'Location Code',
];

export async function importTable(
  context: JobContext,
  {source, layout, table}: TableFile,
  dimensions: DimensionHeaders,
  state: ImportState,
): Promise<Counts> {
  const {problems} = state;
  const map = mapHeaders(table, layout.headers, dimensions);
  for (const problem of map.problems) problems.add({file: source.file, line: layout.headerLine, ...problem});
  if (map.unknown.length > 0) {
    state.warnings.push({
      code: 'unknown-column',
      file: source.file,
      table: table.name,
      count: map.unknown.length,
      first: map.unknown,
      message: message('files.columns-passed-over', {
        file: source.file,
        count: map.unknown.length,
        columns: map.unknown.join(', '),
      }),
    });
  }
  const none: Counts = {inserted: 0, updated: 0, unchanged: 0};
  if (map.problems.length > 0) return none;
  const tell = (key: string) => {
    const label = context.text.t(key, {file: source.file});
    return (done: number) => {
      stopIfInterrupted(context);
      context.progress({label, done, total: source.size});
    };
  };
  const formats = await columnFormats(
    source,
    layout.headerLine,
    map.columns,
    state.formats,
    problems,
    tell('files.telling-formats'),
  );
  // A column that could be read in two ways is left out, so that the others are still looked at.
  const columns: Column[] = [];
  const readers: CellReader[] = [];
  for (const [place, column] of map.columns.entries()) {
    const format = formats[place];
    if (format) {
      columns.push(column);
      const onUnknown = (value: string) => state.unknownOptions.add(table.name, column.field.caption, value);
      readers.push(cellReader(column.field, format, onUnknown));
    } else if (table.key.includes(column.field.property)) return none;
  }
  const rowReader = new RowReader({source, layout, table}, columns, readers, problems);
  const headerOf = new Map(columns.map(column => [column.field, column.header]));
  const writer = new RowWriter(
    context.database,
    table,
    rowReader.fields,
    state.keeper,
    ({line, field, message: words}) =>
      problems.add({file: source.file, line, column: headerOf.get(field) ?? field.caption, message: words}),
  );
  let rows = 0;
  for await (const batch of source.rows(tell('files.reading'))) {
    for (const row of batch) {
      const values = rowReader.read(row);
      if (values) {
        await writer.add({line: row.line, values});
        rows += 1;
      }
    }
  }
  await writer.flush();
  if (rows > 0) warnOfMissing(table, columns, source, state);
  return writer.counts;
}

class RowReader {
  /** The fields of the values that {@link read} returns. */
  readonly fields: readonly TableField[];
  private readonly required: number[];
  private readonly withoutHeader: number[];
  private readonly amountFrom: {debit: number; credit: number} | undefined;
  private readonly missingKeys: number;

  constructor(
    private readonly file: TableFile,
    private readonly columns: readonly Column[],
    private readonly readers: readonly CellReader[],
    private readonly problems: Problems,
  ) {
    const {table, layout} = file;
    const fields = columns.map(column => column.field);
    const added: TableField[] = [];
    const place = (caption: string) => fields.findIndex(field => field.caption === caption);
    // The page shows debit and credit or the amount, as General Ledger Setup says (tables.md 17).
    if (table === glEntry && place('Amount') < 0 && place('Debit Amount') >= 0 && place('Credit Amount') >= 0) {
      this.amountFrom = {debit: place('Debit Amount'), credit: place('Credit Amount')};
      added.push(...table.fields.filter(field => field.caption === 'Amount'));
    }
    // A setup page does not show its key, which is always blank.
    const missing = table.fields.filter(field => table.key.includes(field.property) && !fields.includes(field));
    this.missingKeys = missing.length;
    this.fields = [...fields, ...added, ...missing];
    this.required = columns
      .map(({field}, index) => ({field, index}))
      .filter(({field}) => table.key.includes(field.property) && !mayBeBlank(table, field))
      .map(({index}) => index);
    this.withoutHeader = layout.headers.map((cell, index) => (isBlank(cell) ? index : -1)).filter(index => index >= 0);
  }

  /** The values of a row; undefined for a blank one, and for one with problems, which are told. */
  read({line, cells}: SourceRow): Value[] | undefined {
    const {source, layout, table} = this.file;
    if (line <= layout.headerLine) return undefined;
    if (cells.every(isBlank) && (source.workbook || table.kind !== 'singleton')) return undefined;
    if (!this.fitsHeaders(cells, line)) return undefined;
    const values: Value[] = new Array(this.fields.length);
    let good = true;
    for (let place = 0; place < this.columns.length; place += 1) {
      const column = this.columns[place] as Column;
      const value = (this.readers[place] as CellReader)(cells[column.index] ?? '');
      if (isProblem(value)) {
        this.problems.add({file: source.file, line, column: column.header, message: value});
        good = false;
      } else values[place] = value;
    }
    if (!good) return undefined;
    for (const place of this.required) {
      if (values[place] !== '' && values[place] !== 0) continue;
      const {header} = this.columns[place] as Column;
      this.problems.add({file: source.file, line, column: header, message: message('files.blank-key')});
      good = false;
    }
    if (
      table.kind === 'singleton' &&
      this.columns.some(({field}, place) => table.key.includes(field.property) && values[place] !== '')
    ) {
      const column = this.columns.find(({field}) => table.key.includes(field.property))?.header;
      this.problems.add({file: source.file, line, column, message: message('files.setup-key')});
      good = false;
    }
    let next = this.columns.length;
    if (this.amountFrom) {
      values[next] = BigInt(values[this.amountFrom.debit] ?? 0) - BigInt(values[this.amountFrom.credit] ?? 0);
      next += 1;
    }
    for (let count = 0; count < this.missingKeys; count += 1) values[next + count] = '';
    return good ? values : undefined;
  }

  private fitsHeaders(cells: SourceRow['cells'], line: number): boolean {
    const {source, layout} = this.file;
    const headers = layout.headers.length;
    const tooMany = cells.length > headers && (!source.workbook || cells.slice(headers).some(cell => !isBlank(cell)));
    if (tooMany) {
      this.problems.add({
        file: source.file,
        line,
        message: message('files.too-many-cells', {cells: cells.length, headers}),
      });
      return false;
    }
    const stray = this.withoutHeader.find(index => !isBlank(cells[index]));
    if (stray === undefined) return true;
    this.problems.add({file: source.file, line, message: message('files.cell-without-header', {column: stray + 1})});
    return false;
  }
}

function warnOfMissing(table: Table, columns: readonly Column[], source: RowSource, state: ImportState): void {
  if (table !== valueEntry) return;
  const missing = DECISIVE.filter(caption => !columns.some(column => column.field.caption === caption));
  if (missing.length === 0) return;
  state.warnings.push({
    code: 'missing-column',
    file: source.file,
    table: table.name,
    count: missing.length,
    first: missing,
    message: message('files.columns-missing', {file: source.file, columns: missing.join(', ')}),
  });
}
