/**
 * Dimension sets (table 480): equal combinations of dimension values share one number. Finds the number of a
 * combination, or makes the set.
 */
import type {Database} from './database.js';
import {loadDimensionSets} from './dimension-rules.js';
import {dimensionSetEntry} from './tables/index.js';

/** Dimension code and value code pairs. */
export type Dimensions = ReadonlyMap<string, string>;

/** `DEPARTMENT=SALES;PROJECT=X` as dimensions; undefined where it is not written so, or names one twice. */
export function parseDimensions(text: string): Dimensions | undefined {
  const dimensions = new Map<string, string>();
  for (const part of text.split(';')) {
    if (part.trim() === '') continue;
    const [code = '', value = '', ...more] = part.split('=').map(piece => piece.trim().toUpperCase());
    if (code === '' || value === '' || more.length > 0 || dimensions.has(code)) return undefined;
    dimensions.set(code, value);
  }
  return dimensions;
}

/** The sets of a company, within one transaction; {@link save} writes those that are new. */
export class DimensionSets {
  private readonly added: {id: number; dimensions: Dimensions}[] = [];

  private constructor(
    private readonly database: Database,
    private readonly sets: Map<number, Dimensions>,
    private readonly numbers: Map<string, number>,
    private readonly valueIds: ReadonlyMap<string, number>,
    private last: number,
  ) {}

  static async load(database: Database): Promise<DimensionSets> {
    const sets = await loadDimensionSets(database);
    const values = await database.all('select "dimension_code", "code", "dimension_value_id" from "dimension_value"');
    const ids = new Map(
      values.map(row => [`${row['dimension_code']}\u0001${row['code']}`, Number(row['dimension_value_id'])]),
    );
    // An export may hold equal sets twice: the lower number wins.
    const numbers = new Map([...sets].reverse().map(([id, set]) => [keyOf(set), id]));
    const last = [...sets.keys()].reduce((highest, id) => Math.max(highest, id), 0);
    return new DimensionSets(database, sets, numbers, ids, last);
  }

  /** Whether a value of this dimension is there. */
  isKnown(code: string, value: string): boolean {
    return this.valueIds.has(`${code}\u0001${value}`);
  }

  /** The dimensions of a set; an ID that is not there has none. */
  of(id: number): Dimensions {
    return this.sets.get(id) ?? new Map();
  }

  /** The number of a combination: 0 for none, else that of the set that has it, or of a new one. */
  idOf(dimensions: Dimensions): number {
    const key = keyOf(dimensions);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.last += 1;
    this.numbers.set(key, this.last);
    this.sets.set(this.last, dimensions);
    this.added.push({id: this.last, dimensions});
    return this.last;
  }

  /** Writes the sets that are new since the last save. */
  async save(): Promise<void> {
    const rows = this.added.splice(0).flatMap(({id, dimensions}) =>
      [...dimensions].map(([code, value]) => ({
        dimensionSetId: id,
        dimensionCode: code,
        dimensionValueCode: value,
        dimensionValueId: this.valueIds.get(`${code}\u0001${value}`) ?? 0,
      })),
    );
    await this.database.insert(dimensionSetEntry, rows);
  }
}

const keyOf = (dimensions: Dimensions): string =>
  [...dimensions]
    .map(([code, value]) => `${code}\u0001${value}`)
    .sort()
    .join('\u0002');
