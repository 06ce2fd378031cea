/** The JSON of `post` and `test` (contract 4). */
import {formatDate} from '../domain/dates.js';
import {formatAmount} from '../domain/money.js';
import type {Finding} from '../domain/posting/findings.js';
import {type PostReport, reportLines} from '../jobs/post.js';
import type {TestReport} from '../jobs/test-posting.js';
import type {UnpostedEntry} from '../store/unposted-entries.js';
import type {Text} from '../text.js';

export function postJson(report: PostReport, text: Text): unknown {
  return {
    posted: report.posted,
    method: report.request.method,
    registerNo: report.registerNo ?? null,
    glEntryNos: report.glEntryNos,
    lines: linesJson(report),
    skipped: report.skipped.flatMap(({entry, findings}) => findingsJson(entry, findings, text)),
    dimensionOverrides: report.dimensionOverrides.map(({valueEntryNo, message}) => ({
      valueEntryNo,
      message: text.say(message),
    })),
  };
}

/** One by one: a run over millions of entries has twice as many lines. */
function* linesJson(report: PostReport) {
  for (const {documentNo, line} of reportLines(report)) {
    yield {
      postingDate: formatDate(line.postingDate),
      documentNo,
      accountType: line.line.accountType,
      accountNo: line.line.accountNo,
      amount: formatAmount(line.amount),
      valueEntryNos: line.valueEntryNos,
    };
  }
}

export function testJson(report: TestReport, text: Text): unknown {
  const listed = (rows: TestReport['rows']) => rows.flatMap(({entry, findings}) => findingsJson(entry, findings, text));
  return {information: listed(report.information), errors: listed(report.rows)};
}

function findingsJson(entry: UnpostedEntry, findings: readonly Finding[], text: Text) {
  return findings.map(({code, message, setup, key, field}) => ({
    valueEntryNo: entry.entryNo,
    itemNo: entry.itemNo,
    documentNo: entry.documentNo,
    code,
    message: text.say(message),
    ...(setup ? {setup, key} : {}),
    ...(field ? {field} : {}),
  }));
}
