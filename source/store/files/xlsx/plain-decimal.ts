const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([Ee][+-]?\d+)?$/;

/**
 * A workbook's number as a plain decimal. It holds binary numbers, written with up to 17 digits: `0.10000000000000001`
 * is 0.1. The shortest decimal that is the same number is meant; where that has more decimals than are kept, what the
 * 15 digits say that Excel itself shows, if they say it in five (0.1 + 0.2 is 0.30000000000000004, and 0.3 on the sheet).
 */
export function plainDecimal(text: string): string | undefined {
  if (!NUMBER.test(text)) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  const shortest = expanded(String(value));
  if (decimals(shortest) <= 5) return shortest;
  const rounded = Number(value.toFixed(5));
  return Number(value.toPrecision(15)) === rounded ? expanded(String(rounded)) : shortest;
}

const decimals = (text: string): number => text.length - (text.indexOf('.') < 0 ? text.length : text.indexOf('.') + 1);

/** `1.5e-7` → `0.00000015`. */
function expanded(text: string): string {
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign = '', first = '', rest = '', exponent = '0'] = match;
  const digits = first + rest;
  const point = 1 + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, '0')}`;
}
