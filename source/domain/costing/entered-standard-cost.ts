/** A standard cost that is entered, without the shares that it is made of. */
import type {Scaled} from '../money.js';

/** The cost shares of a standard cost that is entered, by import or by a revaluation: all material (costing.md 16). */
export const allMaterial = (standardCost: Scaled) => ({
  singleLevelMaterialCost: standardCost,
  singleLevelCapacityCost: 0n,
  singleLevelSubcontrdCost: 0n,
  singleLevelCapOvhdCost: 0n,
  singleLevelMfgOvhdCost: 0n,
  singleLevelMaterialNonInventoryCost: 0n,
  rolledUpMaterialCost: standardCost,
  rolledUpCapacityCost: 0n,
  rolledUpSubcontractedCost: 0n,
  rolledUpCapOverheadCost: 0n,
  rolledUpMfgOvhdCost: 0n,
  rolledUpMaterialNonInventoryCost: 0n,
});
