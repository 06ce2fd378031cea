/**
 * The texts that posting writes into G/L entries (posting-rules.md 10). They are data, so they are English always;
 * dates are written month/day/year as in the ERP's own entries.
 */
import {dayOf, isClosingDate, type LedgerDate} from '../dates.js';
import type {CostEntryType} from '../options.js';
import type {PlannedLine} from './plan.js';

const LENGTH = 100;

/** Per entry: `Direct Cost V-100 on 03/14/25`. */
export function entryDescription(entryType: CostEntryType, sourceNo: string, postingDate: LedgerDate): string {
  return cut(`${entryType}${sourceNo === '' ? '' : ` ${sourceNo}`} on ${shortDate(postingDate)}`);
}

/** Per posting group: `Inventory - COGS, BLUE,RESALE,DOMESTIC,RETAIL`. */
export function groupDescription(line: PlannedLine): string {
  const groups = [line.locationCode, line.inventoryPostingGroup, line.genBusPostingGroup, line.genProdPostingGroup];
  return cut(`${line.accountType} - ${line.balancingAccountType}, ${groups.join(',')}`);
}

function shortDate(date: LedgerDate): string {
  const [year = '', month, day] = dayOf(date).split('-');
  return `${isClosingDate(date) ? 'C' : ''}${month}/${day}/${year.slice(2)}`;
}

const cut = (text: string): string => [...text].slice(0, LENGTH).join('');
