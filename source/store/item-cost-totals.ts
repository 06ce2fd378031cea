/**
 * What all inventoriable value entries of an item add up to, by location and variant. For items with many entries the
 * sums are kept up to an entry number (blueprint, idea 3): ledgers only grow, so what came later is added to them, and
 * one new entry does not make cost adjustment sum hundreds of thousands. `verify` recomputes them and must agree.
 */
import {addSum, cellOf, cellSum, type Cells, type Sum} from '../domain/costing/adjust/average-sums.js';
import type {Database, SqlRow} from './database.js';
import {nextEntryNo} from './ledgers.js';
import {exactSum, sumSql} from './sums.js';

/** New entries of all items that are gone through one by one instead of through the index by item. */
const FEW = 5_000;

/** The sums of all entries, in the scale of the ledger; `lcy` and `acy` are actual and expected cost together. */
export async function itemCostTotals(database: Database, itemNo: string): Promise<Cells> {
  const cells: Cells = new Map();
  let upTo = 0;
  for (const row of await database.all('select * from "item_cost_total" where "item_no" = ?', [itemNo])) {
    upTo = Number(row['up_to_entry_no']);
    add(cells, row, {
      quantity: BigInt(row['quantity'] ?? 0),
      lcy: BigInt(row['cost'] ?? 0),
      acy: BigInt(row['cost_acy'] ?? 0),
    });
  }
  const last = (await nextEntryNo(database, 'value_entry')) - 1;
  // An expression instead of the column, so that no index by item is taken.
  const ofItem = last - upTo <= FEW ? `"item_no" || ''` : '"item_no"';
  return cellsOf(await database.all(summing(database, `${ofItem} = ? and "entry_no" > ?`), [itemNo, upTo]), cells);
}

/** Keeps the sums of all entries that there are now. */
export async function keepItemCostTotals(database: Database, itemNo: string, cells: Cells): Promise<void> {
  const upTo = (await nextEntryNo(database, 'value_entry')) - 1;
  await database.run('delete from "item_cost_total" where "item_no" = ?', [itemNo]);
  for (const [cell, {quantity, lcy, acy}] of cells) {
    await database.run(
      'insert into "item_cost_total" ("item_no", "location_code", "variant_code", "up_to_entry_no", "quantity", "cost", "cost_acy") values (?, ?, ?, ?, ?, ?, ?)',
      [itemNo, ...cell.split('\u0001'), upTo, String(quantity), String(lcy), String(acy)],
    );
  }
}

/** Forgets all sums: an import may bring entries with lower numbers than those that are summed already. */
export async function forgetItemCostTotals(database: Database): Promise<void> {
  await database.run('delete from "item_cost_total"');
}

/** Items whose kept sums are not those of their entries. */
export async function wrongItemCostTotals(database: Database): Promise<string[]> {
  const kept = new Map<string, {upTo: number; cells: Cells}>();
  for (const row of await database.all('select * from "item_cost_total" order by "item_no"')) {
    const itemNo = String(row['item_no']);
    const item = kept.get(itemNo) ?? {upTo: Number(row['up_to_entry_no']), cells: new Map()};
    kept.set(itemNo, item);
    add(item.cells, row, {
      quantity: -BigInt(row['quantity'] ?? 0),
      lcy: -BigInt(row['cost'] ?? 0),
      acy: -BigInt(row['cost_acy'] ?? 0),
    });
  }
  for (const [itemNo, {upTo, cells}] of kept) {
    cellsOf(await database.all(summing(database, '"item_no" = ? and "entry_no" <= ?'), [itemNo, upTo]), cells);
  }
  const isWrong = ({cells}: {cells: Cells}) =>
    [...cells.values()].some(({quantity, lcy, acy}) => quantity !== 0n || lcy !== 0n || acy !== 0n);
  return [...kept].filter(([, item]) => isWrong(item)).map(([itemNo]) => itemNo);
}

const SUMMANDS = [
  ['quantity', 'item_ledger_entry_quantity'],
  ['actual', 'cost_amount_actual'],
  ['expected', 'cost_amount_expected'],
  ['actual_acy', 'cost_amount_actual_acy'],
  ['expected_acy', 'cost_amount_expected_acy'],
] as const;

/** SQL: sums by place of an item's value entries that meet a condition; read it with {@link cellsOf}. */
export const summing = ({dialect}: Database, where: string): string =>
  `select "location_code", "variant_code", ${SUMMANDS.map(([alias, column]) => sumSql(dialect, `"${column}"`, alias)).join(', ')}
  from "value_entry" where ${where} and "inventoriable" = 1 and "item_ledger_entry_no" <> 0
  group by "location_code", "variant_code"`;

/** What {@link summing} found, added to what is there. */
export function cellsOf(rows: readonly SqlRow[], cells: Cells = new Map()): Cells {
  for (const row of rows) {
    add(cells, row, {
      quantity: exactSum(row, 'quantity'),
      lcy: exactSum(row, 'actual') + exactSum(row, 'expected'),
      acy: exactSum(row, 'actual_acy') + exactSum(row, 'expected_acy'),
    });
  }
  return cells;
}

function add(cells: Cells, row: SqlRow, sum: Sum): void {
  const cell = cellOf({locationCode: String(row['location_code']), variantCode: String(row['variant_code'])});
  addSum(cellSum(cells, cell), sum);
}
