/**
 * Where a file's headers are, and what it says of its table: a plain list has them in its first row, a configuration
 * package's sheet in the third, with the table's number in C1 (tables.md 1.2); either may have been saved as CSV.
 */
import {message} from '../../domain/message.js';
import type {Table} from '../table.js';
import {FileProblem} from './problem.js';
import {type Cell, isBlank, isNumberCell, type RowSource} from './row-source.js';
import {tableNamed, tableOfId} from './table-names.js';

export interface Layout {
  headerLine: number;
  headers: Cell[];
  /** Table number of a configuration package's sheet. */
  packageId?: string;
}

/** Finds the header row; undefined where the file or sheet has no cell at all. */
export async function layoutOf(source: RowSource): Promise<Layout | undefined> {
  const top: {line: number; cells: Cell[]}[] = [];
  for await (const rows of source.rows()) {
    for (const row of rows) if (top.length < 3 && !row.cells.every(isBlank)) top.push(row);
    if (top.length === 3) break;
  }
  const [first, second] = top;
  if (!first) return undefined;
  const id = packageId(first);
  if (id === undefined) return {headerLine: first.line, headers: first.cells};
  if (second?.line !== 3) {
    throw new FileProblem({file: source.file, line: 3, message: message('files.package-without-headers')});
  }
  return {headerLine: 3, headers: second.cells, packageId: id};
}

/** A package's first row: its code, the table's caption, and the table's number, and nothing beside. */
function packageId({line, cells}: {line: number; cells: Cell[]}): string | undefined {
  const id = cells[2];
  if (line !== 1 || id === undefined || cells.slice(3).some(cell => !isBlank(cell))) return undefined;
  const text = isNumberCell(id) ? id.number : typeof id === 'string' ? id.trim() : '';
  return /^\d+$/.test(text) ? text : undefined;
}

/**
 * The table of a file or sheet: the one that the user named, else a package's number, else the sheet's name, else the
 * file's. Throws {@link FileProblem} for a package of an unknown table; undefined where no name is a table's.
 */
export function tableOf(
  source: RowSource,
  layout: Layout,
  fileName: string,
  named: Table | undefined,
): Table | undefined {
  if (named) return named;
  if (layout.packageId !== undefined) {
    const table = tableOfId(layout.packageId);
    if (table) return table;
    throw new FileProblem({
      file: source.file,
      line: 1,
      message: message('files.unknown-table-id', {id: layout.packageId}),
    });
  }
  return (source.sheet === undefined ? undefined : tableOfName(source.sheet)) ?? tableOfName(fileName);
}

/**
 * The table of a file's or sheet's name, without what the ERP and the browser put behind it: `Value Entries (2)`,
 * `Value_Entries_Excel`, `Value Entry31_01_2026_10_15_00`.
 */
export function tableOfName(name: string): Table | undefined {
  const exact = tableNamed(name);
  if (exact) return exact;
  const bare = name.replace(/[^\p{L}]+$/u, '').replace(/_excel$/i, '');
  return /\p{L}/u.test(bare) ? tableNamed(bare) : undefined;
}
