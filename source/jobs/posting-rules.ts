/** The posting rules, and the accounts that they lead to in this company (contract 4, `rules`). */
import {accountFields, type AccountType, accountTypes} from '../domain/posting/account-types.js';
import {type PostingRule, postingRules} from '../domain/posting/rules.js';
import {loadPostingSetup} from '../store/posting-setup.js';
import type {JobContext} from './job.js';

/** One account of an account type, with the setup rows that name it. */
interface RuleAccount {
  readonly accountNo: string;
  readonly name: string;
  readonly rows: readonly (readonly [string, string])[];
}

export interface RulesReport {
  readonly rules: readonly PostingRule[];
  readonly accounts: ReadonlyMap<AccountType, readonly RuleAccount[]>;
}

export async function listPostingRules({database}: JobContext): Promise<RulesReport> {
  const setup = await loadPostingSetup(database);
  const accounts = new Map<AccountType, RuleAccount[]>();
  for (const type of accountTypes) {
    const {setup: table, property} = accountFields[type];
    const rows = table === 'Inventory Posting Setup' ? setup.inventoryPostingSetup : setup.generalPostingSetup;
    const byAccount = new Map<string, (readonly [string, string])[]>();
    for (const [key, row] of rows) {
      const accountNo = row.accounts[property] ?? '';
      const [first = '', second = ''] = key.split('\u0001');
      byAccount.set(accountNo, [...(byAccount.get(accountNo) ?? []), [first, second]]);
    }
    accounts.set(
      type,
      [...byAccount]
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([accountNo, keys]) => ({accountNo, name: setup.accounts.get(accountNo)?.name ?? '', rows: keys})),
    );
  }
  return {rules: postingRules, accounts};
}
