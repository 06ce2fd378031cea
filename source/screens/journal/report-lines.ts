/** What checking, previewing and posting the item journal say, as lines: pure functions of their results. */
import {cell, pair, wrap} from '../../components/cells.js';
import type {ErrorDetail} from '../../errors.js';
import type {JournalPreview} from '../../jobs/item-journal.js';
import type {JournalResult} from '../../jobs/journal.js';
import type {Database} from '../../store/database.js';
import type {Text} from '../../text.js';
import {entriesCondition} from '../list/definition.js';
import type {LinkLine} from '../report/links-view.js';
import type {Opening} from '../stack.js';
import type {JournalPlace} from './parameters.js';

/** Every bad line at its line and column; Enter goes there. */
export function problemLines(
  problems: readonly ErrorDetail[],
  mend: (place: JournalPlace) => void,
  text: Text,
  width: number,
): LinkLine[] {
  return [
    {text: text.t('screens.journal.refused', {count: problems.length}), tone: 'bad'},
    ...problems.flatMap(({line, column, message}) => {
      const place = [
        text.t('screens.journal.line', {line: line ?? 0}),
        ...(column === undefined ? [] : [text.caption(column)]),
      ].join(' · ');
      const open = () => mend({...(line === undefined ? {} : {line}), ...(column === undefined ? {} : {column})});
      return wrap(`${place}: ${text.say(message)}`, Math.min(width, 120) - 4).map((words, index) => ({
        text: index === 0 ? words : `  ${words}`,
        open,
      }));
    }),
  ];
}

/** Warnings of the lines: what the later posting to the G/L will miss. */
function warningLines({warnings}: JournalResult, text: Text, width: number): LinkLine[] {
  return warnings.flatMap(({line, message}) =>
    wrap(text.t('costing.journal.warning', {line, words: text.say(message)}), Math.min(width, 120) - 4).map(words => ({
      text: words,
      tone: 'warning' as const,
    })),
  );
}

export function checkedLines({result}: JournalPreview, text: Text, width: number): LinkLine[] {
  return [
    {text: text.t('screens.journal.checked', {count: result.lines.length}), tone: 'good'},
    ...warningLines(result, text, width),
  ];
}

/** All entries that posting would make, ledger by ledger. */
export function previewLines(preview: JournalPreview, text: Text, width: number): LinkLine[] {
  const {result, itemLedgerEntries, capacityLedgerEntries, valueEntries, glEntries} = preview;
  const room = Math.min(width, 120) - 2;
  const entry = (
    no: number,
    date: string,
    type: string,
    of: string,
    documentNo: string,
    figures: string,
  ): LinkLine => ({
    text: pair(
      `${cell(String(no), 7, 'right')} ${text.date(date)} ${cell(text.caption(type), 17)} ${cell(of, 10)} ${documentNo}`,
      figures,
      room,
    ),
  });
  const section = (caption: string, lines: LinkLine[]): LinkLine[] =>
    lines.length === 0
      ? []
      : [{text: ''}, {text: `${text.caption(caption)} (${lines.length})`, tone: 'strong'}, ...lines];
  return [
    {text: text.t('screens.journal.previewed', {count: result.lines.length}), tone: 'good'},
    ...warningLines(result, text, width),
    ...section(
      'Item Ledger Entries',
      itemLedgerEntries.map(({entryNo, postingDate, entryType, itemNo, documentNo, locationCode, quantity}) =>
        entry(entryNo, postingDate, entryType, itemNo, `${documentNo} ${locationCode}`, text.quantity(quantity)),
      ),
    ),
    ...section(
      'Capacity Ledger Entries',
      capacityLedgerEntries.map(({entryNo, postingDate, type, no, documentNo, quantity}) =>
        entry(entryNo, postingDate, type, no, documentNo, text.quantity(quantity)),
      ),
    ),
    ...section(
      'Value Entries',
      valueEntries.map(row =>
        entry(
          row.entryNo,
          row.postingDate,
          row.entryType,
          row.itemNo || row.no,
          row.documentNo,
          text.amount(row.costAmountActual + row.costAmountExpected),
        ),
      ),
    ),
    ...section(
      'General Ledger Entries',
      glEntries.map(({entryNo, postingDate, glAccountNo, documentNo, description, amount}) =>
        entry(entryNo, postingDate, description, glAccountNo, documentNo, text.amount(amount)),
      ),
    ),
  ];
}

/** What posting made; Enter on a line opens its entries. */
export function postedLines(
  result: JournalResult,
  database: Database,
  open: (opening: Opening) => void,
  text: Text,
  width: number,
): LinkLine[] {
  const made = (list: string, caption: string, nos: readonly number[]): LinkLine[] =>
    nos.length === 0
      ? []
      : [
          {
            text: `${text.caption(caption)}: ${text.count(nos.length)}`,
            open: () =>
              open({
                page: 'list',
                parameters: {
                  list,
                  restriction: entriesCondition(
                    database,
                    'entry_no',
                    [...nos].sort((left, right) => left - right),
                  ),
                  subtitle: text.t('screens.journal.ofJournal'),
                },
              }),
          },
        ];
  const {lines} = result;
  return [
    {text: text.t('screens.journal.posted', {count: lines.length}), tone: 'good'},
    ...made(
      'item-ledger-entries',
      'Item Ledger Entries',
      lines.flatMap(line => line.itemLedgerEntryNos),
    ),
    ...made(
      'value-entries',
      'Value Entries',
      lines.flatMap(line => line.valueEntryNos),
    ),
    ...warningLines(result, text, width),
  ];
}
