/**
 * What a line's quantity costs when it is posted (costing.md 2, 4, 9, 11): direct cost, indirect cost and, for
 * Standard items, the purchase variance. Signs are the entry's: what comes in is positive.
 */
import {SCALE, type Scaled} from '../../money.js';
import type {ItemLedgerEntry, StockKey} from '../entries.js';
import {directPartOf, type Exact, exactly, type Overhead, overheadOf, roundExact, withOverhead} from '../overhead.js';
import type {ItemCard} from './company.js';
import {isDirect, isIndirect, shareOfEntry} from './lot-cost.js';
import type {PostingLine} from './posting-line.js';
import type {Session} from './session.js';

export interface LineCost {
  direct: Scaled;
  indirect: Scaled;
  variance: Scaled;
  /** What the vendor is paid for it; 0 of other types. */
  purchaseAmount: Scaled;
}

export interface CostedQuantity {
  posting: PostingLine;
  item: ItemCard;
  place: StockKey;
  quantity: Scaled;
  invoiced: boolean;
  /** Inbound entry that a negative quantity is fixed-applied to. */
  corrected: ItemLedgerEntry | undefined;
  /** Outbound entry that a return reverses exactly. */
  reversed: ItemLedgerEntry | undefined;
}

const NOTHING: LineCost = {direct: 0n, indirect: 0n, variance: 0n, purchaseAmount: 0n};

/** The amount that a line names, before rounding; undefined where it names none. It takes the quantity's sign. */
export function namedAmount({
  posting: {line},
  quantity,
}: Pick<CostedQuantity, 'posting' | 'quantity'>): Exact | undefined {
  if (line.amount !== undefined && line.entryType !== 'Sale') {
    return exactly(quantity < 0n && line.amount > 0n ? -line.amount : line.amount);
  }
  return line.unitCost === undefined ? undefined : line.unitCost * quantity;
}

export async function costOf(session: Session, costed: CostedQuantity): Promise<LineCost> {
  const {posting, item, quantity, corrected, reversed} = costed;
  if (item.inventoryValueZero) return NOTHING;
  if (reversed) return {...NOTHING, direct: -shareOfEntry(session, reversed, quantity)};
  const unitCost = await session.unitCost(item, costed.place);
  switch (posting.line.entryType) {
    case 'Purchase':
      return costed.invoiced ? purchaseInvoice(session, costed, unitCost) : purchaseReceipt(session, costed, unitCost);
    case 'Assembly Output':
      return assemblyOutput(session, costed, unitCost);
    default: {
      const {amountPrecision} = session.settings;
      if (posting.line.entryType === 'Output' && corrected) {
        return {...NOTHING, direct: -shareOfEntry(session, corrected, quantity)};
      }
      const standard = item.costingMethod === 'Standard';
      const exact = (standard ? undefined : namedAmount(costed)) ?? unitCost * quantity;
      return {...NOTHING, direct: roundExact(exact, amountPrecision)};
    }
  }
}

/** Expected cost, which contains the overhead. */
function purchaseReceipt(session: Session, costed: CostedQuantity, unitCost: Scaled): LineCost {
  const {item, quantity, corrected} = costed;
  const precision = session.settings.amountPrecision;
  const named = namedAmount(costed);
  const purchaseAmount = named === undefined ? 0n : roundExact(named, precision);
  if (item.costingMethod !== 'Standard') {
    if (named !== undefined) {
      return {...NOTHING, direct: withOverhead(named, quantity, overheadFor(item), precision), purchaseAmount};
    }
    if (corrected) {
      const cost = shareOfEntry(session, corrected, quantity, value => isDirect(value) || isIndirect(value));
      return {...NOTHING, direct: -cost, purchaseAmount};
    }
  }
  return {...NOTHING, direct: roundExact(unitCost * quantity, precision), purchaseAmount};
}

function purchaseInvoice(session: Session, costed: CostedQuantity, unitCost: Scaled): LineCost {
  const {item, quantity} = costed;
  const precision = session.settings.amountPrecision;
  const {direct, indirect} = purchaseParts(session, costed, unitCost);
  const standard = roundExact(unitCost * quantity, precision);
  const variance = item.costingMethod === 'Standard' ? standard - direct - indirect : 0n;
  return {direct, indirect, variance, purchaseAmount: direct};
}

function purchaseParts(
  session: Session,
  costed: CostedQuantity,
  unitCost: Scaled,
): Pick<LineCost, 'direct' | 'indirect'> {
  const {item, quantity, corrected} = costed;
  const precision = session.settings.amountPrecision;
  const overhead = overheadFor(item);
  const named = namedAmount(costed);
  const mirrored = corrected ? -shareOfEntry(session, corrected, quantity, isIndirect) : undefined;
  if (named !== undefined) {
    const direct = roundExact(named, precision);
    return {direct, indirect: mirrored ?? overheadOf(direct, quantity, overhead, precision)};
  }
  if (corrected) {
    return {direct: -shareOfEntry(session, corrected, quantity, isDirect), indirect: mirrored ?? 0n};
  }
  const full = roundExact(unitCost * quantity, precision);
  if (quantity < 0n) return {direct: full, indirect: 0n};
  if (item.costingMethod === 'Standard') {
    return {direct: full, indirect: overheadOf(full, quantity, overhead, precision)};
  }
  const direct = directPartOf(full, quantity, overhead, precision);
  return {direct, indirect: full - direct};
}

function assemblyOutput(session: Session, costed: CostedQuantity, unitCost: Scaled): LineCost {
  const {item, quantity, corrected} = costed;
  const precision = session.settings.amountPrecision;
  const standard = item.costingMethod === 'Standard';
  if (corrected && !standard) {
    const direct = -shareOfEntry(session, corrected, quantity, isDirect);
    return {...NOTHING, direct, indirect: -shareOfEntry(session, corrected, quantity, isIndirect)};
  }
  const named = standard ? undefined : namedAmount(costed);
  const full = roundExact(named ?? unitCost * quantity, precision);
  if (standard) return {...NOTHING, direct: full};
  const direct = directPartOf(full, quantity, overheadFor(item), precision);
  return {...NOTHING, direct, indirect: full - direct};
}

const overheadFor = (item: ItemCard): Overhead => ({percent: item.indirectCostPercent, rate: item.overheadRate});

/** The full cost of a centre's time, and its direct part (costing.md 11). */
export function capacityCost(
  session: Session,
  time: Scaled,
  full: Exact,
  overhead: Overhead,
): Pick<LineCost, 'direct' | 'indirect'> {
  const precision = session.settings.amountPrecision;
  const cost = roundExact(full, precision);
  const direct = directPartOf(cost, time, overhead, precision);
  return {direct, indirect: cost - direct};
}

/** The full cost of a time unit of a centre whose card has only the direct unit cost. */
export function fullUnitCost(session: Session, direct: Scaled, overhead: Overhead): Scaled {
  return withOverhead(exactly(direct), SCALE, overhead, session.settings.unitAmountPrecision);
}
