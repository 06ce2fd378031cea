/** Values of rows as files and JSON carry them (contract 1 and 2). */
import {formatDate} from '../../domain/dates.js';
import {formatAmount, formatScaled} from '../../domain/money.js';
import {isDecimal, type TableField} from '../table.js';

export type RowValue = string | number | bigint | boolean;

/**
 * A value in JSON: amounts, costs and quantities as decimal strings (amounts with two decimals at least), whole
 * numbers and yes/no as they are, dates `YYYY-MM-DD` (closing dates `C2025-12-31`), options by English caption.
 */
export function jsonValue(field: TableField, value: RowValue): string | number | boolean {
  if (value === 0n) return field.kind === 'amount' ? '0.00' : '0'; // most of a ledger's decimals, so worth a line
  if (typeof value === 'bigint') return field.kind === 'amount' ? formatAmount(value) : formatScaled(value);
  return field.kind === 'date' ? formatDate(String(value)) : value;
}

/** A value as the text of a cell: JSON's forms, and `true` or `false`. */
export const cellText = (field: TableField, value: RowValue): string => String(jsonValue(field, value));

/** A row in JSON, keyed by the English captions. */
export const jsonRow = (
  fields: readonly TableField[],
  row: Readonly<Record<string, unknown>>,
): Record<string, string | number | boolean> =>
  Object.fromEntries(fields.map(field => [field.caption, jsonValue(field, row[field.property] as RowValue)]));

/** Digits of a decimal that count: a spreadsheet keeps fifteen. */
export const significantDigits = (field: TableField, value: bigint): number =>
  isDecimal(field.kind) ? formatScaled(value).replaceAll(/[-.]|^-?0\.?0*/g, '').length : 0;
