/** What journal lines are compared with: settings, and which codes the company has. Loaded once a journal. */
import {AverageCostCalendar} from '../../domain/costing/average-cost-calendar.js';
import type {Settings} from '../../domain/costing/journal/company.js';
import type {JournalEntryType} from '../../domain/costing/journal/line.js';
import {message} from '../../domain/message.js';
import {type AllowedDates, allowedDates} from '../../domain/posting/allowed-dates.js';
import {Refusal} from '../../errors.js';
import type {Database} from '../../store/database.js';
import {
  accountingPeriod,
  generalLedgerSetup,
  type GeneralLedgerSetup,
  inventorySetup,
  itemCharge,
  manufacturingSetup,
  sourceCodeSetup,
  type SourceCodeSetup,
  userSetup,
} from '../../store/tables/index.js';
import type {JobContext} from '../job.js';

export interface JournalCompany {
  readonly settings: Settings;
  readonly automaticCostPosting: boolean;
  readonly expectedCostPosting: boolean;
  readonly locationMandatory: boolean;
  readonly allowed: AllowedDates;
  /** Ending date of the last closed inventory period; '' where none is closed. */
  readonly closedTo: string;
  readonly globalDimensions: readonly [string, string];
  readonly locations: ReadonlySet<string>;
  /** `item\u0001variant`. */
  readonly variants: ReadonlySet<string>;
  readonly inventoryPostingGroups: ReadonlySet<string>;
  readonly genBusPostingGroups: ReadonlySet<string>;
  readonly genProdPostingGroups: ReadonlySet<string>;
  /** Gen. Prod. Posting Group by item charge. */
  readonly charges: ReadonlyMap<string, string>;
  sourceCodeOf(entryType: JournalEntryType, revaluation: boolean): string;
}

export async function loadJournalCompany(context: JobContext, database: Database): Promise<JournalCompany> {
  const [ledger] = await database.read(generalLedgerSetup);
  const [inventory] = await database.read(inventorySetup);
  const [manufacturing] = await database.read(manufacturingSetup);
  const [sourceCodes] = await database.read(sourceCodeSetup);
  const user = (await database.read(userSetup)).find(row => row.userId.toUpperCase() === context.userId.toUpperCase());
  const allowed = allowedDates(ledger, user, context.workDate);
  if (!allowed) throw new Refusal('bad-date-formula', message('posting.bad-date-formula'));
  const closed = await database.first('select max("ending_date") as "to" from "inventory_period" where "closed" = 1');
  const settings: Settings = {
    ...precisionsOf(ledger),
    preventNegativeInventory: inventory?.preventNegativeInventory ?? false,
    earliestAllowedValuationDate: inventory?.earliestAllowedValuationDate ?? '',
    automaticCostAdjustment: inventory?.automaticCostAdjustment ?? 'Never',
    copyLocationToCapacity: manufacturing?.copyLocationCodeIntoValueEntriesLinkedToCapacityLedgerEntries ?? false,
    calendar: new AverageCostCalendar(await database.read(accountingPeriod), {
      calcType: inventory?.averageCostCalcType ?? '',
      period: inventory?.averageCostPeriod ?? '',
    }),
    workDate: context.workDate,
    userId: context.userId,
  };
  return {
    settings,
    allowed,
    automaticCostPosting: inventory?.automaticCostPosting ?? false,
    expectedCostPosting: inventory?.expectedCostPostingToGl ?? false,
    locationMandatory: inventory?.locationMandatory ?? false,
    closedTo: String(closed?.['to'] ?? ''),
    globalDimensions: [ledger?.globalDimension1Code ?? '', ledger?.globalDimension2Code ?? ''],
    locations: await codes(database, 'select "code" from "location"'),
    variants: await codes(database, `select "item_no" || '\u0001' || "code" as "code" from "item_variant"`),
    // A company that has only the posting setup, not the lists of groups, has the groups that the setup names.
    inventoryPostingGroups: await codes(
      database,
      'select "code" from "inventory_posting_group" union select "invt_posting_group_code" from "inventory_posting_setup"',
    ),
    genBusPostingGroups: await codes(
      database,
      'select "code" from "gen_business_posting_group" union select "gen_bus_posting_group" from "general_posting_setup"',
    ),
    genProdPostingGroups: await codes(
      database,
      'select "code" from "gen_product_posting_group" union select "gen_prod_posting_group" from "general_posting_setup"',
    ),
    charges: new Map((await database.read(itemCharge)).map(charge => [charge.no, charge.genProdPostingGroup])),
    sourceCodeOf: (entryType, revaluation) => sourceCodeOf(sourceCodes, entryType, revaluation),
  };
}

const precisionsOf = (ledger: GeneralLedgerSetup | undefined) => ({
  amountPrecision: ledger?.amountRoundingPrecision || 1000n,
  unitAmountPrecision: ledger?.unitAmountRoundingPrecision || 1n,
});

async function codes(database: Database, sql: string): Promise<Set<string>> {
  return new Set((await database.all(sql)).map(row => String(row['code'])));
}

function sourceCodeOf(codes: SourceCodeSetup | undefined, entryType: JournalEntryType, revaluation: boolean): string {
  if (!codes) return '';
  if (revaluation) return codes.revaluationJournal;
  switch (entryType) {
    case 'Transfer':
      return codes.itemReclassJournal;
    case 'Consumption':
      return codes.consumptionJournal;
    case 'Output':
      return codes.outputJournal;
    case 'Capacity':
      return codes.capacityJournal;
    case 'Assembly Consumption':
    case 'Assembly Output':
      return codes.assembly;
    default:
      return codes.itemJournal;
  }
}
