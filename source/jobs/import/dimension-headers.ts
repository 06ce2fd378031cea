import type {Database} from '../../store/database.js';
import type {DimensionHeaders} from '../../store/files/headers.js';
import {comparable} from '../../store/files/names.js';
import {dimension, generalLedgerSetup} from '../../store/tables/index.js';

/**
 * The headers that the company's global and shortcut dimensions give their columns: the dimension's Code Caption,
 * which the ERP makes `<code> Code` where nobody wrote one (tables.md 1.6, 348).
 */
export async function dimensionHeaders(database: Database): Promise<DimensionHeaders> {
  const setup = (await database.read(generalLedgerSetup))[0];
  const headers = new Map<string, number>();
  if (!setup) return headers;
  const codes = [
    setup.globalDimension1Code || setup.shortcutDimension1Code,
    setup.globalDimension2Code || setup.shortcutDimension2Code,
    setup.shortcutDimension3Code,
  ];
  const dimensions = new Map((await database.read(dimension)).map(row => [row.code, row]));
  for (const [index, code] of codes.entries()) {
    if (code === '') continue;
    const row = dimensions.get(code);
    for (const header of [row?.codeCaption, `${code} Code`, row?.name ? `${row.name} Code` : '']) {
      if (header && !headers.has(comparable(header))) headers.set(comparable(header), index + 1);
    }
  }
  return headers;
}
