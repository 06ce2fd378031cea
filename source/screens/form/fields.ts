/** The fields of a request page, as data, and what is read from them. Values are texts; a toggle is `yes` or `no`. */
import {parseDate} from '../../domain/dates.js';
import {message} from '../../domain/message.js';
import {Refusal} from '../../errors.js';
import type {LedgerFilters} from '../../store/ledger-filters.js';
import {codeCondition} from '../../store/ledger-filters.js';
import {isoDates} from '../list/typed-filter.js';
import type {PageSettings} from '../../store/page-settings.js';

export interface FormField {
  readonly name: string;
  /** Catalogue key of its label. */
  readonly label: string;
  readonly kind: 'text' | 'toggle' | 'choice';
  /** Values of a choice with the catalogue keys of their names, in order. */
  readonly choices?: readonly (readonly [value: string, label: string])[];
  readonly initial: string;
}

/** The filters that all period-end jobs share. */
export const filterFields: readonly FormField[] = [
  {name: 'from', label: 'screens.form.from', kind: 'text', initial: ''},
  {name: 'to', label: 'screens.form.to', kind: 'text', initial: ''},
  {name: 'item', label: 'screens.form.item', kind: 'text', initial: ''},
  {name: 'location', label: 'screens.form.location', kind: 'text', initial: ''},
];

/** Values for every field: those that were kept, else the initial ones. */
export function formValues(fields: readonly FormField[], kept: PageSettings): PageSettings {
  return Object.fromEntries(fields.map(({name, initial}) => [name, kept[name] ?? initial]));
}

/** The next value of a toggle or choice. */
export function nextValue({kind, choices = []}: FormField, value: string): string {
  if (kind === 'toggle') return value === 'yes' ? 'no' : 'yes';
  const index = choices.findIndex(([choice]) => choice === value);
  return choices[(index + 1) % choices.length]?.[0] ?? value;
}

/** The ledger filters of a form. Refuses a date that is none, and a filter that cannot be read. */
export function formFilters(values: PageSettings): LedgerFilters {
  const filters: LedgerFilters = {
    ...date('from', values['from']),
    ...date('to', values['to']),
    ...(values['item'] ? {item: values['item']} : {}),
    ...(values['location'] ? {location: values['location']} : {}),
  };
  codeCondition('sqlite', filters, 'v');
  return filters;
}

function date(name: 'from' | 'to', typed = ''): {readonly [name: string]: string} {
  if (typed.trim() === '') return {};
  const parsed = parseDate(isoDates(typed));
  if (parsed === undefined) throw new Refusal('bad-date', message('errors.bad-date', {value: typed}));
  return {[name]: parsed};
}
