import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {widthOf} from '../../source/components/cells.js';
import {barChart, sparkline} from '../../source/components/chart.js';
import {drawsBlocks} from '../../source/theme.js';

const points = (...values: (number | null)[]) =>
  values.map((value, index) => ({
    name: `2026-${String(index + 1).padStart(2, '0')}`,
    value: value === null ? null : BigInt(value),
  }));
const draw = (values: (number | null)[], width: number, height: number, blocks = true) =>
  `\n${barChart(points(...values), {width, height}, {blocks}, String).join('\n')}\n`;

describe('a chart of bars', () => {
  it('stands on nought, in eighths of a line', () => {
    expect(draw([0, 1, 4, 8, 16, 32], 40, 5)).toMatchInlineSnapshot(`
      "
      32 |                              █████
         |                              █████
         |                        █████ █████
       0 |      ▁▁▁▁▁ ▄▄▄▄▄ █████ █████ █████
          2026-01     2026-03          2026-06
      "
    `);
  });

  it('hangs below nought where figures are negative', () => {
    expect(draw([10, -5, 3, -10, 0], 40, 7)).toMatchInlineSnapshot(`
      "
       10 |██████
          |██████
        0 |██████        ▇▇▇▇▇▇
          |       ██████        ██████
          |       ▀▀▀▀▀▀        ██████
      -10 |                     ██████
           2026-01       2026-03       2026-05
      "
    `);
  });

  it('has only nought and the smallest figure where all are negative', () => {
    expect(draw([-1, -4], 30, 4)).toMatchInlineSnapshot(`
      "
       0 |███████ ███████
         |        ███████
      -4 |        ███████
          2026-01 2026-02
      "
    `);
  });

  it('is drawn in ASCII where the terminal has nothing else', () => {
    expect(draw([1, 4, -8, 16], 40, 6, false)).toMatchInlineSnapshot(`
      "
      16 |                        #######
         |                        #######
       0 |....... #######         #######
         |                #######
      -8 |                #######
          2026-01         2026-03 2026-04
      "
    `);
    expect(draw([1, 4, -8, 16], 40, 6, false)).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it('shows the last periods where not all fit', () => {
    const lines = barChart(
      points(...Array.from({length: 12}, (_, index) => index + 1)),
      {width: 10, height: 4},
      {blocks: true},
      String,
    );
    expect(lines.at(-1)).toMatch(/2026-12$/);
  });

  it('leaves a gap where a period has no figure', () => {
    expect(draw([2, null, 2], 10, 3)).toMatchInlineSnapshot(`
      "
      2 |██  ██
      0 |██  ██
         2026-03
      "
    `);
  });

  it('always has the stated height and never grows wider, and shows every figure that is not nought', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({min: -(10n ** 20n), max: 10n ** 20n}), {maxLength: 30}),
        fc.integer({min: 60, max: 200}),
        fc.integer({min: 3, max: 20}),
        fc.boolean(),
        (values, width, height, blocks) => {
          const chart = barChart(
            values.map((value, index) => ({name: `P${index}`, value})),
            {width, height},
            {blocks},
            String,
          );
          expect(chart).toHaveLength(height);
          for (const line of chart) expect(widthOf(line)).toBeLessThanOrEqual(width);
          const bars = chart.slice(0, -1).map(line => line.slice(line.indexOf('|') + 1));
          const isSeen = bars.some(line => line.trim() !== '');
          expect(isSeen).toBe(values.slice(-30).some(value => value !== 0n));
        },
      ),
    );
  });
});

describe('a line of small bars', () => {
  it('goes from nought to the largest figure', () => {
    expect(sparkline([0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n], 20, {blocks: true})).toBe('▁▂▃▄▅▆▇█');
    expect(sparkline([0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n], 20, {blocks: false})).toBe('_.-=+*%#');
  });

  it('begins at the smallest figure where that is negative', () => {
    expect(sparkline([-7n, 0n, null, 7n], 20, {blocks: true})).toBe('▁▅ █');
  });

  it('is flat where there is nothing, and keeps the last figures where there is no room', () => {
    expect(sparkline([0n, 0n], 20, {blocks: true})).toBe('▁▁');
    expect(sparkline([7n, 0n, 7n], 2, {blocks: true})).toBe('▁█');
  });
});

describe('block characters', () => {
  it('are drawn where the locale is UTF-8 and the terminal has them', () => {
    expect(drawsBlocks({TERM: 'xterm-256color', LANG: 'nb_NO.UTF-8'}, 'linux')).toBe(true);
    expect(drawsBlocks({TERM: 'xterm', LANG: 'en_US.utf8'}, 'linux')).toBe(true);
    expect(drawsBlocks({}, 'win32')).toBe(true);
  });

  it('are not drawn on the console, a dumb terminal, or in another locale', () => {
    expect(drawsBlocks({TERM: 'linux', LANG: 'en_US.UTF-8'}, 'linux')).toBe(false);
    expect(drawsBlocks({TERM: 'dumb', LANG: 'en_US.UTF-8'}, 'linux')).toBe(false);
    expect(drawsBlocks({TERM: 'xterm', LANG: 'en_US.UTF-8', LC_ALL: 'C'}, 'linux')).toBe(false);
    expect(drawsBlocks({TERM: 'xterm', LANG: 'nb_NO.ISO-8859-1'}, 'linux')).toBe(false);
  });
});
