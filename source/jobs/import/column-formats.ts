/** Tells the formats of a table's columns before its rows are read: two passes over the file, nothing held. */
import {message} from '../../domain/message.js';
import {type DateOrder, DateFormatFinder} from '../../store/files/date-format.js';
import type {Column} from '../../store/files/headers.js';
import {type DecimalStyle, NumberFormatFinder} from '../../store/files/number-format.js';
import type {RowSource} from '../../store/files/row-source.js';
import type {ColumnFormat} from '../../store/files/values.js';
import {isDecimal} from '../../store/table.js';
import type {Problems} from './problems.js';

export interface FormatOptions {
  dateOrder?: DateOrder;
  decimal?: DecimalStyle;
}

/**
 * The format of each column, in the order of `columns`. A column that could be read in two ways is a problem that
 * names the option which settles it, and has none.
 */
export async function columnFormats(
  source: RowSource,
  headerLine: number,
  columns: readonly Column[],
  options: FormatOptions,
  problems: Problems,
  onRead: (bytes: number) => void,
): Promise<(ColumnFormat | undefined)[]> {
  const finders = columns.map(({field}) => {
    if (field.kind === 'date') return options.dateOrder ? undefined : new DateFormatFinder();
    return !options.decimal && (isDecimal(field.kind) || field.kind === 'integer')
      ? new NumberFormatFinder()
      : undefined;
  });
  const open = columns
    .map(({index}, place) => ({index, finder: finders[place]}))
    .filter(column => column.finder !== undefined);
  if (open.length > 0) {
    for await (const rows of source.rows(onRead)) {
      for (const {line, cells} of rows) {
        if (line <= headerLine) continue;
        for (const {index, finder} of open) {
          const cell = cells[index];
          if (typeof cell === 'string' && cell !== '') finder?.see(cell.trim(), line);
        }
      }
      if (open.every(({finder}) => finder?.decided)) break;
    }
  }
  return columns.map(({header}, place) => {
    const format: ColumnFormat = {
      decimal: options.decimal ?? 'point',
      dates: options.dateOrder ?? 'ymd',
      date1904: source.date1904,
    };
    const finder = finders[place];
    const answer = finder?.answer();
    if (answer === undefined) return format;
    if (typeof answer === 'object') {
      const key = finder instanceof DateFormatFinder ? 'files.ambiguous-date' : 'files.ambiguous-number';
      problems.add({
        file: source.file,
        line: answer.line,
        column: header,
        message: message(key, {value: answer.value}),
      });
      return undefined;
    }
    return answer === 'comma' || answer === 'point' ? {...format, decimal: answer} : {...format, dates: answer};
  });
}
