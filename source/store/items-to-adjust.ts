/** Items whose cost adjustment was not run: both ledgers lack it, so it is no difference between them (contract 4). */
import type {Database} from './database.js';
import {filterSql, joinConditions, readFilter} from './filter-sql.js';
import type {LedgerFilters} from './ledger-filters.js';
import {item} from './tables/index.js';

export async function itemsToAdjust(database: Database, filters: LedgerFilters): Promise<string[]> {
  const field = item.byProperty.get('no');
  const chosen = filters.item && field ? [filterSql(database.dialect, 'i."no"', readFilter(filters.item, field))] : [];
  const {where, params} = joinConditions('and', [{where: 'i."cost_is_adjusted" = 0', params: []}, ...chosen]);
  const rows = await database.all(`select i."no" from "item" i where ${where} order by i."no"`, params);
  return rows.map(row => String(row['no']));
}
