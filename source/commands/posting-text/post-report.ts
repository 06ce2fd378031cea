/** The batch report of posting-rules.md 17 as text: its wide table folded, the skipped entries last with reasons. */
import {columnAmounts, reportColumns, type ReportColumn} from '../../domain/posting/report.js';
import {accountFields} from '../../domain/posting/account-types.js';
import type {PostedRow, PostReport, ReportLine, SkippedRow} from '../../jobs/post.js';
import type {Text} from '../../text.js';
import {filtersText} from '../ledger-filter-options.js';
import {cut} from '../../report-formats/page.js';
import {alignedTable, edges, flowed, folded} from './lines.js';

export interface PageHeader {
  readonly company: string;
  readonly userId: string;
  readonly printedAt: string;
  readonly width: number;
}

const INDENT = '    ';

export function postReportText(report: PostReport, header: PageHeader, text: Text): string {
  const {request, rows, skipped} = report;
  const {width} = header;
  const lines = [
    edges(text.t('posting.report.title'), header.company, width),
    edges(text.t(`posting.report.${request.method}`), `${header.printedAt}  ${header.userId}`, width),
    ...(report.posted ? [] : [text.t('posting.report.not-posted')]),
    ...(request.documentNo ? [`${text.caption('Document No.')}: ${request.documentNo}`] : []),
    ...filterLine(report, text),
    '',
  ];
  lines.push(...mainTable(rows, report, text, width));
  if (report.groups.length > 0) lines.push(text.t('posting.report.groups'), ...groupTable(report, text, width), '');
  if (rows.length > 0) lines.push(...totalLines(report, text, width), '');
  if (report.dimensionOverrides.length > 0) {
    lines.push(text.t('posting.report.overrides'));
    for (const {valueEntryNo, message} of report.dimensionOverrides) {
      lines.push(...folded(`${valueEntryNo}  ${text.say(message)}`, width, INDENT));
    }
    lines.push('');
  }
  if (skipped.length > 0) lines.push(...skippedLines(report, text, width), '');
  lines.push(...folded(summary(report, text), width, ''));
  return `${lines.join('\n')}\n`;
}

function filterLine({request}: PostReport, text: Text): string[] {
  const words = filtersText(request.filters, text);
  return words === '' ? [] : [`${text.t('posting.report.filters')}: ${words}`];
}

/** One line an entry, its amounts below it; grouped by item, capacity by order. */
function mainTable(rows: readonly PostedRow[], report: PostReport, text: Text, width: number): string[] {
  const columns = [
    {heading: text.caption('Entry No.'), right: true},
    {heading: text.t('posting.report.type')},
    {heading: text.caption('Document No.')},
    {heading: text.caption('Source No.')},
    {heading: text.t('posting.report.group')},
    {heading: text.caption('Posting Date'), fixed: true},
  ];
  const table = alignedTable(
    columns,
    rows.map(({entry, plan}) => [
      String(entry.entryNo),
      typeOf(plan.key.itemLedgerEntryType, text),
      entry.documentNo,
      entry.sourceNo,
      plan.key.inventoryPostingGroup,
      text.date(entry.postingDate),
    ]),
    width,
  );
  const lines = rows.length > 0 ? [table.heading] : [];
  let heading = '';
  for (const [index, row] of rows.entries()) {
    const own = headingOf(row, report, text);
    if (own !== heading) lines.push(cut(own, width));
    heading = own;
    lines.push(table.lines[index] ?? '');
    const amounts = [...columnAmounts(row.plan, row.amounts)].map(([column, amount]) =>
      amountText(column, amount, text),
    );
    const expected = row.plan.key.expectedCost ? [text.caption('Expected Cost')] : [];
    lines.push(...flowed([...amounts, ...expected], width, INDENT));
  }
  return rows.length > 0 ? [...lines, ''] : lines;
}

function headingOf({entry}: Pick<PostedRow, 'entry'>, report: PostReport, text: Text): string {
  if (entry.itemLedgerEntryNo === 0) return `${text.caption('Order No.')} ${entry.orderNo}`;
  const description = report.itemDescriptions.get(entry.itemNo) ?? text.t('posting.report.item-gone');
  return `${text.caption('Item')} ${entry.itemNo}  ${description}`.trimEnd();
}

/** A column's name with its amount; the columns are account types, or sums of them. */
const amountText = (column: ReportColumn, amount: bigint, text: Text): string =>
  `${columnName(column, text)} ${text.amount(amount)}`;

const columnName = (column: ReportColumn, text: Text): string =>
  column in accountFields ? text.caption(column) : text.t(`posting.column.${column.replaceAll('.', '')}`);

function totalLines({totals}: PostReport, text: Text, width: number): string[] {
  const columns = (Object.keys(reportColumns) as ReportColumn[]).filter(column => (totals.get(column) ?? 0n) !== 0n);
  const table = alignedTable(
    [{heading: ''}, {heading: '', right: true}],
    columns.map(column => [columnName(column, text), text.amount(totals.get(column) ?? 0n)]),
    width,
    INDENT,
  );
  return [text.t('posting.report.total'), ...table.lines];
}

function groupTable(report: PostReport, text: Text, width: number): string[] {
  const columns = [
    {heading: text.caption('Posting Date'), fixed: true},
    {heading: text.caption('Entry Type')},
    {heading: text.t('posting.report.setup')},
    {heading: text.caption('Amount'), right: true},
  ];
  const table = alignedTable(
    columns,
    report.groups.map(({line}) => [
      text.date(line.postingDate),
      text.caption(line.line.accountType),
      setupCodes(line.line),
      text.amount(line.amount),
    ]),
    width,
  );
  const lines = [table.heading];
  for (const [index, {line}] of report.groups.entries()) {
    lines.push(table.lines[index] ?? '');
    const dimensions = dimensionText(report.dimensionsOf(line.dimensionSetId));
    if (dimensions) lines.push(...folded(dimensions, width, INDENT));
  }
  return lines;
}

/** The two codes of the setup that the account type goes by. */
function setupCodes(line: ReportLine['line']['line']): string {
  const codes =
    accountFields[line.accountType].setup === 'Inventory Posting Setup'
      ? [line.locationCode, line.inventoryPostingGroup]
      : [line.genBusPostingGroup, line.genProdPostingGroup];
  return codes.map(code => code || "''").join(', ');
}

/** `DEPARTMENT - SALES; PROJECT - X`, cut where it gets too long for a report's column (posting-rules.md 17). */
export function dimensionText(dimensions: ReadonlyMap<string, string>): string {
  let shown = '';
  for (const [code, value] of dimensions) {
    const next = shown === '' ? `${code} - ${value}` : `${shown}; ${code} - ${value}`;
    if (next.length > 250) break;
    shown = next;
  }
  return shown;
}

function skippedLines(report: PostReport, text: Text, width: number): string[] {
  const columns = [
    {heading: text.caption('Entry No.'), right: true},
    {heading: text.t('posting.report.type')},
    {heading: text.caption('Entry Type')},
    {heading: text.caption('Document No.')},
    {heading: text.caption('Posting Date'), fixed: true},
    {heading: text.caption('Cost Amount'), right: true},
  ];
  const table = alignedTable(
    columns,
    report.skipped.map(({entry, plan}) => [
      String(entry.entryNo),
      typeOf(plan.key.itemLedgerEntryType, text),
      text.caption(plan.key.entryType),
      entry.documentNo,
      text.date(entry.postingDate),
      text.amount(plan.key.expectedCost ? entry.costAmountExpected : entry.costAmountActual),
    ]),
    width,
  );
  const lines = [text.t('posting.report.skipped'), table.heading];
  let heading = '';
  for (const [index, row] of report.skipped.entries()) {
    const own = headingOf(row, report, text);
    if (own !== heading) lines.push(cut(own, width));
    heading = own;
    lines.push(table.lines[index] ?? '', ...flowed(groupsOf(row, text), width, INDENT));
    for (const finding of row.findings) lines.push(...folded(text.say(finding.message), width, INDENT));
  }
  return lines;
}

/** The entry's source, location and posting groups, blanks left out, and whether it is expected cost. */
function groupsOf({entry, plan}: SkippedRow, text: Text): string[] {
  const {locationCode, inventoryPostingGroup, genBusPostingGroup, genProdPostingGroup, expectedCost} = plan.key;
  const codes: [string, string][] = [
    ['Source No.', entry.sourceNo],
    ['Inventory Posting Group', inventoryPostingGroup],
    ['Location Code', locationCode],
    ['Gen. Bus. Posting Group', genBusPostingGroup],
    ['Gen. Prod. Posting Group', genProdPostingGroup],
  ];
  return [
    ...codes.filter(([, code]) => code !== '').map(([caption, code]) => `${text.caption(caption)} ${code}`),
    ...(expectedCost ? [text.caption('Expected Cost')] : []),
  ];
}

/** What the batch says at its end: how many postings it made (posting-rules.md 15.2). */
function summary(report: PostReport, text: Text): string {
  const {rows, skipped, posted} = report;
  const count = report.request.method === 'per-entry' ? rows.length : Math.min(1, rows.length);
  const done =
    rows.length === 0
      ? text.t('posting.report.nothing')
      : text.t(posted ? 'posting.report.done' : 'posting.report.would-do', {
          count,
          glEntries: report.glEntryNos.length,
          register: report.registerNo ?? 0,
        });
  return skipped.length === 0 ? done : `${done} ${text.t('posting.report.skipped-count', {count: skipped.length})}`;
}

/** An item ledger entry type in words; capacity has none of its own. */
export const typeOf = (type: string, text: Text): string => text.caption(type === '' ? 'Capacity' : type);
