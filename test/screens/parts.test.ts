import {expect, it} from 'vitest';
import {headerLines, layoutColumns} from '../../source/screens/list/presentation.js';
import {typedFilter} from '../../source/screens/list/typed-filter.js';
import {valueEntry} from '../../source/store/tables/index.js';
import {Text} from '../../source/text.js';
import {findNames} from '../../source/screens/search/match.js';
import {opened, stackReducer, top} from '../../source/screens/stack.js';
import {themeFor} from '../../source/theme.js';

it('lays out as many columns as fit, the first ones always, the current one among them', () => {
  const widths = [8, 10, 10, 10, 10, 10];
  expect(layoutColumns(widths, 1, 0, 1, 44)).toMatchObject({shown: [0, 1, 2, 3], left: 1, hasMore: true});
  expect(layoutColumns(widths, 1, 5, 1, 44)).toMatchObject({shown: [0, 3, 4, 5], left: 3, hasMore: false});
  expect(layoutColumns(widths, 1, 4, 3, 44)).toMatchObject({shown: [0, 3, 4, 5], left: 3});
});

it('cuts frozen columns that would fill the screen to half of it', () => {
  const {widths, shown} = layoutColumns([20, 60, 14, 14], 2, 2, 2, 80);
  expect(widths.slice(0, 2).reduce((sum, width) => sum + width + 1, 0)).toBeLessThanOrEqual(40);
  expect(shown).toEqual([0, 1, 2, 3]);
});

it('writes a caption in two lines, bottom-aligned', () => {
  expect(headerLines('Expected Cost Posted to G/L', 13)).toEqual(['Expected Cost', 'Posted to G/L']);
  expect(headerLines('No.', 13)).toEqual(['', 'No.']);
});

it('finds a page by the beginnings of its words, whatever their case and accents', () => {
  const pages = [
    {names: ['Item Ledger Entries', 'Vareposter']},
    {names: ['General Ledger Entries', 'Finansposter']},
    {names: ['Inventory Setup', 'Lageroppsett']},
  ];
  const found = (typed: string) => findNames(typed, pages).map(({names}) => names[0]);
  expect(found('VARE')).toEqual(['Item Ledger Entries']);
  expect(found('led ent')).toEqual(['Item Ledger Entries', 'General Ledger Entries']);
  expect(found('entries')).toEqual(['Item Ledger Entries', 'General Ledger Entries']);
  expect(found('zzz')).toEqual([]);
});

it('keeps what a screen said of itself while another lies over it', () => {
  const home = opened({page: 'home', parameters: {}});
  const kept = stackReducer(home, {type: 'keep', id: top(home).id, update: () => ({selected: 3})});
  const over = stackReducer(kept, {type: 'push', opening: {page: 'list', parameters: {list: 'items'}}});
  expect(over).toHaveLength(2);
  expect(top(stackReducer(over, {type: 'pop'}))).toMatchObject({page: 'home', state: {selected: 3}});
  expect(stackReducer(home, {type: 'pop'})).toEqual(home);
});

it('uses no colour where NO_COLOR says so', () => {
  const colours = (environment: NodeJS.ProcessEnv, colour = true) =>
    Object.values(themeFor(environment, colour)).filter(style => style.color !== undefined).length;
  expect(colours({})).toBeGreaterThan(0);
  expect(colours({NO_COLOR: '1'})).toBe(0);
  expect(colours({NO_COLOR: ''})).toBeGreaterThan(0);
  expect(colours({}, false)).toBe(0);
});

it('reads a filter as it is typed here: dates with points, decimal commas, names of options', () => {
  const typed = (property: string, filter: string) => {
    const field = valueEntry.byProperty.get(property);
    return field && typedFilter(filter, field, new Text('nb'));
  };
  expect(typed('postingDate', '1.3.2026..C31.12.2026')).toBe('2026-03-01..C2026-12-31');
  expect(typed('costAmountActual', '>1 234,50|<-0,5')).toBe('>1234.50|<-0.5');
  expect(typed('itemLedgerEntryType', 'kjøp|<>Salg')).toBe('Purchase|<>Sale');
  expect(typed('documentNo', '1.3.2026')).toBe('1.3.2026');
});
