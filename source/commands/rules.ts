import {accountFields, accountTypes} from '../domain/posting/account-types.js';
import {listPostingRules, type RulesReport} from '../jobs/posting-rules.js';
import type {Text} from '../text.js';
import {folded} from './posting-text/lines.js';
import {typeOf} from './posting-text/post-report.js';
import type {Registration} from './program.js';
import type {SharedOptions} from './run.js';

/** `tieout rules`: the posting rules, and the accounts they lead to in this company. */
export const rules: Registration = (add, runner) => {
  add('rules').action(async (options: SharedOptions) => {
    await runner.onCompany(options, async context => {
      const report = await listPostingRules(context);
      return {
        json: () =>
          report.rules.map(rule => ({
            itemLedgerEntryType: rule.itemLedgerEntryType,
            orderType: rule.orderType,
            entryType: rule.entryType,
            varianceType: rule.varianceType,
            expectedCost: rule.amount === 'expected',
            account: rule.account,
            balancingAccount: rule.balancingAccount,
          })),
        text: () => rulesText(report, Math.max(80, runner.streams.outColumns ?? 80), runner.text),
      };
    });
  });
};

function rulesText(report: RulesReport, width: number, text: Text): string {
  const lines = folded(text.t('posting.rules.intro'), width, '');
  let heading = '';
  for (const rule of report.rules) {
    const own = [typeOf(rule.itemLedgerEntryType, text), rule.orderType ? text.caption(rule.orderType) : '']
      .filter(Boolean)
      .join(', ');
    if (own !== heading) lines.push('', own);
    heading = own;
    const kind = [
      text.caption(rule.entryType),
      rule.varianceType ? text.caption(rule.varianceType) : '',
      marks(rule, text),
    ];
    lines.push(`  ${rule.row.padEnd(4)} ${kind.filter(Boolean).join(', ')}`);
    lines.push(`         ${text.caption(rule.account)} / ${text.caption(rule.balancingAccount)}`);
  }
  lines.push('', text.t('posting.rules.accounts'));
  for (const type of accountTypes) {
    lines.push(`${text.caption(type)}  (${text.caption(accountFields[type].setup)})`);
    for (const {accountNo, name, rows: keys} of report.accounts.get(type) ?? []) {
      const place = keys.map(key => key.map(code => code || "''").join(', ')).join(' | ');
      const account = accountNo === '' ? text.t('posting.rules.none') : `${accountNo} ${name}`.trimEnd();
      lines.push(...folded(`${account}: ${place}`, width, '  '));
    }
  }
  return `${lines.join('\n')}\n`;
}

function marks(rule: RulesReport['rules'][number], text: Text): string {
  if (rule.condition) return text.t(`posting.rules.${rule.condition}`);
  return rule.amount === 'expected' ? text.t('posting.rules.expected') : '';
}
