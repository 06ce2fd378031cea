/** Lots of one item, as a plain list: what lies where, and who took from it. Quantities only (costing.md 7). */
import type {Method} from './history.js';

export interface Lot {
  /** Index of the event that brought it. */
  event: number;
  day: number;
  place: string;
  quantity: bigint;
  left: bigint;
}

export interface Taken {
  lot: Lot;
  quantity: bigint;
}

/** The smaller of two quantities. */
export const smaller = (left: bigint, right: bigint): bigint => (right < left ? right : left);

export class Lots {
  readonly list: Lot[] = [];

  constructor(private readonly method: Method) {}

  put(event: number, day: number, place: string, quantity: bigint): Lot {
    const lot = {event, day, place, quantity, left: quantity};
    this.list.push(lot);
    return lot;
  }

  /** Lots with something left at a place, in the order in which they leave. */
  open(place: string): Lot[] {
    const open = this.list.filter(lot => lot.left > 0n && lot.place === place);
    return this.method === 'LIFO' ? open.reverse() : open;
  }

  /** Takes from a place, or from what one event brought there. */
  take(place: string, quantity: bigint, from?: number): Taken[] {
    const taken: Taken[] = [];
    let wanted = quantity;
    for (const lot of this.open(place)) {
      if (wanted === 0n) break;
      if (from !== undefined && lot.event !== from) continue;
      const part = smaller(lot.left, wanted);
      lot.left -= part;
      wanted -= part;
      taken.push({lot, quantity: part});
    }
    if (wanted > 0n) throw new Error('the history issues more than there is');
    return taken;
  }
}
