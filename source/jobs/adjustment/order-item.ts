/** The item that an order line makes: how it is costed, and the standard shares that variances are measured at. */
import {noShares, standardShares, type CostShares} from '../../domain/costing/adjust/order-costs.js';
import type {Database} from '../../store/database.js';
import {
  item as itemTable,
  stockkeepingUnit,
  type InventoryAdjmtEntryOrder,
  type Item,
  type StockkeepingUnit,
} from '../../store/tables/index.js';

export interface OrderItem {
  average: boolean;
  standard: boolean;
  /** Per unit: frozen in the order entry when it is adjusted for the first time (costing.md 16). */
  shares: CostShares;
}

/** The item of a line, at the place of its output. */
export async function orderItem(
  database: Database,
  line: InventoryAdjmtEntryOrder,
  place: {locationCode: string; variantCode: string} | undefined,
): Promise<OrderItem> {
  const card = await database.find(itemTable, line.itemNo);
  if (!card)
    return {average: false, standard: false, shares: line.completelyInvoiced ? frozenShares(line) : noShares()};
  const standard = card.costingMethod === 'Standard';
  if (line.completelyInvoiced) return {average: card.costingMethod === 'Average', standard, shares: frozenShares(line)};
  const unit = place
    ? await database.find(stockkeepingUnit, place.locationCode, line.itemNo, place.variantCode)
    : undefined;
  return {average: card.costingMethod === 'Average', standard, shares: cardShares(unit ?? card, line, standard)};
}

function cardShares(card: Item | StockkeepingUnit, line: InventoryAdjmtEntryOrder, standard: boolean): CostShares {
  const shares: CostShares = {
    material: card.singleLevelMaterialCost,
    materialNonInventory: card.singleLevelMaterialNonInventoryCost,
    capacity: card.singleLevelCapacityCost,
    subcontracted: card.singleLevelSubcontrdCost,
    capacityOverhead: card.singleLevelCapOvhdCost,
    manufacturingOverhead: card.singleLevelMfgOvhdCost,
  };
  return standard ? standardShares(shares, card.standardCost, line.orderType === 'Assembly') : shares;
}

function frozenShares(line: InventoryAdjmtEntryOrder): CostShares {
  return {
    material: line.singleLevelMaterialCost,
    materialNonInventory: line.singleLevelMaterialNonInventoryCost,
    capacity: line.singleLevelCapacityCost,
    subcontracted: line.singleLevelSubcontrdCost,
    capacityOverhead: line.singleLevelCapOvhdCost,
    manufacturingOverhead: line.singleLevelMfgOvhdCost,
  };
}
