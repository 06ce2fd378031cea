/** A journal line that was compared with the company: references are entry numbers, defaults are filled in. */
import type {DocumentFields} from '../entries.js';
import type {JournalLine} from './line.js';

export interface PostingLine {
  readonly line: JournalLine;
  readonly document: DocumentFields;
  readonly sourceCode: string;
  readonly inventoryPostingGroup: string;
  readonly genBusPostingGroup: string;
  readonly genProdPostingGroup: string;
  /** 0 where the line names none. */
  readonly appliesToEntry: number;
  readonly appliesFromEntry: number;
  readonly itemShptEntry: number;
  readonly capacityLedgerEntry: number;
}

/** What a line made. */
export interface PostedLine {
  itemLedgerEntryNos: number[];
  capacityLedgerEntryNos: number[];
  valueEntryNos: number[];
}

export const nothingPosted = (): PostedLine => ({
  itemLedgerEntryNos: [],
  capacityLedgerEntryNos: [],
  valueEntryNos: [],
});
