import {describe, expect, it} from 'vitest';
import {type FilterValue, matches} from '../../source/domain/filter.js';
import {type FilterKind, parseFilter} from '../../source/domain/parse-filter.js';
import {scaled} from '../../source/domain/money.js';
import {
  costEntryType,
  itemLedgerDocumentType,
  itemLedgerEntryType,
  type OptionList,
} from '../../source/domain/options.js';

const passes = (text: string, kind: FilterKind, value: FilterValue, options?: OptionList): boolean => {
  const read = parseFilter(text, kind, options);
  if ('problem' in read) throw new Error(JSON.stringify(read.problem));
  return matches(read.filter, value);
};
/** Those of the values that pass. */
const kept = <V extends FilterValue>(text: string, kind: FilterKind, values: readonly V[], options?: OptionList): V[] =>
  values.filter(value => passes(text, kind, value, options));
const problem = (text: string, kind: FilterKind, options?: OptionList) => {
  const read = parseFilter(text, kind, options);
  return 'problem' in read ? [read.problem.position, read.problem.message.key] : undefined;
};

describe('texts and codes', () => {
  const locations = ['', 'BLUE', 'RED', 'RED2', 'YELLOW', 'red'];
  it.each([
    ['RED', ['RED']],
    ['RED|BLUE', ['BLUE', 'RED']],
    ['<>RED', ['', 'BLUE', 'RED2', 'YELLOW', 'red']],
    ['<>RED&<>BLUE', ['', 'RED2', 'YELLOW', 'red']],
    ["''", ['']],
    ["<>''", ['BLUE', 'RED', 'RED2', 'YELLOW', 'red']],
    ["RED|''", ['', 'RED']],
    ['@red', ['RED', 'red']],
    ['<>@red', ['', 'BLUE', 'RED2', 'YELLOW']],
    ['RED*', ['RED', 'RED2']],
    ['RED?', ['RED2']],
    ['<>*E*', ['', 'red']],
    ['@*e*', ['BLUE', 'RED', 'RED2', 'YELLOW', 'red']],
    ['BLUE..RED', ['BLUE', 'RED']],
    ['..RED', ['', 'BLUE', 'RED']],
    ['RED2..', ['RED2', 'YELLOW', 'red']],
    ['>RED&<=YELLOW', ['RED2', 'YELLOW']],
    ['*E*&(RED*|Y*)', ['RED', 'RED2', 'YELLOW']],
    ['BLUE|RED*&*2', ['BLUE', 'RED2']],
    [' RED | BLUE ', ['BLUE', 'RED']],
    ['', locations],
  ])('%s', (text, expected) => {
    expect(kept(text, 'text', locations)).toEqual(expected);
  });

  it('takes what stands in quotes as it is', () => {
    const names = ['A&B', "O'Neil", 'A*', 'AX', ' A', 'Inventory (Interim)'];
    expect(kept("'A&B'", 'text', names)).toEqual(['A&B']);
    expect(kept("'O''Neil'", 'text', names)).toEqual(["O'Neil"]);
    expect(kept("'A*'", 'text', names)).toEqual(['A*']);
    expect(kept("' A'", 'text', names)).toEqual([' A']);
    expect(kept("A'*'|A'&'?", 'text', names)).toEqual(['A&B', 'A*']);
    expect(kept('Inventory (Interim)', 'text', names)).toEqual(['Inventory (Interim)']);
  });

  it('knows the capitals of every language, and orders by code point', () => {
    expect(passes('@ÆLG*', 'text', 'ælgkjøtt')).toBe(true);
    expect(kept('..\u{e000}', 'text', ['z', '\u{e000}', '\u{1f600}'])).toEqual(['z', '\u{e000}']);
  });

  it('reads a filter on a code in capitals, as codes are kept', () => {
    expect(kept('chain*|red..yellow', 'code', ['CHAIN-1', 'ROSE', 'BLUE'])).toEqual(['CHAIN-1', 'ROSE']);
    expect(kept('<>blå', 'code', ['BLÅ', 'RED'])).toEqual(['RED']);
  });

  it('takes no long time over many stars', () => {
    expect(passes(`${'*a'.repeat(40)}b`, 'text', 'a'.repeat(5000))).toBe(false);
  });
});

describe('dates', () => {
  const dates = ['', '2025-12-30', '2025-12-31', '2025-12-31C', '2026-01-01'];
  it.each([
    ['2025-12-31', ['2025-12-31']],
    ['C2025-12-31', ['2025-12-31C']],
    ['2025-12-30..2025-12-31', ['2025-12-30', '2025-12-31']],
    ['..2025-12-31', ['', '2025-12-30', '2025-12-31']],
    ['..C2025-12-31', ['', '2025-12-30', '2025-12-31', '2025-12-31C']],
    ['2025-12-31..', ['2025-12-31', '2025-12-31C', '2026-01-01']],
    ['>2025-12-31', ['2025-12-31C', '2026-01-01']],
    ["''", ['']],
  ])('%s', (text, expected) => {
    expect(kept(text, 'date', dates)).toEqual(expected);
  });
});

describe('numbers, yes and no', () => {
  it('compares whole numbers and scaled decimals', () => {
    expect(kept('100..200', 'integer', [99, 100, 200, 201])).toEqual([100, 200]);
    expect(kept('-5..-1|7', 'integer', [-6, -5, -1, 0, 7])).toEqual([-5, -1, 7]);
    expect(kept("''", 'integer', [0, 1])).toEqual([0]);
    expect(kept('>=0.5&<>1', 'decimal', [scaled('0.49999'), scaled('0.5'), scaled('1'), scaled('2')])).toEqual([
      scaled('0.5'),
      scaled('2'),
    ]);
    expect(kept('1.5...75|.75...80', 'decimal', [scaled('0.75'), scaled('1.6')])).toEqual([scaled('0.75')]);
    expect(kept('yes', 'boolean', [true, false])).toEqual([true]);
    expect(kept('<>true', 'boolean', [true, false])).toEqual([false]);
  });
});

describe('options', () => {
  const types = [...itemLedgerEntryType.captions.values()];
  it('are told by caption in any case or by ordinal, and follow one another by ordinal', () => {
    expect(kept('sale|4', 'option', types, itemLedgerEntryType)).toEqual(['Sale', 'Transfer']);
    expect(kept('Sale..Negative Adjmt.', 'option', types, itemLedgerEntryType)).toEqual([
      'Sale',
      'Positive Adjmt.',
      'Negative Adjmt.',
    ]);
    expect(kept('*Adjmt.', 'option', types, itemLedgerEntryType)).toEqual(['Positive Adjmt.', 'Negative Adjmt.']);
    expect(kept('>Output', 'option', types, itemLedgerEntryType)).toEqual([
      '',
      'Assembly Consumption',
      'Assembly Output',
    ]);
  });

  it('that nobody knows are refused where rules depend on them, else compared as text', () => {
    expect(problem('Gift', 'option', costEntryType)).toEqual([1, 'errors.filter.option']);
    expect(passes('Gift', 'option', 'Gift', itemLedgerDocumentType)).toBe(true);
  });
});

describe('what is no filter says where and why', () => {
  it.each([
    ['A|', 'text', 3, 'value'],
    ['<>', 'text', 3, 'value'],
    ['..', 'text', 3, 'value'],
    ["A|'B", 'text', 3, 'closing-quote'],
    ['(A|B', 'text', 5, 'closing-parenthesis'],
    ['(A))', 'text', 4, 'unexpected'],
    ['A..B..C', 'text', 5, 'unexpected'],
    ['<A..B', 'text', 3, 'no-range'],
    ['@A..B', 'text', 3, 'no-range'],
    ['<A*', 'text', 2, 'no-pattern'],
    ['A*..B', 'text', 1, 'no-pattern'],
    [`${'('.repeat(60)}A`, 'text', 51, 'too-deep'],
    ['2026-02-30', 'date', 1, 'date'],
    ['2026-01-01..31.01.2026', 'date', 13, 'date'],
    ['1.5', 'integer', 1, 'integer'],
    ['3000000000', 'integer', 1, 'integer'],
    ['1,5', 'decimal', 1, 'decimal'],
    ['*', 'decimal', 1, 'decimal'],
    ['1|92233720368547.75808', 'decimal', 3, 'decimal'],
    ['maybe', 'boolean', 1, 'boolean'],
  ] as const)('%s', (text, kind, position, reason) => {
    expect(problem(text, kind)).toEqual([position, `errors.filter.${reason}`]);
  });
});
