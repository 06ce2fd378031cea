/**
 * Numbers as people's programs write them: decimal comma or point, thousands in dots, commas or spaces. Which it is
 * is told from a whole column, never from one cell: `1,234` alone could be either (contract 2).
 */
import {SCALE, type Scaled} from '../../domain/money.js';

export type DecimalStyle = 'comma' | 'point';

/** A number with more decimals than the five that are kept. */
export const TOO_FINE = 'too-fine';

const SPACES = /[ \u00a0\u202f]/;
const GROUPED_BY_SPACE = /^[1-9]\d{0,2}(?:([ \u00a0\u202f])\d{3})(?:\1\d{3})*(?:[.,]\d*)?$/;
const GROUPED: Record<DecimalStyle, RegExp> = {
  comma: /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?$/,
  point: /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$/,
};
const SEPARATOR: Record<DecimalStyle, string> = {comma: ',', point: '.'};

/**
 * Reads a trimmed number in one style: `1 234,5`, `1.234,50`, `-7`, `10,` (comma) or `1,234.5` (point). Undefined
 * where it is none in that style, {@link TOO_FINE} where it has more than five decimals that count.
 */
export function parseNumber(text: string, style: DecimalStyle): Scaled | typeof TOO_FINE | undefined {
  const simple = parseWhole(text);
  if (simple !== undefined) return simple;
  const first = text.charCodeAt(0);
  const negative = first === 45 || first === 0x2212;
  let digits = negative || first === 43 ? text.slice(1) : text;
  if (SPACES.test(digits)) {
    digits = digits.trimStart();
    if (SPACES.test(digits)) {
      if (!GROUPED_BY_SPACE.test(digits)) return undefined;
      digits = digits.replaceAll(/[ \u00a0\u202f]/g, '');
    }
  }
  if (GROUPED[style].test(digits)) digits = digits.replaceAll(style === 'comma' ? '.' : ',', '');
  const at = digits.indexOf(SEPARATOR[style]);
  const whole = at < 0 ? digits : digits.slice(0, at);
  const fraction = at < 0 ? '' : digits.slice(at + 1);
  if (whole.length + fraction.length === 0 || !onlyDigits(whole) || !onlyDigits(fraction)) return undefined;
  if (fraction.length > 5 && /[^0]/.test(fraction.slice(5))) return TOO_FINE;
  const scaled = joined(whole, fraction.slice(0, 5).padEnd(5, '0'));
  return negative ? -scaled : scaled;
}

/** Digits fit a JavaScript number up to 15 of them, which is much faster than a bigint's own parser. */
const joined = (whole: string, fraction: string): bigint =>
  whole.length <= 10 ? BigInt(Number(whole) * 100_000 + Number(fraction)) : BigInt(whole + fraction);

/** A plain whole number of up to ten digits, the most frequent cell; undefined for anything else. */
function parseWhole(text: string): Scaled | undefined {
  const length = text.length;
  if (length === 0 || length > 10) return undefined;
  const negative = text.charCodeAt(0) === 45;
  let value = 0;
  for (let index = negative ? 1 : 0; index < length; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  if (negative && length === 1) return undefined;
  return value === 0 ? 0n : BigInt(negative ? -value : value) * SCALE;
}

function onlyDigits(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return false;
  }
  return true;
}

/** Tells the decimal style of a column from its cells. */
export class NumberFormatFinder {
  private style: DecimalStyle | undefined;
  private unsure: {line: number; value: string} | undefined;

  /** Whether no further cell can change the answer. */
  get decided(): boolean {
    return this.style !== undefined;
  }

  see(text: string, line: number): void {
    if (this.style || (!text.includes(',') && !text.includes('.'))) return;
    const comma = parseNumber(text, 'comma');
    const point = parseNumber(text, 'point');
    if (comma === undefined && point !== undefined) this.style = 'point';
    else if (point === undefined && comma !== undefined) this.style = 'comma';
    else if (comma !== point) this.unsure ??= {line, value: text};
  }

  /** The style, or the first cell that could be read in two ways. A column of whole numbers is of either style. */
  answer(): DecimalStyle | {line: number; value: string} {
    return this.style ?? this.unsure ?? 'point';
  }
}
