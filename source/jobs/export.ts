/**
 * Tables out, as CSV, JSON or XLSX (contract 2): streamed, from one state of the company, so that import brings back
 * exactly what was there. Calculated fields are not exported; `Expected Cost Left Alone` of Value Entry is.
 */
import {existsSync, statSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {message} from '../domain/message.js';
import {Refusal} from '../errors.js';
import type {Database} from '../store/database.js';
import {allTables} from '../store/entities.js';
import {OutputFile} from '../store/files/output-file.js';
import {requireField, requireTable} from '../store/files/table-names.js';
import type {Sink, TableWriter} from '../store/files/table-writer.js';
import {CsvWriter} from '../store/files/write-csv.js';
import {JsonWriter} from '../store/files/write-json.js';
import {XlsxWriter} from '../store/files/write-xlsx.js';
import {type Condition, filterSql, joinConditions, readFilter} from '../store/filter-sql.js';
import type {Table} from '../store/table.js';
import {type JobContext, stopIfInterrupted} from './job.js';

export type ExportFormat = 'csv' | 'json' | 'xlsx';

export interface ExportRequest {
  /** Names of tables in any spelling, or `all`: every table with rows. */
  readonly tables: readonly string[];
  readonly format: ExportFormat;
  /** A file or a folder; undefined writes to `output`: one table, or several as JSON or as a workbook. */
  readonly out?: string;
  /** `<caption>=<filter>`; a row must pass all. */
  readonly filters: readonly string[];
}

export interface ExportedTable {
  readonly table: string;
  readonly rows: number;
  /** Where it was written; undefined on `output`. */
  readonly file?: string;
}

/**
 * Exports tables. Everything that can be wrong with the request is refused before a byte is written: `unknown-table`,
 * `unknown-field`, `bad-filter`, `filter-without-caption`, `needs-out`.
 */
export async function exportTables(
  context: JobContext,
  request: ExportRequest,
  output: Sink,
): Promise<readonly ExportedTable[]> {
  return context.database.snapshot(async database => {
    const wanted = await selectTables(database, request);
    const several = request.tables.length > 1 || isAll(request.tables);
    const place = placeOf(request, several);
    if (place === undefined && several && request.format === 'csv') {
      throw new Refusal('needs-out', message('files.needs-out'));
    }
    const progress = {done: 0, total: await countRows(database, wanted)};
    const exported: ExportedTable[] = [];
    const files: OutputFile[] = [];
    try {
      for (const part of partsOf(wanted, request.format, place)) {
        const file = part.path === undefined ? undefined : await OutputFile.create(part.path);
        if (file) files.push(file);
        const writer = writerOf(request.format, file ?? output, several && !place?.folder);
        for (const {table, condition} of part.tables) {
          const rows = await writeTable({...context, database}, table, condition, writer, progress);
          exported.push({table: table.name, rows, ...(file ? {file: file.path} : {})});
        }
        await writer.finish();
      }
      for (const file of files) await file.keep();
    } catch (error) {
      for (const file of files) await file.discard();
      throw error;
    }
    return exported;
  });
}

/** The name of a table's file: the table's own, without the slash. */
const fileName = (table: Table): string => table.name.replaceAll('/', '');

interface Wanted {
  readonly table: Table;
  readonly condition: Condition;
}

interface Place {
  readonly path: string;
  readonly folder: boolean;
}

const isAll = (tables: readonly string[]): boolean => tables.some(name => name.toLowerCase() === 'all');

async function selectTables(database: Database, request: ExportRequest): Promise<Wanted[]> {
  const all = isAll(request.tables);
  const tables = all ? allTables : [...new Set(request.tables.map(requireTable))];
  const filters = request.filters.map(splitFilter);
  const wanted = tables.map(table => ({table, condition: conditionOf(database, table, filters, all)}));
  for (const {caption} of filters) {
    if (!tables.some(table => hasField(table, caption))) {
      throw new Refusal('unknown-field', message('files.no-such-field', {field: caption}));
    }
  }
  if (!all) return wanted;
  const filled: Wanted[] = [];
  for (const each of wanted) {
    const {where, params} = each.condition;
    if (await database.first(`select 1 as "one" from "${each.table.sqlName}" where ${where} limit 1`, params)) {
      filled.push(each);
    }
  }
  return filled;
}

function splitFilter(text: string): {caption: string; filter: string} {
  const at = text.indexOf('=');
  if (at < 1) throw new Refusal('filter-without-caption', message('files.filter-without-caption', {filter: text}));
  return {caption: text.slice(0, at).trim(), filter: text.slice(at + 1)};
}

/** Of named tables each must have the field of a filter; among all tables, those that lack it are exported whole. */
function conditionOf(
  database: Database,
  table: Table,
  filters: readonly {caption: string; filter: string}[],
  all: boolean,
): Condition {
  const conditions = filters
    .filter(({caption}) => !all || hasField(table, caption))
    .map(({caption, filter}) => {
      const field = requireField(table, caption);
      return filterSql(database.dialect, `"${field.column}"`, readFilter(filter, field));
    });
  return joinConditions('and', conditions);
}

function hasField(table: Table, caption: string): boolean {
  try {
    requireField(table, caption);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** Where to write. A folder: several tables as CSV, a path that ends in a slash, or a folder that is there. */
function placeOf({out, format}: ExportRequest, several: boolean): Place | undefined {
  if (out === undefined) return undefined;
  const path = resolve(out);
  const isFolder = /[/\\]$/.test(out) || (existsSync(path) && statSync(path).isDirectory());
  return {path, folder: isFolder || (several && format === 'csv')};
}

/** Which tables go into which file. */
function partsOf(
  wanted: readonly Wanted[],
  format: ExportFormat,
  place: Place | undefined,
): {path?: string; tables: readonly Wanted[]}[] {
  if (place === undefined) return [{tables: wanted}];
  if (!place.folder) return [{path: place.path, tables: wanted}];
  const [first] = wanted;
  if (format !== 'xlsx') {
    return wanted.map(each => ({path: join(place.path, `${fileName(each.table)}.${format}`), tables: [each]}));
  }
  const name = wanted.length === 1 && first ? fileName(first.table) : 'tieout';
  return [{path: join(place.path, `${name}.xlsx`), tables: wanted}];
}

function writerOf(format: ExportFormat, sink: Sink, several: boolean): TableWriter {
  if (format === 'csv') return new CsvWriter(sink);
  return format === 'json' ? new JsonWriter(sink, several) : new XlsxWriter(sink);
}

async function countRows(database: Database, wanted: readonly Wanted[]): Promise<number> {
  let total = 0;
  for (const {table, condition} of wanted) {
    const row = await database.first(
      `select count(*) as "count" from "${table.sqlName}" where ${condition.where}`,
      condition.params,
    );
    total += Number(row?.['count'] ?? 0);
  }
  return total;
}

async function writeTable(
  context: JobContext,
  table: Table,
  {where, params}: Condition,
  writer: TableWriter,
  counter: {done: number; total: number},
): Promise<number> {
  const {database, progress, text} = context;
  await writer.begin(table);
  let count = 0;
  for await (const rows of database.stream(table, {where, params})) {
    stopIfInterrupted(context);
    await writer.rows(rows);
    count += rows.length;
    counter.done += rows.length;
    progress({label: text.caption(table.name), ...counter});
  }
  return count;
}
