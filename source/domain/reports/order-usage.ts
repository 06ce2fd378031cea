/** What an order line used so far (costing.md 16): the cost that its output is split by. */
import {divideRounded, SCALE} from '../money.js';
import type {InventoryOrderType} from '../options.js';
import {FINE, type Split} from './cost-shares.js';

/** Sums of one order line, scaled; routing, percentage and rate as frozen in its order entry. */
export interface OrderLineUse {
  readonly orderType: InventoryOrderType;
  readonly orderNo: string;
  /** 0 for assembly orders, which are one line. */
  readonly orderLineNo: number;
  readonly material: bigint;
  readonly nonInventory: bigint;
  readonly capacity: bigint;
  readonly subcontracted: bigint;
  readonly capacityOverhead: bigint;
  readonly outputQuantity: bigint;
  /** Lines of one order with the same routing share its capacity; blank shares with none. */
  readonly routing: string;
  readonly indirectCostPercent: bigint;
  readonly overheadRate: bigint;
}

export const orderLineKey = (line: Pick<OrderLineUse, 'orderType' | 'orderNo' | 'orderLineNo'>): string =>
  [line.orderType, line.orderNo, line.orderLineNo].join('\u0001');

/** Per order line, the shares of its output and the output's quantity. Amounts are fine (cost-shares.ts). */
export function orderUsage(lines: readonly OrderLineUse[]): Map<string, {split: Split; outputQuantity: bigint}> {
  const routings = new Map<string, OrderLineUse[]>();
  for (const line of lines) {
    const key =
      line.routing === '' ? orderLineKey(line) : [line.orderType, line.orderNo, line.routing, ''].join('\u0001');
    routings.set(key, [...(routings.get(key) ?? []), line]);
  }
  const usage = new Map<string, {split: Split; outputQuantity: bigint}>();
  for (const sharing of routings.values()) {
    const sum = (part: 'capacity' | 'subcontracted' | 'capacityOverhead' | 'outputQuantity') =>
      sharing.reduce((total, line) => total + line[part], 0n);
    const output = sum('outputQuantity');
    for (const line of sharing) {
      const part = (whole: bigint) =>
        output === 0n ? whole * FINE : divideRounded(whole * FINE * line.outputQuantity, output);
      const [capacity, subcontracted, capacityOverhead] = [
        part(sum('capacity')),
        part(sum('subcontracted')),
        part(sum('capacityOverhead')),
      ];
      const base = (line.material + line.nonInventory) * FINE + capacity + subcontracted + capacityOverhead;
      const materialOverhead =
        divideRounded(base * line.indirectCostPercent, 100n * SCALE) +
        divideRounded(line.overheadRate * line.outputQuantity * FINE, SCALE);
      usage.set(orderLineKey(line), {
        split: {capacity, subcontracted, capacityOverhead, materialOverhead},
        outputQuantity: line.outputQuantity,
      });
    }
  }
  return usage;
}
