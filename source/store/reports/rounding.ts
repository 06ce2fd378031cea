import type {Database} from '../database.js';
import {generalLedgerSetup} from '../tables/index.js';

/** The ledger's amount rounding precision; 0.01 where the setup has none. */
export async function readRounding(database: Database): Promise<bigint> {
  const setup = await database.find(generalLedgerSetup, '');
  return setup && setup.amountRoundingPrecision > 0n ? setup.amountRoundingPrecision : 1000n;
}
