/** The checks of Costing Errors Detection (reports.md 6), each error one set-based query. Inventory items only. */
import {
  type CostingCheck,
  costingChecks,
  type CostingError,
  type CostingErrorCode,
  type CostingErrorsOptions,
  type ErroneousEntry,
  usualChecks,
} from '../../domain/reports/costing-errors.js';
import type {Database, SqlRow} from '../database.js';
import type {Condition} from '../filter-sql.js';
import {ledgerCondition} from '../ledger-filters.js';
import {isInventory} from './conditions.js';

/** Conditions on an item ledger entry `e`. */
const inventoriable = (more: string): string =>
  `exists (select 1 from "value_entry" v where v."item_ledger_entry_no" = e."entry_no" and v."inventoriable" = 1 and ${more})`;
const valuesOf = (expression: string, more = '1 = 1'): string =>
  `(select ${expression} from "value_entry" v where v."item_ledger_entry_no" = e."entry_no" and ${more})`;
const appliedBy = (column: 'item_ledger_entry_no' | 'inbound_item_entry_no'): string =>
  `coalesce((select sum(a."quantity") from "item_application_entry" a where a."${column}" = e."entry_no"), 0)`;
const ownApplication = (more: string): string =>
  `exists (select 1 from "item_application_entry" a where a."item_ledger_entry_no" = e."entry_no" and ${more})`;
const isAverage = `exists (select 1 from "item" i where i."no" = e."item_no" and i."costing_method" = 'Average')`;
const dated = `v."inventoriable" = 1 and v."entry_type" not in ('Revaluation', 'Rounding')`;
const openOutbound = 'e."open" = 1 and e."quantity" < 0';

/** SQL on an inbound entry `e`: something that is applied to it is valued before it. */
export const VALUED_BEFORE_INBOUND = `e."quantity" > 0 and exists (select 1 from "item_application_entry" a
    join "value_entry" v on v."item_ledger_entry_no" = a."item_ledger_entry_no" and v."inventoriable" = 1
    where a."inbound_item_entry_no" = e."entry_no" and a."item_ledger_entry_no" <> e."entry_no" and a."quantity" < 0
      and v."valuation_date" < (select min(w."valuation_date") from "value_entry" w
        where w."item_ledger_entry_no" = e."entry_no" and w."inventoriable" = 1
          and w."entry_type" not in ('Revaluation', 'Rounding')))`;

const onEntries: Record<Exclude<CostingErrorCode, 'item-ledger-entry-missing'>, string> = {
  'blank-item-no': `e."item_no" = ''`,
  'entry-no': 'e."entry_no" <= 0',
  'zero-quantity': 'e."quantity" = 0',
  'remaining-quantity': `e."quantity" >= 0 and (e."remaining_quantity" < 0 or e."remaining_quantity" > e."quantity")
    or e."quantity" < 0 and (e."remaining_quantity" > 0 or e."remaining_quantity" < e."quantity")`,
  positive: 'e."positive" <> case when e."quantity" > 0 then 1 else 0 end',
  open: 'e."open" <> case when e."remaining_quantity" <> 0 then 1 else 0 end',
  'invoiced-quantity': 'e."completely_invoiced" = 1 and e."invoiced_quantity" <> e."quantity"',
  'invoiced-of-value-entries': `e."completely_invoiced" = 1
    and e."invoiced_quantity" <> ${valuesOf('coalesce(sum(v."invoiced_quantity"), 0)')}`,
  'no-value-entry': `not ${inventoriable('1 = 1')}`,
  'adjustment-quantity': inventoriable(
    'v."adjustment" = 1 and (v."invoiced_quantity" <> 0 or v."item_ledger_entry_quantity" <> 0)',
  ),
  'valuation-date-9999': `e."entry_type" = 'Consumption' and e."quantity" > 0
    and ${inventoriable(`v."valuation_date" = '9999-12-31'`)}`,
  'different-valuation-dates': `${valuesOf('min(v."valuation_date")', dated)} <> ${valuesOf('max(v."valuation_date")', dated)}`,
  'average-flag-method': `not ${isAverage} and ${inventoriable('v."valued_by_average_cost" = 1')}`,
  'average-flag-mixed': `${valuesOf('min(v."valued_by_average_cost")', 'v."inventoriable" = 1')}
    <> ${valuesOf('max(v."valued_by_average_cost")', 'v."inventoriable" = 1')}`,
  'average-flag-inbound': `e."correction" = 0 and ${inventoriable('v."valued_by_average_cost" = 1 and v."valued_quantity" > 0')}`,
  'entry-type': inventoriable(`v."item_charge_no" = '' and v."item_ledger_entry_type" <> e."entry_type"`),
  'open-but-applied': `${openOutbound} and e."remaining_quantity" = e."quantity"
    and exists (select 1 from "item_application_entry" a where a."item_ledger_entry_no" = e."entry_no")`,
  'open-applied-quantity': `${openOutbound} and e."remaining_quantity" <> e."quantity"
    and ${appliedBy('item_ledger_entry_no')} <> e."quantity" - e."remaining_quantity"`,
  'no-application': `not (${openOutbound})
    and not exists (select 1 from "item_application_entry" a where a."item_ledger_entry_no" = e."entry_no")`,
  'applied-quantity': `not (${openOutbound}) and ${appliedBy('item_ledger_entry_no')} <> e."quantity"
    and exists (select 1 from "item_application_entry" a where a."item_ledger_entry_no" = e."entry_no")`,
  'double-application': `exists (select 1 from "item_application_entry" a where a."item_ledger_entry_no" = e."entry_no"
    group by a."inbound_item_entry_no", a."outbound_item_entry_no" having count(*) > 1)`,
  'application-sign': `e."quantity" > 0 and exists (select 1 from "item_application_entry" a
    where a."inbound_item_entry_no" = e."entry_no"
      and (a."item_ledger_entry_no" = e."entry_no" and a."quantity" < 0
        or a."item_ledger_entry_no" <> e."entry_no" and a."quantity" > 0))`,
  'remaining-of-applications': `e."quantity" > 0 and ${appliedBy('inbound_item_entry_no')} <> e."remaining_quantity"`,
  'average-flag-fixed': `${isAverage} and e."quantity" < 0 and e."entry_type" <> 'Output' and e."applies_to_entry" <> 0
    and ${inventoriable(`v."valued_by_average_cost" <> coalesce((select max(w."valued_by_average_cost") from "value_entry" w
      where w."item_ledger_entry_no" = e."applies_to_entry" and w."inventoriable" = 1), 0)`)}`,
  'average-flag-missing': `${isAverage} and e."quantity" < 0 and e."entry_type" not in ('Output', 'Transfer')
    and e."applies_to_entry" = 0 and ${inventoriable('v."valued_by_average_cost" = 0')}`,
  'cost-application': `${isAverage} and e."entry_type" <> 'Transfer' and not (e."entry_type" = 'Output' and e."quantity" < 0) and exists (select 1 from "item_application_entry" a
    where a."item_ledger_entry_no" = e."entry_no" and a."cost_application" <>
      case when a."inbound_item_entry_no" = e."entry_no" or e."applies_to_entry" <> 0 then 1 else 0 end)`,
  'valued-before-inbound': VALUED_BEFORE_INBOUND,
  'expected-cost-left': `e."completely_invoiced" = 1
    and (${valuesOf('coalesce(sum(v."cost_amount_expected"), 0)')} <> 0
      or ${valuesOf('coalesce(sum(v."cost_amount_expected_acy"), 0)')} <> 0)`,
  'expected-posted-left': `e."completely_invoiced" = 1
    and ${valuesOf('coalesce(sum(v."expected_cost_posted_to_gl"), 0)')} <> 0`,
  // What was transferred before its source is invoiced has its invoiced quantity, but no invoice yet.
  'invoice-date-missing': `e."invoiced_quantity" <> 0 and e."last_invoice_date" = ''
    and (e."completely_invoiced" = 1 or e."invoiced_quantity" <> e."quantity")`,
  'completed-date-inbound': `e."quantity" > 0 and ${ownApplication('a."output_completely_invd_date" <> a."posting_date"')}`,
  'completed-date-too-early': `e."quantity" < 0 and e."completely_invoiced" = 0
    and ${ownApplication(`a."output_completely_invd_date" <> ''`)}`,
  'completed-date-outbound': `e."quantity" < 0 and e."completely_invoiced" = 1
    and ${ownApplication('a."output_completely_invd_date" <> e."last_invoice_date"')}`,
};

/** Errors of the wanted check; of the usual ones where none is named. */
export async function readCostingErrors(database: Database, options: CostingErrorsOptions): Promise<CostingError[]> {
  const errors: CostingError[] = [];
  const wanted: readonly CostingCheck[] = options.check === undefined ? usualChecks : [options.check];
  for (const check of wanted) {
    for (const code of costingChecks[check]) {
      const {sql, params} = queryOf(database, options, code);
      for (const row of await database.all(sql, params)) {
        errors.push({
          check,
          code,
          itemNo: String(row['item_no']),
          entryNo: Number(row['entry_no']),
          entry: entryOf(row),
        });
      }
    }
  }
  return errors;
}

function queryOf(
  {dialect}: Database,
  options: CostingErrorsOptions,
  code: CostingErrorCode,
): {sql: string; params: Condition['params']} {
  if (code === 'item-ledger-entry-missing') {
    const condition = ledgerCondition(dialect, options, 'v');
    return {
      sql: `select v."item_no", v."entry_no", v."posting_date", v."item_ledger_entry_type" as "entry_type",
          v."valued_quantity" as "quantity"
        from "value_entry" v where v."item_no" <> '' and ${condition.where}
        and ${isInventory('v')} and not exists (select 1 from "item_ledger_entry" e where e."entry_no" = v."item_ledger_entry_no")`,
      params: condition.params,
    };
  }
  const condition = ledgerCondition(dialect, options, 'e');
  return {
    sql: `select e."item_no", e."entry_no", e."posting_date", e."entry_type", e."quantity", e."remaining_quantity",
        e."positive", e."open"
      from "item_ledger_entry" e
      where ${condition.where} and ${isInventory('e')} and (${onEntries[code]})`,
    params: condition.params,
  };
}

function entryOf(row: SqlRow): ErroneousEntry {
  const common = {
    postingDate: String(row['posting_date']),
    entryType: String(row['entry_type']),
    quantity: BigInt(row['quantity'] ?? 0),
  };
  if (row['remaining_quantity'] === undefined) return common;
  return {
    ...common,
    remainingQuantity: BigInt(row['remaining_quantity'] ?? 0),
    positive: Number(row['positive']) === 1,
    open: Number(row['open']) === 1,
  };
}

/** Descriptions of these items. */
export async function descriptionsOf(database: Database, numbers: readonly string[]): Promise<Map<string, string>> {
  const descriptions = new Map<string, string>();
  const SIZE = 500;
  for (let from = 0; from < numbers.length; from += SIZE) {
    const part = numbers.slice(from, from + SIZE);
    const rows = await database.all(
      `select "no", "description" from "item" where "no" in (${part.map(() => '?').join(', ')})`,
      part,
    );
    for (const row of rows) descriptions.set(String(row['no']), String(row['description']));
  }
  return descriptions;
}
