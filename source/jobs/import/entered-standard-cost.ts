/** What follows for a card on which an import changes the standard cost alone (costing.md 13 and 16). */
import {allMaterial} from '../../domain/costing/entered-standard-cost.js';
import type {Database, SqlRow, SqlValue} from '../../store/database.js';
import type {Table, TableField} from '../../store/table.js';
import {item, stockkeepingUnit} from '../../store/tables/index.js';
import {updateRows} from './row-store.js';

/** A card as the file has it, in the order of `fields`, and as it was. */
export interface ChangedCard {
  key: readonly SqlValue[];
  values: readonly unknown[];
  before: SqlRow;
}

/**
 * Call it after the cards are written. The cost shares that they had belong to another standard cost: where the file
 * brings no share, the new one is all material. The unit cost of a Standard item is its standard cost, unless the
 * file brings that too.
 */
export async function followStandardCost(
  database: Database,
  table: Table,
  fields: readonly TableField[],
  cards: readonly ChangedCard[],
): Promise<void> {
  if (table !== item && table !== stockkeepingUnit) return;
  const place = fields.findIndex(field => field.property === 'standardCost');
  if (place < 0) return;
  const changed: {key: readonly SqlValue[]; standardCost: bigint}[] = [];
  for (const {key, values, before} of cards) {
    const standardCost = values[place];
    if (typeof standardCost === 'bigint' && standardCost !== before['standard_cost']) changed.push({key, standardCost});
  }
  if (changed.length === 0) return;
  const given = new Set(fields.map(field => field.property));
  const shares = table.fields.filter(field => field.property in allMaterial(0n));
  if (shares.every(field => !given.has(field.property))) {
    await updateRows(
      database,
      table,
      shares,
      changed.map(({key, standardCost}) => {
        const values: Record<string, bigint> = allMaterial(standardCost);
        return {key, values: shares.map(field => values[field.property] ?? 0n)};
      }),
    );
  }
  if (given.has('unitCost')) return;
  const unitCost = table.fields.filter(field => field.property === 'unitCost');
  const standard = await standardItems(database);
  await updateRows(
    database,
    table,
    unitCost,
    changed
      .filter(({key}) => standard.has(String(key[table.key.indexOf(table === item ? 'no' : 'itemNo')])))
      .map(({key, standardCost}) => ({key, values: [standardCost]})),
  );
}

async function standardItems(database: Database): Promise<Set<string>> {
  const rows = await database.all(`select "no" from "item" where "costing_method" = 'Standard'`);
  return new Set(rows.map(row => String(row['no'])));
}
