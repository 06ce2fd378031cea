import {formatAmount} from '../../../source/domain/money.js';
import type {Books} from '../../support/costing.js';

/** The actual cost of a label's entry. */
export async function entryCost(books: Books, label: string): Promise<string> {
  return formatAmount((await books.valueRows(label)).reduce((sum, row) => sum + row.costAmountActual, 0n));
}

export async function entryCosts(books: Books, ...labels: string[]): Promise<string[]> {
  return Promise.all(labels.map(label => entryCost(books, label)));
}
