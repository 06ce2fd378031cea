/** Adjust Cost - Item Entries, as a batch and after a posting (costing.md 15, 19). */
import {filterSql, readFilter, type Condition} from '../store/filter-sql.js';
import type {Database} from '../store/database.js';
import {item} from '../store/tables/index.js';
import {AdjustmentCompany} from './adjustment/company.js';
import {AdjustmentRun} from './adjustment/run.js';
import type {JobContext} from './job.js';

export interface AdjustmentResult {
  /** How many items were adjusted. */
  items: number;
  /** Numbers of the value entries that were made. */
  valueEntries: number[];
  /** They were kept from the G/L although Automatic Cost Posting is on: the ledgers differ until they are posted. */
  leftUnposted?: true;
}

const everyItem = (): Condition => ({where: '1 = 1', params: []});

/**
 * Adjusts the cost of every item and order that waits for it, in one transaction. `itemFilter` narrows it;
 * `post: false` leaves the G/L alone where Automatic Cost Posting is on. Refuses a bad filter, and an adjustment
 * dated outside of the user's allowed range.
 */
export async function adjustCosts(
  context: JobContext,
  options: {itemFilter?: string; post?: boolean} = {},
): Promise<AdjustmentResult> {
  const items = options.itemFilter ? itemCondition(context.database, options.itemFilter) : everyItem;
  const {post = true} = options;
  return context.database.transaction(async transaction => {
    const company = await AdjustmentCompany.load(context, transaction);
    const result = await AdjustmentRun.execute(context, transaction, company, {items, online: false, post});
    const isLeft = company.automaticCostPosting && !post && result.valueEntries.length > 0;
    return {...result, ...(isLeft ? {leftUnposted: true} : {})};
  });
}

/**
 * Adjusts at once what may be adjusted online, where Inventory Setup says so: after a posting, in its transaction,
 * when everything that it wrote is finished. Items and orders of old postings have lost their permission by then
 * and wait for the batch.
 */
export async function adjustAutomatically(context: JobContext, transaction: Database): Promise<AdjustmentResult> {
  const company = await AdjustmentCompany.load(context, transaction);
  if (company.automaticCostAdjustment === 'Never') return {items: 0, valueEntries: []};
  return AdjustmentRun.execute(context, transaction, company, {items: everyItem, online: true, post: true});
}

function itemCondition({dialect}: Database, text: string): (column: string) => Condition {
  const field = item.byProperty.get('no');
  if (!field) throw new Error('Item has no number');
  const filter = readFilter(text, field);
  return column => filterSql(dialect, column, filter);
}
