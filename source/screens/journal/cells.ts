/** Cells of the item journal between how they are kept (as in a file) and how people here write and read them. */
import {parseScaled} from '../../domain/money.js';
import type {JournalColumnName} from '../../jobs/item-journal.js';
import {journalColumns} from '../../jobs/journal/read-line.js';
import type {JournalColumn} from '../../store/files/journal-file.js';
import type {FieldKind} from '../../store/table.js';
import type {Text} from '../../text.js';
import {shownValue} from '../list/presentation.js';
import {isoDates} from '../list/typed-filter.js';

export const columnNames = Object.keys(journalColumns) as JournalColumnName[];

const columnOf = (name: JournalColumnName): JournalColumn => journalColumns[name];

/** How a column is shown in a list. */
export function kindOf(name: JournalColumnName): FieldKind {
  const {kind} = columnOf(name);
  if (kind === 'entry') return 'integer';
  return kind === 'decimal' ? 'quantity' : kind;
}

/** A cell as it is shown. */
export function shownCell(name: JournalColumnName, kept: string, text: Text): string {
  const {kind} = columnOf(name);
  if (kept === '') return '';
  if (kind === 'boolean') return text.t(kept === 'true' ? 'screens.yes' : 'screens.no');
  return shownValue(kindOf(name), kind === 'decimal' ? (parseScaled(kept) ?? kept) : kept, text);
}

/** A cell as it stands in the line where it is typed. */
export function typedCell(name: JournalColumnName, kept: string, text: Text): string {
  const {kind} = columnOf(name);
  if (kind === 'decimal') return text.language === 'nb' ? kept.replace('.', ',') : kept;
  return shownCell(name, kept, text);
}

/** What was typed, as it is kept: ISO dates, decimal points, the option that it is the beginning of. */
export function keptCell(name: JournalColumnName, typed: string, text: Text): string {
  const {kind} = columnOf(name);
  const value = typed.trim();
  if (kind === 'date') return isoDates(value);
  if (kind === 'decimal' && text.language === 'nb') {
    return value.replaceAll(/(?<=\d)[ \u00a0\u202f](?=\d{3})/g, '').replace(/(?<=\d),(?=\d)/, '.');
  }
  if (kind === 'boolean') {
    const found = chosen(value, [
      ['true', [text.t('screens.yes'), 'yes']],
      ['false', [text.t('screens.no'), 'no']],
    ]);
    return found ?? value;
  }
  const options = optionsOf(name);
  if (!options) return value;
  return (
    chosen(
      value,
      options.map(option => [option, [text.caption(option), option]]),
    ) ?? value
  );
}

/** The values of an option, in English; undefined for other columns. */
export const optionsOf = (name: JournalColumnName): readonly string[] | undefined => columnOf(name).options;

/** The options that a text is the beginning of. */
export function optionsBeginning(name: JournalColumnName, typed: string, text: Text): string[] {
  const wanted = typed.trim().toLowerCase();
  return (optionsOf(name) ?? []).filter(option =>
    [text.caption(option), option].some(words => words.toLowerCase().startsWith(wanted)),
  );
}

/** The value whose name was typed, or the only one whose name begins like it. */
function chosen(
  typed: string,
  values: readonly (readonly [value: string, names: readonly string[]])[],
): string | undefined {
  const wanted = typed.toLowerCase();
  if (wanted === '') return undefined;
  const exact = values.find(([, names]) => names.some(name => name.toLowerCase() === wanted));
  if (exact) return exact[0];
  const beginning = values.filter(([, names]) => names.some(name => name.toLowerCase().startsWith(wanted)));
  return beginning.length === 1 ? beginning[0]?.[0] : undefined;
}
