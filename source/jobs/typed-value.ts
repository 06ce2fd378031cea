/** What a person types into a field of setup: read as a file's cell is, and held to what exists. */
import {applyDateFormula} from '../domain/date-formula.js';
import {type Message, message} from '../domain/message.js';
import {Refusal} from '../errors.js';
import type {Database} from '../store/database.js';
import {cellReader, isProblem} from '../store/files/values.js';
import {isDecimal, type Table, type TableField} from '../store/table.js';
import {
  dimension,
  generalLedgerSetup,
  genBusinessPostingGroup,
  genProductPostingGroup,
  glAccount,
  inventoryPostingGroup,
  location,
} from '../store/tables/index.js';

export type TypedValue = string | number | bigint | boolean;

const PLAIN = {decimal: 'point', dates: 'ymd', date1904: false} as const;

/** Posting setups name groups too: a company may have those alone, without the lists of groups. */
const ALSO_NAMED_IN: Readonly<Record<number, string>> = {
  [inventoryPostingGroup.id]: 'select 1 as "one" from "inventory_posting_setup" where "invt_posting_group_code" = ?',
  [genBusinessPostingGroup.id]: 'select 1 as "one" from "general_posting_setup" where "gen_bus_posting_group" = ?',
  [genProductPostingGroup.id]: 'select 1 as "one" from "general_posting_setup" where "gen_prod_posting_group" = ?',
};

/** The table that a setup field's code names a row of; undefined where it names none. */
export function referencedTable(field: Pick<TableField, 'caption' | 'kind'>): Table | undefined {
  if (field.kind !== 'code') return undefined;
  if (/ Account( \(Interim\))?$| Acc\. \(Interim\)$/.test(field.caption)) return glAccount;
  switch (field.caption) {
    case 'Location Code':
      return location;
    case 'Invt. Posting Group Code':
      return inventoryPostingGroup;
    case 'Gen. Bus. Posting Group':
    case 'Default General Business Posting Group':
      return genBusinessPostingGroup;
    case 'Gen. Prod. Posting Group':
      return genProductPostingGroup;
    default:
      return undefined;
  }
}

/**
 * The value of a text typed into a field; codes in capitals, an empty text is the blank value. Refuses (`bad-value`)
 * what the field cannot hold, and a code that names nothing.
 */
export async function readTyped(
  database: Database,
  table: Table,
  field: TableField,
  typed: string,
): Promise<TypedValue> {
  const refuse = (problem: Message) =>
    new Refusal('bad-value', message('errors.bad-value', {value: typed, field: {caption: field.caption}}), [
      {column: field.caption, message: problem},
    ]);
  let unknownOption = false;
  const value = cellReader(field, PLAIN, () => {
    unknownOption = true;
  })(typed);
  if (isProblem(value) && field.kind !== 'option') throw refuse(alone(value, typed));
  if (isProblem(value) || unknownOption) {
    const known = [...(field.options?.captions.values() ?? [])].filter(caption => caption !== '').join(', ');
    throw refuse(message('errors.no-such-option', {known}));
  }
  if (field.kind === 'boolean') return value === 1;
  const meaningless = rulesOf(field, value);
  if (meaningless) throw refuse(meaningless);
  const named =
    table === generalLedgerSetup && / Dimension \d Code$/.test(field.caption) ? dimension : referencedTable(field);
  if (named && typeof value === 'string' && value !== '' && !(await exists(database, named, value))) {
    throw refuse(message('errors.no-such-code', {value, table: {caption: named.name}}));
  }
  return value;
}

/** A file's words speak of the rest of the column, which a single value has not. */
function alone(problem: Message, typed: string): Message {
  switch (problem.key) {
    case 'files.not-a-date':
      return message('errors.bad-date', {value: typed});
    case 'files.not-a-number':
      return message('files.journal.not-decimal', {value: typed});
    default:
      return problem;
  }
}

/** What is wrong with a value that the field's kind alone allows. */
function rulesOf(field: TableField, value: string | number | bigint): Message | undefined {
  if (/ Date Formula$/.test(field.caption) && value !== '' && !applyDateFormula(String(value), '2000-01-01')) {
    return message('errors.no-date-formula');
  }
  if (isDecimal(field.kind) && / Rounding Precision$/.test(field.caption) && BigInt(value) <= 0n) {
    return message('errors.not-positive');
  }
  return undefined;
}

async function exists(database: Database, table: Table, code: string): Promise<boolean> {
  if (await database.find(table, code)) return true;
  const also = ALSO_NAMED_IN[table.id];
  return also !== undefined && (await database.first(also, [code])) !== undefined;
}
