/**
 * Average cost periods (costing.md 14.1): calculation type and period length are set per fiscal year in the
 * accounting periods; without them Inventory Setup's hold, and the calendar year is the fiscal year. A period never
 * crosses the start of a fiscal year.
 */
import {
  addDays,
  addMonths,
  dayOf,
  earlierOf,
  firstOfMonth,
  lastOfMonth,
  laterOf,
  type LedgerDate,
  parts,
} from '../dates.js';
import type {AverageCostCalculationType, AverageCostPeriodType} from '../options.js';

export interface AverageCostSettings {
  calcType: AverageCostCalculationType;
  period: AverageCostPeriodType;
}

/** The fields of an accounting period that matter here. */
export interface CostAccountingPeriod {
  startingDate: LedgerDate;
  newFiscalYear: boolean;
  averageCostCalcType: AverageCostCalculationType;
  averageCostPeriod: AverageCostPeriodType;
}

export interface DatePeriod {
  /** First day. */
  start: LedgerDate;
  /** Last day. */
  end: LedgerDate;
}

export class AverageCostCalendar {
  private readonly periods: readonly CostAccountingPeriod[];
  private readonly years: readonly CostAccountingPeriod[];
  private readonly ends = new Map<LedgerDate, LedgerDate>();

  constructor(
    periods: readonly CostAccountingPeriod[],
    private readonly defaults: AverageCostSettings,
  ) {
    this.periods = [...periods].sort((left, right) => (left.startingDate < right.startingDate ? -1 : 1));
    this.years = this.periods.filter(period => period.newFiscalYear);
  }

  /** The settings in force on a date. */
  settingsOn(date: LedgerDate): AverageCostSettings {
    const year = lastUpTo(this.years, dayOf(date));
    return {
      calcType: year?.averageCostCalcType || this.defaults.calcType || 'Item',
      period: year?.averageCostPeriod || this.defaults.period || 'Day',
    };
  }

  /** The fiscal year of a date. Beyond the last one that is set up, years of twelve months follow. */
  fiscalYearOf(date: LedgerDate): DatePeriod {
    const day = dayOf(date);
    const own = lastUpTo(this.years, day);
    const next = this.years.find(year => year.startingDate > day)?.startingDate;
    if (!own) {
      const end = `${day.slice(0, 4)}-12-31`;
      return {start: `${day.slice(0, 4)}-01-01`, end: next !== undefined && next <= end ? addDays(next, -1) : end};
    }
    let start = own.startingDate;
    if (next !== undefined) return {start, end: addDays(next, -1)};
    while (addMonths(start, 12) <= day) start = addMonths(start, 12);
    return {start, end: addDays(addMonths(start, 12), -1)};
  }

  /** The average cost period of a date. */
  periodOf(date: LedgerDate): DatePeriod {
    const day = dayOf(date);
    const {period} = this.settingsOn(day);
    const year = this.fiscalYearOf(day);
    const natural = this.naturalPeriod(day, period, year);
    return {
      start: laterOf(natural.start, year.start),
      end: earlierOf(natural.end, year.end),
    };
  }

  /** The last day of the average cost period of a date. */
  endOf(date: LedgerDate): LedgerDate {
    const known = this.ends.get(date);
    if (known !== undefined) return known;
    const {end} = this.periodOf(date);
    this.ends.set(date, end);
    return end;
  }

  private naturalPeriod(day: LedgerDate, period: AverageCostPeriodType, year: DatePeriod): DatePeriod {
    const [yearNumber, month] = parts(day);
    switch (period) {
      case 'Week': {
        const start = addDays(day, -((weekday(day) + 6) % 7));
        return {start, end: addDays(start, 6)};
      }
      case 'Month':
        return {start: firstOfMonth(day), end: lastOfMonth(day)};
      case 'Quarter': {
        const start = `${yearNumber.toString().padStart(4, '0')}-${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
        return {start, end: addDays(addMonths(start, 3), -1)};
      }
      case 'Year':
        return year;
      case 'Accounting Period': {
        const own = lastUpTo(this.periods, day);
        const next = this.periods.find(candidate => candidate.startingDate > day);
        if (!own || !next) return {start: firstOfMonth(day), end: lastOfMonth(day)};
        return {start: own.startingDate, end: addDays(next.startingDate, -1)};
      }
      default:
        return {start: day, end: day};
    }
  }
}

/** 0 is Sunday. */
function weekday(day: LedgerDate): number {
  const [year, month, date] = parts(day);
  return new Date(Date.UTC(year, month - 1, date)).getUTCDay();
}

function lastUpTo(periods: readonly CostAccountingPeriod[], day: LedgerDate): CostAccountingPeriod | undefined {
  return periods.findLast(period => period.startingDate <= day);
}
