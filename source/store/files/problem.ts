import type {ErrorDetail} from '../../errors.js';

/**
 * Something wrong in a file that keeps the rest of it from being read (not text, cut off, no header). Problems of
 * single cells are values, collected while reading; this one is thrown, and the reader goes on with the next file.
 */
export class FileProblem extends Error {
  constructor(readonly detail: ErrorDetail) {
    super(detail.message.key);
    this.name = 'FileProblem';
  }
}
