/** Tables as JSON (contract 2): an array of rows for one table, an object of arrays by table name for several. */
import type {Table, TableField} from '../table.js';
import type {Sink, TableWriter} from './table-writer.js';
import {jsonRow} from './written-value.js';

export class JsonWriter implements TableWriter {
  private fields: readonly TableField[] = [];
  private tables = 0;
  private count = 0;

  constructor(
    private readonly sink: Sink,
    /** Several tables may come, even if only one does. */
    private readonly several: boolean,
  ) {}

  async begin(table: Table): Promise<void> {
    const name = this.several ? `${JSON.stringify(table.name)}: ` : '';
    const before = this.tables > 0 ? `${this.ending()},\n` : this.several ? '{\n' : '';
    await this.sink.write(`${before}${name}[`);
    this.fields = table.fields;
    this.tables += 1;
    this.count = 0;
  }

  async rows(rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
    const lines = rows.map((row, index) => {
      const separator = this.count + index > 0 ? ',' : '';
      return `${separator}\n  ${JSON.stringify(jsonRow(this.fields, row))}`;
    });
    this.count += rows.length;
    await this.sink.write(lines.join(''));
  }

  async finish(): Promise<void> {
    const end = this.tables > 0 ? this.ending() : this.several ? '{' : '[]';
    await this.sink.write(`${end}${this.several ? '\n}' : ''}\n`);
  }

  private ending(): string {
    return this.count > 0 ? '\n]' : ']';
  }
}
