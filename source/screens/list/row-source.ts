/**
 * The rows of a query in its order, a few at a time, by key and never by counting past rows: the millionth row costs
 * what the first one does, in the order of the table's key. SQL that runs on both databases.
 */
import type {Database, SqlRow, SqlValue} from '../../store/database.js';
import {toRow} from '../../store/rows.js';
import type {Table, TableField} from '../../store/table.js';
import {type Condition, joinConditions} from '../../store/filter-sql.js';

/** Values of a row's order columns: where in the query it stands. */
export type Anchor = readonly SqlValue[];

export interface Sorting {
  readonly property: string;
  readonly descending: boolean;
}

export interface ListRow {
  readonly anchor: Anchor;
  /** The key, in the order of the table's key. */
  readonly key: readonly (string | number)[];
  readonly values: Readonly<Record<string, unknown>>;
}

/** Rows that are counted at once, so that counting never holds up a key press for long. */
const COUNTED_AT_ONCE = 100_000;

export class RowSource {
  private readonly order: readonly TableField[];

  constructor(
    private readonly database: Database,
    readonly table: Table,
    private readonly condition: Condition,
    private readonly sorting: Sorting | undefined,
  ) {
    const properties = [...new Set([...(sorting ? [sorting.property] : []), ...table.key])];
    this.order = properties.flatMap(property => table.byProperty.get(property) ?? []);
  }

  /** Rows from an anchor on (with it, or after it), or from the first one. */
  async forward(limit: number, anchor?: Anchor, inclusive = false): Promise<ListRow[]> {
    return this.rows(limit, anchor, inclusive, this.sorting?.descending ?? false);
  }

  /** Rows up to an anchor (before it), or up to the last one; in the order of the query. */
  async backward(limit: number, anchor?: Anchor): Promise<ListRow[]> {
    return (await this.rows(limit, anchor, false, !(this.sorting?.descending ?? false))).reverse();
  }

  /** How many rows there are. Counts in pieces and tells each; ends early when `isWanted` says no. */
  async count(isWanted: () => boolean): Promise<number | undefined> {
    const [key] = this.table.key;
    const field = this.table.byProperty.get(key ?? '');
    const everything = this.condition.where === '1 = 1';
    if (this.database.dialect !== 'sqlite' || everything || this.table.key.length > 1 || field?.kind !== 'integer') {
      return this.countWhere(this.condition);
    }
    const last = await this.database.first(`select max("${field.column}") as "last" from "${this.table.sqlName}"`);
    let counted = 0;
    for (let from = 0; from <= Number(last?.['last'] ?? 0); from += COUNTED_AT_ONCE) {
      if (!isWanted()) return undefined;
      const piece: Condition = {
        where: `"${field.column}" >= ? and "${field.column}" < ?`,
        params: [from, from + COUNTED_AT_ONCE],
      };
      counted += await this.countWhere(joinConditions('and', [piece, this.condition]));
      await new Promise(resolve => setImmediate(resolve));
    }
    return counted;
  }

  private async countWhere({where, params}: Condition): Promise<number> {
    const row = await this.database.first(
      `select count(*) as "count" from "${this.table.sqlName}" where ${where}`,
      params,
    );
    return Number(row?.['count'] ?? 0);
  }

  private async rows(limit: number, anchor: Anchor | undefined, inclusive: boolean, down: boolean): Promise<ListRow[]> {
    const columns = this.order.map(field => `"${field.column}"`);
    const conditions = [this.condition];
    if (anchor) {
      const comparison = `${down ? '<' : '>'}${inclusive ? '=' : ''}`;
      conditions.push({
        where: `(${columns.join(', ')}) ${comparison} (${columns.map(() => '?').join(', ')})`,
        params: anchor,
      });
    }
    const {where, params} = joinConditions('and', conditions);
    const rows = await this.database.all(
      `select ${this.table.fields.map(field => `"${field.column}"`).join(', ')} from "${this.table.sqlName}"
       where ${where} order by ${columns.map(column => `${column}${down ? ' desc' : ''}`).join(', ')} limit ${limit}`,
      params,
    );
    return rows.map(row => this.listRow(row));
  }

  private listRow(row: SqlRow): ListRow {
    const values = toRow(this.table, row) as Record<string, unknown>;
    return {
      anchor: this.order.map(field => row[field.column] ?? ''),
      key: this.table.key.map(property => values[property] as string | number),
      values,
    };
  }
}
