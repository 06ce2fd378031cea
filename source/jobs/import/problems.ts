import {message} from '../../domain/message.js';
import {type ErrorDetail, Refusal} from '../../errors.js';

/** How many problems are listed before reading stops. */
const MOST = 100;

/** Thrown to stop reading once enough is wrong. */
class EnoughProblems extends Error {}

/** What is wrong with the files of one import. */
export class Problems {
  private readonly details: ErrorDetail[] = [];

  get any(): boolean {
    return this.details.length > 0;
  }

  /** Adds a problem; the hundredth stops the import. */
  add(detail: ErrorDetail): void {
    this.details.push(detail);
    if (this.details.length >= MOST) throw new EnoughProblems();
  }

  /** Runs a step that may find problems; refuses the import with all of them, file by file and line by line. */
  async refuseUnlessNone<T>(work: () => Promise<T>): Promise<T> {
    let result: T;
    try {
      result = await work();
    } catch (error) {
      if (!(error instanceof EnoughProblems)) throw error;
      throw this.refusal('files.refused-many');
    }
    if (this.any) throw this.refusal('files.refused');
    return result;
  }

  private refusal(key: string): Refusal {
    const files = [...new Set(this.details.map(detail => detail.file))];
    const sorted = this.details.toSorted(
      (left, right) => files.indexOf(left.file) - files.indexOf(right.file) || (left.line ?? 0) - (right.line ?? 0),
    );
    return new Refusal('bad-input', message(key, {count: sorted.length}), sorted);
  }
}
