/** What happens to an item, told so that neither the engine nor the auditor need to know the other. */

export const METHODS = ['FIFO', 'LIFO', 'Specific', 'Average', 'Standard'] as const;
export type Method = (typeof METHODS)[number];

/** Where goods lie. */
export interface Place {
  place: string;
  variant: string;
}

/** One thing that happens. `of` and `from` are indices of earlier events of the same history; quantities are pieces. */
export type AuditEvent =
  | ({kind: 'receive'; day: number; quantity: bigint; cents: bigint; invoiced: boolean} & Place)
  | ({kind: 'find'; day: number; quantity: bigint; cents: bigint} & Place)
  | ({kind: 'issue'; day: number; quantity: bigint; invoiced: boolean; from?: number} & Place)
  | ({kind: 'lose'; day: number; quantity: bigint; from?: number} & Place)
  | ({kind: 'sendBack'; day: number; quantity: bigint; from?: number} & Place)
  | ({kind: 'move'; day: number; to: string; quantity: bigint; from?: number} & Place)
  | {kind: 'invoice'; day: number; of: number; quantity: bigint; cents: bigint}
  | {kind: 'charge'; day: number; of: number; cents: bigint}
  | {kind: 'giveBack'; day: number; of: number; quantity: bigint}
  /** By hand: a whole lot to a new unit cost, in cents; calculated: all that is there. */
  | {kind: 'revalue'; day: number; of: number; cents: bigint}
  | {kind: 'revalueAll'; day: number; cents: bigint}
  /** A component goes into an order, work is done for it, a product comes out of it, a production order is finished. */
  | ({kind: 'consume'; day: number; order: Order; quantity: bigint} & Place)
  | {kind: 'work'; day: number; order: Order; time: bigint; cents: bigint}
  | ({kind: 'make'; day: number; order: Order; quantity: bigint} & Place)
  | {kind: 'finish'; day: number; order: Order};

/** An order of a history: what kind it is, and its number there. */
export interface Order {
  assembly: boolean;
  number: number;
}

/** What is made of the item in the orders of a history; some events are about it. */
export interface Product {
  method: Method;
  standard: bigint;
  /** Indices of the events that are about it. */
  events: ReadonlySet<number>;
}

/** Overhead of what is made (of a piece in cents), and of work (of a unit of time). */
export const PRODUCT_OVERHEAD = {percent: 10n, rate: 25n};
export const WORK_OVERHEAD = {percent: 20n, rate: 40n};

export interface History {
  method: Method;
  /** Standard cost of a piece, in cents. */
  standard: bigint;
  product?: Product;
  events: readonly AuditEvent[];
}

/** Average cost periods the auditor knows. */
const PERIODS = ['Day', 'Week', 'Month', 'Quarter'] as const;
export type Period = (typeof PERIODS)[number];

/** How a company keeps its costs, and how often it adjusts them. */
export interface Setting {
  period: Period;
  /** One average for each location and variant, or for the item. */
  perPlace: boolean;
  /** After how many events of a history cost is adjusted; 0: once, when all is posted. */
  rhythm: number;
}

/** The setting of the company with this number. */
export function settingOf(company: number): Setting {
  return {
    period: PERIODS[company % PERIODS.length] ?? 'Day',
    perPlace: (company + (company >> 2)) % 2 === 1,
    rhythm: [0, 3, 1][company % 3] ?? 0,
  };
}

/** The day of a history as a date of 2026. */
export const dateOf = (day: number): string => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);

/** A number that two days share if they are in the same average cost period, and that rises with time. */
export function periodOf(day: number, period: Period): number {
  if (period === 'Day') return day;
  // 2026 begins on a Thursday; weeks begin on Mondays.
  if (period === 'Week') return Math.floor((day + 3) / 7);
  const month = Number(dateOf(day).slice(5, 7));
  return period === 'Month' ? month : Math.ceil(month / 3);
}
