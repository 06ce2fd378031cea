/** What a measurement found, for the one table that `npm run bench` prints at the end. */

export interface Figure {
  /** What was done, to how much. */
  readonly name: string;
  readonly seconds: number;
  /** How long it may take, where no reference says so. */
  readonly secondsAllowed?: number;
  /** The least that somebody else's program, or one statement, needs for the same. */
  readonly reference?: {readonly name: string; readonly seconds: number};
  /** How many times the reference is allowed. */
  readonly limit?: number;
  /** Peak memory of the process, and what is allowed. */
  readonly megabytes?: number;
  readonly megabytesAllowed?: number;
}

/** Hands a figure to bench/run.ts, where that started this process. */
export function tellFigure(figure: Figure): void {
  process.send?.(figure);
}
