/** Last Direct Cost and Unit Cost of item and stockkeeping unit, as postings move them (costing.md 13). */
import {divide, type Scaled} from '../../money.js';
import type {ItemLedgerEntry, StockKey} from '../entries.js';
import type {ItemCard} from './company.js';
import type {Session} from './session.js';

/** After an invoiced inbound of `quantity` (this entry is counted in the net already) at a direct cost. */
export async function moveUnitCost(
  session: Session,
  item: ItemCard,
  place: StockKey,
  quantity: Scaled,
  direct: Scaled,
): Promise<void> {
  if (quantity <= 0n || direct <= 0n) return;
  const lastDirectCost = divide(direct, quantity, session.settings.unitAmountPrecision);
  session.fits(lastDirectCost);
  const stockWasEmpty = (net: Scaled) => net > 0n && net <= quantity;
  const standard = item.costingMethod === 'Standard';
  item.lastDirectCost = lastDirectCost;
  if (standard) keepStandard(item);
  else if (stockWasEmpty(await session.set.netInvoicedQuantity(item.no))) item.unitCost = lastDirectCost;
  session.items.add(item);
  const sku = await session.cards.sku(place);
  if (!sku) return;
  sku.lastDirectCost = lastDirectCost;
  if (standard) keepStandard(sku);
  else if (stockWasEmpty(await session.set.netInvoicedQuantity(item.no, keyOf(place)))) sku.unitCost = lastDirectCost;
  session.skus.add(sku);
}

/** The unit cost of a Standard item is its standard cost. A card without one was imported without that column. */
function keepStandard(card: {standardCost: Scaled; unitCost: Scaled}): void {
  if (card.standardCost !== 0n) card.unitCost = card.standardCost;
}

const keyOf = ({itemNo, variantCode, locationCode}: StockKey): StockKey => ({itemNo, variantCode, locationCode});

/** Whether an entry's cost is the average of its period (costing.md 14.2). */
export function isValuedByAverage(item: ItemCard, entry: ItemLedgerEntry): boolean {
  return (
    item.costingMethod === 'Average' &&
    item.type === 'Inventory' &&
    !entry.positive &&
    entry.appliesToEntry === 0 &&
    entry.entryType !== 'Output'
  );
}
