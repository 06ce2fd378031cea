/** The averages of one period (costing.md 14.4): group by group, until none changes another. */
import type {AverageCostCalculationType} from '../../options.js';
import {groupOf, groupSum, type Cells} from './average-sums.js';
import type {CostEntry, ItemCosts} from './entries.js';
import {GroupAverage, isProduction, type PeriodValues} from './group-average.js';
import {Settling} from './settling.js';

/** Goods that go there and back between groups settle over many rounds: this many at most. */
const MOST_ROUNDS = 1_000;

/**
 * Brings every outbound entry that is valued by average in the period to its group's average; `opening` is what was
 * there before its first day, `start`. Returns whether consumption changed in a period that has output of the item
 * too: then the orders have to be adjusted before the item can go on.
 */
export function averagePeriod(
  costs: ItemCosts,
  values: PeriodValues,
  opening: Cells,
  calcType: AverageCostCalculationType,
  start: string,
): boolean {
  const groups = new Map<string, GroupAverage>();
  let consumptionChanged = false;
  let hasOutput = false;
  for (const [entry, entryValues] of values) {
    if (isProduction(entry, 'Output')) hasOutput = true;
    const key = groupOf(calcType, entry);
    let group = groups.get(key);
    if (!group) {
      group = new GroupAverage(costs, key, calcType, values, groupSum(calcType, opening, key), start);
      groups.set(key, group);
    }
    group.include(entry, entryValues);
  }
  let waiting = [...groups.values()].filter(group => group.outbounds.length > 0);
  const settling = new Settling(costs.rules.precision);
  for (let round = 0; round < MOST_ROUNDS && waiting.length > 0; round += 1) {
    const touched = new Set<GroupAverage>();
    for (const group of waiting) {
      costs.listener = (entry, currency, amount) => {
        settling.note(entry, currency, amount);
        if (!values.get(entry)) return;
        const owner = groups.get(groupOf(calcType, entry));
        if (owner === group) group.costChanged(entry, currency, amount);
        else if (owner) touched.add(owner);
      };
      touched.delete(group);
      consumptionChanged = group.adjust() || consumptionChanged;
      if (group.isStale) touched.add(group);
    }
    costs.listener = undefined;
    waiting = [...touched].filter(group => group.outbounds.length > 0);
    if (settling.endRound()) break;
  }
  for (const group of waiting) consumptionChanged = group.adjust(givesOn) || consumptionChanged;
  return consumptionChanged && hasOutput;
}

/** What others get their cost from keeps it where groups do not come to an end; the last entry of each takes what is left. */
const givesOn = (entry: CostEntry): boolean => entry.reversals.length > 0;
