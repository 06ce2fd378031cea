/** Ledgers of two items (FIFO and Average), sound, or with one contradiction of each kind that the checks know. */
import type {CostingErrorCode} from '../../source/domain/reports/costing-errors.js';
import {scaled} from '../../source/domain/money.js';
import type {Database} from '../../source/store/database.js';
import {
  item,
  type Item,
  itemApplicationEntry,
  type ItemApplicationEntry,
  itemLedgerEntry,
  type ItemLedgerEntry,
  valueEntry,
  type ValueEntry,
} from '../../source/store/tables/index.js';

interface Ledgers {
  items: Partial<Item>[];
  entries: Partial<ItemLedgerEntry>[];
  applications: Partial<ItemApplicationEntry>[];
  values: Partial<ValueEntry>[];
}

const [LOT, SALE, AVERAGE_LOT, AVERAGE_SALE] = [0, 1, 2, 3];
const TEN = scaled(10);
const FOUR = scaled(4);

/** Of each item 10 bought and 4 sold, all invoiced. */
function soundLedgers(): Ledgers {
  const items = [{no: 'FIFO'}, {no: 'AVERAGE', costingMethod: 'Average' as const}];
  const moves = items.flatMap(({no}) => [
    {itemNo: no, entryType: 'Purchase' as const, quantity: TEN, remainingQuantity: TEN - FOUR},
    {itemNo: no, entryType: 'Sale' as const, quantity: -FOUR, remainingQuantity: 0n},
  ]);
  const isSale = (index: number) => index === SALE || index === AVERAGE_SALE;
  return {
    items,
    entries: moves.map((move, index) => ({
      ...move,
      entryNo: index + 1,
      postingDate: '2026-01-10',
      invoicedQuantity: move.quantity,
      completelyInvoiced: true,
      lastInvoiceDate: '2026-01-10',
      positive: move.quantity > 0n,
      open: move.remainingQuantity !== 0n,
    })),
    applications: moves.map((move, index) => ({
      entryNo: index + 1,
      itemLedgerEntryNo: index + 1,
      inboundItemEntryNo: isSale(index) ? index : index + 1,
      outboundItemEntryNo: isSale(index) ? index + 1 : 0,
      quantity: move.quantity,
      postingDate: '2026-01-10',
      outputCompletelyInvdDate: '2026-01-10',
      costApplication: index !== AVERAGE_SALE,
    })),
    values: moves.map((move, index) => ({
      entryNo: index + 1,
      itemLedgerEntryNo: index + 1,
      itemNo: move.itemNo,
      itemLedgerEntryType: move.entryType,
      postingDate: '2026-01-10',
      valuationDate: '2026-01-10',
      inventoriable: true,
      itemLedgerEntryQuantity: move.quantity,
      invoicedQuantity: move.quantity,
      valuedQuantity: move.quantity,
      costAmountActual: move.quantity,
      valuedByAverageCost: index === AVERAGE_SALE,
    })),
  };
}

type Change = (ledgers: Ledgers) => void;
const entry =
  (index: number, fields: Partial<ItemLedgerEntry>): Change =>
  ({entries}) =>
    void Object.assign(entries[index] ?? {}, fields);
const value =
  (index: number, fields: Partial<ValueEntry>): Change =>
  ({values}) =>
    void Object.assign(values[index] ?? {}, fields);
const application =
  (index: number, fields: Partial<ItemApplicationEntry>): Change =>
  ({applications}) =>
    void Object.assign(applications[index] ?? {}, fields);
const further =
  (index: number, fields: Partial<ValueEntry>): Change =>
  ({values}) =>
    void values.push({
      ...values[index],
      itemLedgerEntryQuantity: 0n,
      invoicedQuantity: 0n,
      ...fields,
      entryNo: values.length + 1,
    });

const changes: Record<CostingErrorCode, Change> = {
  'blank-item-no': entry(LOT, {itemNo: ''}),
  'entry-no': ledgers => {
    entry(SALE, {entryNo: 0})(ledgers);
    value(SALE, {itemLedgerEntryNo: 0})(ledgers);
  },
  'zero-quantity': entry(LOT, {quantity: 0n}),
  'remaining-quantity': entry(LOT, {remainingQuantity: TEN + 1n}),
  positive: entry(LOT, {positive: false}),
  open: entry(LOT, {open: false}),
  'invoiced-quantity': entry(LOT, {invoicedQuantity: FOUR}),
  'invoiced-of-value-entries': value(LOT, {invoicedQuantity: FOUR}),
  'no-value-entry': value(LOT, {inventoriable: false}),
  'adjustment-quantity': further(SALE, {adjustment: true, invoicedQuantity: 1n}),
  'valuation-date-9999': ledgers => {
    entry(LOT, {entryType: 'Consumption'})(ledgers);
    value(LOT, {valuationDate: '9999-12-31', itemLedgerEntryType: 'Consumption'})(ledgers);
  },
  'different-valuation-dates': further(LOT, {valuationDate: '2026-01-11'}),
  'average-flag-method': value(SALE, {valuedByAverageCost: true}),
  'average-flag-mixed': further(AVERAGE_SALE, {valuedByAverageCost: false}),
  'average-flag-inbound': value(AVERAGE_LOT, {valuedByAverageCost: true}),
  'entry-type': value(LOT, {itemLedgerEntryType: 'Output'}),
  'open-but-applied': entry(SALE, {remainingQuantity: -FOUR, open: true}),
  'open-applied-quantity': entry(SALE, {remainingQuantity: -1n, open: true}),
  'no-application': ({applications}) => void applications.splice(SALE, 1),
  'applied-quantity': application(SALE, {quantity: -1n}),
  'double-application': ({applications}) =>
    void applications.push({...applications[SALE], entryNo: applications.length + 1}),
  'application-sign': application(SALE, {quantity: FOUR}),
  'remaining-of-applications': entry(LOT, {remainingQuantity: FOUR}),
  'average-flag-fixed': entry(AVERAGE_SALE, {appliesToEntry: AVERAGE_LOT + 1}),
  'average-flag-missing': value(AVERAGE_SALE, {valuedByAverageCost: false}),
  'cost-application': application(AVERAGE_SALE, {costApplication: true}),
  'valued-before-inbound': value(LOT, {valuationDate: '2026-01-20'}),
  'expected-cost-left': value(LOT, {costAmountExpected: 1000n}),
  'expected-posted-left': value(LOT, {expectedCostPostedToGl: 1000n}),
  'item-ledger-entry-missing': value(LOT, {itemLedgerEntryNo: 99}),
  'invoice-date-missing': entry(LOT, {lastInvoiceDate: ''}),
  'completed-date-inbound': application(LOT, {outputCompletelyInvdDate: '2026-01-11'}),
  'completed-date-too-early': entry(SALE, {completelyInvoiced: false}),
  'completed-date-outbound': application(SALE, {outputCompletelyInvdDate: '2026-01-11'}),
};

async function write(database: Database, {items, entries, applications, values}: Ledgers): Promise<void> {
  await database.insert(item, items);
  await database.insert(itemLedgerEntry, entries);
  await database.insert(itemApplicationEntry, applications);
  await database.insert(valueEntry, values);
}

export const brokenLedgers = {
  sound: (database: Database): Promise<void> => write(database, soundLedgers()),
  broken: (database: Database, code: CostingErrorCode): Promise<void> => {
    const ledgers = soundLedgers();
    changes[code](ledgers);
    return write(database, ledgers);
  },
};
