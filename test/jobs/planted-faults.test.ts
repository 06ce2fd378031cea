/**
 * Faults of every kind of reconciliation.md 12, planted into an exported company that is imported again: `explain`
 * must name cause, amount and entries exactly, and blame nothing else.
 */
import fc from 'fast-check';
import {beforeAll, describe, expect, it} from 'vitest';
import {formatAmount, scaled} from '../../source/domain/money.js';
import type {JobContext} from '../../source/jobs/job.js';
import {postInventoryCost} from '../../source/jobs/post.js';
import {reconcile} from '../../source/jobs/reconcile.js';
import {generalLedgerSetup, glAccount} from '../../source/store/tables/index.js';
import {Books, company, EXPECTED, invoice, type Line, purchase} from '../support/costing.js';
import {onEachDatabase} from '../support/databases.js';
import {ExportedCompany, type ExportedRow} from '../support/exported-company.js';
import {ACCOUNTS} from '../support/posting.js';

const PURCHASES = 16;
const BANK = '2920';
/** In the chart, but in no posting setup. */
const OLD_ACCOUNT = '8999';

/** What one fault must be blamed for on one row: `row: code amount, value entries, G/L entries`. */
interface Blame {
  row: string;
  code: string;
  amount: bigint;
  valueEntryNos: number[];
  glEntryNos: number[];
}

type Plant = (books: ExportedCompany, valueEntryNo: number) => Blame[];

/** Purchase n is value entry n, costs 100 + n, and is G/L entries 2n - 1 (Inventory) and 2n (Direct Cost Applied). */
const costOf = (valueEntryNo: number): bigint => scaled(100 + valueEntryNo);
const glEntriesOf = (valueEntryNo: number) => ({stock: 2 * valueEntryNo - 1, applied: 2 * valueEntryNo});
const entry = (entryNo: number) => (row: ExportedRow) => row['Entry No.'] === entryNo;

function blame(row: string, code: string, amount: bigint, valueEntryNos: number[], glEntryNos: number[]): Blame {
  return {row, code, amount, valueEntryNos, glEntryNos};
}

function change(books: ExportedCompany, table: string, entryNo: number, fields: ExportedRow): void {
  for (const row of books.some(table, entry(entryNo))) Object.assign(row, fields);
}

function removeGlEntry(books: ExportedCompany, glEntryNo: number): void {
  books.remove('G/L Entry', entry(glEntryNo));
  books.remove('G/L - Item Ledger Relation', row => row['G/L Entry No.'] === glEntryNo);
}

function unpost(books: ExportedCompany, valueEntryNo: number): void {
  const {stock, applied} = glEntriesOf(valueEntryNo);
  change(books, 'Value Entry', valueEntryNo, {'Cost Posted to G/L': '0.00'});
  removeGlEntry(books, stock);
  removeGlEntry(books, applied);
}

const related = (books: ExportedCompany, glEntryNo: number, valueEntryNo: number): number => {
  books.rows('G/L - Item Ledger Relation').push({
    'G/L Entry No.': glEntryNo,
    'Value Entry No.': valueEntryNo,
    'G/L Register No.': 1,
  });
  return glEntryNo;
};

/** Faults of one value entry each: any of them may be planted together with any others. */
const plants: Record<string, Plant> = {
  'direct-posting': books => {
    const glEntryNo = books.addGlEntry(ACCOUNTS.Inventory, '7.00', '2026-01-20');
    books.addGlEntry(BANK, '-7.00', '2026-01-20');
    return [blame('Inventory', 'direct-posting', scaled(7), [], [glEntryNo])];
  },
  'missing-gl-entry': (books, no) => {
    removeGlEntry(books, glEntriesOf(no).stock);
    return [blame('Inventory', 'missing-gl-entry', -costOf(no), [no], [])];
  },
  'altered-amount': (books, no) => {
    const {stock} = glEntriesOf(no);
    change(books, 'G/L Entry', stock, {Amount: formatAmount(costOf(no) + scaled(5))});
    return [blame('Inventory', 'altered-amount', scaled(5), [no], [stock])];
  },
  'wrong-account': (books, no) => {
    const {stock} = glEntriesOf(no);
    change(books, 'G/L Entry', stock, {'G/L Account No.': ACCOUNTS.COGS});
    return [
      blame('Inventory', 'wrong-account', -costOf(no), [no], [stock]),
      blame('COGS', 'wrong-account', costOf(no), [no], [stock]),
    ];
  },
  'moved-account': (books, no) => {
    const {stock} = glEntriesOf(no);
    change(books, 'G/L Entry', stock, {'G/L Account No.': OLD_ACCOUNT});
    return [blame('Inventory', 'moved-account', -costOf(no), [no], [stock])];
  },
  'deleted-account': (books, no) => {
    const {stock} = glEntriesOf(no);
    change(books, 'G/L Entry', stock, {'G/L Account No.': ''});
    return [blame('Inventory', 'deleted-account', -costOf(no), [no], [stock])];
  },
  'posted-twice': (books, no) => {
    const amount = formatAmount(costOf(no));
    const date = String(books.some('Value Entry', entry(no))[0]?.['Posting Date']);
    const stock = related(books, books.addGlEntry(ACCOUNTS.Inventory, amount, date), no);
    const applied = related(books, books.addGlEntry(ACCOUNTS['Direct Cost Applied'], `-${amount}`, date), no);
    return [
      blame('Inventory', 'posted-twice', costOf(no), [no], [stock]),
      blame('Direct Cost Applied', 'posted-twice', -costOf(no), [no], [applied]),
    ];
  },
  'orphan-gl-entry': (books, no) => {
    const stock = related(books, books.addGlEntry(ACCOUNTS.Inventory, '9.00', '2026-01-21'), 9000 + no);
    const applied = related(books, books.addGlEntry(ACCOUNTS['Direct Cost Applied'], '-9.00', '2026-01-21'), 9000 + no);
    return [
      blame('Inventory', 'orphan-gl-entry', scaled(9), [], [stock]),
      blame('Direct Cost Applied', 'orphan-gl-entry', scaled(-9), [], [applied]),
    ];
  },
  'not-run': (books, no) => {
    unpost(books, no);
    return [
      blame('Inventory', 'not-run', -costOf(no), [no], []),
      blame('Direct Cost Applied', 'not-run', costOf(no), [no], []),
    ];
  },
  'partly-posted': (books, no) => {
    const {stock, applied} = glEntriesOf(no);
    change(books, 'Value Entry', no, {'Cost Posted to G/L': '40.00'});
    change(books, 'G/L Entry', stock, {Amount: '40.00'});
    change(books, 'G/L Entry', applied, {Amount: '-40.00'});
    const rest = costOf(no) - scaled(40);
    return [
      blame('Inventory', 'partly-posted', -rest, [no], []),
      blame('Direct Cost Applied', 'partly-posted', rest, [no], []),
    ];
  },
  'reversed-in-gl': (books, no) => {
    const {stock} = glEntriesOf(no);
    const amount = formatAmount(costOf(no));
    const glEntryNo = books.addGlEntry(ACCOUNTS.Inventory, `-${amount}`, '2026-01-22', {'Reversed Entry No.': stock});
    books.addGlEntry(BANK, amount, '2026-01-22');
    return [blame('Inventory', 'reversed-in-gl', -costOf(no), [no], [glEntryNo])];
  },
  'closing-entry': books => {
    const glEntryNo = books.addGlEntry(ACCOUNTS['Direct Cost Applied'], '50.00', '2025-12-31C');
    books.addGlEntry(BANK, '-50.00', '2025-12-31C');
    return [blame('Direct Cost Applied', 'closing-entry', scaled(50), [], [glEntryNo])];
  },
  'shared-account': books => {
    for (const row of books.rows('General Posting Setup')) row['Sales Account'] = ACCOUNTS.COGS;
    const glEntryNo = books.addGlEntry(ACCOUNTS.COGS, '11.00', '2026-01-23');
    books.addGlEntry(BANK, '-11.00', '2026-01-23');
    return [blame('COGS', 'shared-account', scaled(11), [], [glEntryNo])];
  },
  'missing-relation': (books, no) => {
    const {stock} = glEntriesOf(no);
    books.remove('G/L - Item Ledger Relation', row => row['G/L Entry No.'] === stock);
    return [];
  },
};

/** Blames of one row and code are one cause; those that cancel are none. */
function causesOf(blames: readonly Blame[]): string[] {
  const sums = new Map<string, Blame>();
  for (const each of blames) {
    const key = `${each.row}|${each.code}`;
    const sum = sums.get(key) ?? blame(each.row, each.code, 0n, [], []);
    sums.set(key, {
      ...sum,
      amount: sum.amount + each.amount,
      valueEntryNos: [...sum.valueEntryNos, ...each.valueEntryNos],
      glEntryNos: [...sum.glEntryNos, ...each.glEntryNos],
    });
  }
  return [...sums.values()]
    .filter(({amount}) => amount !== 0n)
    .map(shown)
    .sort();
}

function shown({row, code, amount, valueEntryNos, glEntryNos}: Blame): string {
  const numbers = (list: readonly number[]) => [...new Set(list)].sort((left, right) => left - right).join(' ');
  return `${row}: ${code} ${formatAmount(amount)}, value entries ${numbers(valueEntryNos)}, G/L entries ${numbers(glEntryNos)}`;
}

async function found(context: JobContext, filters = {}): Promise<string[]> {
  const {causes, unexplained} = await reconcile(context, filters);
  for (const rest of unexplained.values()) expect(rest).toBe(0n);
  return [...causes].flatMap(([row, list]) => list.map(cause => shown({...cause, row, ...pick(cause)}))).sort();
}

const pick = ({valueEntryNos, glEntryNos}: {valueEntryNos: readonly number[]; glEntryNos: readonly number[]}) => ({
  valueEntryNos: [...valueEntryNos],
  glEntryNos: [...glEntryNos],
});

const PER_ENTRY = {method: 'per-entry', documentNo: '', filters: {}, post: true} as const;

/** A company of {@link PURCHASES} purchases, one a day, all posted; and what `more` does before it is exported. */
async function exported(
  context: JobContext,
  more: readonly Line[] = [],
  expectedPosting = false,
): Promise<ExportedCompany> {
  const books = await company(context, {items: {A: {costingMethod: 'FIFO'}}});
  await context.database.insert(
    glAccount,
    [BANK, OLD_ACCOUNT].map(no => ({no, name: no, accountType: 'Posting' as const})),
  );
  await books.set({expectedCostPostingToGl: expectedPosting});
  const lines = Array.from({length: PURCHASES}, (_, index) =>
    purchase(`p${index + 1}`, `2026-01-${String(index + 1).padStart(2, '0')}`, 'A', 1, {'Unit Cost': 101 + index}),
  );
  await books.post([...lines, ...more]);
  await postInventoryCost(context, PER_ENTRY);
  return ExportedCompany.of(context);
}

onEachDatabase(open => {
  describe('a fault planted into an exported company', () => {
    let clean: ExportedCompany;
    beforeAll(async () => {
      clean = await exported(await open());
    });

    it('is not there before it is planted', async () => {
      const context = await open();
      await clean.copy().importInto(context);
      expect(await found(context)).toEqual([]);
    });

    for (const [name, plant] of Object.entries(plants)) {
      it(`${name}: is named, and nothing else`, async () => {
        const context = await open();
        const books = clean.copy();
        const wanted = causesOf(plant(books, 3));
        await books.importInto(context);
        expect(await found(context)).toEqual(wanted);
        const {missingRelations} = await reconcile(context, {});
        expect(missingRelations.glEntryNos).toEqual(name === 'missing-relation' ? [glEntriesOf(3).stock] : []);
      });
    }

    it('several at once: each is named with its own amount and entries', async () => {
      const several = fc.uniqueArray(fc.constantFrom(...Object.keys(plants)), {minLength: 2, maxLength: 12});
      await fc.assert(
        fc.asyncProperty(several, async names => {
          const context = await open();
          const books = clean.copy();
          const wanted = causesOf(names.flatMap((name, index) => plants[name]?.(books, index + 2) ?? []));
          await books.importInto(context);
          expect(await found(context)).toEqual(wanted);
        }),
        {numRuns: 8},
      );
    }, 300_000);

    it('skipped: an unposted entry of a closed range of dates, with its finding', async () => {
      const context = await open();
      const books = clean.copy();
      unpost(books, 3);
      for (const row of books.some(generalLedgerSetup.name, () => true)) row['Allow Posting From'] = '2026-01-10';
      await books.importInto(context);
      const {causes} = await reconcile(context, {});
      expect(causes.get('Inventory')).toMatchObject([
        {code: 'skipped', finding: 'date-not-allowed', amount: -costOf(3), valueEntryNos: [3], glEntryNos: []},
      ]);
    });

    it('posting-date: the G/L has the entry in another month than the filter', async () => {
      const context = await open();
      const books = clean.copy();
      const {stock, applied} = glEntriesOf(3);
      for (const glEntryNo of [stock, applied]) change(books, 'G/L Entry', glEntryNo, {'Posting Date': '2026-02-03'});
      await books.importInto(context);
      expect(await found(context)).toEqual([]);
      expect(await found(context, {from: '2026-01-01', to: '2026-01-31'})).toEqual(
        causesOf([
          blame('Inventory', 'posting-date', -costOf(3), [3], [stock]),
          blame('Direct Cost Applied', 'posting-date', costOf(3), [3], [applied]),
        ]),
      );
    });

    it('compressed: an entry without relation inside a compressed range', async () => {
      const context = await open();
      const books = clean.copy();
      books.rows('Date Compr. Register').push({
        'No.': 1,
        'Starting Date': '2026-01-01',
        'Ending Date': '2026-01-31',
        'Table ID': 17,
      });
      const glEntryNo = books.addGlEntry(ACCOUNTS.Inventory, '7.00', '2026-01-20');
      books.addGlEntry(BANK, '-7.00', '2026-01-20');
      await books.importInto(context);
      expect(await found(context)).toEqual(causesOf([blame('Inventory', 'compressed', scaled(7), [], [glEntryNo])]));
    });
  });

  describe('expected cost that is not posted any more', () => {
    const receipt = purchase('late', '2026-01-20', 'A', 10, {'Unit Cost': 5, ...EXPECTED});
    const valueEntryNo = PURCHASES + 1;

    it('expected-posting-off: the interim accounts lack it', async () => {
      const books = await exported(await open(), [receipt]);
      const context = await open();
      await books.importInto(context);
      expect(await found(context)).toEqual(
        causesOf([
          blame('Inventory (Interim)', 'expected-posting-off', scaled(-50), [valueEntryNo], []),
          blame('Invt. Accrual (Interim)', 'expected-posting-off', scaled(50), [valueEntryNo], []),
        ]),
      );
    });

    it('expected-left-over: what was posted before the switch went off is still there', async () => {
      const source = await open();
      const books = await exported(source, [receipt], true);
      for (const row of books.some('Inventory Setup', () => true)) row['Expected Cost Posting to G/L'] = false;
      const middle = await open();
      await books.importInto(middle);
      const reopened = new Books(middle);
      reopened.entryNos.set('late', valueEntryNo);
      await reopened.post([invoice('late', '2026-01-25', 'A', 10, {'Unit Cost': 5})]);
      await postInventoryCost(middle, PER_ENTRY);
      expect(await found(middle)).toEqual(
        causesOf([
          blame('Inventory (Interim)', 'expected-left-over', scaled(50), [valueEntryNo + 1], []),
          blame('Invt. Accrual (Interim)', 'expected-left-over', scaled(-50), [valueEntryNo + 1], []),
        ]),
      );
    });
  });
});
