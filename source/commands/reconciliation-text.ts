/** The reconciliation and its causes as plain text: for a terminal, a pipe or a mail of cron. */
import {formatDate} from '../domain/dates.js';
import type {MatrixLine} from '../domain/reconciliation/matrix.js';
import {matrixColumns, matrixRows, type Place} from '../domain/reconciliation/places.js';
import {warningsOf} from '../domain/reconciliation/warnings.js';
import type {Reconciliation} from '../jobs/reconcile.js';
import {filtersCodes, type LedgerFilters} from '../store/ledger-filters.js';
import type {Text} from '../text.js';
import {causeMessage, informationMessages, someOf} from './reconciliation-json.js';
import {padEnd, padStart, widthOf, wrapped} from '../report-formats/page.js';

const WIDTH = 80;
const GAP = '  ';

/** `check` as text: the page's rows and columns, zero cells blank; in two tables where one is wider than the page. */
export function checkText(reconciliation: Reconciliation, text: Text, balanced: boolean, showWarning: boolean): string {
  const {projection, lines, causes} = reconciliation;
  const word = (key: string) => text.t(`reconciliation.label.${key}`);
  const lineOf = new Map<string, MatrixLine>(lines.map(line => [line.name, line]));
  const amount = (value: bigint | undefined) => (value ? text.amount(value) : '');
  const column = (name: string) => text.caption(name);
  const cells = (name: (typeof matrixRows)[number]) => matrixColumns.map(each => amount(projection.cells[name][each]));
  const compared = (name: string) => {
    const line = lineOf.get(name);
    return [amount(line?.total), amount(line?.glTotal), amount(line?.difference)];
  };
  const bottom = (key: 'total' | 'glTotal' | 'difference') => [
    word(key),
    ...matrixColumns.map(each => amount(lineOf.get(each)?.[key])),
    '',
    '',
    '',
  ];
  const heading = [word('name'), ...matrixColumns.map(column), word('total'), word('glTotal'), word('difference')];
  const rows = [
    ...matrixRows.map(name => [text.caption(name), ...cells(name), ...compared(name)]),
    bottom('total'),
    bottom('glTotal'),
    bottom('difference'),
  ];
  const whole = grid([heading, ...rows]);
  const amountsOf = (row: readonly string[]) => row.slice(0, 4);
  const comparisonOf = (row: readonly string[]) => [row[0] ?? '', ...row.slice(4)];
  const tables = fits(whole)
    ? [whole]
    : [
        narrow(amountsOf(heading), rows.map(amountsOf)),
        narrow(comparisonOf(heading), rows.slice(0, -3).map(comparisonOf)),
      ];
  const warnings = !showWarning
    ? []
    : lines.flatMap(({name, difference}) =>
        (difference === 0n ? [] : warningsOf(causes.get(name) ?? [])).map(warning => [
          text.caption(name),
          text.t(`reconciliation.warning.${warning.code}.name`),
          text.amount(warning.amount),
        ]),
      );
  const differing = lines.filter(({difference}) => difference !== 0n).length;
  return joined([
    head(reconciliation.filters, text),
    ...tables,
    warnings.length > 0 ? [`${word('warning')}:`, ...grid(warnings, [2])] : [],
    [
      ...(balanced ? [text.t('reconciliation.balanced')] : [text.t('reconciliation.differs', {count: differing})]),
      ...(balanced ? [] : [text.t('reconciliation.next')]),
    ],
    notes(reconciliation, text),
  ]);
}

/** `explain` as text: each difference with its causes, their entries and what to do. */
export function explainText(reconciliation: Reconciliation, text: Text, shown: readonly Place[]): string {
  const {lines, causes, unexplained} = reconciliation;
  const blocks = lines
    .filter(({name, difference}) => shown.includes(name) && (difference !== 0n || (causes.get(name) ?? []).length > 0))
    .map(({name, difference}) => [
      spread(text.caption(name), text.amount(difference)),
      ...(causes.get(name) ?? []).flatMap(cause => [
        spread(
          `  ${text.t(`reconciliation.warning.${cause.warning}.name`)} (${cause.code})`,
          text.amount(cause.amount),
        ),
        ...indented(causeMessage(cause, text)),
        ...entries('value', cause.valueEntryNos, text),
        ...entries('gl', cause.glEntryNos, text),
        ...indented(text.t('reconciliation.remedy', {remedy: text.t(`reconciliation.cause.${cause.code}.remedy`)})),
      ]),
      ...(unexplained.get(name)
        ? [spread(`  ${text.t('reconciliation.unexplained')}`, text.amount(unexplained.get(name) ?? 0n))]
        : []),
    ]);
  return joined([
    head(reconciliation.filters, text),
    ...(blocks.length > 0 ? blocks : [[text.t('reconciliation.nothing')]]),
    notes(reconciliation, text),
  ]);
}

function head(filters: LedgerFilters, text: Text): string[] {
  const {from, to, item, location} = filters;
  const parts = [
    ...(from || to
      ? [
          text.t('reconciliation.filter.dates', {
            from: from ? formatDate(from) : '',
            to: to ? formatDate(to) : '',
          }),
        ]
      : []),
    ...(item ? [text.t('reconciliation.filter.item', {item})] : []),
    ...(location ? [text.t('reconciliation.filter.location', {location})] : []),
  ];
  return [
    text.t('reconciliation.title'),
    ...wrapped(parts.length > 0 ? parts.join(', ') : text.t('reconciliation.filter.none'), WIDTH),
  ];
}

/** What is beside the differences: G/L entries on no account, or that the filters cannot be applied to; information. */
function notes(reconciliation: Reconciliation, text: Text): string[] {
  const {unattributed, filters} = reconciliation;
  const shown = unattributed.glEntries > 0 || filtersCodes(filters);
  return [
    ...(shown
      ? [text.t('reconciliation.unattributed', {count: unattributed.glEntries, amount: unattributed.glTotal})]
      : []),
    ...informationMessages(reconciliation, text),
  ].flatMap(line => wrapped(line, WIDTH));
}

function entries(kind: 'value' | 'gl', numbers: readonly number[], text: Text): string[] {
  if (numbers.length === 0) return [];
  return indented(text.t(`reconciliation.entries.${kind}`, {count: numbers.length, numbers: someOf(numbers, text)}));
}

const indented = (sentence: string): string[] => wrapped(sentence, WIDTH - 4).map(line => `    ${line}`);

/** A name at the left edge of the page and an amount at the right. */
const spread = (name: string, amount: string): string => `${padEnd(name, WIDTH - widthOf(amount) - 1)} ${amount}`;

/** Columns as wide as their widest cell: the first (and others `left` of a text) to the left, amounts to the right. */
function grid(rows: readonly string[][], amounts?: readonly number[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => widthOf(row[column] ?? ''))));
  const isAmount = (column: number) => (amounts ? amounts.includes(column) : column > 0);
  return rows.map(row =>
    row
      .map((cell, column) => (isAmount(column) ? padStart : padEnd)(cell, widths[column] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

const fits = (lines: readonly string[]): boolean => Math.max(...lines.map(widthOf)) <= WIDTH;

/** A grid under headings; where it is wider than the page, headings and then names are broken at words. */
function narrow(heading: readonly string[], rows: readonly string[][]): string[] {
  const plain = grid([[...heading], ...rows]);
  if (fits(plain)) return plain;
  const amounts = heading.slice(1).map((_, index) => Math.max(...rows.map(row => widthOf(row[index + 1] ?? ''))));
  const headings = heading.map((words, column) =>
    wrapped(words, Math.max(amounts[column - 1] ?? 0, ...words.split(' ').map(widthOf))),
  );
  const taken = headings.slice(1).map((lines, index) => Math.max(amounts[index] ?? 0, ...lines.map(widthOf)));
  const nameWidth = WIDTH - taken.reduce((sum, width) => sum + width + GAP.length, 0);
  return grid([
    ...stacked(headings),
    ...rows.flatMap(([name = '', ...cells]) => stacked([wrapped(name, nameWidth), ...cells.map(cell => [cell])])),
  ]);
}

/** Cells of several lines, each standing at the bottom of its row. */
function stacked(cells: readonly string[][]): string[][] {
  const height = Math.max(...cells.map(lines => lines.length));
  return Array.from({length: height}, (_, line) => cells.map(lines => lines[line - height + lines.length] ?? ''));
}

const joined = (blocks: readonly string[][]): string =>
  `${blocks
    .filter(block => block.length > 0)
    .map(block => block.join('\n'))
    .join('\n\n')}\n`;
