/** Compares a journal line with the company: dates, codes, posting groups, references; fills in its defaults. */
import type {EntryReference, JournalLine} from '../../domain/costing/journal/line.js';
import type {PostingLine} from '../../domain/costing/journal/posting-line.js';
import type {Cards} from '../../domain/costing/journal/company.js';
import {refuse} from '../../domain/costing/journal/problem.js';
import {addDays} from '../../domain/dates.js';
import {isAllowed} from '../../domain/posting/allowed-dates.js';
import type {JournalCompany} from './company.js';
import type {LineDimensions} from './dimensions.js';

/** Entries that earlier lines of the file made, by label; undefined where such a line was refused. */
export interface Labels {
  itemLedgerEntry(label: string): number | undefined;
  capacityEntry(label: string): number | undefined;
  has(label: string): boolean;
}

/** A line refers to one that is refused itself: there is nothing more to say about it. */
export class DependsOnRefused extends Error {}

export async function prepareLine(
  company: JournalCompany,
  cards: Cards,
  dimensions: LineDimensions,
  labels: Labels,
  line: JournalLine,
): Promise<PostingLine> {
  checkDate(company, line);
  const groups = await groupsOf(company, cards, line);
  checkPlaces(company, line);
  const partner = {Purchase: 'Vendor', Sale: 'Customer'} as const;
  const sourceType =
    line.sourceNo !== '' && (line.entryType === 'Purchase' || line.entryType === 'Sale') ? partner[line.entryType] : '';
  return {
    line,
    document: {
      postingDate: line.postingDate,
      documentDate: line.documentDate || line.postingDate,
      documentNo: line.documentNo,
      externalDocumentNo: line.externalDocumentNo,
      description: line.description,
      sourceType,
      sourceNo: line.sourceNo,
      ...dimensions.of(line),
    },
    sourceCode: line.sourceCode || company.sourceCodeOf(line.entryType, line.revaluation),
    ...groups,
    appliesToEntry: resolve(labels, 'Applies-to Entry', line.appliesToEntry),
    appliesFromEntry: resolve(labels, 'Applies-from Entry', line.appliesFromEntry),
    itemShptEntry: resolve(labels, 'Item Shpt. Entry No.', line.itemShptEntry),
    capacityLedgerEntry: resolve(labels, 'Capacity Ledger Entry No.', line.capacityLedgerEntry),
  };
}

function checkDate({allowed, closedTo}: JournalCompany, {postingDate}: JournalLine): void {
  if (!isAllowed(allowed, postingDate)) {
    refuse('Posting Date', 'date-not-allowed', {
      date: {date: postingDate},
      from: {date: allowed.from},
      to: {date: allowed.to},
    });
  }
  if (postingDate <= closedTo) {
    refuse('Posting Date', 'period-closed', {
      date: {date: postingDate},
      closed: {date: closedTo},
      next: {date: addDays(closedTo, 1)},
    });
  }
}

function checkPlaces(company: JournalCompany, line: JournalLine): void {
  const places = [
    ['Location Code', line.locationCode],
    ...(line.entryType === 'Transfer' ? [['New Location Code', line.newLocationCode]] : []),
  ] as const;
  for (const [column = '', code = ''] of places) {
    if (code !== '' && !company.locations.has(code)) refuse(column, 'unknown-location', {location: code});
    const moves = (line.quantity ?? 0n) !== 0n && line.itemChargeNo === '' && !line.revaluation;
    if (code === '' && company.locationMandatory && moves && line.entryType !== 'Capacity') {
      refuse(column, 'location-mandatory');
    }
  }
  if (line.variantCode !== '' && !company.variants.has(`${line.itemNo}\u0001${line.variantCode}`)) {
    refuse('Variant Code', 'unknown-variant', {item: line.itemNo, variant: line.variantCode});
  }
}

/** The line's posting groups, else the item's, centre's or charge's own; each must be there. */
async function groupsOf(company: JournalCompany, cards: Cards, line: JournalLine) {
  const own = await ownGroups(company, cards, line);
  const genProdPostingGroup = line.genProdPostingGroup ?? own.genProd;
  const inventoryPostingGroup = line.inventoryPostingGroup ?? own.inventory;
  const {genBusPostingGroup} = line;
  if (genBusPostingGroup !== '') {
    known(company.genBusPostingGroups, 'Gen. Bus. Posting Group', genBusPostingGroup);
  }
  known(company.genProdPostingGroups, 'Gen. Prod. Posting Group', genProdPostingGroup);
  if (own.needsInventoryGroup || inventoryPostingGroup !== '') {
    known(company.inventoryPostingGroups, 'Inventory Posting Group', inventoryPostingGroup);
  }
  return {genBusPostingGroup, genProdPostingGroup, inventoryPostingGroup};
}

interface OwnGroups {
  genProd: string;
  inventory: string;
  needsInventoryGroup: boolean;
}

async function ownGroups(company: JournalCompany, cards: Cards, line: JournalLine): Promise<OwnGroups> {
  if (line.entryType === 'Capacity') {
    if (line.no === '') refuse('No.', 'center-missing');
    const center = (await cards.center(line.type, line.no)) ?? refuse('No.', 'unknown-center', {no: line.no});
    return {genProd: center.genProdPostingGroup, inventory: '', needsInventoryGroup: false};
  }
  if (line.itemChargeNo !== '') {
    const genProd = company.charges.get(line.itemChargeNo);
    if (genProd === undefined) return refuse('Item Charge No.', 'unknown-charge', {charge: line.itemChargeNo});
    if (line.itemNo !== '' && !(await cards.item(line.itemNo))) refuse('Item No.', 'unknown-item', {item: line.itemNo});
    return {genProd, inventory: '', needsInventoryGroup: false};
  }
  if (line.itemNo === '') refuse('Item No.', 'item-missing');
  const item = (await cards.item(line.itemNo)) ?? refuse('Item No.', 'unknown-item', {item: line.itemNo});
  if (item.blocked) refuse('Item No.', 'blocked', {no: item.no});
  return {
    genProd: item.genProdPostingGroup,
    inventory: item.inventoryPostingGroup,
    needsInventoryGroup: item.type === 'Inventory',
  };
}

function known(groups: ReadonlySet<string>, column: string, group: string): void {
  if (group === '') refuse(column, 'group-missing', {field: {caption: column}});
  if (!groups.has(group)) refuse(column, 'unknown-group', {group});
}

function resolve(labels: Labels, column: string, reference: EntryReference | undefined): number {
  if (reference === undefined) return 0;
  if (typeof reference === 'number') return reference;
  const {label} = reference;
  if (!labels.has(label)) return refuse(column, 'unknown-label', {label});
  const entryNo = column === 'Capacity Ledger Entry No.' ? labels.capacityEntry(label) : labels.itemLedgerEntry(label);
  if (entryNo === undefined) throw new DependsOnRefused();
  if (entryNo === 0) return refuse(column, 'label-without-entry', {label});
  return entryNo;
}
