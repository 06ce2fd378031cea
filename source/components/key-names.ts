/** From what Ink hands over (a key, or a chunk of fast typing) to the key names of `keys.ts`. */
import type {Key} from 'ink';

/** The names of the keys in one input event: several where typing was faster than reading. */
export function keyNames(input: string, key: Key): string[] {
  if (key.upArrow) return ['up'];
  if (key.downArrow) return ['down'];
  if (key.leftArrow) return ['left'];
  if (key.rightArrow) return ['right'];
  if (key.pageUp) return ['pageup'];
  if (key.pageDown) return ['pagedown'];
  if (key.home) return ['home'];
  if (key.end) return ['end'];
  if (key.return) return ['enter'];
  if (key.escape) return ['esc'];
  if (key.tab) return [key.shift ? 'shift+tab' : 'tab'];
  if (key.backspace) return ['backspace'];
  if (key.delete) return ['delete'];
  if (key.ctrl) return input === '' ? [] : [`ctrl+${input.toLowerCase()}`];
  if (key.meta) return [];
  return [...input].flatMap(nameOfCharacter);
}

/** A typed character is its own name; a control character in a chunk is the key that sends it. */
function nameOfCharacter(character: string): string[] {
  if (character === ' ') return ['space'];
  if (character === '\r' || character === '\n') return ['enter'];
  if (character === '\t') return ['tab'];
  if (character === '\u001b') return ['esc'];
  if (character === '\u007f' || character === '\b') return ['backspace'];
  const code = character.codePointAt(0) ?? 0;
  if (code < 27) return [`ctrl+${String.fromCharCode(code + 96)}`];
  return code < 32 ? [] : [character];
}

/** What a key puts into a text, if anything. */
export function typedBy(name: string): string | undefined {
  if (name === 'space') return ' ';
  return [...name].length === 1 ? name : undefined;
}
