/** The reconciliation and its causes as JSON (contract 4, `check` and `explain`). */
import {formatDate} from '../domain/dates.js';
import {formatAmount} from '../domain/money.js';
import type {Cause} from '../domain/reconciliation/causes.js';
import type {MatrixLine} from '../domain/reconciliation/matrix.js';
import {warningsOf} from '../domain/reconciliation/warnings.js';
import {type MatrixRow, matrixColumns, matrixRows, type Place} from '../domain/reconciliation/places.js';
import type {Reconciliation} from '../jobs/reconcile.js';
import type {LedgerFilters} from '../store/ledger-filters.js';
import type {Text} from '../text.js';

/** Filters as JSON carries them; a blank one is not set. */
const filtersJson = ({from = '', to = '', item = '', location = ''}: LedgerFilters) => ({
  from: formatDate(from),
  to: formatDate(to),
  item,
  location,
});

export function checkJson(reconciliation: Reconciliation, text: Text, balanced: boolean, showWarning: boolean) {
  const {projection, lines, causes} = reconciliation;
  const lineOf = new Map<string, MatrixLine>(lines.map(line => [line.name, line]));
  const compared = (line: MatrixLine) => ({
    total: formatAmount(line.total),
    glTotal: formatAmount(line.glTotal),
    difference: formatAmount(line.difference),
    warnings: (showWarning && line.difference !== 0n ? warningsOf(causes.get(line.name) ?? []) : []).map(
      ({code, amount}) => ({
        code,
        message: text.t(`reconciliation.warning.${code}.message`),
        amount: formatAmount(amount),
      }),
    ),
  });
  const row = (name: MatrixRow) => {
    const cells = projection.cells[name];
    const line = lineOf.get(name);
    return {
      name,
      inventory: formatAmount(cells['Inventory']),
      inventoryInterim: formatAmount(cells['Inventory (Interim)']),
      wipInventory: formatAmount(cells['WIP Inventory']),
      ...(line ? compared(line) : {total: formatAmount(0n), glTotal: null, difference: null, warnings: []}),
    };
  };
  return {
    filters: filtersJson(reconciliation.filters),
    rows: matrixRows.map(row),
    columns: matrixColumns.map(name => ({name, ...compared(lineOf.get(name) as MatrixLine)})),
    balanced,
    unattributed: unattributedJson(reconciliation),
    information: informationJson(reconciliation, text),
  };
}

export function explainJson(reconciliation: Reconciliation, text: Text, shown: readonly Place[]) {
  const {lines, causes, unexplained} = reconciliation;
  return {
    filters: filtersJson(reconciliation.filters),
    rows: lines
      .filter(({name}) => shown.includes(name))
      .map(({name, difference}) => ({
        name,
        difference: formatAmount(difference),
        causes: (causes.get(name) ?? []).map(cause => ({
          code: cause.code,
          ...(cause.finding ? {finding: cause.finding} : {}),
          warning: cause.warning,
          message: causeMessage(cause, text),
          amount: formatAmount(cause.amount),
          valueEntryNos: cause.valueEntryNos,
          glEntryNos: cause.glEntryNos,
          remedy: text.t(`reconciliation.cause.${cause.code}.remedy`),
        })),
        unexplained: formatAmount(unexplained.get(name) ?? 0n),
      })),
    unattributed: unattributedJson(reconciliation),
    information: informationJson(reconciliation, text),
  };
}

export function causeMessage({code, finding}: Cause, text: Text): string {
  const reason = finding ? text.t(`reconciliation.finding.${finding}`) : '';
  return text.t(`reconciliation.cause.${code}.message`, {reason});
}

const unattributedJson = ({unattributed}: Reconciliation) => ({
  glTotal: formatAmount(unattributed.glTotal),
  glEntries: unattributed.glEntries,
});

/** What makes no difference, and should be known nevertheless. */
function informationJson({itemsToAdjust, missingRelations}: Reconciliation, text: Text) {
  const {valueEntryNos, glEntryNos} = missingRelations;
  return [
    ...(itemsToAdjust.length > 0
      ? [
          {
            code: 'cost-not-adjusted',
            itemNos: itemsToAdjust,
            message: text.t('reconciliation.information.cost-not-adjusted', {
              count: itemsToAdjust.length,
              items: someOf(itemsToAdjust, text),
            }),
          },
        ]
      : []),
    ...(glEntryNos.length > 0
      ? [
          {
            code: 'missing-relation',
            valueEntryNos,
            glEntryNos,
            message: text.t('reconciliation.information.missing-relation', {
              count: glEntryNos.length,
              entries: someOf(glEntryNos, text),
            }),
          },
        ]
      : []),
  ];
}

/** The first few of a list, for a sentence. */
export function someOf(list: readonly (string | number)[], text: Text): string {
  const numbers = list.slice(0, 10).join(', ');
  return list.length > 10 ? text.t('reconciliation.entries.more', {numbers}) : numbers;
}

export const informationMessages = (reconciliation: Reconciliation, text: Text): string[] =>
  informationJson(reconciliation, text).map(({message}) => message);
