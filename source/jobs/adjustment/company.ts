/** What cost adjustment knows of the company: settings, loaded once a run. */
import {AverageCostCalendar} from '../../domain/costing/average-cost-calendar.js';
import {adjustmentDate} from '../../domain/costing/adjust/posting-date.js';
import type {CostingRules, Currency} from '../../domain/costing/adjust/entries.js';
import {message} from '../../domain/message.js';
import {allowedDates, isAllowed, type AllowedDates} from '../../domain/posting/allowed-dates.js';
import type {AutomaticCostAdjustmentType, CostingMethod} from '../../domain/options.js';
import {Refusal} from '../../errors.js';
import type {Database} from '../../store/database.js';
import {
  accountingPeriod,
  generalLedgerSetup,
  inventorySetup,
  manufacturingSetup,
  sourceCodeSetup,
  userSetup,
} from '../../store/tables/index.js';
import type {JobContext} from '../job.js';

export class AdjustmentCompany {
  private readonly dates = new Map<string, string>();

  private constructor(
    readonly calendar: AverageCostCalendar,
    readonly currencies: readonly Currency[],
    readonly amountPrecision: bigint,
    readonly unitAmountPrecision: bigint,
    readonly sourceCode: string,
    readonly automaticCostPosting: boolean,
    readonly expectedCostPosting: boolean,
    readonly automaticCostAdjustment: AutomaticCostAdjustmentType,
    readonly includeNonInventoryCost: boolean,
    readonly earliestValuationDate: string,
    readonly workDate: string,
    private readonly allowedFrom: string,
    private readonly closedTo: string,
    private readonly allowed: AllowedDates,
  ) {}

  static async load(context: JobContext, database: Database): Promise<AdjustmentCompany> {
    const [ledger] = await database.read(generalLedgerSetup);
    const [inventory] = await database.read(inventorySetup);
    const [manufacturing] = await database.read(manufacturingSetup);
    const [sourceCodes] = await database.read(sourceCodeSetup);
    const user = (await database.read(userSetup)).find(
      row => row.userId.toUpperCase() === context.userId.toUpperCase(),
    );
    const closed = await database.first('select max("ending_date") as "to" from "inventory_period" where "closed" = 1');
    const company = allowedDates(ledger, undefined, context.workDate);
    const allowed = allowedDates(ledger, user, context.workDate);
    if (!company || !allowed) throw new Refusal('bad-date-formula', message('posting.bad-date-formula'));
    return new AdjustmentCompany(
      new AverageCostCalendar(await database.read(accountingPeriod), {
        calcType: inventory?.averageCostCalcType ?? '',
        period: inventory?.averageCostPeriod ?? '',
      }),
      ledger?.additionalReportingCurrency ? ['lcy', 'acy'] : ['lcy'],
      ledger?.amountRoundingPrecision || 1000n,
      ledger?.unitAmountRoundingPrecision || 1n,
      sourceCodes?.adjustCost ?? '',
      inventory?.automaticCostPosting ?? false,
      inventory?.expectedCostPostingToGl ?? false,
      inventory?.automaticCostAdjustment ?? 'Never',
      manufacturing?.includeNonInventoryItemsToProducedItems ?? false,
      inventory?.earliestAllowedValuationDate ?? '',
      context.workDate,
      company.from,
      String(closed?.['to'] ?? ''),
      allowed,
    );
  }

  get withAcy(): boolean {
    return this.currencies.length > 1;
  }

  rulesFor(costingMethod: CostingMethod): CostingRules {
    return {
      average: costingMethod === 'Average',
      standard: costingMethod === 'Standard',
      currencies: this.currencies,
      precision: {lcy: this.amountPrecision, acy: this.amountPrecision},
    };
  }

  /** The posting date of an adjustment (costing.md 17); refused where the user may not post on it. */
  dateFor(original: string): string {
    let date = this.dates.get(original);
    if (date === undefined) {
      date = adjustmentDate(original, this.allowedFrom, this.closedTo);
      if (!isAllowed(this.allowed, date)) {
        throw new Refusal('date-not-allowed', message('costing.adjust.dateNotAllowed', {date: {date}}));
      }
      this.dates.set(original, date);
    }
    return date;
  }
}
