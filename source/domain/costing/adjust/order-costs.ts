/** What the outputs of an order line cost (costing.md 16): actual usage, standard shares, variances, distribution. */
import {divideRounded, multiply, proportion} from '../../money.js';
import type {CostEntryType, CostVarianceType} from '../../options.js';
import {overheadOf} from '../overhead.js';

/** Cost by its kind. */
export interface CostShares {
  material: bigint;
  materialNonInventory: bigint;
  capacity: bigint;
  subcontracted: bigint;
  capacityOverhead: bigint;
  manufacturingOverhead: bigint;
}

export const noShares = (): CostShares => ({
  material: 0n,
  materialNonInventory: 0n,
  capacity: 0n,
  subcontracted: 0n,
  capacityOverhead: 0n,
  manufacturingOverhead: 0n,
});

export const sumOfShares = (shares: CostShares): bigint =>
  shares.material +
  shares.materialNonInventory +
  shares.capacity +
  shares.subcontracted +
  shares.capacityOverhead +
  shares.manufacturingOverhead;

/** An amount of one kind of value entry on an output. */
export interface OutputCost {
  entryType: CostEntryType;
  varianceType: CostVarianceType;
  amount: bigint;
}

/** Overhead of the item, as the order entry keeps it. */
export interface OrderOverhead {
  percent: bigint;
  rate: bigint;
}

/** Actual usage with the item's overhead on top: of everything else, and a rate per unit put out. */
export function withItemOverhead(
  usage: CostShares,
  quantity: bigint,
  overhead: OrderOverhead,
  precision: bigint,
): CostShares {
  const base =
    usage.material + usage.materialNonInventory + usage.capacity + usage.subcontracted + usage.capacityOverhead;
  return {...usage, manufacturingOverhead: overheadOf(base, quantity, overhead, precision)};
}

/**
 * Standard shares per unit as they are frozen: where none are kept, or they do not reach the standard cost, the rest
 * is material, so that they always add up to it. For assembly the overhead is what the others leave.
 */
export function standardShares(shares: CostShares, standardCost: bigint, assembly: boolean): CostShares {
  const others = shares.materialNonInventory + shares.capacity + shares.subcontracted + shares.capacityOverhead;
  const none = others === 0n && shares.material === 0n && shares.manufacturingOverhead === 0n;
  if (none) return {...noShares(), material: standardCost};
  if (assembly) return {...shares, manufacturingOverhead: standardCost - others - shares.material};
  return {...shares, material: standardCost - others - shares.manufacturingOverhead};
}

/** Shares of a company in which non-inventory cost is no share of its own: it counts as material. */
export const withoutNonInventory = (shares: CostShares): CostShares => ({
  ...shares,
  material: shares.material + shares.materialNonInventory,
  materialNonInventory: 0n,
});

/**
 * What all outputs of a line cost together, in the order in which it is posted on each: direct cost, indirect cost,
 * direct cost of what is no inventory, and, where `standard` (shares per unit) is given, one variance a kind.
 */
export function outputCosts(
  actual: CostShares,
  quantity: bigint,
  standard: CostShares | undefined,
  precision: bigint,
): OutputCost[] {
  const costs: OutputCost[] = [
    cost('Direct Cost', '', actual.material + actual.capacity + actual.subcontracted + actual.capacityOverhead),
    cost('Indirect Cost', '', actual.manufacturingOverhead),
    cost('Direct Cost - Non Inventory', '', actual.materialNonInventory),
  ];
  if (!standard) return costs;
  const expected = inFull(standard, quantity, precision);
  for (const [kind, varianceType] of VARIANCES) {
    costs.push(cost('Variance', varianceType, expected[kind] - actual[kind]));
  }
  return costs;
}

const VARIANCES: readonly (readonly [keyof CostShares, CostVarianceType])[] = [
  ['material', 'Material'],
  ['materialNonInventory', 'Material - Non Inventory'],
  ['capacity', 'Capacity'],
  ['capacityOverhead', 'Capacity Overhead'],
  ['manufacturingOverhead', 'Manufacturing Overhead'],
  ['subcontracted', 'Subcontracted'],
];

const cost = (entryType: CostEntryType, varianceType: CostVarianceType, amount: bigint): OutputCost => ({
  entryType,
  varianceType,
  amount,
});

/** Shares per unit times a quantity; each is rounded, and what that leaves of the standard cost goes to material. */
function inFull(shares: CostShares, quantity: bigint, precision: bigint): CostShares {
  const full = noShares();
  let perUnit = 0n;
  let sum = 0n;
  for (const kind of Object.keys(full) as (keyof CostShares)[]) {
    full[kind] = multiply(shares[kind], quantity, precision);
    perUnit += shares[kind];
    sum += full[kind];
  }
  full.material += multiply(perUnit, quantity, precision) - sum;
  return full;
}

/** An output entry of the line; a reversed output names the entry that it reverses. */
export interface OutputQuantity {
  no: number;
  quantity: bigint;
  reverses: number;
}

/**
 * Spreads an amount over outputs in entry order: each takes its share of what is left, so that nothing is lost. A
 * reversed output is paired with its original: the two carry the reversed quantity at the line's cost per unit, with
 * opposite signs.
 */
export function distribute(amount: bigint, outputs: readonly OutputQuantity[], precision: bigint): Map<number, bigint> {
  const net = new Map(outputs.map(output => [output.no, output.quantity]));
  const pairs: {original: number; reversal: number; quantity: bigint}[] = [];
  for (const output of outputs) {
    if (output.quantity >= 0n || !net.has(output.reverses)) continue;
    pairs.push({original: output.reverses, reversal: output.no, quantity: -output.quantity});
    net.set(output.reverses, (net.get(output.reverses) ?? 0n) + output.quantity);
    net.set(output.no, 0n);
  }
  const result = new Map<number, bigint>();
  let amountLeft = amount;
  let quantityLeft = [...net.values()].reduce((sum, quantity) => sum + quantity, 0n);
  const total = quantityLeft;
  for (const {no} of outputs) {
    const quantity = net.get(no) ?? 0n;
    const share = quantityLeft === 0n ? 0n : proportion(amountLeft, quantity, quantityLeft, precision);
    result.set(no, share);
    amountLeft -= share;
    quantityLeft -= quantity;
  }
  for (const {original, reversal, quantity} of pairs) {
    const share = total === 0n ? 0n : proportion(amount, quantity, total, precision);
    result.set(original, (result.get(original) ?? 0n) + share);
    result.set(reversal, (result.get(reversal) ?? 0n) - share);
  }
  return result;
}

/** A line's part of the capacity that lines of one routing share, by output; the last line takes what is left. */
export function sharedCapacity(amount: bigint, quantities: readonly bigint[], precision: bigint): bigint[] {
  const total = quantities.reduce((sum, quantity) => sum + quantity, 0n);
  if (total === 0n) return quantities.map((_, index) => (index === 0 ? amount : 0n));
  let cumulated = 0n;
  let given = 0n;
  return quantities.map(quantity => {
    cumulated += quantity;
    const share = divideRounded(amount * cumulated, total * precision) * precision - given;
    given += share;
    return share;
  });
}
