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
  /** The same in the additional reporting currency, once they are frozen. */
  acyShares: CostShares | undefined;
}

/** The item of a line, at the place of its output. */
export async function orderItem(
  database: Database,
  line: InventoryAdjmtEntryOrder,
  place: {locationCode: string; variantCode: string} | undefined,
): Promise<OrderItem> {
  const card = await database.find(itemTable, line.itemNo);
  const average = card?.costingMethod === 'Average';
  const standard = card?.costingMethod === 'Standard';
  if (line.completelyInvoiced) {
    return {average, standard, shares: frozenShares(line), acyShares: frozenAcyShares(line)};
  }
  const unit =
    card && place
      ? await database.find(stockkeepingUnit, place.locationCode, line.itemNo, place.variantCode)
      : undefined;
  const shares = card ? cardShares(unit ?? card, line, standard) : noShares();
  return {average, standard, shares, acyShares: undefined};
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

/** Undefined where they were frozen without: before the company had the currency. */
function frozenAcyShares(line: InventoryAdjmtEntryOrder): CostShares | undefined {
  const shares: CostShares = {
    material: line.singleLvlMaterialCostAcy,
    materialNonInventory: line.singleLevelMaterialNonInventoryCostAcy,
    capacity: line.singleLvlCapacityCostAcy,
    subcontracted: line.singleLvlSubcontrdCostAcy,
    capacityOverhead: line.singleLvlCapOvhdCostAcy,
    manufacturingOverhead: line.singleLvlMfgOvhdCostAcy,
  };
  return Object.values(shares).some(share => share !== 0n) ? shares : undefined;
}

/** The order entry's fields that freeze the shares. */
export function frozenFields(shares: CostShares): Partial<InventoryAdjmtEntryOrder> {
  const direct = directOf(shares);
  return {
    unitCost: direct + shares.manufacturingOverhead + shares.materialNonInventory,
    directCost: direct,
    indirectCost: shares.manufacturingOverhead,
    directCostNonInventory: shares.materialNonInventory,
    singleLevelMaterialCost: shares.material,
    singleLevelCapacityCost: shares.capacity,
    singleLevelSubcontrdCost: shares.subcontracted,
    singleLevelCapOvhdCost: shares.capacityOverhead,
    singleLevelMfgOvhdCost: shares.manufacturingOverhead,
    singleLevelMaterialNonInventoryCost: shares.materialNonInventory,
  };
}

/** The same of the additional reporting currency. */
export function frozenAcyFields(shares: CostShares): Partial<InventoryAdjmtEntryOrder> {
  return {
    directCostAcy: directOf(shares),
    indirectCostAcy: shares.manufacturingOverhead,
    directCostNonInventoryAcy: shares.materialNonInventory,
    singleLvlMaterialCostAcy: shares.material,
    singleLvlCapacityCostAcy: shares.capacity,
    singleLvlSubcontrdCostAcy: shares.subcontracted,
    singleLvlCapOvhdCostAcy: shares.capacityOverhead,
    singleLvlMfgOvhdCostAcy: shares.manufacturingOverhead,
    singleLevelMaterialNonInventoryCostAcy: shares.materialNonInventory,
  };
}

const directOf = (shares: CostShares): bigint =>
  shares.material + shares.capacity + shares.subcontracted + shares.capacityOverhead;
