import fc from 'fast-check';
import {beforeAll, describe, expect, it} from 'vitest';
import {matches} from '../../source/domain/filter.js';
import {parseFilter} from '../../source/domain/parse-filter.js';
import {itemLedgerEntryType} from '../../source/domain/options.js';
import type {JobContext} from '../../source/jobs/job.js';
import {filterKind, filterSql, readFilter} from '../../source/store/filter-sql.js';
import type {TableField} from '../../source/store/table.js';
import {type ValueEntry, valueEntry} from '../../source/store/tables/index.js';
import {onEachDatabase} from '../support/databases.js';

const field = (property: keyof ValueEntry): TableField => {
  const found = valueEntry.byProperty.get(property);
  if (!found) throw new Error(property);
  return found;
};

const texts = [
  '',
  'A',
  'a',
  'AB',
  'aB',
  'A%',
  'A_',
  'A\\',
  '%',
  '[',
  ']',
  '[A]',
  'A*',
  'A?',
  "O'B",
  'å',
  'ÅA',
  'ß',
  'A\nB',
];
const more = ['É', 'é', '\u{e000}', '\u{1f600}', 'a.b', '^$', '(A)', '{1}', '-', 'İ', ' A'];
const dates = ['', '2025-12-30', '2025-12-31', '2025-12-31C', '2026-01-01'];
const amounts = [0n, 1n, -1n, 100_000n, -250_000n, 9_223_372_036_854_775_807n, -9_223_372_036_854_775_807n];
const types = [...itemLedgerEntryType.captions.values()];

const rows: Partial<ValueEntry>[] = [...texts, ...more].map((description, index) => ({
  entryNo: index + 1,
  description,
  documentNo: description.toUpperCase(),
  postingDate: dates[index % dates.length] ?? '',
  costAmountActual: amounts[index % amounts.length] ?? 0n,
  documentLineNo: (index - 5) * 7,
  adjustment: index % 2 === 0,
  itemLedgerEntryType: types[index % types.length] ?? '',
}));

const operators = ['', '<>', '<', '<=', '>', '>=', '=', '@', '<>@'];
const character = fc.constantFrom(...'AaBbåÅéÉß%_[]\\*?^$.(){}-\u{e000}\u{1f600} ');
const word = fc.array(character, {maxLength: 4}).map(parts => parts.join(''));
const quoted = fc.array(fc.constantFrom(...texts, ...more)).map(parts => `'${parts.join('').replaceAll("'", "''")}'`);
const condition = (value: fc.Arbitrary<string>) =>
  fc.oneof(
    fc.tuple(fc.constantFrom(...operators), value).map(parts => parts.join('')),
    fc.tuple(value, value).map(([from, to]) => `${from}..${to}`),
  );
const filterOf = (value: fc.Arbitrary<string>) =>
  fc
    .tuple(fc.array(fc.tuple(condition(value), fc.constantFrom('|', '&')), {maxLength: 3}), condition(value))
    .map(([start, last]) => `${start.map(parts => parts.join('')).join('')}${last}`);

const filters: readonly [keyof ValueEntry, fc.Arbitrary<string>][] = [
  ['description', filterOf(fc.oneof(word, quoted, fc.constantFrom(...texts.slice(1, 5), ...more)))],
  ['documentNo', filterOf(fc.oneof(word, quoted))],
  ['postingDate', filterOf(fc.constantFrom("''", 'C2025-12-31', '2025-12-31', '2025-12-30', '2026-06-01'))],
  ['costAmountActual', filterOf(fc.constantFrom('0', '1', '-2.5', '0.00001', '92233720368547.75807'))],
  ['documentLineNo', filterOf(fc.constantFrom('0', '-35', '7', '2147483647', '14'))],
  ['adjustment', filterOf(fc.constantFrom('true', 'no'))],
  ['itemLedgerEntryType', filterOf(fc.constantFrom("''", 'sale', 'Output', '*Adj*', '9'))],
];

onEachDatabase(open => {
  let context: JobContext;
  beforeAll(async () => {
    context = await open();
    await context.database.insert(valueEntry, rows);
  });

  describe.each(filters)('a filter on %s', (property, arbitrary) => {
    it('finds in the database what it lets through in memory', async () => {
      const {database} = context;
      let tried = 0;
      await fc.assert(
        fc.asyncProperty(arbitrary, async text => {
          const {caption, kind, options, column} = field(property);
          const read = parseFilter(text, filterKind({kind}), options);
          fc.pre('filter' in read);
          if (!('filter' in read)) return;
          tried += 1;
          const {where, params} = filterSql(database.dialect, `"${column}"`, read.filter);
          const found = await database.read(valueEntry, {where, params});
          const expected = rows.filter(row => matches(read.filter, row[property] ?? '')).map(row => row.entryNo);
          expect(
            found.map(row => row.entryNo),
            `${caption} ${text}`,
          ).toEqual(expected);
        }),
        {numRuns: 300},
      );
      expect(tried).toBeGreaterThan(100);
    });
  });

  it('takes thousands of alternatives', async () => {
    const {database} = context;
    const many = Array.from({length: 5000}, (_, index) => `X${index}`).join('|');
    const patterns = Array.from({length: 2000}, (_, index) => `X${index}*`).join('|');
    for (const text of [`${many}|AB`, `${patterns}|AB`]) {
      const {where, params} = filterSql(database.dialect, '"description"', readFilter(text, field('description')));
      expect((await database.read(valueEntry, {where, params})).map(row => row.description)).toEqual(['AB']);
    }
  });
});

it('refuses a filter that cannot be read, and says where', () => {
  expect(() => readFilter('2026-13-01', field('postingDate'))).toThrow(
    expect.objectContaining({
      code: 'bad-filter',
      explanation: {
        key: 'errors.bad-filter',
        params: {filter: '2026-13-01', field: {caption: 'Posting Date'}, position: 1},
      },
    }),
  );
});
