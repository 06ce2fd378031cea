import {Migration} from '@mikro-orm/migrations';

/**
 * Sums of items with many entries, so that one new entry does not make cost adjustment sum them all again
 * (store/item-cost-totals.ts); and the valuation date in the index by item, so that the entries of a period are found
 * without looking at each.
 */
export class Migration20261124_item_cost_totals extends Migration {
  override up(): void {
    const postgresql = this.driver.getPlatform().constructor.name !== 'SqlitePlatform';
    const text = postgresql ? 'text collate "C"' : 'text';
    // As text: a sum may be larger than a 64-bit integer.
    this.addSql(`create table "item_cost_total" (
      "item_no" ${text} not null,
      "location_code" ${text} not null,
      "variant_code" ${text} not null,
      "up_to_entry_no" integer not null,
      "quantity" ${text} not null,
      "cost" ${text} not null,
      "cost_acy" ${text} not null,
      primary key ("item_no", "location_code", "variant_code")
    )`);
    this.addSql('drop index "value_entry_item"');
    this.addSql('create index "value_entry_item" on "value_entry" ("item_no", "posting_date", "valuation_date")');
  }
}
