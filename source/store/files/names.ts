/** How names of tables, fields and option values are compared, whoever wrote them (tables.md 1.4, 1.6). */

/** Replaces OData's `_xHHHH_` by the character it stands for. */
export const decodeEscapes = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/**
 * A name with nothing left of spaces, dots, dashes, brackets, underscores and case: `Cost Amount (Actual)`,
 * `Cost_Amount_Actual` and `cost amount (actual)` are the same.
 */
export const comparable = (name: string): string =>
  decodeEscapes(name)
    .normalize('NFC')
    .replaceAll('%', 'percent')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();
