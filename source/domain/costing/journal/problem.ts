/** Why a line cannot be posted: thrown while it is worked on, caught by the job, which lists every bad line. */
import type {Message, MessageParameter} from '../../message.js';
import {message} from '../../message.js';

export class LineProblem extends Error {
  constructor(
    /** Header of the cell that is to blame; undefined where it is the line as a whole. */
    readonly column: string | undefined,
    readonly explanation: Message,
  ) {
    super(explanation.key);
    this.name = 'LineProblem';
  }
}

/** Throws the problem with this key of the messages `costing.journal.*`. */
export function refuse(
  column: string | undefined,
  key: string,
  params?: Readonly<Record<string, MessageParameter>>,
): never {
  throw new LineProblem(column, message(`costing.journal.${key}`, params));
}
