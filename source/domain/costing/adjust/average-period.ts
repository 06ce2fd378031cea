/** The averages of one period (costing.md 14.4): group by group, until none changes another. */
import {abs} from '../../money.js';
import type {AverageCostCalculationType} from '../../options.js';
import {groupOf, groupSum, type Cells} from './average-sums.js';
import {adjustEntry} from './documents.js';
import {isAverageValued, totalCost, type CostEntry, type ItemCosts} from './entries.js';
import {forward} from './forward.js';
import {GroupAverage, isProduction, type PeriodValues} from './group-average.js';
import {Settling} from './settling.js';

/** Goods that go there and back between groups settle over many rounds: this many at most. */
const MOST_ROUNDS = 1_000;
/** An entry that after so many rounds still moves by so many times all that is there never comes to rest. */
const EARLY_ROUNDS = 20;
const FAR = 1_000n;

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
  const giversBefore = [...values.keys()]
    .filter(entry => isAverageValued(entry) && givesOn(entry))
    .map(entry => ({entry, lcy: totalCost(entry, 'lcy'), acy: totalCost(entry, 'acy')}));
  const far = giversBefore.length > 0 ? FAR * allThatIsThere(values, opening) : 0n;
  let growing = false;
  for (let round = 0; round < MOST_ROUNDS && waiting.length > 0; round += 1) {
    const touched = new Set<GroupAverage>();
    for (const group of waiting) {
      costs.listener = (entry, currency, amount) => {
        settling.note(entry, currency, amount);
        growing ||= round >= EARLY_ROUNDS && abs(amount) > far;
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
    if (growing || settling.endRound()) break;
  }
  if (growing) {
    // Sales whose returns raise each other's average without end: what gives on keeps the cost it had.
    for (const {entry, ...cost} of giversBefore) {
      for (const currency of costs.rules.currencies) adjustEntry(costs, entry, cost[currency], currency, () => true);
    }
    forward(
      costs,
      giversBefore.map(({entry}) => entry),
    );
    waiting = [...groups.values()].filter(group => group.outbounds.length > 0);
  }
  for (const group of waiting) consumptionChanged = group.adjust(givesOn) || consumptionChanged;
  return consumptionChanged && hasOutput;
}

/** What others get their cost from keeps it where groups do not come to an end; the last entry of each takes what is left. */
const givesOn = (entry: CostEntry): boolean => entry.reversals.length > 0;

/** The amounts of a period and of what was there before it, without their signs. */
function allThatIsThere(values: PeriodValues, opening: Cells): bigint {
  let all = 1n;
  for (const {lcy, acy} of opening.values()) all += abs(lcy) + abs(acy);
  for (const [entry] of values) all += abs(totalCost(entry, 'lcy')) + abs(totalCost(entry, 'acy'));
  return all;
}
