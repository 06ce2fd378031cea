/**
 * Keeps posting classes and monthly totals true while an import writes value entries and G/L entries column by
 * column (the ledgers' own writer, store/ledgers.ts, takes entries one object each).
 */
import type {Database, SqlRow} from '../../store/database.js';
import type {Value} from '../../store/files/values.js';
import {forgetItemCostTotals} from '../../store/item-cost-totals.js';
import {PostingClasses} from '../../store/posting-class.js';
import type {Table, TableField} from '../../store/table.js';
import {glEntry, type ValueEntry, valueEntry} from '../../store/tables/index.js';
import {TotalChanges} from '../../store/totals.js';

/** The fields of a value entry that decide its posting class. */
const CLASS_FIELDS = [
  'itemLedgerEntryType',
  'entryType',
  'varianceType',
  'orderType',
  'expectedCost',
  'inventoriable',
  'itemLedgerEntryNo',
  'locationCode',
  'inventoryPostingGroup',
  'genBusPostingGroup',
  'genProdPostingGroup',
  'sourceType',
  'sourceNo',
  'itemNo',
] as const satisfies readonly (keyof ValueEntry)[];

type Rows = readonly {values: readonly Value[]}[];

export class LedgerKeeper {
  private readonly totals = new TotalChanges();
  private classes: PostingClasses | undefined;

  constructor(private readonly database: Database) {}

  /** Columns that {@link updated} needs of rows that are there. */
  extraColumns(table: Table): string[] {
    return table === valueEntry
      ? ['posting_class_no', 'posting_date', 'cost_posted_to_gl', 'expected_cost_posted_to_gl']
      : [];
  }

  /** Counts new rows in; value entries get a column of posting class numbers. */
  async inserted(
    table: Table,
    fields: readonly TableField[],
    rows: Rows,
  ): Promise<{column: string; values: number[]} | undefined> {
    const place = (property: string) => fields.findIndex(field => field.property === property);
    if (table === glEntry) {
      const [date, account, amount] = [place('postingDate'), place('glAccountNo'), place('amount')];
      for (const {values} of rows) {
        this.totals.addGlEntry(
          String(values[date] ?? ''),
          String(values[account] ?? ''),
          amountAt(values, amount) ?? 0n,
        );
      }
    }
    if (table !== valueEntry) return undefined;
    const classes = await this.postingClasses();
    const classPlaces = CLASS_FIELDS.map(property => ({property, place: place(property)})).filter(
      field => field.place >= 0,
    );
    const date = place('postingDate');
    const [actual, expected] = [place('costAmountActual'), place('costAmountExpected')];
    const [posted, expectedPosted] = [place('costPostedToGl'), place('expectedCostPostedToGl')];
    const numbers = rows.map(({values}) => {
      const entry: Record<string, unknown> = {};
      for (const field of classPlaces) entry[field.property] = values[field.place];
      entry['expectedCost'] = entry['expectedCost'] === 1;
      entry['inventoriable'] = entry['inventoriable'] === 1;
      const number = classes.numberOf({itemLedgerEntryType: '', ...entry} as Partial<ValueEntry>);
      this.totals.addValueEntry(String(values[date] ?? ''), number, {
        entries: 1,
        actual: amountAt(values, actual),
        expected: amountAt(values, expected),
        posted: amountAt(values, posted),
        expectedPosted: amountAt(values, expectedPosted),
      });
      return number;
    });
    return {column: 'posting_class_no', values: numbers};
  }

  /** Takes changed posted amounts into the totals. */
  updated(
    table: Table,
    fields: readonly TableField[],
    rows: readonly {row: {values: readonly Value[]}; before: SqlRow}[],
  ): void {
    if (table !== valueEntry) return;
    const posted = fields.findIndex(field => field.property === 'costPostedToGl');
    const expectedPosted = fields.findIndex(field => field.property === 'expectedCostPostedToGl');
    for (const {row, before} of rows) {
      const change = (place: number, column: string) =>
        place < 0 ? 0n : (amountAt(row.values, place) ?? 0n) - BigInt(before[column] ?? 0);
      this.totals.addValueEntry(String(before['posting_date']), Number(before['posting_class_no']), {
        entries: 0,
        posted: change(posted, 'cost_posted_to_gl'),
        expectedPosted: change(expectedPosted, 'expected_cost_posted_to_gl'),
      });
    }
  }

  /** Writes new posting classes and the changed totals. */
  async finish(): Promise<void> {
    await this.classes?.save(this.database);
    await this.totals.save(this.database);
    // They may have come with lower numbers than those that are summed already.
    if (this.classes) await forgetItemCostTotals(this.database);
  }

  private async postingClasses(): Promise<PostingClasses> {
    this.classes ??= await PostingClasses.load(this.database);
    return this.classes;
  }
}

function amountAt(values: readonly Value[], place: number): bigint | undefined {
  const value = place < 0 ? undefined : values[place];
  return typeof value === 'bigint' ? value : undefined;
}
