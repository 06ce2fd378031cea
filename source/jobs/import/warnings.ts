import {type Message, message} from '../../domain/message.js';

/** Something that an import did not refuse, but that its user should know. */
export interface ImportWarning {
  code: 'unknown-column' | 'unknown-option' | 'missing-column' | 'missing-reference' | 'passed-over';
  message: Message;
  /** Columns, values, entries or files that it is about. */
  count: number;
  file?: string;
  table?: string;
  /** English caption of the field that names what is not there. */
  field?: string;
  /** The first entries or values. */
  first?: readonly (string | number)[];
}

/** Counts option values that are kept as text, per table and field. */
export class UnknownOptions {
  private readonly found = new Map<string, {table: string; field: string; count: number; first: string[]}>();

  add(table: string, field: string, value: string): void {
    const key = `${table}\u0001${field}`;
    const entry = this.found.get(key) ?? {table, field, count: 0, first: []};
    entry.count += 1;
    if (entry.first.length < 5 && !entry.first.includes(value)) entry.first.push(value);
    this.found.set(key, entry);
  }

  warnings(): ImportWarning[] {
    return [...this.found.values()].map(({table, field, count, first}) => ({
      code: 'unknown-option',
      table,
      field,
      count,
      first,
      message: message('files.option-kept', {
        table: {caption: table},
        field: {caption: field},
        count,
        values: first.join(', '),
      }),
    }));
  }
}
