/** The setup line that a finding points to: its page, opened at the line and the field to fill. */
import type {Finding} from '../../domain/posting/findings.js';
import {lists} from '../list/definitions.js';
import type {Opening} from '../stack.js';

export function setupLineOf({setup, key, field}: Finding): Opening | undefined {
  const list = lists.find(({table}) => table.name === setup);
  if (!list || !key) return undefined;
  const property = list.table.byCaption.get(field ?? '')?.property;
  return {
    page: 'list',
    parameters: {
      list: list.id,
      at: list.table.key.map(name => key[list.table.byProperty.get(name)?.caption ?? ''] ?? ''),
      ...(property ? {column: property} : {}),
    },
  };
}
