import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {csvRows} from '../../../source/store/files/csv.js';
import {FileProblem} from '../../../source/store/files/problem.js';

async function* blocksOf(text: string, length: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length);
}

/** Rows as `line: cells`, read in blocks of a length. */
async function rows(text: string, length = 7) {
  const found: [number, unknown[]][] = [];
  for await (const batch of csvRows(blocksOf(text, length), 'a.csv')) {
    for (const {line, cells} of batch) found.push([line, cells]);
  }
  return found;
}

describe('rows of a text file', () => {
  it.each([',', ';', '\t'])('are split at %j, which the first line tells', async delimiter => {
    expect(await rows(`${['a', 'b', 'c'].join(delimiter)}\n${['1', '', '3'].join(delimiter)}`)).toEqual([
      [1, ['a', 'b', 'c']],
      [2, ['1', '', '3']],
    ]);
  });

  it('may be led by Excel\u2019s own word on the separator', async () => {
    expect(await rows('sep=;\r\na,1;b\r\n1;2')).toEqual([
      [2, ['a,1', 'b']],
      [3, ['1', '2']],
    ]);
  });

  it.each(['\n', '\r\n', '\r'])('end in %j', async end => {
    expect(await rows(`a,b${end}1,2${end}${end}3,4${end}`)).toEqual([
      [1, ['a', 'b']],
      [2, ['1', '2']],
      [4, ['3', '4']],
    ]);
  });

  it('keep their physical line when a cell spans several', async () => {
    expect(await rows('a,b\n"x\r\ny","p\nq"\n3,"say ""no"""\n')).toEqual([
      [1, ['a', 'b']],
      [2, ['x\r\ny', 'p\nq']],
      [5, ['3', 'say "no"']],
    ]);
  });

  it('come back whatever is in their cells and however the file is cut into blocks', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', ' ', 'æ', '\u{1f600}'),
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), {maxLength: 8}),
        fc.integer({min: 1, max: 40}),
        fc.constantFrom('\n', '\r\n', '\r'),
        async (body, length, end) => {
          const table = [['h1', 'h2', 'h3'], ...body];
          const text = table.map(row => row.map(value => `"${value.replaceAll('"', '""')}"`).join(';')).join(end);
          expect((await rows(text, length)).map(([, cells]) => cells)).toEqual(table);
        },
      ),
    );
  });

  it.each([
    ['a,b\n1,"2\n3\n', 2, 'files.quote-not-closed'],
    ['a,b\n1,2\n1,"2"x\n', 3, 'files.text-after-quote'],
  ])('%j: refused at line %i', async (text, line, key) => {
    const problem = await rows(text).catch(error => error);
    expect(problem).toBeInstanceOf(FileProblem);
    expect(problem.detail).toMatchObject({line, message: {key}});
  });
});
