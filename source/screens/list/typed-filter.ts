/**
 * A filter as people here type it, in the form that filters are read: dates with points, decimal commas and option
 * names in the reader's language. Whatever is none of these stays as it is.
 */
import type {Field} from '../../store/table.js';
import {isDecimal} from '../../store/table.js';
import type {Text} from '../../text.js';

const OPERATORS = /(\.\.|<>|<=|>=|[|&()<>=])/;

export function typedFilter(typed: string, field: Pick<Field, 'kind' | 'options'>, text: Text): string {
  if (field.kind === 'date') return isoDates(typed);
  if (isDecimal(field.kind) && text.language === 'nb') {
    return typed.replaceAll(/(?<=\d)[ \u00a0\u202f](?=\d{3})/g, '').replaceAll(/(?<=\d),(?=\d)/g, '.');
  }
  if (field.kind !== 'option') return typed;
  const captions = [...(field.options?.captions.values() ?? [])];
  return typed
    .split(OPERATORS)
    .map(part => {
      const wanted = part.trim().toLowerCase();
      const found = captions.find(caption => text.caption(caption).toLowerCase() === wanted);
      return wanted !== '' && found !== undefined ? found : part;
    })
    .join('');
}

/** `10.3.2026` as `2026-03-10`: a date with points is day, month, year. A closing date keeps its C. */
export function isoDates(typed: string): string {
  return typed.replaceAll(
    /(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)/g,
    (_, day: string, month: string, year: string) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
  );
}
