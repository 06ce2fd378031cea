/** Where the books of a history differ from the auditor's. */
import type {ItemLedgerEntry} from '../../source/store/tables/index.js';
import type {Books, Totals} from './books.js';
import type {History, Setting} from './history.js';
import type {Expectation, ExpectedEntry} from './item-books.js';
import {productOf} from './journal-lines.js';
import {audit} from './model.js';

/** Ledger amounts and quantities have five decimals. */
const PIECE = 100_000n;
const CENT = 1000n;

export interface Compared {
  differences: string[];
  /** Whether costs were compared too: not where the averages do not come to rest. */
  settled: boolean;
}

/** What differs of an item, and of what is made of it. */
export function compare(
  history: History,
  setting: Setting,
  itemNo: string,
  books: Books,
  entryNos: ReadonlyMap<string, readonly number[]>,
): Compared {
  const {item, product} = audit(history, setting);
  const settled = item.settled && (product?.settled ?? true);
  const numbersOf = (event: number) => entryNos.get(`${itemNo}-${event}`) ?? [];
  const ofProduct = product && differencesOf({...product, settled}, productOf(itemNo), books, numbersOf);
  return {
    differences: [
      ...differencesOf(item, itemNo, books, numbersOf),
      ...(ofProduct ?? []).map(found => `product: ${found}`),
    ],
    settled,
  };
}

function differencesOf(
  audited: Expectation,
  itemNo: string,
  books: Books,
  numbersOf: (event: number) => readonly number[],
): string[] {
  const found: string[] = [];
  const same = (what: string, audit: bigint, booked: bigint) => {
    if (audit !== booked) found.push(`${what}: the auditor has ${audit}, the books have ${booked}`);
  };
  for (const [index, entries] of audited.entries) {
    const nos = numbersOf(index);
    same(`entries of event ${index}`, BigInt(entries.length), BigInt(nos.length));
    for (const [number, entry] of entries.entries()) {
      const no = nos[number] ?? 0;
      for (const [what, amount] of figures(books.entries.get(no), books.totals.get(no))) {
        if (!audited.settled && !isQuantity(what)) continue;
        same(`event ${index}, entry ${number + 1}, ${what}`, entry[what] * (isQuantity(what) ? PIECE : CENT), amount);
      }
    }
  }
  const accounts = books.accounts.get(itemNo) ?? new Map<string, bigint>();
  same(
    'debits less credits',
    0n,
    [...accounts.values()].reduce((sum, amount) => sum + amount, 0n),
  );
  if (!audited.settled) return found;
  for (const type of new Set([...Object.keys(audited.accounts), ...accounts.keys()])) {
    same(type, (audited.accounts[type] ?? 0n) * CENT, accounts.get(type) ?? 0n);
  }
  same('unit cost', audited.unitCost, books.unitCosts.get(itemNo) ?? 0n);
  return found;
}

const isQuantity = (what: keyof ExpectedEntry): boolean => what === 'quantity' || what === 'remaining';

function figures(entry: ItemLedgerEntry | undefined, totals: Totals | undefined): [keyof ExpectedEntry, bigint][] {
  return [
    ['quantity', entry?.quantity ?? 0n],
    ['remaining', entry?.remainingQuantity ?? 0n],
    ['actual', totals?.actual ?? 0n],
    ['expected', totals?.expected ?? 0n],
  ];
}
