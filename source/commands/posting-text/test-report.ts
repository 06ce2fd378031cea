/** The test report of posting-rules.md 18 as text: each G/L line that would be made, its warnings below it. */
import type {Message} from '../../domain/message.js';
import type {Finding} from '../../domain/posting/findings.js';
import type {BufferLine} from '../../domain/posting/buffer.js';
import {entryDescription, groupDescription} from '../../domain/posting/descriptions.js';
import type {TestReport, TestRow} from '../../jobs/test-posting.js';
import type {Text} from '../../text.js';
import {filtersText} from '../ledger-filter-options.js';
import {edges, fitted, flowed, folded} from './lines.js';
import {dimensionText, type PageHeader, typeOf} from './post-report.js';

export interface TestPage extends PageHeader {
  readonly showDimensions: boolean;
  readonly onlyWarnings: boolean;
}

const INDENT = '    ';

/** What each line is checked for beside its own account. */
const CODES_OF_LINES: ReadonlySet<Finding['code']> = new Set(['date-not-allowed', 'dimension']);

export function testReportText(report: TestReport, page: TestPage, text: Text): string {
  const {request} = report;
  const {width} = page;
  const filters = filtersText(request.filters, text);
  const lines = [
    edges(text.t('posting.test.title'), page.company, width),
    edges(text.t(`posting.report.${request.method}`), `${page.printedAt}  ${page.userId}`, width),
    ...(request.documentNo ? [`${text.caption('Document No.')}: ${request.documentNo}`] : []),
    ...(filters ? [`${text.t('posting.report.filters')}: ${filters}`] : []),
    '',
  ];
  const body =
    request.method === 'per-entry'
      ? report.rows.flatMap(row => entryBlock(row, report, page, text))
      : groupBlocks(report, page, text);
  if (body.length > 0) lines.push(...body, '');
  if (report.information.length > 0) {
    lines.push(
      ...folded(text.t('posting.test.information', {count: report.information.length}), width, ''),
      ...folded(report.information.map(({entry}) => entry.entryNo).join(', '), width, INDENT),
      '',
    );
  }
  const warned = report.rows.filter(({findings}) => findings.length > 0).length;
  lines.push(text.t('posting.test.summary', {count: report.rows.length, warned}));
  return `${lines.join('\n')}\n`;
}

function entryBlock(row: TestRow, report: TestReport, page: TestPage, text: Text): string[] {
  const {entry, plan, findings, lines} = row;
  const ofLines = new Set(lines.flatMap(({line}) => line.findings));
  const ofEntry = findings.filter(
    finding => !ofLines.has(finding) && (lines.length === 0 || !CODES_OF_LINES.has(finding.code)),
  );
  const everyLine = !page.onlyWarnings || ofEntry.length > 0;
  const block: string[] = [];
  const below = flowed(
    [
      `${typeOf(plan.key.itemLedgerEntryType, text)}, ${text.caption(plan.key.entryType)}`,
      ...(entry.itemNo === '' ? [] : [`${text.caption('Item')} ${entry.itemNo}`]),
      `${text.caption('Value Entry')} ${entry.entryNo}`,
      ...(entry.itemLedgerEntryNo === 0 ? [] : [`${text.caption('Item Ledger Entry')} ${entry.itemLedgerEntryNo}`]),
      entryDescription(plan.key.entryType, entry.sourceNo, entry.postingDate),
    ],
    page.width,
    INDENT,
  );
  for (const line of lines) {
    const warnings = warningsOf(line, report);
    if (!everyLine && warnings.length === 0) continue;
    block.push(
      ...lineBlock(line, entry.documentNo, report, page, text),
      ...below,
      ...dimensionLines(line.dimensionSetId, report, page),
      ...warnings.flatMap(words => warning(words, page, text)),
    );
  }
  if (lines.length === 0 && findings.length > 0) {
    const name = text.caption('Value Entry');
    const date = text.date(entry.postingDate);
    block.push(
      firstLine(date, entry.documentNo, name, String(entry.entryNo), entry.costAmountActual, page, text),
      ...below,
    );
  }
  for (const finding of ofEntry) block.push(...warning(finding.message, page, text));
  return block;
}

function groupBlocks(report: TestReport, page: TestPage, text: Text): string[] {
  const merged = report.groups.flatMap(line => {
    const warnings = warningsOf(line, report);
    if (page.onlyWarnings && warnings.length === 0) return [];
    return [
      ...lineBlock(line, report.request.documentNo, report, page, text),
      ...folded(groupDescription(line.line), page.width, INDENT),
      ...dimensionLines(line.dimensionSetId, report, page),
      ...warnings.flatMap(words => warning(words, page, text)),
    ];
  });
  const withoutLines = report.rows.filter(({lines}) => lines.length === 0);
  return [...merged, ...withoutLines.flatMap(row => entryBlock(row, report, page, text))];
}

const warningsOf = (line: BufferLine, report: TestReport): readonly Message[] => [
  ...line.line.findings.map(({message}) => message),
  ...report.warningsOf(line),
];

function lineBlock(line: BufferLine, documentNo: string, report: TestReport, page: TestPage, text: Text): string[] {
  const {accountNo, accountType} = line.line;
  const name = report.accountNames.get(accountNo) ?? text.caption(accountType);
  return [firstLine(text.date(line.postingDate), documentNo, accountNo, name, line.amount, page, text)];
}

/** Date, document, account, name and amount: 10 + 16 + 12 + what is left + 18 columns. */
function firstLine(
  date: string,
  documentNo: string,
  account: string,
  name: string,
  amount: bigint,
  {width}: TestPage,
  text: Text,
): string {
  const figure = text.amount(amount).padStart(18);
  const room = Math.max(8, width - 10 - 1 - 16 - 1 - 12 - 1 - 1 - figure.length);
  return [
    fitted(date, 10, false),
    fitted(documentNo, 16, false),
    fitted(account, 12, false),
    fitted(name, room, false),
    figure,
  ].join(' ');
}

function dimensionLines(id: number, report: TestReport, page: TestPage): string[] {
  if (!page.showDimensions) return [];
  const words = dimensionText(report.dimensionsOf(id));
  return words === '' ? [] : folded(words, page.width, INDENT);
}

const warning = (words: Message, page: TestPage, text: Text): string[] =>
  folded(`${text.t('posting.test.warning')} ${text.say(words)}`, page.width, INDENT);
