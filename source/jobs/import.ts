/**
 * Tables in (contract 2): files and folders in the layouts that the ERP exports, all or nothing. A companion loads
 * each month's export on top of the last: what is there already must be the same, but for what the ERP keeps current.
 */
import {message} from '../domain/message.js';
import {Refusal} from '../errors.js';
import {emptyCompany} from '../store/empty.js';
import type {DateOrder} from '../store/files/date-format.js';
import {layoutOf, tableOf} from '../store/files/layout.js';
import type {DecimalStyle} from '../store/files/number-format.js';
import {bareName, findFiles, openFile} from '../store/files/open-files.js';
import {FileProblem} from '../store/files/problem.js';
import {requireTable} from '../store/files/table-names.js';
import {isEncoding} from '../store/files/text-decoding.js';
import {refreshStatistics} from '../store/statistics.js';
import type {Table} from '../store/table.js';
import * as tables from '../store/tables/index.js';
import {allTables} from '../store/entities.js';
import {createCompany} from './create-company.js';
import {keepExamined} from './examine-entries.js';
import {followingExpectedCostPosting} from './expected-cost-posting.js';
import {dimensionHeaders} from './import/dimension-headers.js';
import {LedgerKeeper} from './import/ledger-keeper.js';
import {Problems} from './import/problems.js';
import {missingReferences} from './import/references.js';
import {type ImportState, importTable, type TableFile} from './import/table-import.js';
import {type ImportWarning, UnknownOptions} from './import/warnings.js';
import type {JobContext} from './job.js';

export interface ImportRequest {
  /** Files and folders. */
  paths: readonly string[];
  /** Empty the company first. On PostgreSQL only: a SQLite file is replaced as a whole (store/replace-file.ts). */
  replace?: boolean;
  /** Do everything, keep nothing. */
  dryRun?: boolean;
  /** The table of all files, whatever their names. */
  table?: string;
  dateOrder?: DateOrder;
  decimal?: DecimalStyle;
  /** What a text file without byte order mark is encoded in, by a name that TextDecoder knows; UTF-8 otherwise. */
  encoding?: string;
}

interface ImportedTable {
  table: string;
  inserted: number;
  updated: number;
  unchanged: number;
}

export interface ImportResult {
  tables: ImportedTable[];
  warnings: ImportWarning[];
  dryRun: boolean;
}

/** So many new rows of a table make the planner's picture of it wrong. */
const MANY = 10_000;

/** Thrown to roll a dry run back. */
class DryRun extends Error {
  constructor(readonly result: ImportResult) {
    super('dry run');
  }
}

/** Dimensions first: their captions are headers of the other tables. Then setup and master tables, then ledgers. */
const FIRST: readonly Table[] = [tables.generalLedgerSetup, tables.dimension, tables.dimensionValue];
const KIND_ORDER = {singleton: 0, setup: 1, master: 2, ledger: 3, work: 4} as const;
const order = (table: Table): number => {
  const place = FIRST.indexOf(table);
  return place >= 0 ? place : (KIND_ORDER[table.kind] + 1) * 1e10 + allTables.indexOf(table);
};

/**
 * Imports files and folders in one transaction. Refuses with the first hundred problems (`bad-input`), each with its
 * file, line and column, or before reading: `no-such-file`, `no-files`, `unknown-table`, `unknown-encoding`.
 */
export async function importFiles(context: JobContext, request: ImportRequest): Promise<ImportResult> {
  const named = request.table === undefined ? undefined : requireTable(request.table);
  if (request.encoding !== undefined && !isEncoding(request.encoding)) {
    throw new Refusal('unknown-encoding', message('files.no-such-encoding', {name: request.encoding}));
  }
  const {files, passedOver} = await findFiles(request.paths);
  try {
    const imported = await context.database.transaction(async database => {
      const problems = new Problems();
      const state: ImportState = {
        keeper: new LedgerKeeper(database),
        problems,
        warnings: [],
        unknownOptions: new UnknownOptions(),
        formats: {dateOrder: request.dateOrder, decimal: request.decimal},
      };
      if (passedOver.length > 0) state.warnings.push(passedOverWarning(passedOver));
      const inner = {...context, database};
      if (request.replace && database.dialect === 'postgresql') {
        await emptyCompany(database);
        await createCompany(inner, {demo: false, force: true, where: ''});
      }
      const result = await problems.refuseUnlessNone(async () => {
        const found = await tablesOf(files, named, request.encoding, state);
        return followingExpectedCostPosting(database, () => importAll(inner, found, state));
      });
      result.dryRun = request.dryRun ?? false;
      if (request.dryRun) throw new DryRun(result);
      return result;
    });
    if (imported.tables.some(({inserted}) => inserted >= MANY)) await refreshStatistics(context.database);
    await keepExamined(context);
    return imported;
  } catch (error) {
    if (error instanceof DryRun) return error.result;
    throw error;
  }
}

async function importAll(context: JobContext, found: readonly TableFile[], state: ImportState): Promise<ImportResult> {
  const counts = new Map<Table, ImportedTable>();
  let dimensions = await dimensionHeaders(context.database);
  for (const file of found) {
    const sum = counts.get(file.table) ?? {table: file.table.name, inserted: 0, updated: 0, unchanged: 0};
    counts.set(file.table, sum);
    await guarded(state.problems, async () => {
      const {inserted, updated, unchanged} = await importTable(context, file, dimensions, state);
      sum.inserted += inserted;
      sum.updated += updated;
      sum.unchanged += unchanged;
    });
    if (FIRST.includes(file.table)) dimensions = await dimensionHeaders(context.database);
  }
  await state.keeper.finish();
  const written = new Set([...counts].filter(([, sum]) => sum.inserted > 0).map(([table]) => table));
  const references = state.problems.any ? [] : await missingReferences(context.database, written);
  return {
    tables: [...counts.values()],
    warnings: [...state.warnings, ...state.unknownOptions.warnings(), ...references],
    dryRun: false,
  };
}

/** Every table of every file, in the order to import them. */
async function tablesOf(
  files: readonly string[],
  named: Table | undefined,
  encoding: string | undefined,
  state: ImportState,
): Promise<TableFile[]> {
  const found: TableFile[] = [];
  for (const path of files) {
    await guarded(state.problems, async () => {
      const before = found.length;
      const withoutTable: string[] = [];
      for (const source of await openFile(path, encoding)) {
        const layout = await layoutOf(source);
        if (!layout) {
          if (!source.workbook) throw new FileProblem({file: source.file, message: message('files.no-header')});
          continue;
        }
        // A file's name says what its first sheet is; further and hidden sheets speak for themselves.
        const name = found.length === before && !source.hidden ? bareName(path) : '';
        const table = tableOf(source, layout, name, named);
        if (table) found.push({source, layout, table});
        else withoutTable.push(source.file);
      }
      if (found.length === before) {
        throw new FileProblem({
          file: path,
          message: message(withoutTable.length > 0 ? 'files.unknown-table' : 'files.no-header'),
        });
      }
      if (withoutTable.length > 0) state.warnings.push(passedOverWarning(withoutTable));
    });
  }
  return found.sort((left, right) => order(left.table) - order(right.table));
}

function passedOverWarning(files: readonly string[]): ImportWarning {
  return {
    code: 'passed-over',
    count: files.length,
    first: files,
    message: message('files.passed-over', {count: files.length, files: files.join(', ')}),
  };
}

/** Turns what keeps a file from being read into a problem, and goes on. */
async function guarded(problems: Problems, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    problems.add(error.detail);
  }
}
