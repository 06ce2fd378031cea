/** On which date an adjustment is posted (costing.md 17). */
import {addDays} from '../../dates.js';

/**
 * The posting date of an adjustment of an entry posted on `original`: that date where it is still open, else the
 * first date that is. `allowedFrom` is General Ledger Setup's Allow Posting From (blank: none), `closedTo` the end
 * of the last closed inventory period (blank: none). The date's upper limit is not looked at here.
 */
export function adjustmentDate(original: string, allowedFrom: string, closedTo: string): string {
  const isOpen = (date: string): boolean => date > closedTo || closedTo === '';
  if (original >= allowedFrom && isOpen(original)) return original;
  return allowedFrom !== '' && isOpen(allowedFrom) ? allowedFrom : addDays(closedTo, 1);
}
