import {expect, it} from 'vitest';
import {availableBindings, footerLine} from '../source/components/footer.js';
import {textOf} from '../source/components/lines.js';
import {widthOf} from '../source/components/cells.js';
import {BINDINGS, bindingsIn, type Command, SCOPES} from '../source/keys.js';
import {Text} from '../source/text.js';

it('gives every key one meaning within a place', () => {
  const doubled = SCOPES.flatMap(scope => {
    const keys = bindingsIn([scope]).flatMap(binding => binding.keys as readonly string[]);
    return keys.filter((key, index) => keys.indexOf(key) !== index).map(key => `${scope}: ${key}`);
  });
  expect(doubled).toEqual([]);
});

it('keeps the way out and the help on the last line of 80 columns, in both languages', () => {
  const handlers = Object.fromEntries(BINDINGS.map(({command}) => [command, () => {}])) as Record<Command, () => void>;
  for (const language of ['en', 'nb'] as const) {
    for (const scope of ['list', 'setup', 'matrix', 'report', 'form'] as const) {
      const words = textOf(
        footerLine(
          [
            {scopes: [scope], handlers},
            {scopes: ['everywhere'], handlers},
          ],
          new Text(language),
          80,
        ),
      );
      expect(widthOf(words.trimEnd())).toBeLessThanOrEqual(80);
      expect(words).toMatch(/Esc .*Ctrl-P .*\? .*q (Quit|Avslutt)/);
    }
  }
});

it('does not offer a key that a higher layer takes', () => {
  const shown = availableBindings([
    {scopes: ['input'], handlers: {cancel: () => {}}},
    {scopes: ['everywhere'], handlers: {back: () => {}, quit: () => {}}},
  ]);
  expect(shown.map(({binding}) => `${binding.command} ${binding.keys.join()}`)).toEqual([
    'cancel esc',
    'back backspace',
    'quit q,ctrl+c',
  ]);
});
