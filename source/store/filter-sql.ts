/** Filters (domain/filter.ts) as SQL that gives the same answers on SQLite and PostgreSQL. */
import {casesOf, type Filter, type PatternPart} from '../domain/filter.js';
import {message} from '../domain/message.js';
import {type FilterKind, parseFilter} from '../domain/parse-filter.js';
import {Refusal} from '../errors.js';
import type {Dialect, SqlValue} from './database.js';
import {type Field, isDecimal} from './table.js';

export interface Condition {
  /** SQL with `?` placeholders; `1 = 1` where everything passes. */
  readonly where: string;
  readonly params: readonly SqlValue[];
}

/** Reads a filter of a field; throws the refusal `bad-filter` that tells where and what was expected. */
export function readFilter(text: string, field: Pick<Field, 'caption' | 'kind' | 'options'>): Filter {
  const read = parseFilter(text, filterKind(field), field.options);
  if ('filter' in read) return read.filter;
  const {position, message: expected} = read.problem;
  throw new Refusal(
    'bad-filter',
    message('errors.bad-filter', {filter: text, field: {caption: field.caption}, position}),
    [{message: expected}],
  );
}

/** How a field's filter is read. */
export function filterKind({kind}: Pick<Field, 'kind'>): FilterKind {
  if (isDecimal(kind)) return 'decimal';
  switch (kind) {
    case 'date':
    case 'integer':
    case 'boolean':
    case 'option':
    case 'code':
      return kind;
    default:
      return 'text';
  }
}

/** The condition of a filter on a column, an SQL expression such as `"item_no"` or `v."posting_date"`. */
export function filterSql(dialect: Dialect, column: string, filter: Filter): Condition {
  switch (filter.type) {
    case 'all':
      return {where: '1 = 1', params: []};
    case 'or':
    case 'and':
      return joinConditions(
        filter.type,
        filter.filters.map(part => filterSql(dialect, column, part)),
      );
    case 'not': {
      const {where, params} = filterSql(dialect, column, filter.filter);
      return {where: `not (${where})`, params};
    }
    case 'in':
      if (filter.values.length === 0) return {where: '1 = 0', params: []};
      return filter.values.length === 1
        ? {where: `${column} = ?`, params: filter.values}
        : {where: `${column} in (${filter.values.map(() => '?').join(', ')})`, params: filter.values};
    case 'compare':
      return {where: `${column} ${filter.operator} ?`, params: [filter.value]};
    case 'range': {
      const bounds: Condition[] = [];
      if (filter.from !== undefined) bounds.push({where: `${column} >= ?`, params: [filter.from]});
      if (filter.to !== undefined) bounds.push({where: `${column} <= ?`, params: [filter.to]});
      return joinConditions('and', bounds);
    }
    case 'pattern':
      return patternSql(dialect, column, filter.parts, filter.anyCase);
  }
}

/** Several conditions as one. Nested in halves: SQLite takes no expression deeper than 1000. */
export function joinConditions(type: 'and' | 'or', conditions: readonly Condition[]): Condition {
  const [first] = conditions;
  if (!first) return type === 'and' ? {where: '1 = 1', params: []} : {where: '1 = 0', params: []};
  if (conditions.length === 1) return first;
  const middle = Math.ceil(conditions.length / 2);
  const left = joinConditions(type, conditions.slice(0, middle));
  const right = joinConditions(type, conditions.slice(middle));
  return {where: `(${left.where} ${type} ${right.where})`, params: [...left.params, ...right.params]};
}

/**
 * Patterns: `glob` on SQLite (its `like` takes capitals for small letters) and `like` on PostgreSQL, so that both can
 * use an index for a known beginning. Any case: both databases know capitals of ASCII only (PostgreSQL in the byte
 * order that our columns have), so each letter becomes the set of its cases, in a `glob` or a regular expression.
 */
function patternSql(dialect: Dialect, column: string, parts: readonly PatternPart[], anyCase: boolean): Condition {
  if (dialect === 'sqlite') {
    const glob = written(parts, '*', '?', character => {
      const cases = anyCase ? casesOf(character) : [character];
      return cases.length > 1 ? `[${cases.join('')}]` : /[*?[]/.test(character) ? `[${character}]` : character;
    });
    return {where: `${column} glob ?`, params: [glob]};
  }
  if (!anyCase) {
    const like = written(parts, '%', '_', character => (/[%_\\]/.test(character) ? `\\${character}` : character));
    return {where: `${column} like ? escape '\\'`, params: [like]};
  }
  const regular = written(parts, '.*', '.', character => {
    const cases = casesOf(character);
    if (cases.length > 1) return `[${cases.join('')}]`;
    return /[!-/:-@[-`{-~]/.test(character) ? `\\${character}` : character;
  });
  return {where: `${column} ~ ?`, params: [`^(?:${regular})$`]};
}

function written(
  parts: readonly PatternPart[],
  any: string,
  one: string,
  literal: (character: string) => string,
): string {
  return parts
    .map(part => (part === 'any' ? any : part === 'one' ? one : [...part.literal].map(literal).join('')))
    .join('');
}
