/** Cells in the reader's language, cleaned of what would disturb a terminal or a page. */
import type {Message} from '../domain/message.js';
import type {Cell, Column} from '../domain/reports/report.js';
import type {Text} from '../text.js';

/** The words or figures of a cell as a reader sees them; blank where there is nothing. */
export function shownCell(cell: Cell | undefined, {kind}: Pick<Column, 'kind'>, text: Text): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'bigint') return kind === 'amount' ? text.amount(cell) : text.quantity(cell);
  if (typeof cell === 'number') return text.count(cell);
  if (typeof cell === 'boolean') return text.t(cell ? 'reports.yes' : 'reports.no');
  if (typeof cell === 'object') return cleaned(text.say(cell as Message));
  if (kind === 'date') return text.date(cell);
  return cleaned(kind === 'caption' ? text.caption(cell) : cell);
}

/** Data may hold anything; a line of a report holds no control characters. */
export const cleaned = (value: string): string => value.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
