/**
 * Text from data on its way to a terminal: nothing in it may move the cursor, colour the screen, break the line or
 * turn its direction around. What is taken out leaves a visible mark, so that nobody is misled about what is stored.
 */

/** Controls (C0, DEL, C1), line and paragraph separators, and the marks that reorder bidirectional text. */
const UNSAFE = /[\p{Cc}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\p{Cs}]/gu;

/** A text fit for a screen: unsafe characters become `·`, a tab or a line break a blank. */
export function clean(text: string): string {
  return text.replaceAll(/\r\n|[\t\r\n]/g, ' ').replaceAll(UNSAFE, '·');
}
