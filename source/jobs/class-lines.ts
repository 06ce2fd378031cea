/** What each posting class puts on which account, as entries are held against it (store/unclean-entries.ts). */
import {placeOf} from '../domain/reconciliation/places.js';
import type {ClassLines} from '../store/unclean-entries.js';
import type {EntryPlans} from './entry-plans.js';
import type {ReconciliationSetup} from './reconciliation-setup.js';

/** Of every class, in the order of their numbers. */
export const classLines = (plans: EntryPlans, setup: ReconciliationSetup): ClassLines[] =>
  plans.classes.map(({no}) => linesOf(no, plans, setup));

/** An account that counts on another row too is left out: no entry on it is clean. */
function linesOf(classNo: number, plans: EntryPlans, setup: ReconciliationSetup): ClassLines {
  const {lines} = plans.planOfClass(classNo);
  const accounts = new Map<string, {accountNo: string; actual: number; expected: number}>();
  const unfit = new Set<string>();
  for (const {accountNo, accountType, amount, sign} of lines) {
    const places = setup.places.get(accountNo) ?? [];
    const account = accounts.get(accountNo) ?? {accountNo, actual: 0, expected: 0};
    if (places.length !== 1 || places[0] !== placeOf(accountType) || account[amount] !== 0) unfit.add(accountNo);
    account[amount] = Number(sign);
    accounts.set(accountNo, account);
  }
  return {
    classNo,
    accounts: [...accounts.values()].filter(({accountNo}) => !unfit.has(accountNo)),
    actualLines: lines.filter(({amount}) => amount === 'actual').length,
    expectedLines: lines.filter(({amount}) => amount === 'expected').length,
  };
}
