/** What holds after any journal: quantities, applications, expected cost, and files that are refused. */
import fc from 'fast-check';
import {expect, it} from 'vitest';
import {formatScaled} from '../../../source/domain/money.js';
import {Refusal} from '../../../source/errors.js';
import {itemApplicationEntry, itemLedgerEntry, valueEntry} from '../../../source/store/tables/index.js';
import {type Books, company, EXPECTED, invoice, type Line, purchase, sale, transfer} from '../../support/costing.js';
import {onEachDatabase} from '../../support/databases.js';

const METHODS = ['FIFO', 'LIFO', 'Average', 'Standard'] as const;
const day = fc.integer({min: 1, max: 28}).map(number => `2026-01-${String(number).padStart(2, '0')}`);
const quantity = fc.integer({min: 1, max: 40}).map(tenths => formatScaled(BigInt(tenths) * 10_000n));
const cost = fc.integer({min: 1, max: 2000}).map(cents => formatScaled(BigInt(cents) * 1000n));
const step = fc.oneof(
  {weight: 4, arbitrary: fc.record({kind: fc.constant('buy' as const), day, quantity, cost, expected: fc.boolean()})},
  {weight: 4, arbitrary: fc.record({kind: fc.constant('sell' as const), day, quantity, expected: fc.boolean()})},
  {weight: 1, arbitrary: fc.record({kind: fc.constant('move' as const), day, quantity})},
  {weight: 1, arbitrary: fc.record({kind: fc.constant('return' as const), day, quantity, of: fc.nat()})},
  {weight: 1, arbitrary: fc.record({kind: fc.constant('fixed' as const), day, quantity, of: fc.nat()})},
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Posts the steps one by one; what the rules refuse (a transfer of what is not there …) is left out. */
async function play(books: Books, itemNo: string, steps: readonly Step[]): Promise<void> {
  const bought: string[] = [];
  const sold: string[] = [];
  for (const [index, {kind, ...given}] of steps.entries()) {
    const ref = `${itemNo}${index}`;
    const other = 'of' in given ? (kind === 'return' ? sold : bought) : [];
    const of = 'of' in given ? other[given.of % Math.max(1, other.length)] : undefined;
    const expected = 'expected' in given && given.expected ? EXPECTED : {};
    const line: Line | undefined = {
      buy: purchase(ref, given.day, itemNo, given.quantity, {
        ...expected,
        'Unit Cost': 'cost' in given ? given.cost : 1,
      }),
      sell: sale(ref, given.day, itemNo, given.quantity, expected),
      move: transfer(ref, given.day, itemNo, given.quantity, '', 'RED'),
      return: of && sale(ref, given.day, itemNo, `-${given.quantity}`, {'Applies-from Entry': `@${of}`}),
      fixed: of && sale(ref, given.day, itemNo, given.quantity, {'Applies-to Entry': `@${of}`}),
    }[kind] as Line | undefined;
    if (!line) continue;
    try {
      await books.post([line]);
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      continue;
    }
    if (kind === 'buy') bought.push(ref);
    if (kind === 'sell' || kind === 'fixed') sold.push(ref);
  }
  for (const ref of [...bought, ...sold]) {
    const entry = await books.entry(ref);
    if (entry.completelyInvoiced) continue;
    const type = entry.positive ? 'Purchase' : 'Sale';
    const whole = formatScaled(entry.quantity < 0n ? -entry.quantity : entry.quantity);
    await books.post([invoice(ref, '2026-01-28', itemNo, whole, entry.positive ? {'Unit Cost': 3} : {}, type)]);
  }
}

async function check(books: Books): Promise<void> {
  const {database} = books.context;
  const entries = await database.read(itemLedgerEntry);
  const rows = await database.read(itemApplicationEntry);
  const values = await database.read(valueEntry);
  const sum = (list: readonly {quantity: bigint}[]) => list.reduce((total, {quantity: one}) => total + one, 0n);
  for (const entry of entries) {
    const own = sum(rows.filter(row => row.itemLedgerEntryNo === entry.entryNo));
    const ofInbound = sum(rows.filter(row => row.inboundItemEntryNo === entry.entryNo));
    // costing.md 1, "Sums".
    expect(own).toBe(entry.positive ? entry.quantity : entry.quantity - entry.remainingQuantity);
    if (entry.positive) expect(ofInbound).toBe(entry.remainingQuantity);
    expect(entry.open).toBe(entry.remainingQuantity !== 0n);
    expect(entry.positive ? entry.remainingQuantity >= 0n : entry.remainingQuantity <= 0n).toBe(true);
    const ownValues = values.filter(value => value.itemLedgerEntryNo === entry.entryNo);
    expect(ownValues.map(value => value.itemLedgerEntryQuantity)).toEqual([
      entry.quantity,
      ...ownValues.slice(1).map(() => 0n),
    ]);
    expect(ownValues.reduce((total, value) => total + value.invoicedQuantity, 0n)).toBe(entry.invoicedQuantity);
    if (entry.completelyInvoiced) {
      expect(ownValues.reduce((total, value) => total + value.costAmountExpected, 0n)).toBe(0n);
    }
    if (!entry.positive && entry.appliesToEntry === 0) {
      const lots = rows.filter(row => row.itemLedgerEntryNo === entry.entryNo && row.quantity !== 0n);
      const latest = lots.map(row => values.find(value => value.itemLedgerEntryNo === row.inboundItemEntryNo));
      for (const lot of latest)
        expect(ownValues[0]?.valuationDate ?? '').toSatisfy(date => date >= (lot?.valuationDate ?? ''));
    }
  }
  expect(sum(entries)).toBe(entries.reduce((total, entry) => total + entry.remainingQuantity, 0n));
  expect(entries.map(entry => entry.entryNo)).toEqual(entries.map((_, index) => index + 1));
  expect(values.map(value => value.entryNo)).toEqual(values.map((_, index) => index + 1));
  expect(rows.map(row => row.entryNo)).toEqual(rows.map((_, index) => index + 1));
}

onEachDatabase((open, name) => {
  it.each(METHODS)('keeps quantities, applications and expected cost of %s items in step', async costingMethod => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, {maxLength: 14}), async steps => {
        const books = await company(await open(), {
          items: {A: {costingMethod, unitCost: 5, standardCost: 5}},
          locations: ['RED'],
        });
        await play(books, 'A', steps);
        await check(books);
      }),
      // A run opens a company of its own, which takes a second on PostgreSQL.
      {numRuns: name === 'sqlite' ? 12 : 3},
    );
  });
});
