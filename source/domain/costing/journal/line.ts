/** An item journal line after its cells were read (contract 3): typed, but not yet compared with the company. */
import type {Scaled} from '../../money.js';
import type {CapacityTypeJournal, InventoryOrderType, ItemLedgerEntryType} from '../../options.js';

/** A line's entry type: of the item ledger, or a time of capacity. */
export type JournalEntryType = Exclude<ItemLedgerEntryType, ''> | 'Capacity';

/** An entry number as written, or the label of an earlier line of the file. */
export type EntryReference = number | {readonly label: string};

export interface JournalLine {
  /** Physical line of the file. */
  readonly line: number;
  readonly ref: string;
  readonly postingDate: string;
  readonly documentDate: string;
  readonly documentNo: string;
  readonly externalDocumentNo: string;
  readonly description: string;
  readonly entryType: JournalEntryType;
  readonly revaluation: boolean;
  readonly itemNo: string;
  readonly variantCode: string;
  readonly locationCode: string;
  readonly newLocationCode: string;
  /** In the entry type's own direction; undefined where the cell is blank. */
  readonly quantity: Scaled | undefined;
  readonly invoicedQuantity: Scaled | undefined;
  readonly itemShptEntry: EntryReference | undefined;
  readonly capacityLedgerEntry: EntryReference | undefined;
  readonly unitCost: Scaled | undefined;
  readonly amount: Scaled | undefined;
  readonly itemChargeNo: string;
  readonly appliesToEntry: EntryReference | undefined;
  readonly appliesFromEntry: EntryReference | undefined;
  readonly unitCostRevalued: Scaled | undefined;
  readonly inventoryValueRevalued: Scaled | undefined;
  readonly orderType: InventoryOrderType;
  readonly orderNo: string;
  readonly orderLineNo: number;
  readonly type: CapacityTypeJournal;
  readonly no: string;
  readonly genBusPostingGroup: string;
  /** Undefined: the item's, centre's or charge's own. */
  readonly genProdPostingGroup: string | undefined;
  readonly inventoryPostingGroup: string | undefined;
  readonly dimensions: readonly {code: string; value: string}[];
  readonly updateStandardCost: boolean;
  readonly subcontracting: boolean;
  /** Undoes the receipt or shipment that it is applied to. */
  readonly correction: boolean;
  readonly serialNo: string;
  readonly lotNo: string;
  readonly sourceCode: string;
  readonly reasonCode: string;
  readonly sourceNo: string;
}

const OUTBOUND: ReadonlySet<JournalEntryType> = new Set([
  'Sale',
  'Negative Adjmt.',
  'Consumption',
  'Assembly Consumption',
]);

/** +1 where a positive quantity comes in, -1 where it goes out (a transfer's outbound half is signed by its own code). */
export const directionOf = (entryType: JournalEntryType): 1n | -1n => (OUTBOUND.has(entryType) ? -1n : 1n);
