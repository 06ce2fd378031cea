/**
 * A posting class is everything about a value entry that decides its accounts: entry types, location, posting
 * groups (blueprint, idea 2). A company of millions of entries has some hundred classes; each value entry carries
 * the number of its own, given when the entry is inserted.
 */
import type {CostEntryType, CostVarianceType, InventoryOrderType, ItemLedgerEntryType} from '../domain/options.js';
import type {Database, SqlRow} from './database.js';
import type {ValueEntry} from './tables/index.js';

export interface PostingClass {
  readonly no: number;
  readonly itemLedgerEntryType: ItemLedgerEntryType;
  readonly entryType: CostEntryType;
  readonly varianceType: CostVarianceType;
  readonly orderType: InventoryOrderType;
  readonly expectedCost: boolean;
  readonly inventoriable: boolean;
  /** Whether the entry hangs on a capacity ledger entry: Item Ledger Entry No. is 0. */
  readonly capacity: boolean;
  readonly locationCode: string;
  readonly inventoryPostingGroup: string;
  readonly genBusPostingGroup: string;
  readonly genProdPostingGroup: string;
  /** The item being produced where it is another than the entry's own: its group selects the WIP account (posting-rules.md 9.2). */
  readonly sourceItemNo: string;
}

type ClassedEntry = Partial<ValueEntry>;

const COLUMNS = [
  'no',
  'item_ledger_entry_type',
  'entry_type',
  'variance_type',
  'order_type',
  'expected_cost',
  'inventoriable',
  'capacity',
  'location_code',
  'inventory_posting_group',
  'gen_bus_posting_group',
  'gen_prod_posting_group',
  'source_item_no',
] as const;

/** The classes of a company: reads those there are, gives numbers to new ones, and writes them. */
export class PostingClasses {
  private readonly numbers = new Map<string, number>();
  private readonly added: PostingClass[] = [];

  private constructor(readonly all: PostingClass[]) {
    for (const postingClass of all) this.numbers.set(keyOf(postingClass), postingClass.no);
  }

  static async load(database: Database): Promise<PostingClasses> {
    return new PostingClasses((await database.all('select * from "posting_class" order by "no"')).map(fromRow));
  }

  /** The number of an entry's class; fields that the entry lacks count as blank. */
  numberOf(entry: ClassedEntry): number {
    const wanted = classOf(entry);
    const key = keyOf(wanted);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const postingClass = {...wanted, no: this.all.length + 1};
    this.all.push(postingClass);
    this.added.push(postingClass);
    this.numbers.set(key, postingClass.no);
    return postingClass.no;
  }

  /** Writes the classes that are new since the last save. */
  async save(database: Database): Promise<void> {
    const rows = this.added.splice(0).map(valuesOf);
    const types = COLUMNS.map(column =>
      column === 'no' ? 'int' : ['expected_cost', 'inventoriable', 'capacity'].includes(column) ? 'smallint' : 'text',
    );
    await database.insertColumns(
      'posting_class',
      COLUMNS,
      types,
      rows.length,
      (index, column) => rows[index]?.[column] ?? '',
    );
  }
}

function classOf(entry: ClassedEntry): Omit<PostingClass, 'no'> {
  const itemLedgerEntryType = entry.itemLedgerEntryType ?? 'Purchase';
  const usesWip =
    itemLedgerEntryType === 'Consumption' || itemLedgerEntryType === 'Output' || itemLedgerEntryType === '';
  const producesOther = usesWip && entry.sourceType === 'Item' && entry.sourceNo !== entry.itemNo;
  return {
    itemLedgerEntryType,
    entryType: entry.entryType ?? 'Direct Cost',
    varianceType: entry.varianceType ?? '',
    orderType: entry.orderType ?? '',
    expectedCost: entry.expectedCost ?? false,
    inventoriable: entry.inventoriable ?? false,
    capacity: (entry.itemLedgerEntryNo ?? 0) === 0,
    locationCode: entry.locationCode ?? '',
    inventoryPostingGroup: entry.inventoryPostingGroup ?? '',
    genBusPostingGroup: entry.genBusPostingGroup ?? '',
    genProdPostingGroup: entry.genProdPostingGroup ?? '',
    sourceItemNo: producesOther ? (entry.sourceNo ?? '') : '',
  };
}

function valuesOf(postingClass: PostingClass): (string | number)[] {
  return [
    postingClass.no,
    postingClass.itemLedgerEntryType,
    postingClass.entryType,
    postingClass.varianceType,
    postingClass.orderType,
    Number(postingClass.expectedCost),
    Number(postingClass.inventoriable),
    Number(postingClass.capacity),
    postingClass.locationCode,
    postingClass.inventoryPostingGroup,
    postingClass.genBusPostingGroup,
    postingClass.genProdPostingGroup,
    postingClass.sourceItemNo,
  ];
}

/** Asked for every value entry that is written: one text, and nothing else made. */
const keyOf = (key: Omit<PostingClass, 'no'>): string =>
  `${key.itemLedgerEntryType}\u0001${key.entryType}\u0001${key.varianceType}\u0001${key.orderType}\u0001${key.expectedCost}\u0001${key.inventoriable}\u0001${key.capacity}\u0001${key.locationCode}\u0001${key.inventoryPostingGroup}\u0001${key.genBusPostingGroup}\u0001${key.genProdPostingGroup}\u0001${key.sourceItemNo}`;

function fromRow(row: SqlRow): PostingClass {
  const text = (column: string) => String(row[column]);
  const yes = (column: string) => Number(row[column]) === 1;
  return {
    no: Number(row['no']),
    itemLedgerEntryType: text('item_ledger_entry_type') as ItemLedgerEntryType,
    entryType: text('entry_type') as CostEntryType,
    varianceType: text('variance_type') as CostVarianceType,
    orderType: text('order_type') as InventoryOrderType,
    expectedCost: yes('expected_cost'),
    inventoriable: yes('inventoriable'),
    capacity: yes('capacity'),
    locationCode: text('location_code'),
    inventoryPostingGroup: text('inventory_posting_group'),
    genBusPostingGroup: text('gen_bus_posting_group'),
    genProdPostingGroup: text('gen_prod_posting_group'),
    sourceItemNo: text('source_item_no'),
  };
}
