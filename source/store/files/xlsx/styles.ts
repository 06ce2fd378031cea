import {attribute, type Attributes, parseXml} from './xml.js';

/** Numbers of the built-in formats that show dates, times or both, some of them of East Asian versions only. */
const BUILT_IN = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58);

/** Whether a number format shows a date: it has a day, month, year, hour or second outside of quotes and colours. */
const showsDate = (code: string): boolean => /[dmyhs]/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, ''));

/** For each cell style whether it shows a date. */
export async function dateStyles(bytes: AsyncIterable<Uint8Array>, file: string, part: string): Promise<boolean[]> {
  const own = new Map<number, boolean>();
  const styles: boolean[] = [];
  let inCells = false;
  const handler = {
    open(name: string, attributes: Attributes) {
      if (name === 'numFmt') {
        own.set(Number(attribute(attributes, 'numFmtId')), showsDate(attribute(attributes, 'formatCode') ?? ''));
      } else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const id = Number(attribute(attributes, 'numFmtId') ?? 0);
        styles.push(own.get(id) ?? BUILT_IN(id));
      }
    },
    close(name: string) {
      if (name === 'cellXfs') inCells = false;
    },
  };
  for await (const _ of parseXml(bytes, file, part, handler));
  return styles;
}
