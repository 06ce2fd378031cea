/**
 * What an order's rates and standard shares are in the additional reporting currency: adjustment has no exchange
 * rates of its own and converts as what is posted on the order was converted.
 */
import {divideRounded} from '../../money.js';
import type {CostEntry, Money} from './entries.js';
import {sumOfShares, type CostShares} from './order-costs.js';

export interface AcyRate {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The rate at which the outputs were posted or, where they carry no amount, what was used for them. */
export function acyRate(outputs: readonly CostEntry[], usage: Record<keyof Money, CostShares>): AcyRate {
  const posted: Money = {lcy: 0n, acy: 0n};
  for (const {values} of outputs) {
    const [first] = values;
    if (!first) continue;
    posted.lcy += first.actual.lcy + first.expected.lcy;
    posted.acy += first.actual.acy + first.expected.acy;
  }
  const used: Money = {lcy: sumOfShares(usage.lcy), acy: sumOfShares(usage.acy)};
  const {lcy, acy} = posted.lcy !== 0n && posted.acy !== 0n ? posted : used;
  return lcy === 0n ? {numerator: 0n, denominator: 1n} : {numerator: acy, denominator: lcy};
}

/** An amount of local currency at the rate, to five decimals. */
export const toAcy = (amount: bigint, {numerator, denominator}: AcyRate): bigint =>
  divideRounded(amount * numerator, denominator);

export const sharesToAcy = (shares: CostShares, rate: AcyRate): CostShares => ({
  material: toAcy(shares.material, rate),
  materialNonInventory: toAcy(shares.materialNonInventory, rate),
  capacity: toAcy(shares.capacity, rate),
  subcontracted: toAcy(shares.subcontracted, rate),
  capacityOverhead: toAcy(shares.capacityOverhead, rate),
  manufacturingOverhead: toAcy(shares.manufacturingOverhead, rate),
});
