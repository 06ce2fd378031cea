/** Interim balances per document, from the value entries that carry expected cost. */
import {type InterimBalance, interimKindOf} from '../../domain/reports/aging.js';
import type {ItemLedgerEntryType} from '../../domain/options.js';
import type {ReportScope} from '../../domain/reports/scope.js';
import type {Database} from '../database.js';
import {isInventory, scopeCondition, summedRows} from './conditions.js';

/** Expected cost, and its revaluation; what takes them back at the invoice names the revaluation (costing.md 5). */
const OPENS = `(v."expected_cost" = 1 or v."entry_type" = 'Revaluation' and v."applies_to_entry" = 0)`;

/** Documents with a balance or a movement in the period. The document is the one that received, shipped or put out. */
export async function readInterimBalances(database: Database, scope: ReportScope): Promise<InterimBalance[]> {
  const condition = scopeCondition(database, scope, 'v');
  const rows = await summedRows(
    database,
    {opening: '"opening"', added: '"added"', cleared: '"cleared"'},
    sums => `select "type", "document_no", "source_no", "item_no", min("since") as "since", ${sums} from (
      select coalesce(e."entry_type", v."item_ledger_entry_type") as "type",
        coalesce(e."document_no", v."document_no") as "document_no",
        coalesce(e."source_no", v."source_no") as "source_no", v."item_no",
        coalesce(e."posting_date", v."posting_date") as "since",
        case when v."posting_date" < ? then v."cost_amount_expected" else 0 end as "opening",
        case when v."posting_date" >= ? and ${OPENS} then v."cost_amount_expected" else 0 end as "added",
        case when v."posting_date" >= ? and not ${OPENS} then -v."cost_amount_expected" else 0 end as "cleared"
      from "value_entry" v left join "item_ledger_entry" e on e."entry_no" = v."item_ledger_entry_no"
      where v."cost_amount_expected" <> 0 and v."posting_date" <= ? and v."item_no" <> '' and ${condition.where}
        and ${isInventory('v')}) d
      group by "type", "document_no", "source_no", "item_no"
      having sum("opening") <> 0 or sum("added") <> 0 or sum("cleared") <> 0`,
    [scope.from, scope.from, scope.from, scope.to, ...condition.params],
  );
  return rows.map(({row, sum}) => ({
    kind: interimKindOf(String(row['type']) as ItemLedgerEntryType),
    documentNo: String(row['document_no']),
    sourceNo: String(row['source_no']),
    itemNo: String(row['item_no']),
    since: String(row['since']),
    opening: sum('opening'),
    added: sum('added'),
    cleared: sum('cleared'),
  }));
}
