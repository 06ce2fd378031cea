/**
 * The program that cost adjustment is measured beside: it reads the same rows, layers them in plain arrays, and
 * writes the same adjustment entries by prepared statements. No rules, no checks, no totals.
 */
import {openPlain} from './plain-sqlite.js';

/** Adjusts a company and returns how many value entries it wrote: layers per item, averages per day. */
export function adjustBare(path: string): number {
  const database = openPlain(path);
  const columns = database
    .prepare('select * from pragma_table_info(?)')
    .all('value_entry')
    .map(row => String(row['name']));
  const own: Record<string, string> = {
    entry_no: '?',
    posting_date: 'posting_date',
    adjustment: '1',
    applies_to_entry: 'entry_no',
    invoiced_quantity: '0',
    item_ledger_entry_quantity: '0',
    cost_amount_actual: '?',
    cost_posted_to_gl: '0',
    cost_per_unit: '0',
    source_code: "'INVTADJMT'",
    user_id: "'BENCH'",
  };
  const names = columns.map(name => `"${name}"`).join(', ');
  const picked = columns.map(name => own[name] ?? `"${name}"`).join(', ');
  const statements = {
    items: database.prepare('select "no", "costing_method" from "item" where "cost_is_adjusted" = 0 order by "no"'),
    entries: database.prepare(
      'select "entry_no", "quantity", "posting_date" from "item_ledger_entry" where "item_no" = ?',
    ),
    values: database.prepare(
      'select "entry_no", "item_ledger_entry_no", "cost_amount_actual", "valuation_date", "item_ledger_entry_quantity", "adjustment" from "value_entry" where "item_no" = ?',
    ),
    applications: database.prepare(
      'select a."item_ledger_entry_no", a."inbound_item_entry_no", a."quantity" from "item_ledger_entry" e join "item_application_entry" a on a."item_ledger_entry_no" = e."entry_no" where e."item_no" = ? and a."quantity" < 0',
    ),
    insert: database.prepare(
      `insert into "value_entry" (${names}) select ${picked} from "value_entry" where "entry_no" = ?`,
    ),
    queue: database.prepare(
      'insert into "post_value_entry_to_gl" ("value_entry_no", "item_no", "posting_date") values (?, ?, ?)',
    ),
    flags: database.prepare(
      'update "item_ledger_entry" set "applied_entry_to_adjust" = 0 where "item_no" = ? and "applied_entry_to_adjust" = 1',
    ),
    item: database.prepare('update "item" set "cost_is_adjusted" = 1 where "no" = ?'),
    points: database.prepare('update "avg_cost_adjmt_entry_point" set "cost_is_adjusted" = 1 where "item_no" = ?'),
  };
  let next =
    Number(database.prepare('select max("entry_no") as "last" from "value_entry"').all()[0]?.['last'] ?? 0) + 1;
  let written = 0;
  const rounded = (value: bigint): bigint => ((value + (value < 0n ? -500n : 500n)) / 1000n) * 1000n;
  database.exec('begin immediate');
  for (const {no, costing_method: method} of statements.items.all()) {
    const quantities = new Map<bigint, bigint>();
    const dates = new Map<bigint, string>();
    const costs = new Map<bigint, bigint>();
    const first = new Map<bigint, bigint>();
    for (const row of statements.entries.all(no)) {
      quantities.set(row['entry_no'] as bigint, row['quantity'] as bigint);
      dates.set(row['entry_no'] as bigint, row['posting_date'] as string);
    }
    for (const row of statements.values.all(no)) {
      const entry = row['item_ledger_entry_no'] as bigint;
      costs.set(entry, (costs.get(entry) ?? 0n) + (row['cost_amount_actual'] as bigint));
      if (!first.has(entry)) first.set(entry, row['entry_no'] as bigint);
    }
    const wanted = new Map<bigint, bigint>();
    if (method === 'Average') averageOf(quantities, dates, costs, wanted, rounded);
    else {
      for (const row of statements.applications.all(no)) {
        const entry = row['item_ledger_entry_no'] as bigint;
        const lot = row['inbound_item_entry_no'] as bigint;
        const share = rounded(((costs.get(lot) ?? 0n) * (row['quantity'] as bigint)) / (quantities.get(lot) ?? 1n));
        wanted.set(entry, (wanted.get(entry) ?? 0n) + share);
      }
    }
    for (const [entry, cost] of wanted) {
      const difference = cost - (costs.get(entry) ?? 0n);
      if (difference === 0n) continue;
      statements.insert.run(next, difference, first.get(entry));
      statements.queue.run(next, no, dates.get(entry));
      next += 1;
      written += 1;
    }
    statements.flags.run(no);
    statements.item.run(no);
    statements.points.run(no);
  }
  database.exec('commit');
  database.close();
  return written;
}

function averageOf(
  quantities: ReadonlyMap<bigint, bigint>,
  dates: ReadonlyMap<bigint, string>,
  costs: ReadonlyMap<bigint, bigint>,
  wanted: Map<bigint, bigint>,
  rounded: (value: bigint) => bigint,
): void {
  const days = new Map<string, bigint[]>();
  for (const [entry, date] of dates) days.set(date, [...(days.get(date) ?? []), entry]);
  let quantity = 0n;
  let cost = 0n;
  for (const day of [...days.keys()].sort()) {
    const entries = (days.get(day) ?? []).sort((left, right) => Number(left - right));
    for (const entry of entries) {
      if ((quantities.get(entry) ?? 0n) < 0n) continue;
      quantity += quantities.get(entry) ?? 0n;
      cost += costs.get(entry) ?? 0n;
    }
    for (const entry of entries) {
      const out = quantities.get(entry) ?? 0n;
      if (out >= 0n || quantity <= 0n) continue;
      const own = rounded((cost * out) / quantity);
      wanted.set(entry, own);
      quantity += out;
      cost += own;
    }
  }
}
