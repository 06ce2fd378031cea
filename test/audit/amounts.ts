/** Money in whole cents, quantities in whole pieces, unit costs in thousandths of a cent. */

const THOUSAND = 1000n;

/** `part / whole` of an amount, half away from zero. */
export function share(amount: bigint, part: bigint, whole: bigint): bigint {
  const [numerator, denominator] = whole < 0n ? [-amount * part, -whole] : [amount * part, whole];
  const magnitude = ((numerator < 0n ? -numerator : numerator) * 2n + denominator) / (2n * denominator);
  return numerator < 0n ? -magnitude : magnitude;
}

/** Cents of a number of pieces at a unit cost. */
export const atUnitCost = (quantity: bigint, unitCost: bigint): bigint => share(unitCost, quantity, THOUSAND);

/** Unit cost of a number of pieces that cost so many cents. */
export const unitCostOf = (cents: bigint, quantity: bigint): bigint => share(cents * THOUSAND, 1n, quantity);

export const sum = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((total, amount) => total + amount, 0n);
