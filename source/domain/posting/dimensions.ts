/**
 * Dimension checks of a G/L line (posting-rules.md 10.1, 18 i and j): blocked dimensions, values and combinations,
 * and what the G/L account demands. They stop item posting, warn in the test report, and are only told by the batch.
 */
import {type Filter, matches} from '../filter.js';
import {type Message, message} from '../message.js';
import type {CombinationRestriction, DefaultDimensionValuePostingType, DimensionValueType} from '../options.js';

/** Value code by dimension code. */
export type DimensionSet = ReadonlyMap<string, string>;

/** What an account, item, location … (or, with a blank number, every one) demands of one dimension (Default Dimension). */
export interface ValuePostingRule {
  readonly dimensionCode: string;
  readonly valuePosting: DefaultDimensionValuePostingType;
  readonly valueCode: string;
  readonly allowedValues: Filter;
}

export interface DimensionRules {
  readonly blockedDimensions: ReadonlySet<string>;
  /** By {@link pairKey} of dimension and value: values that are blocked, or of a type that is not for posting. */
  readonly valueTypes: ReadonlyMap<string, {readonly blocked: boolean; readonly type: DimensionValueType}>;
  /** By {@link pairKey} of the two dimensions, in both orders. */
  readonly combinations: ReadonlyMap<string, CombinationRestriction>;
  /** Blocked pairs of values, by {@link pairKey} of both dimensions and values, in both orders. */
  readonly blockedValuePairs: ReadonlySet<string>;
  /** By account number; '' for all accounts. */
  readonly accountRules: ReadonlyMap<string, readonly ValuePostingRule[]>;
}

export const pairKey = (...codes: string[]): string => codes.join('\u0001');

/** What is wrong with a dimension set, whatever the account. */
export function combinationProblems(set: DimensionSet, rules: DimensionRules): readonly Message[] {
  const problems: Message[] = [];
  const entries = [...set];
  for (const [index, [dimension, value]] of entries.entries()) {
    if (rules.blockedDimensions.has(dimension)) problems.push(message('posting.dimension.blocked', {dimension}));
    const known = rules.valueTypes.get(pairKey(dimension, value));
    if (known?.blocked) problems.push(message('posting.dimension.value-blocked', {dimension, value}));
    if (known && known.type !== 'Standard' && known.type !== 'Begin-Total') {
      problems.push(message('posting.dimension.value-type', {dimension, value, type: {caption: known.type}}));
    }
    for (const [other, otherValue] of entries.slice(index + 1)) {
      const restriction = rules.combinations.get(pairKey(dimension, other));
      const pair = pairKey(dimension, value, other, otherValue);
      if (restriction === 'Blocked') problems.push(message('posting.dimension.combination', {dimension, other}));
      if (restriction === 'Limited' && rules.blockedValuePairs.has(pair)) {
        problems.push(message('posting.dimension.value-combination', {dimension, value, other, otherValue}));
      }
    }
  }
  return problems;
}

/** What a G/L account demands or forbids of a dimension set. */
export function accountProblems(set: DimensionSet, account: string, rules: DimensionRules): readonly Message[] {
  return brokenRules(set, rules.accountRules.get(account), rules.accountRules.get('')).map(({problem, params}) =>
    message(`posting.dimension.${problem}`, {account, ...params}),
  );
}

/** A rule that a dimension set breaks: which kind of demand it is, and the words' parameters. */
export interface BrokenRule {
  problem: 'mandatory' | 'not-allowed' | 'same-code' | 'no-code';
  params: {dimension: string; value: string; wanted: string};
}

/** Rules that a dimension set breaks. A card's own rule for a dimension goes before that of all cards of its table. */
export function brokenRules(
  set: DimensionSet,
  own: readonly ValuePostingRule[] = [],
  general: readonly ValuePostingRule[] = [],
): BrokenRule[] {
  const rest = general.filter(rule => !own.some(({dimensionCode}) => dimensionCode === rule.dimensionCode));
  return [...own, ...rest].flatMap(rule => {
    const value = set.get(rule.dimensionCode) ?? '';
    const problem = problemOf(rule, value);
    return problem ? [{problem, params: {dimension: rule.dimensionCode, value, wanted: rule.valueCode || "''"}}] : [];
  });
}

function problemOf(rule: ValuePostingRule, value: string): BrokenRule['problem'] | undefined {
  switch (rule.valuePosting) {
    case 'Code Mandatory':
      if (value === '') return 'mandatory';
      return matches(rule.allowedValues, value) ? undefined : 'not-allowed';
    case 'Same Code':
      return value === rule.valueCode ? undefined : 'same-code';
    case 'No Code':
      return value === '' ? undefined : 'no-code';
    default:
      return undefined;
  }
}
