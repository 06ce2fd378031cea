/** Invariants of the general ledger and of the link between the ledgers. */
import {formatDate} from '../../domain/dates.js';
import {message} from '../../domain/message.js';
import {type PostingFault, postingFaults} from '../../domain/reconciliation/posting-faults.js';
import {loadReconciliationSetup} from '../reconciliation-setup.js';
import {loadReconciledLedgers} from '../reconciled-ledgers.js';
import {bySql, comparableSum, type Invariant, Violations} from './invariant.js';

export const generalLedgerInvariants: readonly Invariant[] = [
  bySql(
    'gl-documents-balance',
    ['gl_entry'],
    database =>
      `select "document_no", "posting_date" from "gl_entry" group by "document_no", "posting_date" having ${comparableSum(database, '"amount"')} <> 0 order by "posting_date", "document_no"`,
    row => ({
      of: {documentNo: String(row['document_no']), postingDate: formatDate(String(row['posting_date']))},
      message: message('reconciliation.invariant.gl-documents-balance', {
        document: String(row['document_no']),
        date: {date: String(row['posting_date'])},
      }),
    }),
  ),
  bySql(
    'posted-entries-related',
    ['value_entry', 'gl_entry', 'gl_item_ledger_relation'],
    'select v."entry_no" from "value_entry" v where (v."cost_posted_to_gl" <> 0 or v."expected_cost_posted_to_gl" <> 0) and not exists (select 1 from "gl_item_ledger_relation" r where r."value_entry_no" = v."entry_no") order by v."entry_no"',
    row => ({
      of: {valueEntryNo: Number(row['entry_no'])},
      message: message('reconciliation.invariant.posted-entries-related', {entry: Number(row['entry_no'])}),
    }),
  ),
  {
    name: 'posted-cost-in-gl',
    tables: ['value_entry', 'gl_entry', 'gl_item_ledger_relation'],
    async find(context) {
      const setup = await loadReconciliationSetup(context.database);
      const ledgers = await loadReconciledLedgers(context, setup, {}, {anew: true});
      const found = new Violations();
      for (const fault of postingFaults(ledgers, setup.costPostingSourceCode)) found.add(violationOf(fault));
      return found;
    },
  },
];

const violationOf = ({code, valueEntryNo, glEntryNo, posted, booked}: PostingFault) => ({
  of: {...(valueEntryNo ? {valueEntryNo} : {}), ...(glEntryNo ? {glEntryNo} : {})},
  message: message(`reconciliation.invariant.posted-cost-in-gl.${code}`, {
    value: valueEntryNo ?? 0,
    gl: glEntryNo ?? 0,
    posted,
    booked,
  }),
});
