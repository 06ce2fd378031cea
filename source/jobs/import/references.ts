/** What imported ledgers name and the company does not have: people export a part, and ERPs delete (contract 2). */
import {message} from '../../domain/message.js';
import type {Database} from '../../store/database.js';
import type {Table} from '../../store/table.js';
import * as tables from '../../store/tables/index.js';
import type {ImportWarning} from './warnings.js';

interface Reference {
  from: Table;
  /** Property that names the other. */
  property: string;
  to: Table;
}

const REFERENCES: readonly Reference[] = [
  {from: tables.itemLedgerEntry, property: 'itemNo', to: tables.item},
  {from: tables.itemLedgerEntry, property: 'locationCode', to: tables.location},
  {from: tables.valueEntry, property: 'itemNo', to: tables.item},
  {from: tables.valueEntry, property: 'locationCode', to: tables.location},
  {from: tables.capacityLedgerEntry, property: 'itemNo', to: tables.item},
  {from: tables.glEntry, property: 'glAccountNo', to: tables.glAccount},
  {from: tables.glItemLedgerRelation, property: 'glEntryNo', to: tables.glEntry},
  {from: tables.glItemLedgerRelation, property: 'valueEntryNo', to: tables.valueEntry},
  {from: tables.postValueEntryToGl, property: 'valueEntryNo', to: tables.valueEntry},
];

/** A warning for each kind of reference, with the number of entries and the first of them. */
export async function missingReferences(database: Database, imported: ReadonlySet<Table>): Promise<ImportWarning[]> {
  const warnings: ImportWarning[] = [];
  for (const {from, property, to} of REFERENCES) {
    if (!imported.has(from)) continue;
    const field = from.byProperty.get(property);
    if (!field) continue;
    const blank = field.kind === 'integer' ? '0' : `''`;
    const column = `"${field.column}"`;
    const key = `"${from.keyColumns[0]}"`;
    const missing = `(select distinct ${column} from "${from.sqlName}" where ${column} <> ${blank} except select "${to.keyColumns[0]}" from "${to.sqlName}")`;
    const counted = await database.first(
      `select count(*) as "count" from "${from.sqlName}" where ${column} in ${missing}`,
    );
    const count = Number(counted?.['count'] ?? 0);
    if (count === 0) continue;
    const first = await database.all(
      `select ${key} as "entry" from "${from.sqlName}" where ${column} in ${missing} order by ${key} limit 5`,
    );
    const entries = first.map(row => Number(row['entry']));
    warnings.push({
      code: 'missing-reference',
      table: from.name,
      field: field.caption,
      count,
      first: entries,
      message: message('files.missing-reference', {
        table: {caption: from.name},
        field: {caption: field.caption},
        to: {caption: to.name},
        count,
        entries: entries.join(', '),
      }),
    });
  }
  return warnings;
}
