/** Whether one entry gets its cost from another, over any chain of applications and orders (costing.md 7). */
import type {ItemApplicationEntry, ItemLedgerEntry, OrderReference} from '../entries.js';
import type {Awaitable} from './company.js';
import type {Session} from './session.js';

/** The outbound entry that an application is for: by number where it is posted, by order where it is consumed. */
export interface Taker extends OrderReference {
  /** 0 while it has no number. */
  entryNo: number;
  consumption: boolean;
}

export const takerOf = (entry: ItemLedgerEntry): Taker => ({
  entryNo: entry.entryNo,
  orderType: entry.orderType,
  orderNo: entry.orderNo,
  orderLineNo: entry.orderLineNo,
  consumption: entry.entryType === 'Consumption' || entry.entryType === 'Assembly Consumption',
});

/** Walks from entries to where their cost comes from, each entry once. */
export class CostChain {
  /** What is known of an entry; false while its own sources are still being walked. */
  private readonly known = new Map<number, boolean>();

  constructor(
    private readonly session: Session,
    private readonly taker: Taker,
  ) {}

  /** Whether the taker can be the source of anything: else nothing was made or returned from it yet. */
  canFeedOthers(): Awaitable<boolean> {
    if (this.taker.entryNo !== 0) return true;
    if (!this.taker.consumption) return false;
    const {orderType, orderNo, orderLineNo} = this.taker;
    return this.session.set.entriesOfOrder(orderType, orderNo, orderLineNo).then(entries => entries.some(isOutput));
  }

  /** Whether an inbound entry gets cost from the taker. */
  async reachesFromInbound(entry: ItemLedgerEntry): Promise<boolean> {
    if (entry.entryType === 'Purchase') return false;
    return this.once(entry.entryNo, () => this.walkInbound(entry));
  }

  private async walkInbound(entry: ItemLedgerEntry): Promise<boolean> {
    const own = (await this.session.set.rowsOf(entry.entryNo)).filter(row => row.inboundItemEntryNo === entry.entryNo);
    for (const row of own) {
      if (await this.followsLot(entry, row)) {
        if (await this.reachesFromInbound(await this.session.set.knownEntry(row.transferredFromEntryNo))) return true;
        continue;
      }
      if (row.outboundItemEntryNo !== 0 && (await this.reachesFromOutbound(row.outboundItemEntryNo))) return true;
    }
    return isOutput(entry) && (await this.reachesFromOrder(entry));
  }

  /** A transfer receipt gets its cost from its own lot, whatever else the transfer took; of an Average item it does not. */
  private async followsLot(entry: ItemLedgerEntry, row: ItemApplicationEntry): Promise<boolean> {
    if (row.transferredFromEntryNo === 0) return false;
    return (await this.session.item(entry.itemNo)).costingMethod !== 'Average';
  }

  /** Whether an outbound entry is the taker, or gets cost from it. */
  async reachesFromOutbound(entryNo: number): Promise<boolean> {
    if (entryNo === this.taker.entryNo) return true;
    return this.once(entryNo, () => this.walkOutbound(entryNo));
  }

  private async walkOutbound(entryNo: number): Promise<boolean> {
    for (const row of await this.session.set.rowsOf(entryNo)) {
      if (row.quantity >= 0n || !row.costApplication) continue;
      if (await this.reachesFromInbound(await this.session.set.knownEntry(row.inboundItemEntryNo))) return true;
    }
    return false;
  }

  /** Whether the output of an order gets cost from the taker: it is, or depends on, something the order consumed. */
  async reachesFromOrder({orderType, orderNo, orderLineNo}: OrderReference): Promise<boolean> {
    if (orderNo === '') return false;
    const {taker} = this;
    if (
      taker.consumption &&
      taker.orderType === orderType &&
      taker.orderNo === orderNo &&
      taker.orderLineNo === orderLineNo
    ) {
      return true;
    }
    for (const entry of await this.session.set.entriesOfOrder(orderType, orderNo, orderLineNo)) {
      if (entry.positive || isOutput(entry)) continue;
      if (await this.reachesFromOutbound(entry.entryNo)) return true;
    }
    return false;
  }

  private async once(entryNo: number, walk: () => Promise<boolean>): Promise<boolean> {
    const known = this.known.get(entryNo);
    if (known !== undefined) return known;
    this.known.set(entryNo, false);
    const result = await walk();
    this.known.set(entryNo, result);
    return result;
  }
}

/**
 * Whether a return of goods to an order would go round in a circle: what it takes its cost from gets it from this very
 * order line, as the reversal of an output does that is to bring consumption back.
 */
export async function returnsInACircle(session: Session, taker: Taker, reversed: ItemLedgerEntry): Promise<boolean> {
  const sameLine =
    taker.orderNo !== '' &&
    reversed.orderType === taker.orderType &&
    reversed.orderNo === taker.orderNo &&
    reversed.orderLineNo === taker.orderLineNo;
  if (sameLine && takerOf(reversed).consumption !== taker.consumption) return true;
  const chain = new CostChain(session, taker);
  return (await chain.canFeedOthers()) && (await chain.reachesFromOutbound(reversed.entryNo));
}

export const isOutput = (entry: ItemLedgerEntry): boolean =>
  entry.entryType === 'Output' || entry.entryType === 'Assembly Output';
