/** What the home screen tells of a company, read from the totals that are kept: no ledger is walked through. */
import {formatDate} from '../../domain/dates.js';
import type {Database} from '../../store/database.js';
import {generalLedgerSetup, inventorySetup} from '../../store/tables/index.js';

export interface CompanyFacts {
  /** First and last month (YYYY-MM) with value entries; undefined where there are none. */
  readonly months: readonly [string, string] | undefined;
  readonly valueEntries: number;
  readonly glEntries: number;
  /** Allowed posting dates; blank is open. */
  readonly allowedFrom: string;
  readonly allowedTo: string;
  /** Ending date of the last closed inventory period; blank where none is. */
  readonly closedThrough: string;
  readonly automaticCostPosting: boolean;
  readonly expectedCostPosting: boolean;
}

export async function companyFacts(database: Database): Promise<CompanyFacts> {
  const values = await database.first(
    `select min("month") as "first", max("month") as "last", sum("entries") as "entries" from "value_entry_total" where "month" <> ''`,
  );
  const accounts = await database.first('select sum("entries") as "entries" from "gl_entry_total"');
  const closed = await database.first('select max("ending_date") as "last" from "inventory_period" where "closed" = 1');
  const [ledger] = await database.read(generalLedgerSetup);
  const [inventory] = await database.read(inventorySetup);
  const first = values?.['first'];
  return {
    months: first ? [String(first), String(values?.['last'])] : undefined,
    valueEntries: Number(values?.['entries'] ?? 0),
    glEntries: Number(accounts?.['entries'] ?? 0),
    allowedFrom: formatDate(ledger?.allowPostingFrom ?? ''),
    allowedTo: formatDate(ledger?.allowPostingTo ?? ''),
    closedThrough: String(closed?.['last'] ?? ''),
    automaticCostPosting: inventory?.automaticCostPosting ?? false,
    expectedCostPosting: inventory?.expectedCostPostingToGl ?? false,
  };
}
