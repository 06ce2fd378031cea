/** What happens to one item, told so that neither the engine nor the auditor need to know the other. */

export const METHODS = ['FIFO', 'LIFO', 'Specific', 'Average', 'Standard'] as const;
export type Method = (typeof METHODS)[number];

/** One thing that happens. `of` and `from` are indices of earlier events of the same history; quantities are pieces. */
export type AuditEvent =
  | {kind: 'receive'; day: number; place: string; quantity: bigint; cents: bigint; invoiced: boolean}
  | {kind: 'issue'; day: number; place: string; quantity: bigint; invoiced: boolean; from?: number}
  | {kind: 'invoice'; day: number; of: number; cents: bigint}
  | {kind: 'charge'; day: number; of: number; cents: bigint}
  | {kind: 'giveBack'; day: number; of: number; quantity: bigint}
  | {kind: 'move'; day: number; place: string; to: string; quantity: bigint; from?: number};

export interface History {
  method: Method;
  /** Standard cost of a piece, in cents. */
  standard: bigint;
  /** Days since the first of the year never go back. */
  events: readonly AuditEvent[];
}

/** Average cost periods the auditor knows. */
export const PERIODS = ['Day', 'Week', 'Month'] as const;
export type Period = (typeof PERIODS)[number];

/** The day of a history as a date of 2026. */
export const dateOf = (day: number): string => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);

/** A number that two days share if they are in the same average cost period, and that rises with time. */
export function periodOf(day: number, period: Period): number {
  if (period === 'Day') return day;
  // 2026 begins on a Thursday; weeks begin on Mondays.
  return period === 'Week' ? Math.floor((day + 3) / 7) : Number(dateOf(day).slice(5, 7));
}
