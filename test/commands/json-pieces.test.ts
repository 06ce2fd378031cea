import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {jsonPieces} from '../../source/commands/json-pieces.js';

describe('JSON in pieces', () => {
  it('is what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect([...jsonPieces(value)].join('')).toBe(`${JSON.stringify(value, null, 2)}\n`);
      }),
    );
  });

  it('writes an iterable as an array, wherever it stands, and leaves out what is undefined', () => {
    const lines = function* () {
      yield {no: 1, none: undefined};
      yield {nos: new Set([2, 3]).values()};
    };
    expect([...jsonPieces({lines: lines(), empty: new Set().values(), none: undefined})].join('')).toBe(
      `${JSON.stringify({lines: [{no: 1}, {nos: [2, 3]}], empty: []}, null, 2)}\n`,
    );
  });

  it('comes in pieces that no engine is afraid of', () => {
    const pieces = [...jsonPieces({lines: Array.from({length: 20_000}, (_, no) => ({no}))})];
    expect(pieces.length).toBeGreaterThan(3);
    expect(Math.max(...pieces.map(piece => piece.length))).toBeLessThan(100_000);
  });
});
