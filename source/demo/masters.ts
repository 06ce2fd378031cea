/** The demo company's items, locations and work centers: a small manufacturer and trader, every costing method. */
import {scaled} from '../domain/money.js';
import type {Item, ItemCharge, Location, Resource, WorkCenter} from '../store/tables/index.js';

export const locations: readonly Partial<Location>[] = [
  {code: 'MAIN', name: 'Main Warehouse'},
  {code: 'EAST', name: 'East Warehouse'},
  {code: 'WEST', name: 'West Warehouse'},
  {code: 'OUTLET', name: 'Outlet Store'},
  {code: 'OWN LOG.', name: 'Own Logistics', useAsInTransit: true},
];

const traded = {
  inventoryPostingGroup: 'RESALE',
  genProdPostingGroup: 'RETAIL',
  baseUnitOfMeasure: 'PCS',
  replenishmentSystem: 'Purchase',
} as const;
const material = {...traded, inventoryPostingGroup: 'RAW MAT', genProdPostingGroup: 'RAW MAT'} as const;
const made = {...traded, inventoryPostingGroup: 'FINISHED', replenishmentSystem: 'Prod. Order'} as const;

export const items: readonly (Partial<Item> & {no: string; unitCost: bigint})[] = [
  {
    ...traded,
    no: '1896-S',
    description: 'ATHENS Desk',
    costingMethod: 'FIFO',
    unitCost: scaled('506.6'),
    unitPrice: scaled('649.4'),
  },
  {
    ...traded,
    no: '1900-S',
    description: 'PARIS Guest Chair, black',
    costingMethod: 'Average',
    unitCost: scaled('97.5'),
    unitPrice: scaled('125.1'),
  },
  {
    ...traded,
    no: '1908-S',
    description: 'LONDON Swivel Chair, blue',
    costingMethod: 'LIFO',
    unitCost: scaled('96.1'),
    unitPrice: scaled('123.3'),
    indirectCostPercent: scaled(5),
  },
  {
    ...traded,
    no: '1920-S',
    description: 'ANTWERP Conference Table',
    costingMethod: 'Specific',
    unitCost: scaled(328),
    unitPrice: scaled('420.4'),
  },
  {
    ...traded,
    no: '1928-S',
    description: 'AMSTERDAM Lamp',
    costingMethod: 'Average',
    unitCost: scaled('27.8'),
    unitPrice: scaled('35.6'),
  },
  {...material, no: 'SP-BOM1101', description: 'Water Tank', costingMethod: 'FIFO', unitCost: scaled('4.25')},
  {...material, no: 'SP-BOM1102', description: 'Heating Element', costingMethod: 'FIFO', unitCost: scaled('12.4')},
  {
    ...material,
    no: 'SP-BOM1103',
    description: 'Pump',
    costingMethod: 'Standard',
    unitCost: scaled('7.5'),
    standardCost: scaled('7.5'),
  },
  {...material, no: 'SP-BOM1104', description: 'Housing Airpot', costingMethod: 'Average', unitCost: scaled('9.8')},
  {
    ...made,
    no: 'SP-SCM1009',
    description: 'Airpot',
    costingMethod: 'Standard',
    unitCost: scaled(52),
    standardCost: scaled(52),
    unitPrice: scaled(79),
    overheadRate: scaled('1.5'),
    singleLevelMaterialCost: scaled('33.95'),
    singleLevelCapacityCost: scaled('15'),
    singleLevelCapOvhdCost: scaled('1.55'),
    singleLevelMfgOvhdCost: scaled('1.5'),
  },
  {
    ...made,
    no: 'SP-SCM1004',
    description: 'AutoDrip',
    costingMethod: 'FIFO',
    unitCost: scaled(45),
    unitPrice: scaled(69),
  },
  {
    ...made,
    no: 'GIFT-1',
    description: 'Desk Lamp Gift Set',
    costingMethod: 'FIFO',
    unitCost: scaled(60),
    unitPrice: scaled(84),
    replenishmentSystem: 'Assembly',
  },
];

/** Components of one piece of what the company produces or assembles. */
export const billsOfMaterial: Readonly<Record<string, readonly {item: string; per: number}[]>> = {
  'SP-SCM1009': [
    {item: 'SP-BOM1101', per: 1},
    {item: 'SP-BOM1102', per: 1},
    {item: 'SP-BOM1103', per: 1},
    {item: 'SP-BOM1104', per: 1},
  ],
  'SP-SCM1004': [
    {item: 'SP-BOM1101', per: 2},
    {item: 'SP-BOM1102', per: 1},
    {item: 'SP-BOM1104', per: 1},
  ],
  'GIFT-1': [{item: '1928-S', per: 2}],
};

export const workCenters: readonly Partial<WorkCenter>[] = [
  {
    no: '100',
    name: 'Assembly department',
    directUnitCost: scaled(30),
    indirectCostPercent: scaled(10),
    unitCost: scaled(33),
    unitOfMeasureCode: 'HOURS',
    genProdPostingGroup: 'MANUFACT',
  },
];

export const itemCharges: readonly Partial<ItemCharge>[] = [
  {no: 'JB-FREIGHT', description: 'Freight charge (JB)', genProdPostingGroup: 'SERVICES'},
];

export const resources: readonly Partial<Resource>[] = [
  {
    no: 'PACKING',
    name: 'Packing',
    type: 'Person',
    directUnitCost: scaled(24),
    unitCost: scaled(24),
    baseUnitOfMeasure: 'HOUR',
    genProdPostingGroup: 'SERVICES',
  },
];
