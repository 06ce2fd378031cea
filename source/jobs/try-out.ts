/** Trying a job out: it runs as it would, and leaves nothing behind. */
import type {Database} from '../store/database.js';

/** Ends the transaction by a throw, with the result in hand. */
class TriedOut extends Error {
  constructor(readonly result: unknown) {
    super('tried out');
  }
}

/** Runs work in a transaction that is rolled back; its result tells what it would have done. */
export async function tryOut<Result>(
  database: Database,
  work: (transaction: Database) => Promise<Result>,
): Promise<Result> {
  try {
    return await database.transaction(async transaction => {
      throw new TriedOut(await work(transaction));
    });
  } catch (thrown) {
    if (thrown instanceof TriedOut) return thrown.result as Result;
    throw thrown;
  }
}
