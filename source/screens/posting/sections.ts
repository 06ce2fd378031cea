/** The two posting reports as sections of lines: pure functions of a report, the words and the width. */
import {cell, pair, wrap} from '../../components/cells.js';
import {accountFields} from '../../domain/posting/account-types.js';
import type {Finding} from '../../domain/posting/findings.js';
import {reportColumns, type ReportColumn} from '../../domain/posting/report.js';
import type {PostedRow, PostReport} from '../../jobs/post.js';
import type {TestReport, TestRow} from '../../jobs/test-posting.js';
import type {UnpostedEntry} from '../../store/unposted-entries.js';
import type {Text} from '../../text.js';
import {linesSection, type ReportLine, type Section} from '../report/report-view.js';

/** Totals, then the entries, and last what was skipped with its reasons and what to do. */
export function postSections(report: PostReport, text: Text, width: number): Section[] {
  const {rows, skipped, groups, totals, dimensionOverrides} = report;
  const outcome = report.posted
    ? text.t('screens.posting.posted', {
        entries: rows.length,
        gl: report.glEntryNos.length,
        register: report.registerNo ?? 0,
      })
    : text.t('screens.posting.notPosted', {entries: rows.length, gl: report.glEntryNos.length});
  const columns = (Object.keys(reportColumns) as ReportColumn[]).filter(column => totals.get(column));
  const sections: Section[] = [
    linesSection(text.t('screens.posting.totals'), [
      {text: outcome, tone: report.posted ? 'good' : 'warning'},
      ...columns.map(column => ({text: pair(columnName(column, text), text.amount(totals.get(column) ?? 0n), 60)})),
    ]),
  ];
  if (groups.length > 0) {
    const lines = groups.map(({line}) => ({
      text: `${cell(text.date(line.postingDate), 11)}${cell(line.line.accountNo, 12)}${pair(text.caption(line.line.accountType), text.amount(line.amount), Math.min(width, 90) - 26)}`,
    }));
    sections.push(linesSection(text.t('screens.posting.groups'), lines));
  }
  sections.push({
    title: text.t('screens.posting.entries', {count: rows.length}),
    count: rows.length,
    lineAt: index => postedLine(rows[index], text, width),
  });
  if (dimensionOverrides.length > 0) {
    const lines = dimensionOverrides.map(({valueEntryNo, message}) => ({
      text: `${valueEntryNo}  ${text.say(message)}`,
      valueEntryNo,
    }));
    sections.push(linesSection(text.t('screens.posting.overrides'), lines));
  }
  sections.push(findingsSection(text.t('screens.posting.skipped', {count: skipped.length}), skipped, text, width));
  return sections;
}

/** Every entry with its G/L lines, and below them what is wrong. */
export function testSections(
  report: TestReport,
  {showDimensions, onlyWarnings}: {readonly showDimensions: boolean; readonly onlyWarnings: boolean},
  text: Text,
  width: number,
): Section[] {
  const rows = onlyWarnings ? report.rows.filter(({findings}) => findings.length > 0) : report.rows;
  const wrong = report.rows.filter(({findings}) => findings.length > 0).length;
  const lines = rows.flatMap(row => testLines(row, report, showDimensions, text, width));
  return [
    linesSection(text.t('screens.posting.tested', {count: report.rows.length, wrong}), lines),
    findingsSection(
      text.t('screens.posting.waiting', {count: report.information.length}),
      report.information,
      text,
      width,
    ),
  ];
}

function testLines(row: TestRow, report: TestReport, showDimensions: boolean, text: Text, width: number): ReportLine[] {
  const {entry, plan, lines, findings} = row;
  const valueEntryNo = entry.entryNo;
  const dimensions = showDimensions ? [...report.dimensionsOf(entry.dimensionSetId)] : [];
  return [
    {text: entryText(entry, plan.key.itemLedgerEntryType, undefined, text, width), valueEntryNo, tone: 'strong'},
    ...lines.map(({line, amount}) => ({
      valueEntryNo,
      text: `    ${cell(line.accountNo || '–', 12)}${pair(report.accountNames.get(line.accountNo) ?? text.caption(line.accountType), text.amount(amount), Math.min(width, 90) - 20)}`,
    })),
    ...dimensions.map(([code, value]) => ({valueEntryNo, text: `    ${code} ${value}`})),
    ...findings.flatMap(finding =>
      findingWords(finding, text, width).map(words => ({text: words, valueEntryNo, finding, tone: 'warning' as const})),
    ),
  ];
}

/** Entries with their reasons; made lazily, two or more lines an entry. */
function findingsSection(
  title: string,
  rows: readonly {
    readonly entry: UnpostedEntry;
    readonly plan: PostedRow['plan'];
    readonly findings: readonly Finding[];
  }[],
  text: Text,
  width: number,
): Section {
  const places = rows.flatMap((row, index) => [
    {index, finding: undefined, words: ''},
    ...row.findings.flatMap(finding => findingWords(finding, text, width).map(words => ({index, finding, words}))),
  ]);
  return {
    title,
    count: places.length,
    lineAt: place => {
      const at = places[place];
      const row = at && rows[at.index];
      if (!row) return {text: ''};
      const valueEntryNo = row.entry.entryNo;
      if (at.finding) return {text: at.words, valueEntryNo, finding: at.finding, tone: 'warning'};
      const [first] = row.findings;
      const cost = row.plan.key.expectedCost ? row.entry.costAmountExpected : row.entry.costAmountActual;
      const words = entryText(row.entry, row.plan.key.itemLedgerEntryType, cost, text, width);
      return {text: words, valueEntryNo, ...(first ? {finding: first} : {})};
    },
  };
}

/** What is wrong and what to do, in lines below the entry. */
function findingWords(finding: Finding, text: Text, width: number): string[] {
  return wrap(text.say(finding.message), Math.min(width, 120) - 9).map(
    (words, index) => `${index === 0 ? '    ! ' : '      '}${words}`,
  );
}

function postedLine(row: PostedRow | undefined, text: Text, width: number): ReportLine {
  if (!row) return {text: ''};
  const {entry, plan, amounts} = row;
  return {
    text: entryText(entry, plan.key.itemLedgerEntryType, amounts.actual + amounts.expected, text, width),
    valueEntryNo: entry.entryNo,
  };
}

/** An entry in one line: number, date, type, item, document, and an amount at the right. */
function entryText(entry: UnpostedEntry, type: string, amount: bigint | undefined, text: Text, width: number): string {
  const head = [
    cell(String(entry.entryNo), 9, 'right'),
    cell(text.date(entry.postingDate), 11),
    cell(text.caption(type || 'Capacity'), 16),
    cell(entry.itemNo || entry.orderNo, 10),
    entry.documentNo,
  ].join(' ');
  return amount === undefined ? head : pair(head, text.amount(amount), Math.min(width - 2, 90));
}

const columnName = (column: ReportColumn, text: Text): string =>
  column in accountFields ? text.caption(column) : text.t(`posting.column.${column.replaceAll('.', '')}`);
