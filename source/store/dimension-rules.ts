/** Loads the dimension checks (domain/posting/dimensions.ts) and the dimension sets that entries carry. */
import {type DimensionRules, type DimensionSet, pairKey, type ValuePostingRule} from '../domain/posting/dimensions.js';
import type {Database} from './database.js';
import {readFilter} from './filter-sql.js';
import {
  defaultDimension,
  type DefaultDimension,
  dimension,
  dimensionCombination,
  dimensionValue,
  dimensionValueCombination,
  glAccount,
} from './tables/index.js';

const VALUES_FIELD = {caption: 'Allowed Values Filter', kind: 'code'} as const;

export async function loadDimensionRules(database: Database): Promise<DimensionRules> {
  const [dimensions, values, combinations, valueCombinations, defaults] = [
    await database.read(dimension, {where: '"blocked" = 1'}),
    await database.read(dimensionValue, {where: `"blocked" = 1 or "dimension_value_type" <> 'Standard'`}),
    await database.read(dimensionCombination),
    await database.read(dimensionValueCombination),
    await database.read(defaultDimension, {where: '"table_id" = ?', params: [glAccount.id]}),
  ];
  const accountRules = new Map<string, ValuePostingRule[]>();
  for (const row of defaults) {
    accountRules.set(row.no, [...(accountRules.get(row.no) ?? []), valuePostingRule(row)]);
  }
  return {
    blockedDimensions: new Set(dimensions.map(({code}) => code)),
    valueTypes: new Map(
      values.map(value => [
        pairKey(value.dimensionCode, value.code),
        {blocked: value.blocked, type: value.dimensionValueType},
      ]),
    ),
    combinations: new Map(
      combinations.flatMap(({dimension1Code: one, dimension2Code: two, combinationRestriction}) => [
        [pairKey(one, two), combinationRestriction] as const,
        [pairKey(two, one), combinationRestriction] as const,
      ]),
    ),
    blockedValuePairs: new Set(
      valueCombinations.flatMap(row => {
        const one = [row.dimension1Code, row.dimension1ValueCode];
        const two = [row.dimension2Code, row.dimension2ValueCode];
        return [pairKey(...one, ...two), pairKey(...two, ...one)];
      }),
    ),
    accountRules,
  };
}

/** What a default dimension demands of the lines that name its card. */
export const valuePostingRule = (row: DefaultDimension): ValuePostingRule => ({
  dimensionCode: row.dimensionCode,
  valuePosting: row.valuePosting,
  valueCode: row.dimensionValueCode,
  allowedValues: readFilter(row.allowedValuesFilter, VALUES_FIELD),
});

/** All dimension sets, by ID. ID 0 is the empty set. */
export async function loadDimensionSets(database: Database): Promise<Map<number, DimensionSet>> {
  const sets = new Map<number, Map<string, string>>([[0, new Map()]]);
  const rows = await database.all(
    'select "dimension_set_id", "dimension_code", "dimension_value_code" from "dimension_set_entry" order by "dimension_set_id", "dimension_code"',
  );
  for (const row of rows) {
    const id = Number(row['dimension_set_id']);
    const set = sets.get(id) ?? new Map<string, string>();
    set.set(String(row['dimension_code']), String(row['dimension_value_code']));
    sets.set(id, set);
  }
  return sets;
}
