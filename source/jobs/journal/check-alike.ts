/**
 * The check of what the later posting will miss (posting-rules.md 12), once for all value entries that are alike in
 * what decides about it: a journal of 100,000 lines has some hundred kinds of entries.
 */
import type {ValueEntry} from '../../domain/costing/entries.js';
import type {Database} from '../../store/database.js';
import {checkPosting, type EntryFinding} from '../automatic-posting.js';
import type {JobContext} from '../job.js';

/** The findings of all these entries, in their order. */
export async function checkAlike(
  context: JobContext,
  database: Database,
  entries: readonly ValueEntry[],
): Promise<EntryFinding[]> {
  const kinds = new Map<string, ValueEntry[]>();
  for (const entry of entries) {
    const kind = kindOf(entry);
    const alike = kinds.get(kind);
    if (alike) alike.push(entry);
    else kinds.set(kind, [entry]);
  }
  const first = [...kinds.values()].flatMap(alike => alike[0] ?? []);
  const found = await checkPosting(context, database, first);
  if (found.length === 0) return [];
  const byFirst = Map.groupBy(found, ({valueEntryNo}) => valueEntryNo);
  const findings = [...kinds.values()].flatMap(alike => {
    const own = byFirst.get(alike[0]?.entryNo ?? 0) ?? [];
    return alike.flatMap(({entryNo}) => own.map(({finding}) => ({valueEntryNo: entryNo, finding})));
  });
  return findings.sort((left, right) => left.valueEntryNo - right.valueEntryNo);
}

/** Entries of one kind differ in nothing that decides about accounts, dates and dimensions. */
function kindOf(entry: ValueEntry): string {
  const amounts = (entry.costAmountActual === 0n ? 0 : 1) + (entry.costAmountExpected === 0n ? 0 : 2);
  // Items of no value are not checked, and all of their amounts are zero.
  const item = entry.itemLedgerEntryNo === 0 ? 'capacity' : amounts === 0 ? entry.itemNo : '';
  const order =
    entry.orderNo === '' ? '' : `${entry.orderType}/${entry.orderNo}/${entry.orderLineNo}/${entry.sourceNo}`;
  return `${entry.itemLedgerEntryType}\u0001${entry.entryType}\u0001${entry.varianceType}\u0001${order}\u0001${entry.expectedCost}\u0001${entry.inventoriable}\u0001${entry.locationCode}\u0001${entry.inventoryPostingGroup}\u0001${entry.genBusPostingGroup}\u0001${entry.genProdPostingGroup}\u0001${entry.dimensionSetId}\u0001${entry.postingDate}\u0001${amounts}\u0001${item}`;
}
