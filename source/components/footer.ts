/** The last line of every screen and the help behind `?`, made from the key map and the layers that are active. */
import {bindingsIn, commandLabel, shownKey, type Binding, type Command} from '../keys.js';
import type {Text} from '../text.js';
import {cut, widthOf} from './cells.js';
import type {KeyLayer} from './keyboard.js';
import type {Line, Span} from './lines.js';

interface Available {
  readonly binding: Binding & {readonly command: Command};
  readonly disabled: boolean;
}

/** Every binding that has a handler now, topmost layer first; a key that a higher layer takes is not shown again. */
export function availableBindings(layers: readonly KeyLayer[]): Available[] {
  const taken = new Set<string>();
  const found: Available[] = [];
  for (const layer of layers) {
    for (const binding of bindingsIn(layer.scopes)) {
      if (!layer.handlers[binding.command]) continue;
      const keys = (binding.keys as readonly string[]).filter(key => !taken.has(key));
      if (keys.length === 0) continue;
      for (const key of keys) taken.add(key);
      const disabled = Boolean(binding.needs?.some(need => layer.missing?.has(need)));
      found.push({binding: {...binding, keys}, disabled});
    }
  }
  return found;
}

/** Keys that stay on the last line however narrow it is, at its end. */
const ALWAYS: readonly Command[] = ['back', 'cancel', 'search', 'help', 'quit'];

/** The last line: what can be pressed here, as much as fits; help and the way out always do. */
export function footerLine(layers: readonly KeyLayer[], text: Text, width: number): Line {
  const shown = availableBindings(layers).filter(({binding, disabled}) => binding.footer && !disabled);
  const hint = ({binding}: Available): Span[] => [
    {text: shownKey(binding.keys[0] ?? ''), tone: 'key'},
    {text: ` ${text.t(commandLabel(binding.command))}`},
  ];
  const always = shown.filter(({binding}) => ALWAYS.includes(binding.command)).map(hint);
  const others = shown.filter(({binding}) => !ALWAYS.includes(binding.command)).map(hint);
  const spans: Span[] = [];
  const room = width - always.reduce((sum, one) => sum + 2 + lengthOf(one), 0);
  let used = 0;
  for (const one of others) {
    if (used + lengthOf(one) > room) continue;
    spans.push(...one, {text: '  '});
    used += lengthOf(one) + 2;
  }
  for (const one of always) spans.push(...one, {text: '  '});
  return within(spans.slice(0, -1), width);
}

const lengthOf = (spans: readonly Span[]): number => spans.reduce((sum, span) => sum + widthOf(span.text), 0);

function within(spans: readonly Span[], width: number): Line {
  const result: Span[] = [];
  let used = 0;
  for (const span of spans) {
    const text = cut(span.text, width - used);
    used += widthOf(text);
    result.push({...span, text});
    if (used >= width) break;
  }
  return result;
}

/** Every key that can be pressed now: its keys, its name, and why it cannot run where it cannot. */
export function helpRows(layers: readonly KeyLayer[], text: Text): {keys: string; label: string; note: string}[] {
  return availableBindings(layers).map(({binding, disabled}) => {
    const missing = layers.flatMap(layer => [...(layer.missing ?? [])]);
    const need = binding.needs?.find(one => missing.includes(one));
    return {
      keys: binding.keys.map(shownKey).join(', '),
      label: text.t(commandLabel(binding.command)),
      note: disabled && need ? text.t(`screens.disabled.${need}`) : '',
    };
  });
}
