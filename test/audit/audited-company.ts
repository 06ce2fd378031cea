/**
 * A company in a file of its own that plays histories, each as an item: it posts the lines, adjusts, posts to the
 * G/L, and says where the books differ from the auditor's.
 */
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {adjustCosts} from '../../source/jobs/adjust.js';
import {createCompany} from '../../source/jobs/create-company.js';
import {postJournal} from '../../source/jobs/journal.js';
import {postInventoryCost} from '../../source/jobs/post.js';
import {connect} from '../../source/store/connect.js';
import {item, itemLedgerEntry, type ItemLedgerEntry, valueEntry} from '../../source/store/tables/index.js';
import {company, type Line} from '../support/costing.js';
import {contextOf} from '../support/databases.js';
import {accountType} from '../support/posting.js';
import {type AuditEvent, dateOf, type History, type Period} from './history.js';
import {audit, type ExpectedEntry} from './model.js';

/** Ledger amounts and quantities have five decimals. */
const PIECE = 100_000n;
const CENT = 1000n;

interface Totals {
  actual: bigint;
  expected: bigint;
}

export class AuditedCompany {
  private items = 0;

  private constructor(
    private readonly folder: string,
    private readonly context: ReturnType<typeof contextOf>,
    private readonly period: Period,
  ) {}

  static async open(period: Period): Promise<AuditedCompany> {
    const folder = mkdtempSync(join(tmpdir(), 'tieout-audit-'));
    const context = contextOf(await connect(join(folder, 'company.db'), {create: true}), {workDate: '2026-12-31'});
    await createCompany(context, {demo: false, force: false, where: 'audit'});
    const books = await company(context, {items: {}, locations: ['RED']});
    await books.set({expectedCostPostingToGl: true, averageCostCalcType: 'Item', averageCostPeriod: period});
    return new AuditedCompany(folder, context, period);
  }

  async close(): Promise<void> {
    await this.context.database.close();
    rmSync(this.folder, {recursive: true, force: true});
  }

  /** Plays histories; for each a list of what differs, empty where the books are right. */
  async differences(histories: readonly History[]): Promise<string[][]> {
    const {context, folder} = this;
    const {database} = context;
    const first = this.items + 1;
    const itemOf = (index: number) => `H${String(first + index).padStart(7, '0')}`;
    this.items += histories.length;
    await database.insert(
      item,
      histories.map(({method, standard}, index) => ({
        no: itemOf(index),
        costingMethod: method,
        inventoryPostingGroup: 'GOODS',
        genProdPostingGroup: 'TRADE',
        standardCost: method === 'Standard' ? standard * CENT : 0n,
        unitCost: method === 'Standard' ? standard * CENT : 0n,
      })),
    );
    const lines = histories.flatMap(({events}, index) =>
      events.map((event, number) => lineOf(event, number, events, itemOf(index))),
    );
    const entryNos = new Map<string, number[]>();
    if (lines.length > 0) {
      const path = join(folder, 'journal.jsonl');
      writeFileSync(path, lines.map(line => `${JSON.stringify(line)}\n`).join(''));
      const posted = await postJournal(context, path);
      for (const line of posted.lines) entryNos.set(line.ref, line.itemLedgerEntryNos);
      await adjustCosts(context);
      await postInventoryCost(context, {method: 'per-entry', documentNo: '', filters: {}, post: true});
    }
    const books = await this.books(itemOf(0));
    return histories.map((history, index) => compare(history, this.period, itemOf(index), books, entryNos));
  }

  /** What the ledgers hold of the items from one on. */
  private async books(from: string): Promise<Books> {
    const {database} = this.context;
    const entries = await database.read(itemLedgerEntry, {where: '"item_no" >= ?', params: [from]});
    const values = await database.read(valueEntry, {where: '"item_no" >= ?', params: [from]});
    const cards = await database.read(item, {where: '"no" >= ?', params: [from]});
    const gl = await database.all(
      'select v."item_no", g."gl_account_no", g."amount" from "value_entry" v join "gl_item_ledger_relation" r on r."value_entry_no" = v."entry_no" join "gl_entry" g on g."entry_no" = r."gl_entry_no" where v."item_no" >= ?',
      [from],
    );
    const totals = new Map<number, Totals>();
    for (const value of values) {
      const total = totals.get(value.itemLedgerEntryNo) ?? {actual: 0n, expected: 0n};
      total.actual += value.costAmountActual;
      total.expected += value.costAmountExpected;
      totals.set(value.itemLedgerEntryNo, total);
    }
    const accounts = new Map<string, Map<string, bigint>>();
    for (const row of gl) {
      const ofItem = accounts.get(String(row['item_no'])) ?? new Map<string, bigint>();
      const type = accountType(String(row['gl_account_no']));
      ofItem.set(type, (ofItem.get(type) ?? 0n) + BigInt(String(row['amount'])));
      accounts.set(String(row['item_no']), ofItem);
    }
    return {
      entries: new Map(entries.map(entry => [entry.entryNo, entry])),
      totals,
      accounts,
      unitCosts: new Map(cards.map(({no, unitCost}) => [no, unitCost])),
    };
  }
}

interface Books {
  entries: ReadonlyMap<number, ItemLedgerEntry>;
  totals: ReadonlyMap<number, Totals>;
  accounts: ReadonlyMap<string, ReadonlyMap<string, bigint>>;
  unitCosts: ReadonlyMap<string, bigint>;
}

function compare(
  history: History,
  period: Period,
  itemNo: string,
  books: Books,
  entryNos: ReadonlyMap<string, readonly number[]>,
): string[] {
  const expectation = audit(history, period);
  const found: string[] = [];
  const same = (what: string, audited: bigint, booked: bigint) => {
    if (audited !== booked) found.push(`${what}: the auditor has ${audited}, the books have ${booked}`);
  };
  for (const [index, audited] of expectation.entries) {
    const nos = entryNos.get(`${itemNo}-${index}`) ?? [];
    same(`entries of event ${index}`, BigInt(audited.length), BigInt(nos.length));
    for (const [number, entry] of audited.entries()) {
      const no = nos[number] ?? 0;
      for (const [what, amount] of figures(books.entries.get(no), books.totals.get(no))) {
        same(`event ${index}, entry ${number + 1}, ${what}`, entry[what] * (isQuantity(what) ? PIECE : CENT), amount);
      }
    }
  }
  const accounts = books.accounts.get(itemNo) ?? new Map<string, bigint>();
  for (const type of new Set([...Object.keys(expectation.accounts), ...accounts.keys()])) {
    same(type, (expectation.accounts[type] ?? 0n) * CENT, accounts.get(type) ?? 0n);
  }
  same(
    'debits less credits',
    0n,
    [...accounts.values()].reduce((sum, amount) => sum + amount, 0n),
  );
  if (expectation.onHand > 0n && history.method !== 'Standard') {
    const numerator = expectation.value * CENT;
    const average = (numerator * 2n + expectation.onHand) / (2n * expectation.onHand);
    same('unit cost', average < 0n ? 0n : average, books.unitCosts.get(itemNo) ?? 0n);
  }
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

const euros = (cents: bigint): string => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;

/** An event as a person would write it into an item journal. */
function lineOf(event: AuditEvent, index: number, events: readonly AuditEvent[], itemNo: string): Line {
  const label = (of: number) => `@${itemNo}-${of}`;
  const line: Line = {
    'Line Ref': `${itemNo}-${index}`,
    'Posting Date': dateOf(event.day),
    'Document No.': `${itemNo}-${index}`,
    'Item No.': itemNo,
  };
  const invoiced = (quantity: bigint, now: boolean): Line => ({
    Quantity: String(quantity),
    'Invoiced Quantity': now ? String(quantity) : '0',
  });
  const fixed = (from: number | undefined): Line => (from === undefined ? {} : {'Applies-to Entry': label(from)});
  switch (event.kind) {
    case 'receive':
      return {
        ...line,
        'Entry Type': 'Purchase',
        'Location Code': event.place,
        ...invoiced(event.quantity, event.invoiced),
        Amount: euros(event.cents),
      };
    case 'issue':
      return {
        ...line,
        'Entry Type': 'Sale',
        'Location Code': event.place,
        ...invoiced(event.quantity, event.invoiced),
        ...fixed(event.from),
      };
    case 'invoice': {
      const of = events[event.of];
      if (of?.kind !== 'receive' && of?.kind !== 'issue') throw new Error('an invoice goes to a receipt or a shipment');
      return {
        ...line,
        'Entry Type': of.kind === 'receive' ? 'Purchase' : 'Sale',
        'Location Code': of.place,
        Quantity: '0',
        'Invoiced Quantity': String(of.quantity),
        'Item Shpt. Entry No.': label(event.of),
        ...(of.kind === 'receive' ? {Amount: euros(event.cents)} : {}),
      };
    }
    case 'charge':
      return {
        ...line,
        'Entry Type': 'Purchase',
        'Item Charge No.': 'FREIGHT',
        'Item Shpt. Entry No.': label(event.of),
        Quantity: '1',
        Amount: euros(event.cents),
      };
    case 'giveBack': {
      const sold = events[event.of];
      const place = sold?.kind === 'issue' ? sold.place : '';
      return {
        ...line,
        'Entry Type': 'Sale',
        'Location Code': place,
        Quantity: String(-event.quantity),
        'Applies-from Entry': label(event.of),
      };
    }
    case 'move':
      return {
        ...line,
        'Entry Type': 'Transfer',
        'Location Code': event.place,
        'New Location Code': event.to,
        Quantity: String(event.quantity),
        ...fixed(event.from),
      };
  }
}
