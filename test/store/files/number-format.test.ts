import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {formatScaled, LARGEST} from '../../../source/domain/money.js';
import {NumberFormatFinder, parseNumber, TOO_FINE} from '../../../source/store/files/number-format.js';

const shown = (text: string, style: 'comma' | 'point') => {
  const value = parseNumber(text, style);
  return typeof value === 'bigint' ? formatScaled(value) : value;
};
const told = (cells: string[]) => {
  const finder = new NumberFormatFinder();
  for (const [index, cell] of cells.entries()) finder.see(cell, index + 2);
  return finder.answer();
};

describe('a number', () => {
  it.each([
    ['1234', 'point', '1234'],
    ['-0.5', 'point', '-0.5'],
    ['.5', 'point', '0.5'],
    ['1,234.50', 'point', '1234.5'],
    ['1,234,567', 'point', '1234567'],
    ['10,', 'comma', '10'],
    ['1.234,50', 'comma', '1234.5'],
    ['1 234,5', 'comma', '1234.5'],
    ['1\u00a0234\u00a0567,89', 'comma', '1234567.89'],
    ['\u22121\u202f234,5', 'comma', '-1234.5'],
    ['- 7', 'comma', '-7'],
    ['+7', 'point', '7'],
    ['0,12345', 'comma', '0.12345'],
    ['0.1234500000', 'point', '0.12345'],
    ['92233720368547.75807', 'point', '92233720368547.75807'],
  ] as const)('%s with decimal %s is %s', (text, style, value) => expect(shown(text, style)).toBe(value));

  it.each([
    ['1,2', 'point'],
    ['1.2', 'comma'],
    ['1 23', 'point'],
    ['12 345 67', 'point'],
    ['0,123', 'point'],
    ['1.234.56', 'comma'],
    ['-', 'point'],
    ['.', 'point'],
    ['', 'point'],
    ['1e5', 'point'],
    ['12x', 'point'],
    ['0x1F', 'point'],
    ['(5)', 'point'],
  ] as const)('%s with decimal %s is none', (text, style) => expect(parseNumber(text, style)).toBeUndefined());

  it('has at most five decimals that count', () => expect(parseNumber('0.123456', 'point')).toBe(TOO_FINE));

  it('comes back whatever its size, with either decimal sign and thousands separated or not', () => {
    fc.assert(
      fc.property(fc.bigInt({min: -LARGEST, max: LARGEST}), value => {
        const plain = formatScaled(value);
        const [whole = '', fraction] = plain.split('.');
        const grouped = (separator: string) => whole.replaceAll(/\B(?=(\d{3})+$)/g, separator);
        expect(parseNumber(plain, 'point')).toBe(value);
        expect(parseNumber(`${grouped(',')}${fraction ? `.${fraction}` : ''}`, 'point')).toBe(value);
        expect(parseNumber(`${grouped('.')}${fraction ? `,${fraction}` : ''}`, 'comma')).toBe(value);
        expect(parseNumber(`${grouped('\u00a0')}${fraction ? `,${fraction}` : ''}`, 'comma')).toBe(value);
      }),
    );
  });
});

describe('a column of numbers', () => {
  it.each([
    [['1', '2'], 'point'],
    [['1,5', '1,234'], 'comma'],
    [['1.5'], 'point'],
    [['1.234', '1.234,5'], 'comma'],
    [['1,234', '1,234,567'], 'point'],
    [['1.234', '0.123'], 'point'],
    [['1,234', '12,3456'], 'comma'],
    [['1.234', '12345.678'], 'point'],
    [['10,'], 'comma'],
  ] as const)('%j has decimal %s', (cells, style) => expect(told([...cells])).toBe(style));

  it('is never guessed from cells that could be either', () => {
    expect(told(['7', '1,234', '5,678'])).toEqual({line: 3, value: '1,234'});
    expect(told(['1.234'])).toEqual({line: 2, value: '1.234'});
  });
});
