/**
 * Dimensions of a journal line: the default dimensions of what it names, then its own, which win (contract 3). What
 * a default dimension demands (a value, this value, none) must be met.
 */
import {refuse} from '../../domain/costing/journal/problem.js';
import type {JournalLine} from '../../domain/costing/journal/line.js';
import {brokenRules} from '../../domain/posting/dimensions.js';
import type {Database} from '../../store/database.js';
import type {Table} from '../../store/table.js';
import {valuePostingRule} from '../../store/dimension-rules.js';
import {DimensionSets} from '../../store/dimension-sets.js';
import {
  type DefaultDimension,
  defaultDimension,
  item,
  itemCharge,
  location,
  machineCenter,
  resource,
  workCenter,
} from '../../store/tables/index.js';

type Defaults = ReadonlyMap<string, readonly DefaultDimension[]>;
/** A card that a line names. */
interface Source {
  table: Table;
  no: string;
}
const key = (tableId: number, no: string): string => `${tableId}\u0001${no}`;

export class LineDimensions {
  private readonly ids = new Map<string, number>();

  private constructor(
    readonly sets: DimensionSets,
    private readonly defaults: Defaults,
    private readonly globals: readonly [string, string],
  ) {}

  static async load(database: Database, globals: readonly [string, string]): Promise<LineDimensions> {
    const defaults = new Map<string, DefaultDimension[]>();
    for (const row of await database.read(defaultDimension)) {
      const own = defaults.get(key(row.tableId, row.no));
      if (own) own.push(row);
      else defaults.set(key(row.tableId, row.no), [row]);
    }
    return new LineDimensions(await DimensionSets.load(database), defaults, globals);
  }

  /** The dimension set of a line, and its global dimensions. Refuses values that are not there or not allowed. */
  of(line: JournalLine): {dimensionSetId: number; globalDimension1Code: string; globalDimension2Code: string} {
    const sources = sourcesOf(line);
    const text = `${sources.map(({table, no}) => key(table.id, no)).join('\u0002')}\u0003${line.dimensions.map(({code, value}) => `${code}=${value}`).join(';')}`;
    let id = this.ids.get(text);
    if (id === undefined) {
      const merged = this.merge(line, sources);
      for (const source of sources) this.check(merged, source);
      id = this.sets.idOf(merged);
      this.ids.set(text, id);
    }
    const set = this.sets.of(id);
    return {
      dimensionSetId: id,
      globalDimension1Code: set.get(this.globals[0]) ?? '',
      globalDimension2Code: set.get(this.globals[1]) ?? '',
    };
  }

  private merge(line: JournalLine, sources: readonly Source[]): ReadonlyMap<string, string> {
    const merged = new Map<string, string>();
    for (const {code, value} of line.dimensions) {
      if (!this.sets.isKnown(code, value)) refuse('Dimensions', 'unknown-dimension', {dimension: code, value});
      merged.set(code, value);
    }
    for (const {table, no} of sources) {
      for (const {dimensionCode, dimensionValueCode} of [
        ...this.defaultsOf(table, no),
        ...this.defaultsOf(table, ''),
      ]) {
        if (dimensionValueCode !== '' && !merged.has(dimensionCode)) merged.set(dimensionCode, dimensionValueCode);
      }
    }
    return merged;
  }

  private defaultsOf(table: Table, no: string): readonly DefaultDimension[] {
    return this.defaults.get(key(table.id, no)) ?? [];
  }

  private check(set: ReadonlyMap<string, string>, {table, no}: Source): void {
    const own = this.defaultsOf(table, no).map(valuePostingRule);
    const general = this.defaultsOf(table, '').map(valuePostingRule);
    for (const {problem, params} of brokenRules(set, own, general)) {
      refuse('Dimensions', `dimension-${problem}`, {card: {caption: table.name}, no, ...params});
    }
  }
}

/** Where default dimensions come from, the nearest first; after each its table's default for all. */
function sourcesOf(line: JournalLine): Source[] {
  const sources: Source[] = [];
  if (line.itemChargeNo !== '') sources.push({table: itemCharge, no: line.itemChargeNo});
  if (line.entryType === 'Capacity') {
    const center = {'Work Center': workCenter, 'Machine Center': machineCenter, Resource: resource, '': undefined};
    const table = center[line.type];
    if (table) sources.push({table, no: line.no});
  } else if (line.itemChargeNo === '' && line.itemNo !== '') sources.push({table: item, no: line.itemNo});
  if (line.locationCode !== '') sources.push({table: location, no: line.locationCode});
  return sources;
}
