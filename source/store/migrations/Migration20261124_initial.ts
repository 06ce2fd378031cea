import {Migration} from '@mikro-orm/migrations';
import {initialTables, lockedColumns} from './initial-tables.js';

/**
 * The first version of a company: the ERP's tables, the tables of our own, their indexes, and the triggers that
 * make the ledgers append-only. One text for SQLite and PostgreSQL: on PostgreSQL texts sort by byte, as they do
 * on SQLite, so that codes and closing dates (domain/dates.ts) have one order everywhere.
 */
export class Migration20261124_initial extends Migration {
  override up(): void {
    const postgresql = this.driver.getPlatform().constructor.name !== 'SqlitePlatform';
    const text = postgresql ? 'text collate "C"' : 'text';
    for (const statement of [...initialTables(text), ...ownTables(text), ...indexes]) this.addSql(statement);
    for (const [table, columns] of Object.entries(lockedColumns)) {
      for (const statement of (postgresql ? postgresqlLock : sqliteLock)(table, columns)) this.addSql(statement);
    }
  }
}

const ownTables = (text: string): string[] => [
  `create table "company" (
    "key" ${text} not null primary key,
    "value" ${text} not null default ''
  )`,
  // What decides the accounts and the causes of a value entry, once per combination (blueprint, idea 2).
  `create table "posting_class" (
    "no" integer not null primary key,
    "item_ledger_entry_type" ${text} not null,
    "entry_type" ${text} not null,
    "variance_type" ${text} not null,
    "order_type" ${text} not null,
    "expected_cost" smallint not null,
    "inventoriable" smallint not null,
    "capacity" smallint not null,
    "location_code" ${text} not null,
    "inventory_posting_group" ${text} not null,
    "gen_bus_posting_group" ${text} not null,
    "gen_prod_posting_group" ${text} not null,
    "source_item_no" ${text} not null
  )`,
  // Sums per month and class (blueprint, idea 3). As text: a sum may be larger than a 64-bit integer.
  `create table "value_entry_total" (
    "month" ${text} not null,
    "posting_class_no" integer not null,
    "entries" integer not null,
    "cost_amount_actual" ${text} not null,
    "cost_amount_expected" ${text} not null,
    "cost_posted_to_gl" ${text} not null,
    "expected_cost_posted_to_gl" ${text} not null,
    primary key ("month", "posting_class_no")
  )`,
  `create table "gl_entry_total" (
    "month" ${text} not null,
    "gl_account_no" ${text} not null,
    "entries" integer not null,
    "amount" ${text} not null,
    primary key ("month", "gl_account_no")
  )`,
  `create table "page_setting" (
    "user_id" ${text} not null,
    "page" ${text} not null,
    "settings" ${text} not null,
    primary key ("user_id", "page")
  )`,
  `create table "cost_adjustment_log" (
    "entry_no" integer not null primary key,
    "run_no" integer not null,
    "item_no" ${text} not null,
    "started_at" ${text} not null,
    "duration_ms" integer not null,
    "value_entries" integer not null,
    "cost_amount" bigint not null,
    "user_id" ${text} not null
  )`,
];

const indexes = [
  'create index "value_entry_item_ledger_entry" on "value_entry" ("item_ledger_entry_no")',
  'create index "value_entry_capacity_ledger_entry" on "value_entry" ("capacity_ledger_entry_no") where "capacity_ledger_entry_no" <> 0',
  'create index "value_entry_item" on "value_entry" ("item_no", "posting_date")',
  'create index "value_entry_class" on "value_entry" ("posting_class_no", "posting_date")',
  `create index "value_entry_order" on "value_entry" ("order_no", "order_line_no") where "order_no" <> ''`,
  'create index "value_entry_unposted" on "value_entry" ("item_no", "posting_date", "entry_no") where "cost_amount_actual" <> "cost_posted_to_gl" or "cost_amount_expected" <> "expected_cost_posted_to_gl" or "cost_amount_actual_acy" <> "cost_posted_to_gl_acy" or "cost_amount_expected_acy" <> "exp_cost_posted_to_gl_acy"',
  'create index "item_ledger_entry_item" on "item_ledger_entry" ("item_no", "posting_date", "entry_no")',
  'create index "item_ledger_entry_open" on "item_ledger_entry" ("item_no", "variant_code", "location_code", "positive") where "open" = 1',
  'create index "item_ledger_entry_to_adjust" on "item_ledger_entry" ("item_no") where "applied_entry_to_adjust" = 1',
  `create index "item_ledger_entry_order" on "item_ledger_entry" ("order_no", "order_line_no") where "order_no" <> ''`,
  'create index "item_application_entry_item_ledger_entry" on "item_application_entry" ("item_ledger_entry_no")',
  'create index "item_application_entry_inbound" on "item_application_entry" ("inbound_item_entry_no")',
  'create index "item_application_entry_outbound" on "item_application_entry" ("outbound_item_entry_no") where "outbound_item_entry_no" <> 0',
  'create index "item_application_entry_transferred_from" on "item_application_entry" ("transferred_from_entry_no") where "transferred_from_entry_no" <> 0',
  `create index "capacity_ledger_entry_order" on "capacity_ledger_entry" ("order_no", "order_line_no") where "order_no" <> ''`,
  'create index "gl_entry_account" on "gl_entry" ("gl_account_no", "posting_date")',
  'create index "gl_entry_document" on "gl_entry" ("document_no", "posting_date")',
  'create index "gl_item_ledger_relation_value_entry" on "gl_item_ledger_relation" ("value_entry_no")',
];

const refusal = (table: string) => `${table} is append-only`;

const sqliteLock = (table: string, columns: readonly string[]): string[] => [
  `create trigger "${table}_locked" before update of ${columns.map(column => `"${column}"`).join(', ')} on "${table}" begin select raise(abort, '${refusal(table)}'); end`,
  `create trigger "${table}_kept" before delete on "${table}" begin select raise(abort, '${refusal(table)}'); end`,
];

const postgresqlLock = (table: string, columns: readonly string[]): string[] => [
  `create function "${table}_refuse"() returns trigger language plpgsql as $$ begin raise exception '${refusal(table)}'; end $$`,
  `create trigger "${table}_locked" before update of ${columns.map(column => `"${column}"`).join(', ')} on "${table}" for each row execute function "${table}_refuse"()`,
  `create trigger "${table}_kept" before delete on "${table}" for each row execute function "${table}_refuse"()`,
];
