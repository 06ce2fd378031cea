import fc from 'fast-check';
import {expect, it} from 'vitest';
import {cell, cut, widthOf, wrap} from '../../source/components/cells.js';
import {clean} from '../../source/components/clean.js';
import {keyNames} from '../../source/components/key-names.js';
import {editText, inputLine, startText} from '../../source/components/text-input.js';
import {textOf} from '../../source/components/lines.js';
import {scrollBy, scrollTo, START} from '../../source/components/scroll.js';
import type {Key} from 'ink';

it('pads and cuts by display width', () => {
  expect(cell('abc', 5)).toBe('abc  ');
  expect(cell('1.00', 6, 'right')).toBe('  1.00');
  expect(cut('Beholdning', 6)).toBe('Behol…');
  expect(cell('在庫品', 5)).toBe('在庫…');
  expect(cell('é', 3)).toBe('é  ');
});

it('makes a cell exactly as wide as asked, whatever is in it', () => {
  fc.assert(
    fc.property(fc.string({unit: 'grapheme'}), fc.integer({min: 1, max: 40}), (text, width) => {
      expect(widthOf(cell(clean(text), width))).toBe(width);
    }),
  );
});

it('breaks lines between words, and words that are wider than the line', () => {
  expect(wrap('the cost is not posted', 10)).toEqual(['the cost', 'is not', 'posted']);
  expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
});

it('lets no control character through to a terminal', () => {
  expect(clean('a\u001b[31mb\u009bc\td\r\ne\u2028f\u202eg')).toBe('a·[31mb·c d e·f·g');
  fc.assert(
    fc.property(fc.array(fc.integer({min: 0, max: 0xffff})), units => {
      expect(clean(String.fromCharCode(...units))).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069\p{Cs}]/u);
    }),
  );
});

const NO_KEY = {ctrl: false, meta: false, shift: false} as Key;

it('splits a chunk of fast typing into its keys', () => {
  expect(keyNames('jj\r', NO_KEY)).toEqual(['j', 'j', 'enter']);
  expect(keyNames('a b\t\u001b', NO_KEY)).toEqual(['a', 'space', 'b', 'tab', 'esc']);
  expect(keyNames('p', {...NO_KEY, ctrl: true})).toEqual(['ctrl+p']);
});

it('edits a line of text by characters, not by code units', () => {
  const typed = editText(startText('ab'), {type: 'insert', text: '😀'});
  expect(typed).toEqual({value: 'ab😀', cursor: 3});
  expect(editText(typed, {type: 'erase'}).value).toBe('ab');
  const middle = editText(editText(startText('ab'), {type: 'left'}), {type: 'insert', text: 'x'});
  expect(middle).toEqual({value: 'axb', cursor: 2});
});

it('shows the part of a long text that the cursor is in', () => {
  const words = textOf(inputLine('Filter:', startText('0123456789'.repeat(5)), 20));
  expect(widthOf(words)).toBeLessThanOrEqual(20);
  expect(words).toMatch(/^Filter: .*789_$/);
});

it('keeps the selection on the screen', () => {
  const down = scrollBy(START, 7, 10, 5);
  expect(down).toEqual({selected: 7, top: 3});
  expect(scrollBy(down, -1, 10, 5)).toEqual({selected: 6, top: 3});
  expect(scrollTo(down, 100, 10, 5)).toEqual({selected: 9, top: 5});
  expect(scrollTo(START, 3, 0, 5)).toEqual({selected: 0, top: 0});
});
